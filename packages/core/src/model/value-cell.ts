import { numberToFile } from './format.ts';
import { isMissing, MISSING_REASONS, type MissingReason } from './missing.ts';
import type { Cell } from './result.ts';
import type { Value } from './value.ts';

/**
 * A value as a cell of a result's rows: numbers at file precision, yes-or-no as it is, a date and an age as they were written, a
 * code as itself, several codes joined by `|` with `-` before an absent one, and a missing value as `!` with its reasons
 * joined by `+` (`!notDone`). A text or code that starts with `!` is written `!!`, so that nothing is taken for missing.
 */
export function valueCell(value: Value): Cell {
  if (isMissing(value)) return `!${value.reasons.join('+')}`;
  if (typeof value === 'number') return numberToFile(value);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.startsWith('!') ? `!${value}` : value;
  switch (value.kind) {
    case 'date':
      return value.text;
    case 'age':
      return `${value.value} ${value.unit}`;
    case 'codes':
      return [...value.present, ...value.absent.map((code) => `-${code}`)].join('|');
  }
}

/** Why a cell holds nothing, or null where it holds a value. */
export function missingInCell(cell: Cell | undefined): readonly MissingReason[] | null {
  if (cell === null || cell === undefined) return ['notEntered'];
  if (typeof cell !== 'string' || !cell.startsWith('!') || cell.startsWith('!!')) return null;
  const reasons = cell.slice(1).split('+');
  return MISSING_REASONS.filter((reason) => reasons.includes(reason));
}

/** The text of a cell that holds one, as it was entered. */
export function textInCell(cell: string): string {
  return cell.startsWith('!!') ? cell.slice(1) : cell;
}

/** The codes of a cell that holds several. */
export function codesInCell(cell: string): { present: string[]; absent: string[] } {
  const codes = cell === '' ? [] : cell.split('|');
  return {
    present: codes.filter((code) => !code.startsWith('-')),
    absent: codes.filter((code) => code.startsWith('-')).map((code) => code.slice(1)),
  };
}
