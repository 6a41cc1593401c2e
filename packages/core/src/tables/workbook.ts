import type { Issue } from '../model/index.ts';
import type { Question } from './question.ts';

/** What a file says a cell is. A CSV knows only texts, so a number in it is a `text` until a column is understood. */
export type CellKind = 'empty' | 'text' | 'number' | 'boolean' | 'date' | 'dateTime' | 'error';

/** One cell as it stands in its file. */
export type Cell = {
  readonly kind: CellKind;
  /**
   * What the file says, character by character: digits of a number as written (of a workbook: as its XML has them, so
   * that 20 digits stay 20), the date of a date cell as `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`, `true` or `false`, the
   * code of an error such as `#DIV/0!`, nothing for an empty cell.
   */
  readonly text: string;
  /** of a number, and of a date cell its serial; absent where a double would have to round what the file says */
  readonly number?: number;
  /** of `date` and `dateTime`: the calendar day, `YYYY-MM-DD`, in no time zone */
  readonly date?: string;
  /** the formula whose stored result this is, without its `=`, verbatim; it is never computed */
  readonly formula?: string;
  /** the number format of a workbook's cell where it is not General, e.g. `0.0%` */
  readonly numberFormat?: string;
  /** the comment or note that hangs on the cell */
  readonly comment?: string;
};

/** A row that holds something. Rows without anything are left out, so `number` may jump. */
export type SheetRow = {
  /** 1-based: the row of a sheet, the line of a text file on which the row begins, the record of Parquet (header: 0) */
  readonly number: number;
  /** from the first column on; a row may be shorter than others, and its last cell is not empty (CSV: as many as written) */
  readonly cells: readonly Cell[];
};

/** A block of merged cells, 1-based, both ends included. Only its top left cell holds something. */
export type Merged = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

export type Sheet = {
  /** the name in the workbook; '' in a file that has no sheets */
  readonly name: string;
  readonly hidden: boolean;
  /** columns that the workbook hides, 1-based */
  readonly hiddenColumns?: readonly number[];
  readonly rows: readonly SheetRow[];
  readonly merged: readonly Merged[];
};

export const TABLE_FORMATS = ['csv', 'xlsx', 'parquet', 'json', 'jsonl'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Encodings of a text file that are found or may be asked for. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * A file of one or more tables, as far as it could be read. Where an issue is an error, or a question without a default
 * is open, what it is about is not in `sheets`: nothing stands there that was guessed.
 */
export type Workbook = {
  /** as in issues: the name of the file, without its folder */
  readonly file: string;
  readonly format: TableFormat;
  /** of a text file */
  readonly encoding?: Encoding;
  /** of a CSV: one character */
  readonly delimiter?: string;
  readonly sheets: readonly Sheet[];
  readonly questions: readonly Question[];
  readonly issues: readonly Issue[];
};

/** The cell of nothing. */
export const EMPTY_CELL: Cell = { kind: 'empty', text: '' };
