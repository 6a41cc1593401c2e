import { type Language, type Words, words } from '../model/index.ts';
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
  const { uses } = checker;
  const evaluate = makeEvaluator(
    typed,
    checker.variableSlots,
    checker.slots,
    options.stepBudget ?? STEP_BUDGET,
    itemsOfRow(uses),
  );
  return {
    expression: {
      text,
      type: typed.type,
      uses,
      evaluate,
      explain: (language: Language) => explain(typed, scope, language),
    },
    faults: [],
  };
}

/** The items that an expression reads of the variable `row`; null where it reads anything else. */
function itemsOfRow(uses: Expression['uses']): string[] | null {
  const items = uses.flatMap(({ variable, item }) => (variable === 'row' && item !== undefined ? [item] : []));
  return items.length === uses.length && items.length > 0 ? items : null;
}

/** The expression as a value of the expected type; null when it yields something else, which is reported. */
function yields(checker: Checker, typed: Typed, expected: Expected | undefined): Typed | null {
  const whole = { start: 0, end: checker.text.length };
  const { type } = typed;
  if (!isSingleValue(type)) {
    return checker.refuse(
      whole,
      'expression.type',
      words(
        `An expression must yield one value. This one yields ${checker.words(type).en}.`,
        `表达式须得出单个值。此表达式得出${checker.words(type)['zh-CN']}。`,
      ),
      type.kind === 'row'
        ? words('Name an item of the form.', '请写该表单的某个项目。')
        : words(
            'Ask of them with exists(r, ...), or count them with size(...).',
            '请用 exists(r, ...) 查询，或用 size(...) 计数。',
          ),
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
      : words(
          kinds.map((kind) => KIND_WORDS[kind].en).join(' or '),
          kinds.map((kind) => KIND_WORDS[kind]['zh-CN']).join('或'),
        );
  return checker.refuse(
    whole,
    'expression.type',
    words(
      `What stands here must yield ${wanted.en}. It yields ${checker.words(type).en}.`,
      `此处须得出${wanted['zh-CN']}，实际得出${checker.words(type)['zh-CN']}。`,
    ),
    kinds.includes('boolean')
      ? words('Write a condition, e.g. compare it with ==.', '请写条件，例如用 == 比较。')
      : type.kind === 'age' && kinds.includes('decimal')
        ? words('Take the number of years: years(...).', '请取岁数：years(...)。')
        : words('Change the expression, or the type it is declared with.', '请更改表达式，或更改声明的类型。'),
  );
}

const KIND_WORDS: Readonly<Record<TypeKind, Words>> = {
  boolean: words('a condition (true or false)', '条件（真或假）'),
  integer: words('a whole number', '整数'),
  decimal: words('a number', '数值'),
  age: words('an age', '年龄'),
  text: words('a text', '文本'),
  date: words('a date', '日期'),
  code: words('a code', '编码'),
  codes: words('several codes', '多个编码'),
  row: words('a row', '一行'),
  rows: words('rows', '多行'),
  list: words('a list', '列表'),
};
