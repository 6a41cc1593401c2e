import type { PartialDate } from '../model/index.ts';
import type { ExpressionType } from './types.ts';

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
/** The comparison that says the same with its sides changed. */
export const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
export type Arithmetic = '+' | '-' | '*' | '/' | '%';
export type Compared = 'number' | 'date' | 'text' | 'code' | 'boolean';

/** The functions that are offered. `exists`, `all`, `exists_one`, `filter` and `map` bind a row and are apart. */
export const FUNCTION_NAMES = [
  'size',
  'has',
  'isMissing',
  'missingBecause',
  'orElse',
  'date',
  'daysBetween',
  'monthsBetween',
  'yearsBetween',
  'completedYears',
  'yearOf',
  'earliest',
  'latest',
  'min',
  'max',
  'sum',
  'count',
  'round',
  'years',
  'contains',
  'startsWith',
  'endsWith',
  'lower',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];
export function isFunctionName(name: string): name is FunctionName {
  return FUNCTION_NAMES.some((each) => each === name);
}

export const QUANTIFIERS = ['exists', 'all', 'exists_one', 'filter', 'map'] as const;
export type Quantifier = (typeof QUANTIFIERS)[number];

/** A row or value that a quantifier goes through, bound to a slot of the frame. */
export type Local = { readonly name: string; readonly slot: number; readonly type: ExpressionType };

/** A checked expression: every name resolved, every type known, every code listed. What is evaluated and explained. */
export type Typed = { readonly type: ExpressionType } & (
  | { readonly op: 'literal'; readonly value: number | string | boolean | PartialDate }
  /** its value is put into the slot before an evaluation begins */
  | { readonly op: 'variable'; readonly name: string; readonly slot: number }
  | { readonly op: 'local'; readonly local: Local }
  | { readonly op: 'item'; readonly row: Typed; readonly form: string; readonly item: string }
  | { readonly op: 'not' | 'negate'; readonly operand: Typed }
  /** an age taken as a number of years because a number is wanted */
  | { readonly op: 'ageInYears'; readonly operand: Typed }
  | { readonly op: 'and' | 'or'; readonly operands: readonly Typed[] }
  | {
      readonly op: 'compare';
      readonly comparison: Comparison;
      readonly compared: Compared;
      readonly left: Typed;
      readonly right: Typed;
    }
  | {
      readonly op: 'arithmetic';
      readonly operator: Arithmetic;
      readonly left: Typed;
      readonly right: Typed;
      readonly text: string;
    }
  /** two texts or two lists, one after the other */
  | { readonly op: 'join'; readonly left: Typed; readonly right: Typed }
  | { readonly op: 'choose'; readonly condition: Typed; readonly yes: Typed; readonly no: Typed }
  | { readonly op: 'list'; readonly elements: readonly Typed[] }
  | { readonly op: 'inList'; readonly compared: Compared; readonly value: Typed; readonly list: Typed }
  | { readonly op: 'inCodes'; readonly code: Typed; readonly codes: Typed }
  | {
      readonly op: 'quantifier';
      readonly quantifier: Quantifier;
      readonly over: Typed;
      readonly local: Local;
      readonly body: Typed;
    }
  | { readonly op: 'call'; readonly name: FunctionName; readonly arguments: readonly Typed[]; readonly text: string }
);
export type TypedOf<Op extends Typed['op']> = Extract<Typed, { op: Op }>;
