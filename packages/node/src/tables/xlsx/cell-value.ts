import { type Cell, dateFormat, dateOfSerial, EMPTY_CELL, type SerialFault } from '@casewright/core/tables';

/** A cell as its sheet writes it. */
export type WrittenCell = {
  /** `t`: s, str, inlineStr, b, e, d, n or nothing */
  readonly type: string | undefined;
  /** the text of `v`, or of `is` */
  readonly value: string;
  readonly formula: string | null;
  /** undefined for General */
  readonly numberFormat: string | undefined;
  readonly comment: string | undefined;
};

export type CellFault = SerialFault | 'sharedText' | 'number' | 'noResult' | 'rounded';

export type ReadCell = { readonly cell: Cell; readonly fault: CellFault | null };

/** Digits that Excel keeps of a number; those beyond are zeros. */
const EXCEL_DIGITS = 15;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** What a cell holds, and its fault where what it says cannot be taken as it stands. */
export function readCellValue(written: WrittenCell, shared: readonly string[], is1904: boolean): ReadCell {
  const read = valueByType(written, shared, is1904);
  const { formula, comment } = written;
  if (formula === null && comment === undefined) return read;
  const cell: Cell = formula === null ? read.cell : { ...read.cell, formula };
  return { cell: comment === undefined ? cell : { ...cell, comment }, fault: read.fault };
}

function valueByType(written: WrittenCell, shared: readonly string[], is1904: boolean): ReadCell {
  const { type, value, formula } = written;
  switch (type) {
    case 's': {
      if (value === '') return sound(EMPTY_CELL);
      const text = /^\d+$/.test(value) ? shared[Number(value)] : undefined;
      return text === undefined ? { cell: EMPTY_CELL, fault: 'sharedText' } : sound(textCell(text));
    }
    case 'str':
    case 'inlineStr':
      return sound(textCell(value));
    case 'b':
      return sound({ kind: 'boolean', text: value === '1' || value === 'true' ? 'true' : 'false' });
    case 'e':
      return sound({ kind: 'error', text: value });
    case 'd':
      return isoCell(value);
    default:
      if (value === '') return { cell: EMPTY_CELL, fault: formula === null ? null : 'noResult' };
      return numberCell(value, written.numberFormat, is1904);
  }
}

function textCell(text: string): Cell {
  return text === '' ? EMPTY_CELL : { kind: 'text', text };
}

function isoCell(value: string): ReadCell {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?)?$/.exec(value);
  if (!match) return sound(textCell(value));
  const [, date = '', time] = match;
  return sound(
    time === undefined || time === '00:00:00'
      ? { kind: 'date', text: date, date }
      : { kind: 'dateTime', text: `${date}T${time}`, date },
  );
}

const SHOWS_DAY = new Map<string, boolean>();

/** Whether a number format shows a day; a workbook has few formats and many cells. */
function showsDay(numberFormat: string): boolean {
  const known = SHOWS_DAY.get(numberFormat);
  if (known !== undefined) return known;
  const shows = dateFormat(numberFormat) !== null;
  if (SHOWS_DAY.size < 1000) SHOWS_DAY.set(numberFormat, shows);
  return shows;
}

function numberCell(value: string, numberFormat: string | undefined, is1904: boolean): ReadCell {
  if (!isShortDecimal(value) && !NUMBER.test(value)) return { cell: textCell(value), fault: 'number' };
  const { text, number } = writtenNumber(value);
  if (number !== undefined && numberFormat === undefined) {
    return { cell: { kind: 'number', text, number }, fault: isRounded(number) ? 'rounded' : null };
  }
  const format = numberFormat === undefined ? {} : { numberFormat };
  const plain: Cell = { kind: 'number', text, ...(number === undefined ? {} : { number }), ...format };
  if (number === undefined) return sound(plain);
  if (numberFormat === undefined || !showsDay(numberFormat)) {
    return { cell: plain, fault: isRounded(number) ? 'rounded' : null };
  }
  const found = dateOfSerial(number, is1904);
  if (found.fault !== null) return { cell: plain, fault: found.fault };
  const { date, time } = found;
  return sound(
    time === null
      ? { kind: 'date', text: date, date, number, ...format }
      : { kind: 'dateTime', text: `${date}T${time}`, date, number, ...format },
  );
}

/** A whole number longer than Excel keeps: its last digits are not those that were typed. */
function isRounded(number: number): boolean {
  return Math.abs(number) >= 10 ** EXCEL_DIGITS && Number.isInteger(number);
}

/** Most numbers: at most 15 characters, digits with no more than one point among them, after a digit. */
function isShortDecimal(value: string): boolean {
  if (value.length > EXCEL_DIGITS) return false;
  let points = 0;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code === POINT && at > 0) points += 1;
    else if (code < ZERO || code > NINE) return false;
  }
  return points <= 1 && value !== '';
}

const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/**
 * The digits of a number as a person would write them. Whole numbers stand as they are; a double that was written with
 * 16 or 17 digits (0.10000000000000001) reads as the shortest that means the same; one with more is no double.
 */
function writtenNumber(value: string): { text: string; number: number | undefined } {
  const number = Number(value);
  if (isShortDecimal(value)) return { text: value, number };
  if (/^-?\d+$/.test(value)) return { text: value, number: Number.isSafeInteger(number) ? number : undefined };
  const digits = digitsOf(value);
  if (!Number.isFinite(number) || digits > 17) return { text: value, number: undefined };
  if (digits <= EXCEL_DIGITS && !/[eE]/.test(value)) return { text: value, number };
  return { text: plainDigits(number), number };
}

/** How many digits a number has before its exponent, zeros at its beginning apart. */
function digitsOf(value: string): number {
  let digits = 0;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code > NINE) break; // the exponent
    if (code >= ZERO && (digits > 0 || code > ZERO)) digits += 1;
  }
  return digits;
}

/** A number without an exponent. */
function plainDigits(number: number): string {
  const written = String(number);
  const match = written.includes('e') ? /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(written) : null;
  if (!match) return written;
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${whole}${fraction}`;
  return `${sign}${whole}${fraction}${'0'.repeat(exponent - fraction.length)}`;
}

function sound(cell: Cell): ReadCell {
  return { cell, fault: null };
}
