import { isMissing, type Missing, mergeMissing, words } from '../model/index.ts';
import { EvaluationFault } from './types.ts';

/** What one evaluation works on. One frame serves every evaluation of an expression, one after the other. */
export type Frame = {
  /** the variables that the expression reads, then the row or value that each quantifier stands at */
  readonly slots: unknown[];
  stepsLeft: number;
};

/** A checked expression made ready: every decision that the types allow was taken once. */
export type Compiled = (frame: Frame) => unknown;

/** Takes steps from the budget of this evaluation. */
export function spend(frame: Frame, steps: number): void {
  frame.stepsLeft -= steps;
  if (frame.stepsLeft < 0) {
    throw new EvaluationFault(
      'expression.stepBudget',
      words(
        'An evaluation must stay within its budget of steps. This expression goes through too many rows; nest fewer quantifiers.',
        '一次求值的步数有上限。此表达式遍历的行过多；请减少嵌套。',
      ),
    );
  }
}

/**
 * The missing value that something is, or null. A row is told from a missing value by its reasons: an item may be
 * called `kind` and hold the code `missing`, but no item holds an array.
 */
export function missingIn(value: unknown): Missing | null {
  if (typeof value !== 'object' || value === null) return null;
  const candidate = value as { kind?: unknown; reasons?: unknown };
  return candidate.kind === 'missing' && Array.isArray(candidate.reasons) ? (value as Missing) : null;
}

/** The missing value that stands where a value of another kind was wanted; anything else there is a real fault. */
export function missingOr(value: unknown, wanted: string): Missing {
  if (isMissing(value)) return value;
  throw new EvaluationFault(
    'expression.wrongValue',
    words(
      `A value must be of the type that its form gives it. Where ${wanted} is wanted stands ${inWords(value)}.`,
      `值的类型须与其表单一致。此处应为${CHINESE.get(wanted) ?? wanted}，实际不是。`,
    ),
  );
}

/** What is wanted, in Chinese. */
const CHINESE: ReadonlyMap<string, string> = new Map([
  ['a number', '数值'],
  ['a date', '日期'],
  ['a text', '文本'],
  ['a code', '编码'],
  ['an age', '年龄'],
  ['a condition', '条件'],
]);

/** Why two operands, not both of them the values that were wanted, have no result: the reasons of either or both. */
export function gapOf(a: unknown, b: unknown, wanted: string): Missing {
  if (isMissing(a)) return isMissing(b) ? mergeMissing(a, b) : a;
  return missingOr(isMissing(b) ? b : a, wanted);
}

function inWords(value: unknown): string {
  if (value === null || typeof value !== 'object') return `a ${value === null ? 'null' : typeof value}`;
  const kind = (value as { kind?: unknown }).kind;
  return typeof kind === 'string' ? `a value of the kind '${kind}'` : 'something else';
}
