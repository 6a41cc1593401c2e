import { MISSING_REASONS, type Missing, type MissingReason, mergeMissing, missing } from '../model/index.ts';
import {
  completedYears,
  daysBetween,
  earliestOf,
  isDate,
  latestOf,
  monthsBetween,
  yearOf,
  yearsBetween,
} from './calendar.ts';
import { type Compiled, type Frame, missingIn, missingOr, spend } from './frame.ts';
import { CONDITION } from './kleene.ts';
import { ageInYears, inRange, isAge, roundTo } from './numbers.ts';
import { OpenList } from './open-list.ts';
import type { Typed, TypedOf } from './typed.ts';

const NO_VALUE_OF_NONE = missing('notApplicable');

/** Makes a call of a function ready. A missing argument makes the result missing, with the reasons of all of them. */
export function compileCall(typed: TypedOf<'call'>, compile: (typed: Typed) => Compiled): Compiled {
  const [first, second] = typed.arguments.map(compile) as [Compiled, Compiled];
  switch (typed.name) {
    case 'date': // its literal stands in its place
      return first;
    case 'has':
      return (frame) => missingIn(first(frame)) === null;
    case 'isMissing':
      return (frame) => missingIn(first(frame)) !== null;
    case 'missingBecause':
      return missingBecause(typed, first);
    case 'orElse':
      return (frame) => {
        const value = first(frame);
        return missingIn(value) ? second(frame) : value;
      };
    case 'size':
      return size(typed, first);
    case 'daysBetween':
      return (frame) => daysBetween(first(frame), second(frame));
    case 'monthsBetween':
      return (frame) => monthsBetween(first(frame), second(frame));
    case 'yearsBetween':
      return (frame) => yearsBetween(first(frame), second(frame));
    case 'completedYears':
      return (frame) => completedYears(first(frame), second(frame));
    case 'yearOf':
      return (frame) => yearOf(first(frame));
    case 'earliest':
      return (frame) => ofAll(frame, first(frame), isDate, 'a date', earliestOf);
    case 'latest':
      return (frame) => ofAll(frame, first(frame), isDate, 'a date', latestOf);
    case 'min':
      return ofNumbers(typed, first, (numbers) => numbers.reduce((a, b) => Math.min(a, b)), NO_VALUE_OF_NONE);
    case 'max':
      return ofNumbers(typed, first, (numbers) => numbers.reduce((a, b) => Math.max(a, b)), NO_VALUE_OF_NONE);
    case 'sum': {
      const { text } = typed;
      return ofNumbers(typed, first, (numbers) => numbers.reduce((a, b) => inRange(a + b, text)), 0);
    }
    case 'count':
      return (frame) =>
        ofAll(frame, first(frame), isBoolean, CONDITION, (truths) => truths.filter((truth) => truth).length);
    case 'round':
      return (frame) => {
        const value = first(frame);
        return typeof value === 'number' ? roundTo(value, second(frame) as number) : missingOr(value, 'a number');
      };
    case 'years':
      return (frame) => {
        const age = first(frame);
        return isAge(age) ? ageInYears(age) : missingOr(age, 'an age');
      };
    case 'contains':
      return ofTexts(first, second, (text, part) => text.includes(part));
    case 'startsWith':
      return ofTexts(first, second, (text, part) => text.startsWith(part));
    case 'endsWith':
      return ofTexts(first, second, (text, part) => text.endsWith(part));
    case 'lower':
      return (frame) => {
        const text = first(frame);
        return typeof text === 'string' ? text.toLowerCase() : missingOr(text, 'a text');
      };
  }
}

function missingBecause(typed: TypedOf<'call'>, value: Compiled): Compiled {
  const reason = typed.arguments[1] as TypedOf<'literal'>;
  const bit = 1 << MISSING_REASONS.indexOf(reason.value as MissingReason);
  return (frame) => ((missingIn(value(frame))?.mask ?? 0) & bit) !== 0;
}

function size(typed: TypedOf<'call'>, value: Compiled): Compiled {
  if (typed.arguments[0]?.type.kind === 'text') {
    return (frame) => {
      const text = value(frame);
      if (typeof text !== 'string') return missingOr(text, 'a text');
      let characters = 0;
      for (const _ of text) characters += 1;
      return characters;
    };
  }
  return (frame) => {
    const list = value(frame);
    return missingIn(list) ?? openness(list) ?? (list as readonly unknown[]).length;
  };
}

/** Why it is not known what belongs to a list, or null when it is known. */
function openness(list: unknown): Missing | null {
  if (!(list instanceof OpenList)) return null;
  let reasons: Missing | null = null;
  for (const condition of list.conditions) {
    if (condition !== true) reasons = reasons ? mergeMissing(reasons, condition) : condition;
  }
  return reasons;
}

/**
 * What comes of all values of a list together. One missing value, or one of which it is not known whether it belongs,
 * makes the result missing: it could have been the one that counts.
 */
function ofAll<T, Result>(
  frame: Frame,
  list: unknown,
  holds: (value: unknown) => value is T,
  wanted: string,
  result: (values: readonly T[]) => Result,
): Result | Missing {
  const gap = missingIn(list);
  if (gap) return gap;
  const values = list instanceof OpenList ? list.values : (list as readonly unknown[]);
  spend(frame, values.length);
  let reasons = openness(list);
  for (const value of values) {
    if (holds(value)) continue;
    const reason = missingOr(value, wanted);
    reasons = reasons ? mergeMissing(reasons, reason) : reason;
  }
  return reasons ?? result(values as readonly T[]);
}

function ofNumbers<None>(
  typed: TypedOf<'call'>,
  list: Compiled,
  result: (numbers: readonly number[]) => number,
  none: None,
): Compiled {
  const type = typed.arguments[0]?.type;
  const areAges = type?.kind === 'list' && type.of.kind === 'age';
  return (frame) => {
    const found = list(frame);
    if (areAges)
      return ofAll(frame, found, isAge, 'an age', (ages) => (ages.length ? result(ages.map(ageInYears)) : none));
    return ofAll(frame, found, isNumber, 'a number', (numbers) => (numbers.length ? result(numbers) : none));
  };
}

function ofTexts(first: Compiled, second: Compiled, result: (text: string, part: string) => boolean): Compiled {
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    if (typeof a === 'string' && typeof b === 'string') return result(a, b);
    if (typeof a === 'string') return missingOr(b, 'a text');
    const gap = missingOr(a, 'a text');
    return typeof b === 'string' ? gap : mergeMissing(gap, missingOr(b, 'a text'));
  };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
