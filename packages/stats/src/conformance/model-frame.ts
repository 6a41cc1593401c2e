import type { Grouping } from '../survival/index.ts';
import { type FixtureCase, UnansweredCall } from './fixture-case.ts';

/** What an R formula makes of the columns of a case: rows with a missing value in a column of the model are left out. */
export type ModelFrame = {
  readonly rows: number;
  /** names of the columns of the model matrix, as R has them */
  readonly names: string[];
  readonly columns: Float64Array[];
  /** the columns of each term */
  readonly terms: { name: string; columns: number[] }[];
  readonly stratum: (Grouping & { labels: string[] }) | null;
  readonly offset: Float64Array | null;
  /** a column beside the formula, such as a time or a weight, without the rows left out */
  readonly numbers: (name: string) => Float64Array;
  /** the same as groups: numbered by its sorted values */
  readonly grouping: (name: string) => Grouping;
};

type Cell = number | string | null;
type Part = { names: string[]; columns: Float64Array[] };

/**
 * @param rhs - the right side of the formula: sums of columns, log(column), products with * and :, strata(), offset()
 * @param beside - further columns that the call uses
 * @param hasIntercept - whether the matrix begins with a column of ones
 */
export function modelFrame(fixture: FixtureCase, rhs: string, beside: string[], hasIntercept: boolean): ModelFrame {
  const given = fixture.input.columns ?? {};
  const parts = splitAtTop(rhs, '+').map((part) => part.trim());
  const inStrata = parts.flatMap((part) => argumentsOf(part, 'strata') ?? []);
  const inOffset = parts.flatMap((part) => argumentsOf(part, 'offset') ?? []);
  const plain = parts.filter((part) => !/^(strata|offset)\(/.test(part) && part !== '1');
  const factors = [...new Set(plain.flatMap((part) => part.split(/[*:]/).map((name) => name.trim())))];
  const variables = factors.map((name) => transformOf(name)?.variable ?? name);
  const used = [...variables, ...inStrata, ...inOffset, ...beside];
  const length = (given[used[0] as string] ?? []).length;
  for (const name of used) if (!given[name]) throw new UnansweredCall({ lacks: 'column', name });
  const kept = Array.from({ length }, (_, row) => row).filter((row) =>
    used.every((name) => given[name]?.[row] != null),
  );
  const cells = (name: string): Cell[] => kept.map((row) => given[name]?.[row] as Cell);
  const numbers = (name: string) => Float64Array.from(cells(name) as number[]);

  const main = new Map(factors.map((name) => [name, mainEffect(fixture, name, cells)]));
  // as in R main effects come first, then interactions
  const effects = plain.filter((part) => !part.includes(':')).flatMap((part) => namesIn(part, '*'));
  const products = plain.filter((part) => /[*:]/.test(part)).map((part) => namesIn(part, /[*:]/));
  const terms: { name: string; part: Part }[] = [];
  for (const name of new Set(effects)) terms.push({ name, part: main.get(name) as Part });
  for (const names of products) {
    const [first, second, third] = names.map((name) => main.get(name) as Part);
    // without its main effects R codes a factor of a product by all of its levels
    const isWhole = names.every((name) => effects.includes(name)) && names[0] !== names[1];
    if (!first || !second || third || !isWhole) throw new UnansweredCall({ lacks: 'interaction', names });
    const name = names.join(':');
    if (terms.every((term) => term.name !== name)) terms.push({ name, part: interaction(first, second) });
  }
  const frame: Part = hasIntercept
    ? { names: ['(Intercept)'], columns: [new Float64Array(kept.length).fill(1)] }
    : { names: [], columns: [] };
  const places = terms.map(({ name, part }) => {
    const columns = part.columns.map((column, k) => {
      frame.columns.push(column);
      return frame.names.push(part.names[k] as string) - 1;
    });
    return { name, columns };
  });
  return {
    rows: kept.length,
    names: frame.names,
    columns: frame.columns,
    terms: places,
    stratum: inStrata.length === 0 ? null : strataOf(fixture, inStrata, cells),
    offset: inOffset[0] ? numbers(inOffset[0]) : null,
    numbers,
    grouping: (name) => groupsOf(cells(name)),
  };
}

/** A factor gives one column for each level but the first, a number itself. */
function mainEffect(fixture: FixtureCase, name: string, cells: (name: string) => Cell[]): Part {
  const transform = transformOf(name);
  const variable = transform?.variable ?? name;
  const values = cells(variable);
  const isText = values.some((value) => typeof value === 'string');
  if (!isText && !transform?.isFactor) {
    const column = Float64Array.from(values as number[]);
    return { names: [name], columns: [transform?.of ? column.map(transform.of) : column] };
  }
  if (transform?.of) throw new UnansweredCall({ lacks: 'column', name });
  const all = isText
    ? levelsOf(fixture, variable, values)
    : [...new Set(values as number[])].sort((a, b) => a - b).map(String);
  const levels = all.slice(1);
  return {
    names: levels.map((level) => name + level),
    columns: levels.map((level) => Float64Array.from(values, (value) => (String(value) === level ? 1 : 0))),
  };
}

type Transform = { variable: string; of?: (value: number) => number; isFactor?: boolean };

/** log(a), sqrt(a), exp(a), I(a^2) and factor(a): the column, and what becomes of its values. */
function transformOf(name: string): Transform | null {
  const [, of = '', variable = '', power] =
    /^(log|sqrt|exp|factor|I)\(([A-Za-z][\w.]*)(?:\^(\d+))?\)$/.exec(name) ?? [];
  if (of === 'factor' && power === undefined) return { variable, isFactor: true };
  if (of === 'I') return { variable, of: (value) => value ** Number(power ?? 1) };
  const known = { log: Math.log, sqrt: Math.sqrt, exp: Math.exp }[of];
  return known && power === undefined ? { variable, of: known } : null;
}

function namesIn(part: string, separator: string | RegExp): string[] {
  return part.split(separator).map((name) => name.trim());
}

/** R drops no level of a model's factor, but one without rows makes a column of zeros, which no case has. */
function levelsOf(fixture: FixtureCase, name: string, values: Cell[]): string[] {
  const present = new Set(values.map(String));
  const levels = fixture.input.levels?.[name] ?? [...present].sort((a, b) => (a < b ? -1 : 1));
  return levels.filter((level) => present.has(level));
}

function interaction(first: Part, second: Part): Part {
  const pairs = second.columns.flatMap((b, j) => first.columns.map((a, i) => ({ a, b, i, j })));
  return {
    names: pairs.map(({ i, j }) => `${first.names[i]}:${second.names[j]}`),
    columns: pairs.map(({ a, b }) => a.map((value, row) => value * (b[row] as number))),
  };
}

/** Groups of equal values of all columns, in the order of the first, then the next; labels as R's strata() has them. */
function strataOf(fixture: FixtureCase, names: string[], cells: (name: string) => Cell[]) {
  const columns = names.map((name) => {
    const values = cells(name);
    const isText = values.some((value) => typeof value === 'string');
    const levels = isText
      ? levelsOf(fixture, name, values)
      : [...new Set(values as number[])].sort((a, b) => a - b).map(String);
    return { name, isText, levels, places: values.map((value) => levels.indexOf(String(value))) };
  });
  const isShort = columns.every(({ isText }) => isText);
  const rows = columns[0]?.places.length ?? 0;
  const cell = Array.from({ length: rows }, (_, row) =>
    columns.reduce((sum, { levels, places }) => sum * levels.length + (places[row] as number), 0),
  );
  const present = [...new Set(cell)].sort((a, b) => a - b);
  const labels = present.map((value) => {
    let rest = value;
    const parts: string[] = [];
    for (const { name, levels } of [...columns].reverse()) {
      const level = levels[rest % levels.length] as string;
      parts.unshift(isShort ? level : `${name}=${level}`);
      rest = Math.floor(rest / levels.length);
    }
    return parts.join(', ');
  });
  return { code: Uint32Array.from(cell, (value) => present.indexOf(value)), count: present.length, labels };
}

function groupsOf(values: Cell[]): Grouping {
  const places = new Map<Cell, number>();
  const code = Uint32Array.from(values, (value) => {
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
  return { code, count: places.size };
}

/** The arguments of a call of a function, or undefined where the text is none. */
function argumentsOf(text: string, name: string): string[] | undefined {
  if (!text.startsWith(`${name}(`) || !text.endsWith(')')) return undefined;
  return splitAtTop(text.slice(name.length + 1, -1), ',').map((part) => part.trim());
}

function splitAtTop(text: string, separator: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}
