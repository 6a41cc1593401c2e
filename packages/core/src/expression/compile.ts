import { type CodeStates, type Missing, mergeMissing, missing, type PartialDate, type Value } from '../model/index.ts';
import { compareDates, equalDates, isDate } from './calendar.ts';
import { compileCall } from './compile-call.ts';
import { compileQuantifier } from './compile-quantifier.ts';
import { type Compiled, type Frame, missingIn, missingOr, spend } from './frame.ts';
import { and, CONDITION, not, or } from './kleene.ts';
import { ageInYears, calculate, isAge } from './numbers.ts';
import { entriesOf, OpenList } from './open-list.ts';
import type { Compared, Comparison, Typed, TypedOf } from './typed.ts';

const NOT_ENTERED = missing('notEntered');

/** Makes a checked expression ready to be evaluated: a closure for each node. */
export function compile(typed: Typed): Compiled {
  switch (typed.op) {
    case 'literal': {
      const { value } = typed;
      return () => value;
    }
    case 'variable':
      return compileVariable(typed);
    case 'local': {
      const { slot } = typed.local;
      return (frame) => frame.slots[slot];
    }
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
      return compileComparison(typed);
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
      return compileInList(typed);
    case 'inCodes':
      return compileInCodes(typed);
    case 'quantifier':
      return compileQuantifier(typed, compile);
    case 'call':
      return compileCall(typed, compile);
  }
}

/** The name as the engine keeps property names: looking up one cut from a text hashes it each time. */
function propertyName(name: string): string {
  return Object.keys({ [name]: 0 })[0] ?? name;
}

/** Names that every object answers to; only these need to be asked for as the object's own. */
function isInherited(name: string): boolean {
  return name in Object.prototype;
}

function compileVariable(typed: TypedOf<'variable'>): Compiled {
  const name = propertyName(typed.name);
  if (isInherited(name)) return (frame) => (Object.hasOwn(frame.context, name) ? frame.context[name] : NOT_ENTERED);
  return (frame) => frame.context[name] ?? NOT_ENTERED;
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
  return (frame) => {
    const found = row(frame) as Readonly<Record<string, Value>>;
    const value = found[item];
    return value !== undefined ? value : (missingIn(found) ?? NOT_ENTERED);
  };
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

function compileComparison(typed: TypedOf<'compare'>): Compiled {
  const [left, right] = [compile(typed.left), compile(typed.right)];
  if (typed.compared === 'number') return compareNumbersBy(typed.comparison, left, right);
  const compare = comparer(typed.compared, typed.comparison);
  return (frame) => compare(left(frame), right(frame));
}

/** Number comparisons are by far the most frequent: each operator has a closure of its own. */
function compareNumbersBy(comparison: Comparison, left: Compiled, right: Compiled): Compiled {
  switch (comparison) {
    case '<':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? a < b : gapOf(a, b, 'number');
      };
    case '<=':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? a <= b : gapOf(a, b, 'number');
      };
    case '>':
      return compareNumbersBy('<', right, left);
    case '>=':
      return compareNumbersBy('<=', right, left);
    case '==':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? a === b : gapOf(a, b, 'number');
      };
    case '!=':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? a !== b : gapOf(a, b, 'number');
      };
  }
}

/** Compares two values of one type, either of which may be missing. */
function comparer(
  compared: Exclude<Compared, 'number'>,
  comparison: Comparison,
): (a: unknown, b: unknown) => boolean | Missing {
  if (compared === 'date') {
    return (a, b) => (isDate(a) && isDate(b) ? compareDates(comparison, a, b) : gapOf(a, b, 'date'));
  }
  const basic = compared === 'boolean' ? 'boolean' : 'string';
  const equal = comparison === '==';
  return (a, b) => (typeof a === basic && typeof b === basic ? (a === b) === equal : gapOf(a, b, compared));
}

const HOLDS: Readonly<Record<Compared, (value: unknown) => boolean>> = {
  number: (value) => typeof value === 'number',
  date: isDate,
  text: (value) => typeof value === 'string',
  code: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
};

