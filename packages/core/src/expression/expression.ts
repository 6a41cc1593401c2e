import type { Language } from '../model/index.ts';
import { Checker } from './check.ts';
import { makeEvaluator } from './evaluate.ts';
import { explain } from './explain.ts';
import { parseExpression } from './parse.ts';
import { fitted, isSingleValue } from './type-relations.ts';
import type { Typed } from './typed.ts';
import type { Expression, ExpressionFault, ExpressionType, Scope, TypeKind } from './types.ts';

/** Steps one evaluation may take: nodes worked out, and rows gone through times what is asked of each. */
export const STEP_BUDGET = 1_000_000;

/**
 * What the expression must yield: a kind, one of several kinds, or a whole type. Only a whole type tells which list
 * the codes of `cond ? 'R0' : 'R1'` belong to.
 */
export type Expected = TypeKind | readonly TypeKind[] | ExpressionType;
export type Compilation =
  | { readonly expression: Expression; readonly faults: [] }
  | { readonly expression: null; readonly faults: ExpressionFault[] };

/**
 * Reads an expression, resolves its names, types and codes against a scope, and makes it ready to be evaluated.
 *
 * @param expected - `integer` fits where `decimal` is expected
 * @param options.stepBudget - steps one evaluation may take, 1,000,000 unless told
 * @returns the expression, or every fault at once in the order of the text; never throws for any text
 */
export function compileExpression(
  text: string,
  scope: Scope,
  expected?: Expected,
  options: { readonly stepBudget?: number } = {},
): Compilation {
  const parsed = parseExpression(text);
  if (parsed.fault) return { expression: null, faults: [parsed.fault] };
  const checker = new Checker(text, scope);
  const wanted = expected !== undefined && typeof expected === 'object' && 'kind' in expected ? expected : undefined;
  const checked = checker.check(parsed.tree, wanted);
  const typed = checked && yields(checker, checked, expected);
  if (!typed || checker.faults.length > 0) {
    return { expression: null, faults: checker.faults.toSorted((a, b) => a.start - b.start || a.end - b.end) };
  }
  const evaluate = makeEvaluator(typed, checker.variableSlots, checker.slots, options.stepBudget ?? STEP_BUDGET);
  return {
    expression: {
      text,
      type: typed.type,
      uses: checker.uses,
      evaluate,
      explain: (language: Language) => explain(typed, scope, language),
    },
    faults: [],
  };
}

/** The expression as a value of the expected type; null when it yields something else, which is reported. */
function yields(checker: Checker, typed: Typed, expected: Expected | undefined): Typed | null {
  const whole = { start: 0, end: checker.text.length };
  const { type } = typed;
  if (!isSingleValue(type)) {
    return checker.refuse(
      whole,
      'expression.type',
      `An expression must yield one value. This one yields ${checker.words(type)}.`,
      type.kind === 'row'
        ? 'Name an item of the form.'
        : 'Ask of them with exists(r, ...), or count them with size(...).',
    );
  }
  if (expected === undefined) return typed;
  const kinds = typeof expected === 'string' ? [expected] : 'kind' in expected ? [expected.kind] : expected;
  const fits = kinds.includes(type.kind) || (type.kind === 'integer' && kinds.includes('decimal'));
  const otherList = typeof expected === 'object' && 'list' in expected && 'list' in type && expected.list !== type.list;
  if (fits && !otherList) return fitted(typed, type);
  const wanted =
    typeof expected === 'object' && 'kind' in expected
      ? checker.words(expected)
      : kinds.map((kind) => KIND_WORDS[kind]).join(' or ');
  return checker.refuse(
    whole,
    'expression.type',
    `What stands here must yield ${wanted}. It yields ${checker.words(type)}.`,
    kinds.includes('boolean')
      ? 'Write a condition, e.g. compare it with ==.'
      : type.kind === 'age' && kinds.includes('decimal')
        ? 'Take the number of years: years(...).'
        : 'Change the expression, or the type it is declared with.',
  );
}

const KIND_WORDS: Readonly<Record<TypeKind, string>> = {
  boolean: 'a condition (true or false)',
  integer: 'a whole number',
  decimal: 'a number',
  age: 'an age',
  text: 'a text',
  date: 'a date',
  code: 'a code',
  codes: 'several codes',
  row: 'a row',
  rows: 'rows',
  list: 'a list',
};
