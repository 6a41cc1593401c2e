import { type Age, DAYS_PER_YEAR, type ItemType, type Value } from '../model/index.ts';

/** The number that a value is: a number itself, or an age in years; null for anything else. */
export function numberOf(value: Value): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value.kind === 'age' ? ageInYears(value) : null;
}

/** An age in years: twelve months, or 365.25 days, to the year. */
export function ageInYears(age: Age): number {
  switch (age.unit) {
    case 'a':
      return age.value;
    case 'mo':
      return age.value / 12;
    case 'wk':
      return (age.value * 7) / DAYS_PER_YEAR;
    case 'd':
      return age.value / DAYS_PER_YEAR;
  }
}

/** The places, from 0, of the one or two values of n in order that make the median. */
export function middleRanks(n: number): number[] {
  return n % 2 === 1 ? [(n - 1) / 2] : [n / 2 - 1, n / 2];
}

/** Whole numbers are printed whole, and one decimal shows that a quantile lies between two of them. */
export function usualDecimals(type: ItemType, value: number | null): number {
  if (type !== 'integer') return 1;
  return value === null || Number.isInteger(value) ? 0 : 1;
}
