import { type CodeStates, type Missing, mergeMissing, missing, type PartialDate } from '../model/index.ts';
import { DATE_COMPARISONS, equalDates, isDate } from './calendar.ts';
import { type Compiled, gapOf, missingIn, missingOr, spend } from './frame.ts';
import { and, CONDITION, or } from './kleene.ts';
import { ageInYears, isAge } from './numbers.ts';
import { entriesOf } from './open-list.ts';
import { type Compared, type Comparison, MIRRORED, type Typed, type TypedOf } from './typed.ts';

const NOT_ENTERED = missing('notEntered');
const IMPRECISE = missing('imprecise');

const WANTED: Readonly<Record<Compared, string>> = {
  number: 'a number',
  date: 'a date',
  text: 'a text',
  code: 'a code',
  boolean: CONDITION,
};

/** Makes a comparison ready. What is written out is put on the right and read once. */
export function compileComparison(typed: TypedOf<'compare'>, compile: (typed: Typed) => Compiled): Compiled {
  if (typed.left.op === 'literal' && typed.right.op !== 'literal') {
    const { left: right, right: left } = typed;
    return compileComparison({ ...typed, left, right, comparison: MIRRORED[typed.comparison] }, compile);
  }
  const left = compile(typed.left);
  switch (typed.compared) {
    case 'number':
      return typed.right.op === 'literal'
        ? compareWithNumber(typed.comparison, left, typed.right.value as number)
        : compareNumbers(typed.comparison, left, compile(typed.right));
    case 'date':
      return typed.right.op === 'literal'
        ? compareWithDate(typed.comparison, left, typed.right.value as PartialDate)
        : compareDates(typed.comparison, left, compile(typed.right));
    default:
      return typed.right.op === 'literal'
        ? compareWith(typed.comparison === '==', left, typed.right.value, WANTED[typed.compared])
        : compareAlike(typed.comparison === '==', left, compile(typed.right), typed.compared);
  }
}

/** Each operator has a closure of its own: this is what conditions mostly consist of. */
function compareWithNumber(comparison: Comparison, left: Compiled, number: number): Compiled {
  const { number: wanted } = WANTED;
  switch (comparison) {
    case '<':
      return (frame) => {
        const a = left(frame);
        return typeof a === 'number' ? a < number : missingOr(a, wanted);
      };
    case '<=':
      return (frame) => {
        const a = left(frame);
        return typeof a === 'number' ? a <= number : missingOr(a, wanted);
      };
    case '>':
      return (frame) => {
        const a = left(frame);
        return typeof a === 'number' ? a > number : missingOr(a, wanted);
      };
    case '>=':
      return (frame) => {
        const a = left(frame);
        return typeof a === 'number' ? a >= number : missingOr(a, wanted);
      };
    case '==':
      return (frame) => {
        const a = left(frame);
        return typeof a === 'number' ? a === number : missingOr(a, wanted);
      };
    case '!=':
      return (frame) => {
        const a = left(frame);
        return typeof a === 'number' ? a !== number : missingOr(a, wanted);
      };
  }
}

const NUMBER_COMPARISONS: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

function compareNumbers(comparison: Comparison, left: Compiled, right: Compiled): Compiled {
  const compare = NUMBER_COMPARISONS[comparison];
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    return typeof a === 'number' && typeof b === 'number' ? compare(a, b) : gapOf(a, b, WANTED.number);
  };
}

function compareDates(comparison: Comparison, left: Compiled, right: Compiled): Compiled {
  const compare = DATE_COMPARISONS[comparison];
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    return isDate(a) && isDate(b) ? compare(a, b) : gapOf(a, b, WANTED.date);
  };
}

/** As `DATE_COMPARISONS`, with the date that is written out taken apart once. */
function compareWithDate(comparison: Comparison, left: Compiled, date: PartialDate): Compiled {
  const { earliest, latest } = date;
  const { date: wanted } = WANTED;
  switch (comparison) {
    case '<':
      return (frame) => {
        const a = left(frame);
        if (!isDate(a)) return missingOr(a, wanted);
        return a.latest < earliest ? true : a.earliest >= latest ? false : IMPRECISE;
      };
    case '<=':
      return (frame) => {
        const a = left(frame);
        if (!isDate(a)) return missingOr(a, wanted);
        return a.latest <= earliest ? true : a.earliest > latest ? false : IMPRECISE;
      };
    case '>':
      return (frame) => {
        const a = left(frame);
        if (!isDate(a)) return missingOr(a, wanted);
        return a.earliest > latest ? true : a.latest <= earliest ? false : IMPRECISE;
      };
    case '>=':
      return (frame) => {
        const a = left(frame);
        if (!isDate(a)) return missingOr(a, wanted);
        return a.earliest >= latest ? true : a.latest < earliest ? false : IMPRECISE;
      };
    default:
      return compareDates(comparison, left, () => date);
  }
}

