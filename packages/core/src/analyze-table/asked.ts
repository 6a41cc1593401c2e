import type { TimeUnit } from '../model/index.ts';
import type { Answers, Column } from '../tables/index.ts';

/** What is asked of a table: which columns hold what, and how the statuses are coded. */
export type TableAnalysis = {
  /** the column of times from time zero to the end of follow-up */
  time: string;
  /** the column of dates of time zero, with which `time` is one of dates; null where times are counted already */
  start: string | null;
  /** the column of late entries, times or dates as `time` is; null where everybody is observed from time zero on */
  entry: string | null;
  /** the column of statuses at that time */
  event: string;
  eventValues: readonly string[];
  censorValues: readonly string[];
  /** statuses after which the event can no longer happen */
  competingValues: readonly string[];
  group: string | null;
  /** further predictors of the Cox model */
  adjust: readonly string[];
  /** columns of numbers that are codes */
  factors: readonly string[];
  /** by column the value that the others are compared with */
  references: Readonly<Record<string, string>>;
  /** the unit of the times; null where nobody said */
  unit: TimeUnit | null;
  /** at which times survival is given; usual ones unless told */
  times: readonly number[];
  confidence: 'log-log' | 'log' | 'plain';
  /** what a comma in a number is; null where nobody said */
  decimal: 'comma' | 'point' | null;
  /** to what the table leaves open, by the question's id */
  answers: Answers;
};

/** A table as it was read: one row a patient. */
export type ReadTable = {
  /** name of the file without its folder */
  file: string;
  columns: readonly Column[];
};

/** The words for which a cell counts as empty, in lower case. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(['', '.', '-', 'na', 'n/a', 'nan', 'null', '#n/a', '缺失']);

export function isEmptyText(text: string): boolean {
  return EMPTY_WORDS.has(text.trim().toLowerCase());
}
