import type { Missing } from './missing.ts';
import type { PartialDate } from './partial-date.ts';

/** Several codes, each present, absent or not recorded (listed in neither). */
export type CodeStates = {
  readonly kind: 'codes';
  /** in the order of the code list, without repeats */
  readonly present: readonly string[];
  readonly absent: readonly string[];
};

/** An age as the chart gives it, in the unit the chart gives: years (a), months (mo), weeks (wk) or days (d). */
export type Age = { readonly kind: 'age'; readonly value: number; readonly unit: 'a' | 'mo' | 'wk' | 'd' };

/**
 * What an item of a form, or a derived variable, holds: integer and decimal are numbers, code and text are
 * strings, boolean is a boolean, and missing is a value that carries its reasons.
 */
export type Value = number | string | boolean | PartialDate | CodeStates | Age | Missing;

export const ITEM_TYPES = ['date', 'integer', 'decimal', 'code', 'codes', 'text', 'boolean', 'age'] as const;
export type ItemType = (typeof ITEM_TYPES)[number];
