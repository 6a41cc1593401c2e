import type { TwoByTwo } from '../contingency/index.ts';
import { type FixtureCase, notUnderstood, numberList, parameter, UnansweredCall } from './fixture-case.ts';

/** The rows of the table that R gives by column. */
export function rowsOf(fixture: FixtureCase, rows = parameter(fixture, 'nrow')): number[][] {
  const counts = list(fixture, 'table_by_column');
  return Array.from({ length: rows }, (_, row) => counts.filter((_, place) => place % rows === row));
}

export function twoByTwoOf(fixture: FixtureCase, rows?: number): TwoByTwo {
  const counts = rowsOf(fixture, rows).flat();
  if (counts.length !== 4) notUnderstood(fixture);
  return counts as unknown as TwoByTwo;
}

/** A list of numbers, none of them missing. */
export function list(fixture: FixtureCase, name: string): number[] {
  const values = numberList(fixture, name);
  if (values.includes(null)) throw new UnansweredCall({ lacks: 'wholeList', name });
  return values as number[];
}

/** What every call on a table begins with. */
export const TABLE = 'tab <- matrix(table_by_column, nrow = nrow); ';

export function limits({ lower, upper }: { lower: number | null; upper: number | null }) {
  return [lower, upper];
}
