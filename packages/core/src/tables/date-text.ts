import { plainWidth } from '../facts/index.ts';

/** The parts of a date as they were written; a month or day of 0 is as written. */
export type DateParts = { readonly year: number; readonly month?: number; readonly day?: number };

/** How a text writes a date. */
export type DateText =
  | { readonly kind: 'parts'; readonly parts: DateParts }
  /** three numbers whose order the text leaves open */
  | { readonly kind: 'open'; readonly numbers: readonly [number, number, number]; readonly shortYear: boolean }
  /** the serial number of a spreadsheet, or no date at all */
  | { readonly kind: 'serial'; readonly serial: number }
  | { readonly kind: 'none' };

/** How a column orders day, month and year. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

const TIME = /^(.*\d(?:日)?)[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const MONTH_WORD =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const MONTH_FIRST = new RegExp(`^${MONTH_WORD}\\.?[\\s-]+(?:(\\d{1,2})(?:st|nd|rd|th)?,?[\\s-]+)?(\\d{4})$`, 'i');
const DAY_FIRST = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[\\s-]*${MONTH_WORD}\\.?,?[\\s-]*(\\d{4})$`, 'i');
const CHINESE_DIGITS = '〇一二三四五六七八九';

/** Reads one way of writing a date, as far as the text alone says what it means; a time of day is passed over if it is one. */
export function readDateText(written: string): DateText {
  const text = plainWidth(written).trim();
  const timed = TIME.exec(text);
  if (timed && !isTime(timed)) return { kind: 'none' };
  const date = (timed ? (timed[1] as string) : text).trim();
  return yearFirst(date) ?? threeNumbers(date) ?? named(date) ?? chinese(date) ?? serial(text) ?? { kind: 'none' };
}

/** The parts of three numbers under an order; null where the order does not fit their lengths. */
export function inOrder([a, b, c]: readonly [number, number, number], order: DateOrder): DateParts {
  if (order === 'dmy') return { day: a, month: b, year: c };
  if (order === 'mdy') return { month: a, day: b, year: c };
  return { year: a, month: b, day: c };
}

function isTime([, , hours, minutes, seconds]: RegExpExecArray): boolean {
  return Number(hours) < 24 && Number(minutes) < 60 && Number(seconds ?? 0) < 60;
}

/** 2021-3-4, 2021/03/04, 2021.3, 2021年3月4日, 20210304, 2021 */
function yearFirst(text: string): DateText | null {
  const match =
    /^(\d{4})\s*([-/.年])\s*(\d{1,2})(?:\s*(?:\2|月)\s*(\d{1,2})\s*日?|\s*月)?$/.exec(text) ??
    /^(\d{4})()(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{4})\s*年?$/.exec(text);
  if (!match) return null;
  const [, year, , month, day] = match;
  return partsOf(Number(year), month, day);
}

function threeNumbers(text: string): DateText | null {
  const match = /^(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})$/.exec(text);
  if (!match) return null;
  const [, first = '', mark, second = '', last = ''] = match;
  const numbers = [Number(first), Number(second), Number(last)] as const;
  // whoever writes points between numbers, and the year in full at the end, writes the day first
  if (mark === '.' && last.length === 4) return { kind: 'parts', parts: inOrder(numbers, 'dmy') };
  return { kind: 'open', numbers, shortYear: last.length === 2 };
}

function named(text: string): DateText | null {
  const first = MONTH_FIRST.exec(text);
  if (first) return partsOf(Number(first[3]), String(monthOf(first[1] as string)), first[2]);
  const later = DAY_FIRST.exec(text);
  if (later) return partsOf(Number(later[3]), String(monthOf(later[2] as string)), later[1]);
  return null;
}

function monthOf(word: string): number {
  return MONTHS.indexOf(word.slice(0, 3).toLowerCase() as (typeof MONTHS)[number]) + 1;
}

/** 二〇二〇年一月五日 */
function chinese(text: string): DateText | null {
  const match =
    /^([〇零○一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?)?$/.exec(
      text,
    );
  if (!match) return null;
  const year = Number(
    [...(match[1] as string).replace(/[零○]/g, '〇')].map((digit) => CHINESE_DIGITS.indexOf(digit)).join(''),
  );
  return partsOf(year, numeral(match[2]), numeral(match[3]));
}

function numeral(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const ten = text.includes('十') ? (tens === '' ? 1 : CHINESE_DIGITS.indexOf(tens as string)) : 0;
  return String(ten * 10 + (ones === '' ? 0 : CHINESE_DIGITS.indexOf(ones as string)));
}

function serial(text: string): DateText | null {
  return /^-?\d{1,7}(\.\d+)?$/.test(text) ? { kind: 'serial', serial: Number(text) } : null;
}

function partsOf(year: number, month: string | undefined, day: string | undefined): DateText {
  return {
    kind: 'parts',
    parts: {
      year,
      ...(month === undefined || month === '' ? {} : { month: Number(month) }),
      ...(day === undefined || day === '' ? {} : { day: Number(day) }),
    },
  };
}
