import type { Issue } from '../model/index.ts';
import type { Question } from './question.ts';
import type { Cell } from './workbook.ts';

/** One column of a table under its name, and where it stands. */
export type Column = {
  readonly file: string;
  /** absent in a file without sheets */
  readonly sheet?: string;
  readonly field: string;
  /** 1-based place in the sheet */
  readonly index: number;
  /** one for each row of the table, an empty cell where the row ends before */
  readonly cells: readonly Cell[];
  /** for each cell, the number of its row in the file */
  readonly rows: readonly number[];
};

/** What a column was understood to hold: a value for each cell, null where it is empty, faulty or waits for an answer. */
export type Understood<Value> = {
  readonly values: readonly (Value | null)[];
  readonly questions: readonly Question[];
  readonly issues: readonly Issue[];
};
