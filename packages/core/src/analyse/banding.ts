import { type Cell, DAYS_PER_MONTH, DAYS_PER_YEAR, isMissing, type Value } from '../model/index.ts';
import type { Variable } from '../protocol/index.ts';
import { numberOf } from './numeric-values.ts';

/** How a variable is shown of a patient who must not be known by it; null: it is not shown at all. */
export type Banding =
  /** between ages of ICH E11 */
  | { kind: 'years' }
  /** in whole months */
  | { kind: 'months'; daysPerUnit: number }
  /** between cut points, in the variable's own unit */
  | { kind: 'bands'; cuts: readonly number[] }
  /** a code or a yes-or-no as it is, of several codes those that are present */
  | { kind: 'codes' };

/** The banded cell of several codes of which none is present. */
export const NONE_PRESENT = '-';

/** Years at which the groups of ICH E11 end: newborns at 28 days, then infants and toddlers, children, adolescents. */
export const AGE_CUTS = [28 / DAYS_PER_YEAR, 2, 12, 18] as const;

const DAYS: Readonly<Record<string, number>> = { d: 1, wk: 7, mo: DAYS_PER_MONTH };

/**
 * The coarsest usual form of a variable: ages and other years between the ages of ICH E11, shorter times in whole
 * months, codes as they are. Dates and texts are never shown, and a number of another unit only between declared cuts.
 */
export function bandingOf(
  variable: Pick<Variable, 'type' | 'unit'>,
  cuts: readonly number[] | undefined,
): Banding | null {
  switch (variable.type) {
    case 'code':
    case 'codes':
    case 'boolean':
      return { kind: 'codes' };
    case 'age':
      return cuts ? { kind: 'bands', cuts } : { kind: 'years' };
    case 'integer':
    case 'decimal': {
      if (cuts) return { kind: 'bands', cuts };
      if (variable.unit === 'a') return { kind: 'years' };
      const daysPerUnit = DAYS[variable.unit ?? ''];
      return daysPerUnit === undefined ? null : { kind: 'months', daysPerUnit };
    }
    case 'date':
    case 'text':
      return null;
  }
}

/**
 * The cell that is shown instead of a value: a band `2..12` from its lower cut on to below its upper one, open where it
 * has none (`..28d` for the first days of life, `18..`); whole months as a number; null for whatever is missing, since
 * why it is missing can single out a patient.
 */
export function bandedCell(value: Value, banding: Banding): Cell {
  if (isMissing(value)) return null;
  const number = numberOf(value);
  switch (banding.kind) {
    case 'codes':
      if (typeof value !== 'object') return value;
      if (value.kind !== 'codes' || value.present.length + value.absent.length === 0) return null;
      return value.present.length === 0 ? NONE_PRESENT : value.present.join('|');
    case 'months':
      return number === null ? null : Math.round((number * banding.daysPerUnit) / DAYS_PER_MONTH) || 0;
    case 'years':
      return number === null ? null : bandOf(number, AGE_CUTS, ['28d', '2', '12', '18']);
    case 'bands':
      return number === null ? null : bandOf(number, banding.cuts, banding.cuts.map(String));
  }
}

function bandOf(value: number, cuts: readonly number[], names: readonly string[]): string {
  const above = cuts.findIndex((cut) => value < cut);
  const upper = above < 0 ? names.length : above;
  return `${names[upper - 1] ?? ''}..${names[upper] ?? ''}`;
}
