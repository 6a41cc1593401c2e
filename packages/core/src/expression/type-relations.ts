import { labelIn } from '../model/index.ts';
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
export function typeInWords(type: ExpressionType, scope: Scope): string {
  switch (type.kind) {
    case 'boolean':
      return 'a condition (true or false)';
    case 'integer':
      return 'a whole number';
    case 'decimal':
      return 'a number';
    case 'age':
      return 'an age';
    case 'text':
      return 'a text';
    case 'date':
      return 'a date';
    case 'code':
      return `a code of the list '${type.list}'`;
    case 'codes':
      return `several codes of the list '${type.list}'`;
    case 'row':
      return `a row of the form ${formName(type.form, scope)}`;
    case 'rows':
      return `the rows of the form ${formName(type.form, scope)}`;
    case 'list':
      return `a list, each of it ${typeInWords(type.of, scope)}`;
  }
}

export function formName(form: string, scope: Scope): string {
  const label = scope.forms.get(form)?.label;
  return label ? `'${form}' (${labelIn(label, 'en')})` : `'${form}'`;
}
