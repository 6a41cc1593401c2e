import { faulty, type ParsedCell, parsed, quoted } from './cell-fault.ts';

/** Digits that every double keeps; beyond them a number is read only when nothing is lost. */
const SAFE_DIGITS = 15;

export function parseInteger(cell: string): ParsedCell<number> {
  if (!/^-?(0|[1-9]\d*)$/.test(cell)) return parseFaultOf(cell, 'A whole number', 'integer');
  const value = Number(cell);
  if (!Number.isSafeInteger(value)) return tooManyDigits(cell);
  return parsed(value === 0 ? 0 : value);
}

export function parseDecimal(cell: string): ParsedCell<number> {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(cell)) return parseFaultOf(cell, 'A number', 'decimal');
  const value = Number(cell);
  if (!Number.isFinite(value)) return tooManyDigits(cell);
  if (significantDigits(cell) > SAFE_DIGITS && writeNumber(value) !== withoutTrailingZeros(cell))
    return tooManyDigits(cell);
  return parsed(value === 0 ? 0 : value);
}

/** The shortest digits that read back as the same number, never with an exponent. */
export function writeNumber(value: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value));
  if (!match) return String(value === 0 ? 0 : value);
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  const digits = whole + fraction;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return sign + digits + '0'.repeat(exponent - fraction.length);
}

function parseFaultOf(cell: string, what: string, type: 'integer' | 'decimal'): ParsedCell<never> {
  const rule = `${what} is written in the digits 0-9${type === 'decimal' ? ' with a point before its decimals' : ''}; this cell reads ${quoted(cell)}`;
  if (
    /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(cell) ||
    /^[-+]?\d+,\d+$/.test(cell) ||
    /^[-+]?\d{1,3}(\.\d{3})+,\d+$/.test(cell)
  ) {
    return faulty(
      'cell.decimalComma',
      `${rule}, and a comma may mean decimals or thousands.`,
      'Write decimals after a point and thousands without a mark: 3.5, 1234.',
    );
  }
  if (type === 'integer' && /^-?\d+\.\d+$/.test(cell)) {
    return faulty(
      'cell.integer',
      `${rule}, which has decimals.`,
      'Round it by hand as the study says, or make the item a decimal.',
    );
  }
  if (/^-?0\d+(\.\d+)?$/.test(cell)) {
    return faulty(
      `cell.${type}`,
      `${rule}, with a leading zero, as numbers of a hospital have it.`,
      'Leave leading zeros out; make the item a text where they matter.',
    );
  }
  if (/^[-+−]?[\d.]+[eE][-+]?\d+$/.test(cell)) {
    return faulty(
      `cell.${type}`,
      `${rule}, in the short form of a spreadsheet.`,
      'Write all digits out; show the column as a plain number before saving.',
    );
  }
  if (/^[-+]?\d+(\.\d+)?\s*[^\d\s.,].*$/u.test(cell)) {
    return faulty(
      `cell.${type}`,
      `${rule}, with something after the number.`,
      'Write the number alone; its unit stands in the study document.',
    );
  }
  if (/^[<>≤≥~≈约]/u.test(cell)) {
    return faulty(
      `cell.${type}`,
      `${rule}, which is a limit and not a number.`,
      'Keep such a result in a text item, or write !not-reported and keep the words as its source.',
    );
  }
  return faulty(`cell.${type}`, `${rule}.`, 'Write the number, a missing reason such as !not-done, or nothing.');
}

function tooManyDigits(cell: string): ParsedCell<never> {
  return faulty(
    'cell.digits',
    `A number keeps about ${SAFE_DIGITS} digits; this cell reads ${quoted(cell)} and would be rounded.`,
    'Shorten it to the digits that were measured; make the item a text where it is an identifier.',
  );
}

function significantDigits(cell: string): number {
  return cell.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length;
}

function withoutTrailingZeros(cell: string): string {
  return cell.includes('.') ? cell.replace(/\.?0+$/, '') : cell;
}
