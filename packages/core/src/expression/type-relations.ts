import { labelIn, type Words, words } from '../model/index.ts';
import type { Compared, Typed } from './typed.ts';
import type { ExpressionType, Scope } from './types.ts';

export const BOOLEAN: ExpressionType = { kind: 'boolean' };
export const INTEGER: ExpressionType = { kind: 'integer' };
export const DECIMAL: ExpressionType = { kind: 'decimal' };
export const TEXT: ExpressionType = { kind: 'text' };
export const DATE: ExpressionType = { kind: 'date' };

export function isNumeric(type: ExpressionType): boolean {
  return type.kind === 'integer' || type.kind === 'decimal' || type.kind === 'age';
}

/** One value of a form or of a derived variable, as against rows and lists. */
export function isSingleValue(type: ExpressionType): boolean {
  return type.kind !== 'row' && type.kind !== 'rows' && type.kind !== 'list';
}

/** How two values of a type are compared; null when they cannot be. */
export function comparedAs(type: ExpressionType): Compared | null {
  switch (type.kind) {
    case 'integer':
    case 'decimal':
    case 'age':
      return 'number';
    case 'date':
    case 'text':
    case 'code':
    case 'boolean':
      return type.kind;
    default:
      return null;
  }
}

/**
 * The type that holds the values of both: integer and decimal are decimal, an age beside a number is a number of
 * years, codes must be of one list.
 * @returns null when there is none
 */
export function commonType(a: ExpressionType, b: ExpressionType): ExpressionType | null {
  if (isNumeric(a) && isNumeric(b)) return a.kind === b.kind ? a : DECIMAL;
  if (a.kind === 'list' && b.kind === 'list') {
    const of = commonType(a.of, b.of);
    // the ages inside a list that is already made are not turned into years
    const mixesAges = of?.kind === 'decimal' && (a.of.kind === 'age' || b.of.kind === 'age');
    return of && !mixesAges ? { kind: 'list', of } : null;
  }
  if ((a.kind === 'code' || a.kind === 'codes') && a.kind === b.kind) return a.list === b.list ? a : null;
  if ((a.kind === 'row' || a.kind === 'rows') && a.kind === b.kind) return a.form === b.form ? a : null;
  return a.kind === b.kind ? a : null;
}

/** The same value as a number of years where it is an age, else unchanged. */
export function asNumber(typed: Typed): Typed {
  return typed.type.kind === 'age' ? { op: 'ageInYears', type: DECIMAL, operand: typed } : typed;
}

/** The value made to fit a type that `commonType` gave. */
export function fitted(typed: Typed, type: ExpressionType): Typed {
  return type.kind === 'decimal' ? asNumber(typed) : typed;
}

/** A type in words for a message, e.g. `a code of the list 'margin'`. */
export function typeInWords(type: ExpressionType, scope: Scope): Words {
  switch (type.kind) {
    case 'boolean':
      return words('a condition (true or false)', '条件（真或假）');
    case 'integer':
      return words('a whole number', '整数');
    case 'decimal':
      return words('a number', '数值');
    case 'age':
      return words('an age', '年龄');
    case 'text':
      return words('a text', '文本');
    case 'date':
      return words('a date', '日期');
    case 'code':
      return words(`a code of the list '${type.list}'`, `编码表“${type.list}”中的编码`);
    case 'codes':
      return words(`several codes of the list '${type.list}'`, `编码表“${type.list}”中的多个编码`);
    case 'row':
      return words(
        `a row of the form ${formName(type.form, scope).en}`,
        `表单${formName(type.form, scope)['zh-CN']}的一行`,
      );
    case 'rows':
      return words(
        `the rows of the form ${formName(type.form, scope).en}`,
        `表单${formName(type.form, scope)['zh-CN']}的各行`,
      );
    case 'list':
      return words(
        `a list, each of it ${typeInWords(type.of, scope).en}`,
        `列表（每个元素为${typeInWords(type.of, scope)['zh-CN']}）`,
      );
  }
}

export function formName(form: string, scope: Scope): Words {
  const label = scope.forms.get(form)?.label;
  return label
    ? words(`'${form}' (${labelIn(label, 'en')})`, `“${form}”（${labelIn(label, 'zh-CN')}）`)
    : words(`'${form}'`, `“${form}”`);
}
