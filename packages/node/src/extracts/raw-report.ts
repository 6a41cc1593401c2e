import { createHash } from 'node:crypto';
import type { ReportCode } from '@casewright/core/model';
import type { ColumnMapping } from './columns.ts';
import { readDateText } from './date-of-report.ts';

/** A report as its source gives it, under the hospital's number of the patient. */
export type RawReport = {
  /** of the report in its source; empty where it gives none */
  readonly id: string;
  readonly hospitalNumber: string;
  readonly date: string | null;
  readonly kind: string;
  readonly text: string;
  readonly codes: readonly ReportCode[];
  readonly birthDate: string | null;
  /** counted from 1, in the order of the source */
  readonly row: number;
  /** the source made the first pass itself, and found nothing: it is here to be drawn only */
  readonly isWithoutHit?: boolean;
};

/** Some rows of a source. */
export type RawBatch = {
  /** reports among the rows that went by */
  readonly reports: number;
  /** of the patient of each of these, `keyOf` the hospital's number */
  readonly patients: ArrayLike<number>;
  /** those that may hold a hit or be drawn, in their order; others the source left out itself */
  readonly candidates: readonly RawReport[];
  /** rows of the source up to here */
  readonly rows: number;
  /** share of the source that is done, 0 to 1 */
  readonly done: number;
};

/** 52 bits of MD5: the same in TypeScript and in SQL, for counting and drawing, not for hiding. */
export function keyOf(text: string): number {
  return Number.parseInt(createHash('md5').update(text, 'utf8').digest('hex').slice(0, 13), 16);
}

export const KEYS = 2 ** 52;

/** By what reports are drawn: those with the smallest number are, so each has the same chance in any order of reading. */
export function drawingKey(seed: number, source: number, row: number): number {
  return keyOf(`${seed}|${source}|${row}`);
}

/** A report from the cells of a row; null where it has neither text nor code, or no patient. */
export function reportFrom(cell: (column: string) => string, mapping: ColumnMapping, row: number): RawReport | null {
  const at = (column: string | undefined): string => (column === undefined ? '' : cell(column).trim());
  const hospitalNumber = at(mapping.patient);
  const texts = mapping.text.map((column) => ({ column, text: cell(column) })).filter(({ text }) => text.trim() !== '');
  const system = mapping.system?.startsWith('=') ? mapping.system.slice(1) : at(mapping.system);
  const codes = mapping.code.flatMap((column) => codesIn(cell(column), system));
  if (hospitalNumber === '' || (texts.length === 0 && codes.length === 0)) return null;
  return {
    id: at(mapping.id),
    hospitalNumber,
    date: readDateText(at(mapping.date)),
    kind: at(mapping.kind),
    // a report in several columns is one text, its columns the headings
    text:
      mapping.text.length === 1
        ? (texts[0]?.text ?? '')
        : texts.map(({ column, text }) => `${column}:\n${text}`).join('\n\n'),
    codes,
    birthDate: readDateText(at(mapping.birthDate)),
    row,
  };
}

/** Codes of a cell, which may hold several. */
function codesIn(cell: string, system: string): ReportCode[] {
  return cell
    .split(/[|;,，；、\s]+/)
    .filter((code) => code !== '')
    .map((code) => ({ system, code }));
}
