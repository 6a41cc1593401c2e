import type { Urn } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';

/** Counts of a two-by-two table, [a, b, c, d] by rows: a row is a group, and those with the event stand first in it. */
export type TwoByTwo = readonly [a: number, b: number, c: number, d: number];

/** @throws InputError `table.count`, with the index of the cell, unless each count is a whole number, 0 or more */
export function assertTwoByTwo(table: TwoByTwo): void {
  table.forEach(assertCount);
  if (table.length === 4) return;
  throw new InputError(
    'table.size',
    `A two-by-two table has four counts. This one has ${table.length as number}. Give both rows, one after the other.`,
  );
}

/** @throws InputError `table.count`, with the place given */
export function assertCount(count: number, at: number): void {
  if (Number.isSafeInteger(count) && count >= 0) return;
  throw new InputError(
    'table.count',
    `The cells of a table are whole numbers, 0 or more. Cell ${at + 1} is ${count}. Count each subject once.`,
    at,
  );
}

/** The draw that the first cell is, given the margins: the first row drawn from all, those with the event marked. */
export function urnOf([a, b, c, d]: TwoByTwo): Urn {
  return { marked: a + c, unmarked: b + d, drawn: a + b };
}
