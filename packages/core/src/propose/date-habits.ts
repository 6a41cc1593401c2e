import { plainWidth } from '../facts/index.ts';
import { parsePartialDate } from '../model/index.ts';

/** Which of the figures of a date comes first. */
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** What a date means under each order of its figures; the same under all where it names its parts. */
export type DateReadings = Partial<Record<DateOrder, string>>;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The readings of one date: `2019-03-14`, `2019.3.14`, `2019年3月`, `3/2019`, `20190314`, `14 Mar 2019`, `Mar 2019`, `2019`; of
 * `3/4/2019` and `19.3.14` one for each order that gives a day. Figures with points that end in a year are day first.
 * @returns no reading for anything else
 */
export function readDate(text: string): DateReadings {
  const plain = plainWidth(text)
    .trim()
    .toLowerCase()
    .replace(/[日号]$/, '')
    .replace(/(?:\s|t)00:00(?::00(?:\.0+)?)?z?$/, '');
  const named =
    firstOf(plain, /^(\d{4})\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2}))?\s*月?$/) ??
    firstOf(plain, /^(\d{4})(\d{2})(\d{2})$/) ??
    firstOf(plain, /^(\d{4})\s*年?$/);
  if (named) return fixed(iso(named[0], named[1], named[2]));
  const compactMonth = firstOf(plain, /^((?:19|20)\d{2})(\d{2})$/);
  if (compactMonth) return fixed(iso(compactMonth[0], compactMonth[1]));
  const monthFirst = firstOf(plain, /^(\d{1,2})\s*[-./]\s*((?:19|20)\d{2})$/);
  if (monthFirst) return fixed(iso(monthFirst[1], monthFirst[0]));
  const wordy = /^(?:(\d{1,2})[\s.-]*)?([a-z]{3,9})[\s.,-]*(?:(\d{1,2})(?:st|nd|rd|th)?[\s,-]+)?(\d{4})$/.exec(plain);
  if (wordy) {
    const month = MONTHS.indexOf((wordy[2] as string).slice(0, 3)) + 1;
    return month === 0 ? {} : fixed(iso(wordy[4], String(month), wordy[1] ?? wordy[3]));
  }
  const figures = /^(\d{1,2})\s*([-./])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})$/.exec(plain);
  if (!figures) return {};
  const [, first, mark, second, third] = figures as unknown as [string, string, string, string, string];
  if (third.length === 4) {
    const dayFirst = iso(third, second, first);
    if (mark === '.') return dayFirst === null ? {} : { dmy: dayFirst };
    return kept({ dmy: dayFirst, mdy: iso(third, first, second) });
  }
  return kept({
    ymd: iso(century(first), second, third),
    dmy: iso(century(third), second, first),
    mdy: iso(century(third), first, second),
  });
}

/** The orders under which every date of a column can be read, and whether they differ. */
export function ordersOf(readings: readonly DateReadings[]): { orders: DateOrder[]; differ: boolean } {
  const orders = DATE_ORDERS.filter((order) => readings.every((reading) => reading[order] !== undefined));
  const differ = readings.some((reading) => new Set(orders.map((order) => reading[order])).size > 1);
  return { orders, differ };
}

function firstOf(text: string, pattern: RegExp): [string, string | undefined, string | undefined] | null {
  const found = pattern.exec(text);
  return found ? [found[1] as string, found[2], found[3]] : null;
}

function iso(year: string | undefined, month?: string, day?: string): string | null {
  const parts = [year as string, month?.padStart(2, '0'), day?.padStart(2, '0')].filter((part) => part !== undefined);
  return parsePartialDate(parts.join('-'))?.text ?? null;
}

function century(figures: string): string {
  return `${Number(figures) < 50 ? 20 : 19}${figures.padStart(2, '0')}`;
}

function fixed(date: string | null): DateReadings {
  return date === null ? {} : { ymd: date, dmy: date, mdy: date };
}

function kept(readings: Record<string, string | null>): DateReadings {
  return Object.fromEntries(Object.entries(readings).filter(([, date]) => date !== null));
}