/** Why a comparison is missing: the reasons of whichever operand has no value. */
function gapOf(a: unknown, b: unknown, compared: Compared): Missing {
  const holds = HOLDS[compared];
  if (holds(a)) return missingOr(b, WANTED[compared]);
  if (holds(b)) return missingOr(a, WANTED[compared]);
  return mergeMissing(missingOr(a, WANTED[compared]), missingOr(b, WANTED[compared]));
}

const WANTED: Readonly<Record<Compared, string>> = {
  number: 'a number',
  date: 'a date',
  text: 'a text',
  code: 'a code',
  boolean: CONDITION,
};

function compileArithmetic(typed: TypedOf<'arithmetic'>): Compiled {
  const { operator, text } = typed;
  const [left, right] = [compile(typed.left), compile(typed.right)];
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    return typeof a === 'number' && typeof b === 'number' ? calculate(operator, a, b, text) : gapOf(a, b, 'number');
  };
}

function compileJoin(typed: TypedOf<'join'>): Compiled {
  const [left, right] = [compile(typed.left), compile(typed.right)];
  if (typed.type.kind === 'text') {
    return (frame) => {
      const a = left(frame);
      const b = right(frame);
      return typeof a === 'string' && typeof b === 'string' ? a + b : gapOf(a, b, 'text');
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

function compileInList(typed: TypedOf<'inList'>): Compiled {
  const value = compile(typed.value);
  const { compared } = typed;
  const constants = compared === 'date' ? null : constantsOf(typed.list);
  if (constants) {
    const holds = HOLDS[compared];
    return (frame) => {
      const wanted = value(frame);
      return constants.has(wanted) || (holds(wanted) ? false : missingOr(wanted, WANTED[compared]));
    };
  }
  const list = compile(typed.list);
  const agesInList = typed.list.type.kind === 'list' && typed.list.type.of.kind === 'age';
  const equal: (a: unknown, b: unknown) => boolean | Missing =
    compared === 'date'
      ? (a, b) => (isDate(a) && isDate(b) ? equalDates(a, b) : gapOf(a, b, 'date'))
      : (a, b) => (HOLDS[compared](a) && HOLDS[compared](b) ? a === b : gapOf(a, b, compared));
  return (frame) => {
    const wanted = value(frame);
    const found = list(frame);
    const gap = missingIn(found);
    if (gap) return missingIn(wanted) ? mergeMissing(gap, wanted as Missing) : gap;
    const { values, conditions } = entriesOf(found);
    spend(frame, values.length);
    let truth: boolean | Missing = false;
    for (let index = 0; index < values.length; index += 1) {
      const element = values[index];
      const same = equal(wanted, agesInList && isAge(element) ? ageInYears(element) : element);
      const belongs = conditions?.[index] ?? true;
      truth = or(truth, and(belongs, same));
      if (truth === true) return true;
    }
    return truth;
  };
}

/** The values of a list that is written out, or null when one of them must be worked out. */
function constantsOf(list: Typed): ReadonlySet<unknown> | null {
  if (list.op !== 'list') return null;
  const values = list.elements.map((element) => (element.op === 'literal' ? element.value : null));
  return values.includes(null) ? null : new Set<number | string | boolean | PartialDate | null>(values);
}

function compileInCodes(typed: TypedOf<'inCodes'>): Compiled {
  const [code, codes] = [compile(typed.code), compile(typed.codes)];
  return (frame) => {
    const wanted = code(frame);
    const states = codes(frame);
    const hasStates = typeof states === 'object' && (states as { kind?: unknown } | null)?.kind === 'codes';
    if (typeof wanted !== 'string') {
      const gap = missingOr(wanted, 'a code');
      return hasStates ? gap : mergeMissing(gap, missingOr(states, 'several codes'));
    }
    if (!hasStates) return missingOr(states, 'several codes');
    const { present, absent } = states as CodeStates;
    return present.includes(wanted) ? true : absent.includes(wanted) ? false : NOT_ENTERED;
  };
}
