/** A table as it was read: texts only, nothing interpreted. Every row has as many cells as there are columns. */
export type TextTable = {
  /** path relative to the study folder, with forward slashes: `records/surgery.csv` */
  file: string;
  columns: string[];
  rows: string[][];
  /** the 1-based line of the file on which each row begins */
  lines?: number[];
};

export const RECORDS_FOLDER = 'records';
export const STATES_TABLE = '_forms';
export const SOURCES_TABLE = '_sources';
export const SCREENING_TABLE = '_screening';

export const STATES_COLUMNS = ['patient', 'form', 'state'] as const;
export const SOURCES_COLUMNS = [
  'form',
  'patient',
  'repeat',
  'item',
  'verbatim',
  'document',
  'sentence',
  'abstractor',
  'abstracted-on',
] as const;
export const SCREENING_COLUMNS = ['candidate', 'patient', 'decision', 'reason'] as const;

export function fileOf(table: string): string {
  return `${RECORDS_FOLDER}/${table}.csv`;
}

/** `surgery` of `records/surgery.csv`. */
export function tableName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.csv$/i, '');
}
