import { dayNumber, isoDay } from '../model/index.ts';

const SECONDS_A_DAY = 86_400;
/** 9999-12-31 in the system of 1900 */
const LAST_1900 = 2_958_465;
const FIRST_1904 = dayNumber(1904, 1, 1);
const LAST_1904 = LAST_1900 - 1462;

/** Why a number is no date: the day 29 Feb 1900, which Excel counts and the calendar does not have; or out of range. */
export type SerialFault = 'falseLeapDay' | 'notPositive' | 'beyond9999';

export type SerialDate =
  | { readonly fault: null; readonly date: string /** `hh:mm:ss`, null at midnight */; readonly time: string | null }
  | { readonly fault: SerialFault };

/**
 * The day that a spreadsheet's serial number stands for, in the system of 1900 or of 1904 (ECMA-376 part 1, 18.17.4.1).
 * Before its false leap day Excel is a day ahead: 1 is 1900-01-01, and 61 is 1900-03-01. Times are rounded to the second.
 */
export function dateOfSerial(serial: number, is1904: boolean): SerialDate {
  let day = Math.floor(serial);
  let seconds = Math.round((serial - day) * SECONDS_A_DAY);
  if (seconds === SECONDS_A_DAY) {
    day += 1;
    seconds = 0;
  }
  if (is1904 ? day < 0 : day < 1) return { fault: 'notPositive' };
  if (day > (is1904 ? LAST_1904 : LAST_1900)) return { fault: 'beyond9999' };
  if (!is1904 && day === 60) return { fault: 'falseLeapDay' };
  const first = is1904 ? FIRST_1904 : dayNumber(1899, 12, day < 60 ? 31 : 30);
  return { fault: null, date: dayText(first + day), time: seconds === 0 ? null : clock(seconds) };
}

const DAYS = new Map<number, string>();

/** The text of a day; the dates of a table lie close together. */
function dayText(number: number): string {
  const known = DAYS.get(number);
  if (known !== undefined) return known;
  const text = isoDay(number);
  if (DAYS.size < 100_000) DAYS.set(number, text);
  return text;
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