/** Equality of codes, texts or conditions with one that is written out. */
function compareWith(equal: boolean, left: Compiled, value: unknown, wanted: string): Compiled {
  const type = typeof value;
  return (frame) => {
    const a = left(frame);
    return typeof a === type ? (a === value) === equal : missingOr(a, wanted);
  };
}

function compareAlike(
  equal: boolean,
  left: Compiled,
  right: Compiled,
  compared: 'code' | 'text' | 'boolean',
): Compiled {
  const type = compared === 'boolean' ? 'boolean' : 'string';
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    return typeof a === type && typeof b === type ? (a === b) === equal : gapOf(a, b, WANTED[compared]);
  };
}

/** `in` a list is the Kleene or of the comparisons with its values. */
export function compileInList(typed: TypedOf<'inList'>, compile: (typed: Typed) => Compiled): Compiled {
  const value = compile(typed.value);
  const constants = typed.compared === 'date' ? null : constantsOf(typed.list);
  if (constants) return inConstants(value, constants, typed.compared);
  const list = compile(typed.list);
  const holdsAges = typed.list.type.kind === 'list' && typed.list.type.of.kind === 'age';
  const equal = equalityOf(typed.compared);
  return (frame) => {
    const wanted = value(frame);
    const found = list(frame);
    const gap = missingIn(found);
    if (gap) return mergeMissing(gap, missingIn(wanted) ?? gap);
    const { values, conditions } = entriesOf(found);
    spend(frame, values.length);
    let truth: boolean | Missing = false;
    for (let index = 0; index < values.length; index += 1) {
      const element = values[index];
      const same = equal(wanted, holdsAges && isAge(element) ? ageInYears(element) : element);
      truth = or(truth, conditions ? and(conditions[index], same) : same);
      if (truth === true) return true;
    }
    return truth;
  };
}

function inConstants(value: Compiled, constants: ReadonlySet<unknown>, compared: Compared): Compiled {
  const type = compared === 'number' ? 'number' : compared === 'boolean' ? 'boolean' : 'string';
  return (frame) => {
    const wanted = value(frame);
    return typeof wanted === type ? constants.has(wanted) : missingOr(wanted, WANTED[compared]);
  };
}

/** The values of a list that is written out, or null when one of them must be worked out. */
function constantsOf(list: Typed): ReadonlySet<unknown> | null {
  if (list.op !== 'list') return null;
  const values = list.elements.map((element) => (element.op === 'literal' ? element.value : null));
  return values.includes(null) ? null : new Set<number | string | boolean | PartialDate | null>(values);
}

function equalityOf(compared: Compared): (a: unknown, b: unknown) => boolean | Missing {
  if (compared === 'date') return (a, b) => (isDate(a) && isDate(b) ? equalDates(a, b) : gapOf(a, b, WANTED.date));
  const type = compared === 'number' ? 'number' : compared === 'boolean' ? 'boolean' : 'string';
  return (a, b) => (typeof a === type && typeof b === type ? a === b : gapOf(a, b, WANTED[compared]));
}

/** A code among several: present, absent, or in neither list, which is not entered. */
export function compileInCodes(typed: TypedOf<'inCodes'>, compile: (typed: Typed) => Compiled): Compiled {
  const [code, codes] = [compile(typed.code), compile(typed.codes)];
  return (frame) => {
    const wanted = code(frame);
    const states = codes(frame);
    if (typeof wanted !== 'string' || !isCodeStates(states)) return gapOf(wanted, states, 'a code');
    if (states.present.includes(wanted)) return true;
    return states.absent.includes(wanted) ? false : NOT_ENTERED;
  };
}

function isCodeStates(value: unknown): value is CodeStates {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'codes';
}
