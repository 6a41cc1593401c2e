import type { Deviation, Tolerance } from './compare.ts';
import type { Unanswered } from './reason.ts';

/** One call of R with its input and its answer. Numbers that JSON lacks are the strings NaN, Infinity, -Infinity. */
export type FixtureCase = {
  name: string;
  method: string;
  r_call: string;
  tol: Tolerance;
  input: {
    columns?: Record<string, (number | string | null)[]>;
    columns_ref?: string;
    levels?: Record<string, string[]>;
    params?: Record<string, unknown>;
  };
  output: unknown;
};

/** The library's answer in the form of R's, with what it says of an estimate that should not be used as it is. */
export type Answer = { output: unknown; deviations?: Deviation[]; warnings?: string[] };

/** A call, or an input, that no adapter reads: the case is neither passed nor failed. */
export class UnansweredCall extends Error {
  override readonly name = 'UnansweredCall';
  readonly unanswered: Unanswered;

  constructor(unanswered: Unanswered) {
    super(Object.values(unanswered).join(' '));
    this.unanswered = unanswered;
  }
}

/** Answers every call of one method. A call that it does not understand is an error, never passed over. */
export type Adapter = (fixture: FixtureCase) => Answer;

export function column(fixture: FixtureCase, name: string): (number | null)[] {
  const values = fixture.input.columns?.[name];
  if (!values) throw new UnansweredCall({ lacks: 'column', name });
  return values as (number | null)[];
}

/** A column of numbers, none of them missing. */
export function numbers(fixture: FixtureCase, name: string): Float64Array {
  return Float64Array.from(column(fixture, name), (value, row) => {
    if (typeof value !== 'number') throw new UnansweredCall({ lacks: 'number', name, row: row + 1 });
    return value;
  });
}

/** A factor as R has it: its levels in order, and the place of each row's level among them. */
export type Factor = { levels: string[]; codes: Uint32Array };

/** A column with levels, or one without, whose sorted values are then its levels. */
export function factor(fixture: FixtureCase, name: string): Factor {
  const values = column(fixture, name) as (string | number | null)[];
  const numeric = values.every((value) => typeof value === 'number');
  const levels =
    fixture.input.levels?.[name] ??
    (numeric
      ? [...new Set(values as number[])].sort((a, b) => a - b).map(String)
      : [...new Set(values.map(String))].sort((a, b) => (a < b ? -1 : 1)));
  const places = new Map(levels.map((level, place) => [level, place]));
  return {
    levels,
    codes: Uint32Array.from(values, (value, row) => {
      const place = places.get(String(value));
      if (place === undefined) throw new UnansweredCall({ lacks: 'level', name, row: row + 1 });
      return place;
    }),
  };
}

/** The factor without the levels that no row has. */
export function dropLevels({ levels, codes }: Factor): Factor {
  const used = levels.map((_, place) => codes.includes(place));
  const renumbered = levels.map((_, place) => used.slice(0, place).filter(Boolean).length);
  return { levels: levels.filter((_, place) => used[place]), codes: codes.map((code) => renumbered[code] as number) };
}

export function parameter(fixture: FixtureCase, name: string): number {
  const value = fixture.input.params?.[name];
  if (typeof value !== 'number') throw new UnansweredCall({ lacks: 'parameter', name });
  return value;
}

/** A list of numbers among the parameters; R's NA is null. */
export function numberList(fixture: FixtureCase, name: string): (number | null)[] {
  const values = fixture.input.params?.[name];
  if (!Array.isArray(values)) throw new UnansweredCall({ lacks: 'list', name });
  return values as (number | null)[];
}

/** A matrix of numbers among the parameters, row by row; R's NA is null. */
export function matrix(fixture: FixtureCase, name: string): (number | null)[][] {
  const rows = numberList(fixture, name) as unknown[];
  if (!rows.every(Array.isArray)) throw new UnansweredCall({ lacks: 'matrix', name });
  return rows as (number | null)[][];
}

export function notUnderstood(fixture: FixtureCase): never {
  throw new UnansweredCall({ lacks: 'call', call: fixture.r_call });
}

/** The rows that R's answer kept of a long table; the table as it is where R kept them all. */
export function thinned(kept: unknown, table: Record<string, unknown[]>): Record<string, unknown[]> {
  const index = (kept as { row_index?: number[] } | undefined)?.row_index;
  if (!index) return table;
  const rows = Object.entries(table).map(([name, values]) => [name, index.map((row) => values[row])]);
  return { row_index: index, ...Object.fromEntries(rows) };
}
