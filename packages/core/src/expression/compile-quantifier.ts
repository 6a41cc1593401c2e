import type { Missing } from '../model/index.ts';
import { type Compiled, type Frame, missingIn, spend } from './frame.ts';
import { and, not, or } from './kleene.ts';
import { entriesOf, OpenList } from './open-list.ts';
import { weightOf } from './steps.ts';
import type { Typed, TypedOf } from './typed.ts';

type Loop = {
  readonly slot: number;
  readonly body: Compiled;
  /** steps of one round */
  readonly weight: number;
};

/**
 * A quantifier goes through the rows it is given. Rows that are missing (nobody knows whether there are any) make it
 * missing. `exists` is the Kleene or over the rows, `all` the Kleene and; a row of which it is not known whether it
 * belongs counts as "it belongs, and the condition holds" for exists, as "it does not belong, or it holds" for all.
 */
export function compileQuantifier(typed: TypedOf<'quantifier'>, compile: (typed: Typed) => Compiled): Compiled {
  const over = compile(typed.over);
  const loop: Loop = { slot: typed.local.slot, body: compile(typed.body), weight: 1 + weightOf(typed.body) };
  const run = RUNS[typed.quantifier];
  return (frame) => {
    const list = over(frame);
    return missingIn(list) ?? run(frame, loop, list);
  };
}

const RUNS: Readonly<
  Record<TypedOf<'quantifier'>['quantifier'], (frame: Frame, loop: Loop, list: unknown) => unknown>
> = {
  exists: someRow,
  all: everyRow,
  exists_one: exactlyOneRow,
  filter: filterRows,
  map: mapRows,
};

function someRow(frame: Frame, loop: Loop, list: unknown): boolean | Missing {
  const { values, conditions } = entriesOf(list);
  let truth: boolean | Missing = false;
  for (let index = 0; index < values.length; index += 1) {
    const holds = bodyAt(frame, loop, values[index]);
    truth = or(truth, conditions ? and(conditions[index], holds) : holds);
    if (truth === true) return true;
  }
  return truth;
}

function everyRow(frame: Frame, loop: Loop, list: unknown): boolean | Missing {
  const { values, conditions } = entriesOf(list);
  let truth: boolean | Missing = true;
  for (let index = 0; index < values.length; index += 1) {
    const holds = bodyAt(frame, loop, values[index]);
    truth = and(truth, conditions ? or(not(conditions[index]), holds) : holds);
    if (truth === false) return false;
  }
  return truth;
}

function exactlyOneRow(frame: Frame, loop: Loop, list: unknown): boolean | Missing {
  const { values, conditions } = entriesOf(list);
  let found = 0;
  let open: boolean | Missing = false;
  for (let index = 0; index < values.length; index += 1) {
    const holds = bodyAt(frame, loop, values[index]);
    const counts = conditions ? and(conditions[index], holds) : holds;
    if (counts === true) found += 1;
    else open = or(open, counts);
    if (found > 1) return false;
  }
  return open === false ? found === 1 : open;
}

function filterRows(frame: Frame, loop: Loop, list: unknown): readonly unknown[] | OpenList {
  const entries = entriesOf(list);
  const values: unknown[] = [];
  const conditions: (true | Missing)[] = [];
  let isOpen = false;
  for (let index = 0; index < entries.values.length; index += 1) {
    const value = entries.values[index];
    const holds = bodyAt(frame, loop, value);
    const belongs = and(entries.conditions?.[index] ?? true, holds);
    if (belongs === false) continue;
    values.push(value);
    conditions.push(belongs);
    isOpen ||= belongs !== true;
  }
  return isOpen ? new OpenList(values, conditions) : values;
}

function mapRows(frame: Frame, loop: Loop, list: unknown): readonly unknown[] | OpenList {
  const { values, conditions } = entriesOf(list);
  const mapped = values.map((value) => bodyAt(frame, loop, value));
  return conditions ? new OpenList(mapped, conditions) : mapped;
}

function bodyAt(frame: Frame, loop: Loop, value: unknown): unknown {
  spend(frame, loop.weight);
  frame.slots[loop.slot] = value;
  return loop.body(frame);
}
