import { type Missing, mergeMissing, missing, type Value } from '../model/index.ts';
import { compileCall } from './compile-call.ts';
import { compileComparison, compileInCodes, compileInList } from './compile-comparison.ts';
import { compileQuantifier } from './compile-quantifier.ts';
import { type Compiled, type Frame, gapOf, missingIn, missingOr, spend } from './frame.ts';
import { and, CONDITION, not, or } from './kleene.ts';
import { ageInYears, calculate, isAge } from './numbers.ts';
import { entriesOf, OpenList } from './open-list.ts';
import { isInherited, propertyName } from './property.ts';
import type { Typed, TypedOf } from './typed.ts';
import type { Row } from './types.ts';

const NOT_ENTERED = missing('notEntered');

/** Makes a checked expression ready to be evaluated: a closure for each node. */
export function compile(typed: Typed): Compiled {
  switch (typed.op) {
    case 'literal': {
      const { value } = typed;
      return () => value;
    }
    case 'variable':
      return atSlot(typed.slot);
    case 'local':
      return atSlot(typed.local.slot);
    case 'item':
      return compileItem(typed);
    case 'not': {
      const operand = compile(typed.operand);
      return (frame) => not(operand(frame));
    }
    case 'negate': {
      const operand = compile(typed.operand);
      return (frame) => {
        const value = operand(frame);
        return typeof value === 'number' ? 0 - value : missingOr(value, 'a number');
      };
    }
    case 'ageInYears': {
      const operand = compile(typed.operand);
      return (frame) => {
        const age = operand(frame);
        return isAge(age) ? ageInYears(age) : missingOr(age, 'an age');
      };
    }
    case 'and':
      return compileAnd(typed.operands.map(compile));
    case 'or':
      return compileOr(typed.operands.map(compile));
    case 'compare':
      return compileComparison(typed, compile);
    case 'arithmetic':
      return compileArithmetic(typed);
    case 'join':
      return compileJoin(typed);
    case 'choose': {
      const [condition, yes, no] = [compile(typed.condition), compile(typed.yes), compile(typed.no)];
      return (frame) => {
        const truth = condition(frame);
        return truth === true ? yes(frame) : truth === false ? no(frame) : missingOr(truth, CONDITION);
      };
    }
    case 'list': {
      const elements = typed.elements.map(compile);
      return (frame) => elements.map((element) => element(frame));
    }
    case 'inList':
      return compileInList(typed, compile);
    case 'inCodes':
      return compileInCodes(typed, compile);
    case 'quantifier':
      return compileQuantifier(typed, compile);
    case 'call':
      return compileCall(typed, compile);
  }
}

/** Names under which a missing value, standing in place of a row, has something that is not the row's. */
const NAMES_OF_MISSING: readonly string[] = ['kind', 'mask', 'reasons'];

function compileItem(typed: TypedOf<'item'>): Compiled {
  const row = compile(typed.row);
  const item = propertyName(typed.item);
  if (isInherited(item) || NAMES_OF_MISSING.includes(item)) {
    return (frame) => {
      const found = row(frame) as Readonly<Record<string, Value>> | Missing;
      return missingIn(found) ?? (Object.hasOwn(found, item) ? (found as Record<string, Value>)[item] : NOT_ENTERED);
    };
  }
  const slot = typed.row.op === 'variable' ? typed.row.slot : typed.row.op === 'local' ? typed.row.local.slot : null;
  if (slot !== null) return (frame) => readItem(frame.slots[slot] as Row, item);
  return (frame) => readItem(row(frame) as Row, item);
}

function readItem(row: Row, item: string): Value {
  return row[item] ?? missingIn(row) ?? NOT_ENTERED;
}

function atSlot(slot: number): Compiled {
  return (frame) => frame.slots[slot];
}

function compileAnd(operands: readonly Compiled[]): Compiled {
  if (operands.length === 2) {
    const [left, right] = operands as [Compiled, Compiled];
    return (frame) => {
      const a = left(frame);
      if (a === false) return false;
      const b = right(frame);
      return a === true && typeof b === 'boolean' ? b : and(a, b);
    };
  }
  return (frame) => {
    let truth: boolean | Missing = true;
    for (const operand of operands) {
      const next = operand(frame);
      if (next === false) return false;
      if (next !== true) truth = and(truth, next);
    }
    return truth;
  };
}

function compileOr(operands: readonly Compiled[]): Compiled {
  if (operands.length === 2) {
    const [left, right] = operands as [Compiled, Compiled];
    return (frame) => {
      const a = left(frame);
      if (a === true) return true;
      const b = right(frame);
      return a === false && typeof b === 'boolean' ? b : or(a, b);
    };
  }
  return (frame) => {
    let truth: boolean | Missing = false;
    for (const operand of operands) {
      const next = operand(frame);
      if (next === true) return true;
      if (next !== false) truth = or(truth, next);
    }
    return truth;
  };
}

function compileArithmetic(typed: TypedOf<'arithmetic'>): Compiled {
  const { operator, text } = typed;
  const [left, right] = [compile(typed.left), compile(typed.right)];
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    return typeof a === 'number' && typeof b === 'number' ? calculate(operator, a, b, text) : gapOf(a, b, 'a number');
  };
}

function compileJoin(typed: TypedOf<'join'>): Compiled {
  const [left, right] = [compile(typed.left), compile(typed.right)];
  if (typed.type.kind === 'text') {
    return (frame) => {
      const a = left(frame);
      const b = right(frame);
      return typeof a === 'string' && typeof b === 'string' ? a + b : gapOf(a, b, 'a text');
    };
  }
  return (frame) => joinLists(frame, left(frame), right(frame));
}

function joinLists(frame: Frame, a: unknown, b: unknown): unknown {
  const [gapOfA, gapOfB] = [missingIn(a), missingIn(b)];
  if (gapOfA || gapOfB) return gapOfA && gapOfB ? mergeMissing(gapOfA, gapOfB) : (gapOfA ?? gapOfB);
  const [first, second] = [entriesOf(a), entriesOf(b)];
  spend(frame, first.values.length + second.values.length);
  const values = [...first.values, ...second.values];
  if (!first.conditions && !second.conditions) return values;
  return new OpenList(values, [
    ...(first.conditions ?? first.values.map(() => true as const)),
    ...(second.conditions ?? second.values.map(() => true as const)),
  ]);
}
