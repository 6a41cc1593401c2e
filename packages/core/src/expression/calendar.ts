import { type Missing, mergeMissing, missing, type PartialDate } from '../model/index.ts';
import { missingOr } from './frame.ts';
import type { Comparison } from './typed.ts';

const IMPRECISE = missing('imprecise');
const DAYS_A_MONTH = 30.4375;
const DAYS_A_YEAR = 365.25;

export function isDate(value: unknown): value is PartialDate {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'date';
}

/** How two dates compare wherever in their intervals they lie; missing where that depends on the day. */
export const DATE_COMPARISONS: Readonly<Record<Comparison, (a: PartialDate, b: PartialDate) => boolean | Missing>> = {
  '<': before,
  '<=': notAfter,
  '>': (a, b) => before(b, a),
  '>=': (a, b) => notAfter(b, a),
  '==': equalDates,
  '!=': (a, b) => {
    const equal = equalDates(a, b);
    return typeof equal === 'boolean' ? !equal : equal;
  },
};

function before(a: PartialDate, b: PartialDate): boolean | Missing {
  return a.latest < b.earliest ? true : a.earliest >= b.latest ? false : IMPRECISE;
}

function notAfter(a: PartialDate, b: PartialDate): boolean | Missing {
  return a.latest <= b.earliest ? true : a.earliest > b.latest ? false : IMPRECISE;
}

/** Two dates are equal only when both name a day; the same year written twice may be two days. */
export function equalDates(a: PartialDate, b: PartialDate): boolean | Missing {
  if (a.latest < b.earliest || b.latest < a.earliest) return false;
  return a.earliest === a.latest && b.earliest === b.latest ? true : IMPRECISE;
}

/** Days from one date to another; missing unless both name a day. */
export function daysBetween(from: unknown, to: unknown): number | Missing {
  const gap = missingDate(from, to);
  if (gap) return gap;
  const [a, b] = [from as PartialDate, to as PartialDate];
  return a.earliest === a.latest && b.earliest === b.latest ? b.earliest - a.earliest : IMPRECISE;
}

/** Months of 30.4375 days. */
export function monthsBetween(from: unknown, to: unknown): number | Missing {
  const days = daysBetween(from, to);
  return typeof days === 'number' ? days / DAYS_A_MONTH : days;
}

/** Years of 365.25 days. */
export function yearsBetween(from: unknown, to: unknown): number | Missing {
  const days = daysBetween(from, to);
  return typeof days === 'number' ? days / DAYS_A_YEAR : days;
}

/**
 * Birthdays passed from one date to another, negative before the first. Dates that name no day are enough where
 * every day they allow gives the same number. Who was born on 29 February has a birthday on 1 March.
 */
export function completedYears(from: unknown, to: unknown): number | Missing {
  const gap = missingDate(from, to);
  if (gap) return gap;
  const [a, b] = [from as PartialDate, to as PartialDate];
  const fewest = birthdays(a.latest, b.earliest);
  return fewest === birthdays(a.earliest, b.latest) ? fewest : IMPRECISE;
}

/** The year that a date lies in: every date names it. */
export function yearOf(date: unknown): number | Missing {
  return isDate(date) ? Number(date.text.slice(0, 4)) : missingOr(date, 'a date');
}

/**
 * The earliest of some dates, as precisely as it can be told.
 * @returns missing `imprecise` when no single one of them says when it was; `notApplicable` when there are none
 */
export function earliestOf(dates: readonly PartialDate[]): PartialDate | Missing {
  let from = Number.POSITIVE_INFINITY;
  let until = Number.POSITIVE_INFINITY;
  for (const date of dates) {
    from = Math.min(from, date.earliest);
    until = Math.min(until, date.latest);
  }
  return spanning(dates, from, until);
}

/** The latest of some dates; as `earliestOf`. */
export function latestOf(dates: readonly PartialDate[]): PartialDate | Missing {
  let from = Number.NEGATIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  for (const date of dates) {
    from = Math.max(from, date.earliest);
    until = Math.max(until, date.latest);
  }
  return spanning(dates, from, until);
}

function spanning(dates: readonly PartialDate[], from: number, until: number): PartialDate | Missing {
  if (dates.length === 0) return missing('notApplicable');
  return dates.find((date) => date.earliest === from && date.latest === until) ?? IMPRECISE;
}

function missingDate(from: unknown, to: unknown): Missing | null {
  if (isDate(from)) return isDate(to) ? null : missingOr(to, 'a date');
  const gap = missingOr(from, 'a date');
  return isDate(to) ? gap : mergeMissing(gap, missingOr(to, 'a date'));
}

function birthdays(birth: number, day: number): number {
  return Math.floor((monthAndDay(day) - monthAndDay(birth)) / 10_000);
}

/** A day number as the digits YYYYMMDD, of which differences count whole years in ten thousands. */
function monthAndDay(dayNumber: number): number {
  // years begin in March here, so that the leap day is the last of its year
  const days = dayNumber + 719_468;
  const cycle = Math.floor(days / 146_097);
  const dayOfCycle = days - cycle * 146_097;
  const yearOfCycle = Math.floor(
    (dayOfCycle - Math.floor(dayOfCycle / 1_460) + Math.floor(dayOfCycle / 36_524) - Math.floor(dayOfCycle / 146_096)) /
      365,
  );
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0);
  return year * 10_000 + month * 100 + day;
}
