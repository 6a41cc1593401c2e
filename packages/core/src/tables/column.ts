import type { Issue, Words } from '../model/index.ts';
import type { Choice, Question } from './question.ts';
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

/** The fault of one cell of a column. */
export function cellIssue(column: Column, at: number, code: string, message: Words, hint: Words): Issue {
  return { severity: 'error', code, ...placeOf(column, at), message, hint };
}

/** Where a cell of a column stands, for an issue. */
export function placeOf({ file, sheet, field, index, rows }: Column, at: number) {
  const line = rows[at] as number;
  return { file, line, field, ...(sheet === undefined ? {} : { path: `${sheet}!${columnLetters(index)}${line}` }) };
}

/** A question about a column, raised by some of its cells. */
export function columnQuestion(
  kind: string,
  column: Column,
  at: number,
  asked: { rule: Words; fact: Words; choices: readonly Choice[]; default?: string | undefined },
): Question {
  const { file, sheet, field } = column;
  const place = sheet === undefined ? field : `${sheet}!${field}`;
  return {
    id: `${kind}:${place}`,
    about: { file, ...(sheet === undefined ? {} : { sheet }), row: column.rows[at] as number, field },
    rule: asked.rule,
    fact: asked.fact,
    choices: asked.choices,
    ...(asked.default === undefined ? {} : { default: asked.default }),
  };
}

/** The letters of a column as a spreadsheet names it: 1 is A, 27 AA. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
