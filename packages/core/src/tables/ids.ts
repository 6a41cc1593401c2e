import { appearance, type Issue, words } from '../model/index.ts';
import { type Column, placeOf } from './column.ts';
import { quotedText } from './visible-text.ts';
import type { Cell } from './workbook.ts';

/** An id as its file shows it: a number under a format of zeros (`000`) has its leading zeros. */
export function idText(cell: Cell): string {
  const zeros = cell.kind === 'number' && /^0+$/.test(cell.numberFormat ?? '') ? (cell.numberFormat as string) : '';
  return zeros === '' || !/^\d+$/.test(cell.text) ? cell.text : cell.text.padStart(zeros.length, '0');
}

/**
 * What is suspicious about the ids of a column, as warnings that name both rows: an id that stands twice, and two ids
 * that look alike (case, spaces, full width, other alphabets, characters without width, leading zeros). Nothing is merged.
 */
export function checkIds(column: Column): Issue[] {
  const issues: Issue[] = [];
  const firstOf = new Map<string, number>();
  const firstLike = new Map<string, number>();
  column.cells.forEach((cell, at) => {
    if (cell.kind === 'empty') return;
    const id = idText(cell);
    const before = firstOf.get(id);
    if (before !== undefined) {
      issues.push(repeated(column, at, before, id));
      return;
    }
    firstOf.set(id, at);
    const like = appearance(id);
    const alike = firstLike.get(like);
    if (alike === undefined) firstLike.set(like, at);
    else issues.push(lookAlike(column, at, alike, id, idText(column.cells[alike] as Cell)));
  });
  return issues;
}

function repeated(column: Column, at: number, before: number, id: string): Issue {
  const row = column.rows[before] as number;
  return {
    severity: 'warning',
    code: 'table.repeatedId',
    ...placeOf(column, at),
    message: words(
      `An id stands once in a table of one row a patient; ${quotedText(id)} stood in row ${row} already.`,
      `一患者一行的表格中编号不得重复；${quotedText(id)} 已见于第 ${row} 行。`,
    ),
    hint: words(
      'See whether both rows are of one patient, and which of them is right.',
      '请核对两行是否为同一患者，以及以哪行为准。',
    ),
  };
}

function lookAlike(column: Column, at: number, before: number, id: string, other: string): Issue {
  const row = column.rows[before] as number;
  return {
    severity: 'warning',
    code: 'table.lookAlike',
    ...placeOf(column, at),
    message: words(
      `Two ids that look alike are easily one patient by mistake: ${quotedText(id)} and ${quotedText(other)} in row ${row}. They are read as two.`,
      `形似的编号容易被误认为同一患者：${quotedText(id)} 与第 ${row} 行的 ${quotedText(other)}。目前按两例读取。`,
    ),
    hint: words(
      'Correct one of them if they mean the same, or give one an id that cannot be mistaken.',
      '若指同一人，请更正其中之一；否则请改用不会混淆的编号。',
    ),
  };
}
