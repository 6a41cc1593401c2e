/**
 * Arguments of a call together with the wrong values that each of them must refuse. A tree of arguments has a `Taken` at
 * each leaf; from it come the right call and every call that is wrong in one place.
 */
export type Taken = { readonly taken: unknown; readonly wrong: readonly Wrong[]; readonly empty?: unknown };
export type Wrong = { readonly what: string; readonly value: unknown; readonly at?: number | undefined };
export type Arguments = Taken | readonly Arguments[] | { readonly [name: string]: Arguments };

export type WrongCall = { readonly what: string; readonly values: unknown[]; readonly at: number | undefined };

const NaNs = [Number.NaN];
const INFINITIES = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
/** What no number of a kind may be. */
export const NEVER = {
  level: [...NaNs, ...INFINITIES, 0, 1, -0.5, 95],
  probability: [...NaNs, ...INFINITIES, -0.1, 1.5],
  count: [...NaNs, ...INFINITIES, -1, 0.5],
  positiveCount: [...NaNs, ...INFINITIES, -1, 0.5, 0],
  /** a number, infinities among them */
  number: NaNs,
  finite: [...NaNs, ...INFINITIES],
  notNegative: [...NaNs, -1],
  time: [...NaNs, ...INFINITIES, -1],
  positive: [...NaNs, ...INFINITIES, -1, 0],
  event: [...NaNs, ...INFINITIES, 0.5, -1, 2, 12],
  cause: [...NaNs, 0.5, -1],
} as const;
export type Kind = keyof typeof NEVER;

export function one(kind: Kind, value: number, at?: number): Taken {
  return { taken: value, wrong: NEVER[kind].map((value) => ({ what: `${kind} ${value}`, value, at })) };
}

/** A word of a list. */
export function word(value: unknown): Taken {
  return { taken: value, wrong: [{ what: 'a word of no list', value: 'nonsense' }] };
}

/** What cannot be wrong, such as a choice of two, or what another function of the library gave. */
export function asIs(value: unknown): Taken {
  return { taken: value, wrong: [] };
}

type Column = { length: number; [index: number]: unknown };
/** A column in which one value after another is wrong, at its index; one that is `free` alone says how long it is. */
export function column(kind: Kind, values: Column, free: 'free' | 'measured' = 'measured'): Taken {
  const at = Math.min(2, values.length - 1);
  const wrong: Wrong[] = NEVER[kind].map((value) => ({
    what: `${kind} ${value}`,
    value: replaced(values, at, value),
    at,
  }));
  if (free === 'measured') {
    wrong.push({ what: 'too few', value: Array.from(values as ArrayLike<unknown>).slice(0, -1) });
    wrong.push({ what: 'too many', value: [...Array.from(values as ArrayLike<unknown>), values[0]] });
  }
  return { taken: values, wrong, empty: (values as unknown as Float64Array).slice(0, 0) };
}

/** A typed column stays one where it can hold the wrong value. */
function replaced(values: Column, at: number, value: number): unknown {
  if (values instanceof Float64Array) return values.with(at, value);
  return Array.from(values as ArrayLike<unknown>).with(at, value);
}

/** Records of one form, such as studies: the third is wrong, at its index. */
export function records(rows: readonly Record<string, unknown>[], kinds: Record<string, Kind>): Taken {
  const wrong = Object.entries(kinds).flatMap(([name, kind]) =>
    NEVER[kind].map((value) => ({
      what: `${name}: ${kind} ${value}`,
      value: rows.with(2, { ...rows[2], [name]: value }),
      at: 2,
    })),
  );
  return { taken: rows, wrong, empty: [] };
}

/** Rows of counts: a cell of the third row is wrong, or a row is too short. */
export function rowsOf(
  kind: Kind,
  rows: readonly (readonly number[])[],
  at: { cell?: number; short?: number } = {},
): Taken {
  const last = rows.length - 1;
  const row = rows[last] as readonly number[];
  const wrong: Wrong[] = NEVER[kind].map((value) => ({
    what: `${kind} ${value}`,
    value: rows.with(last, row.with(1, value)),
    at: at.cell,
  }));
  wrong.push({ what: 'a row too short', value: rows.with(last, row.slice(1)), at: at.short });
  return { taken: rows, wrong, empty: [] };
}

const isTaken = (tree: Arguments): tree is Taken => 'taken' in tree;

/** The arguments as they are right. */
export function rightArguments(tree: readonly Arguments[]): unknown[] {
  return tree.map(rightOf);
}

function rightOf(tree: Arguments): unknown {
  if (isTaken(tree)) return tree.taken;
  return mapped(tree, rightOf);
}

/** The arguments without subjects: every column is empty. */
export function emptyArguments(tree: readonly Arguments[]): unknown[] {
  const emptyOf = (part: Arguments): unknown => {
    if (isTaken(part)) return 'empty' in part ? part.empty : part.taken;
    return mapped(part, emptyOf);
  };
  return tree.map(emptyOf);
}

/** Every call that is wrong in one place. */
export function wrongCalls(tree: readonly Arguments[]): WrongCall[] {
  return wrongOf(tree).map(({ what, value, at }) => ({ what, values: value as unknown[], at }));
}

function wrongOf(tree: Arguments): Wrong[] {
  if (isTaken(tree)) return [...tree.wrong];
  const right = rightOf(tree) as Record<string, unknown>;
  return Object.entries(tree as Record<string, Arguments>).flatMap(([name, part]) =>
    wrongOf(part).map(({ what, value, at }) => ({
      what: `${name}: ${what}`,
      value: Array.isArray(right) ? right.with(Number(name), value) : { ...right, [name]: value },
      at,
    })),
  );
}

function mapped(tree: Exclude<Arguments, Taken>, of: (part: Arguments) => unknown): unknown {
  if (Array.isArray(tree)) return tree.map(of);
  return Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, of(part as Arguments)]));
}
