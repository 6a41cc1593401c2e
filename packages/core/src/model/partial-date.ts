/**
 * A calendar date as precisely as it is known. `earliest` and `latest` are whole days since 1970-01-01 in the
 * proleptic Gregorian calendar: the first and the last day that the text allows, equal when it names a day.
 */
export type PartialDate = {
  readonly kind: 'date';
  /** what was written: `2019`, `2019-03` or `2019-03-14` */
  readonly text: string;
  readonly precision: 'year' | 'month' | 'day';
  readonly earliest: number;
  readonly latest: number;
};

/** How a day is taken from a date that names only a month or a year. */
export const PARTIAL_DATE_RULES = ['earliest', 'midpoint', 'latest', 'refuse'] as const;
export type PartialDateRule = (typeof PARTIAL_DATE_RULES)[number];

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, years 1800 to 2199.
 * @returns null when the text is none of these or names a day that does not exist (2019-02-30)
 */
export function parsePartialDate(text: string): PartialDate | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  if (year < 1800 || year > 2199) return null;
  if (match[2] === undefined) {
    return { kind: 'date', text, precision: 'year', earliest: dayNumber(year, 1, 1), latest: dayNumber(year, 12, 31) };
  }
  const month = Number(match[2]);
  if (month < 1 || month > 12) return null;
  const monthDays = daysInMonth(year, month);
  if (match[3] === undefined) {
    return {
      kind: 'date',
      text,
      precision: 'month',
      earliest: dayNumber(year, month, 1),
      latest: dayNumber(year, month, monthDays),
    };
  }
  const day = Number(match[3]);
  if (day < 1 || day > monthDays) return null;
  const number = dayNumber(year, month, day);
  return { kind: 'date', text, precision: 'day', earliest: number, latest: number };
}

/**
 * The one day that stands for a date under a rule; the midpoint of an even number of days is the earlier of the two.
 * @returns null where the rule refuses a date that does not name a day
 */
export function dayOf(date: PartialDate, rule: PartialDateRule): number | null {
  if (date.precision === 'day') return date.earliest;
  switch (rule) {
    case 'earliest':
      return date.earliest;
    case 'latest':
      return date.latest;
    case 'midpoint':
      return Math.floor((date.earliest + date.latest) / 2);
    case 'refuse':
      return null;
  }
}

/** Days since 1970-01-01 of a calendar day. */
export function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** The calendar day of a day number as `YYYY-MM-DD`, in no time zone. */
export function isoDay(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}

/** The date that names one day. */
export function exactDate(number: number): PartialDate {
  return { kind: 'date', text: isoDay(number), precision: 'day', earliest: number, latest: number };
}

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (MONTH_DAYS[month - 1] as number);
}
