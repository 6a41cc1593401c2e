import { sumOf } from './sum.ts';
import { presentValues, type Values } from './values.ts';

/**
 * The first four central moments of n values: mean, and the means of the squared, cubed and fourth-power distances
 * from it. Two passes, so that a large common offset costs no digits.
 */
export type Moments = { n: number; mean: number; second: number; third: number; fourth: number };

/** @returns null for an empty column */
export function moments(values: Values): Moments | null {
  return momentsOf(presentValues(values));
}

/** The same for a column without missing values. */
export function momentsOf(values: Float64Array): Moments | null {
  const n = values.length;
  if (n === 0) return null;
  const rough = sumOf(values) / n;
  const mean = rough + sumOf(values.map((value) => value - rough)) / n;
  const powerMean = (power: number) => sumOf(values.map((value) => (value - mean) ** power)) / n;
  return { n, mean, second: powerMean(2), third: powerMean(3), fourth: powerMean(4) };
}

/** Arithmetic mean; null for an empty column. */
export function mean(values: Values): number | null {
  return moments(values)?.mean ?? null;
}

/** Sample variance, with n - 1 in the denominator; null below two values. */
export function variance(values: Values): number | null {
  return varianceOf(moments(values));
}

/** Sample standard deviation; null below two values. */
export function standardDeviation(values: Values): number | null {
  const square = variance(values);
  return square === null ? null : Math.sqrt(square);
}

export function varianceOf(given: Moments | null): number | null {
  if (given === null || given.n < 2) return null;
  return (given.second * given.n) / (given.n - 1);
}
