import { assertProbability, InputError } from '../input/index.ts';
import { atRank, sortedValues, type Values } from './values.ts';

/** Numbering of Hyndman and Fan: 2 as SAS, 6 as SPSS and Minitab, 7 as R, NumPy and Excel. */
export const QUANTILE_TYPES = [2, 6, 7] as const;
export type QuantileType = (typeof QUANTILE_TYPES)[number];

/**
 * Sample quantile. Type 2 averages the two neighbours where n p is a whole number and else takes the next value up;
 * types 6 and 7 interpolate, at rank (n + 1) p and (n - 1) p + 1.
 *
 * @param p - probability between 0 and 1
 * @returns null for an empty column
 * @throws InputError `quantile.type`, `probability.range`, `values.notFinite` with the index
 * @see Hyndman & Fan (1996) Am Stat 50:361
 */
export function quantile(values: Values, p: number, type: QuantileType = 7): number | null {
  return quantileOf(sortedValues(values), p, type);
}

/**
 * The median: the middle value, or the mean of the two middle ones. Null for an empty column.
 *
 * @throws InputError `values.notFinite` with the index
 */
export function median(values: Values): number | null {
  return medianOf(sortedValues(values));
}

/**
 * Distance between the quartiles; null for an empty column.
 *
 * @throws InputError `quantile.type`, `values.notFinite` with the index
 */
export function interquartileRange(values: Values, type: QuantileType = 7): number | null {
  return interquartileRangeOf(sortedValues(values), type);
}

/** The quantile of a column that is sorted and has no missing values. */
export function quantileOf(sorted: Float64Array, p: number, type: QuantileType): number | null {
  assertProbability(p);
  if (!QUANTILE_TYPES.includes(type)) {
    throw new InputError(
      'quantile.type',
      `A quantile is of type ${QUANTILE_TYPES.join(', ')}. This one is of type ${type}. Choose one of them.`,
    );
  }
  const n = sorted.length;
  if (n === 0) return null;
  if (type === 2) return averagedQuantile(sorted, p);
  const rank = type === 6 ? (n + 1) * p : (n - 1) * p + 1;
  const below = Math.floor(rank);
  return between(atRank(sorted, below), atRank(sorted, below + 1), rank - below);
}

function averagedQuantile(sorted: Float64Array, p: number): number {
  const rank = sorted.length * p;
  const nearest = Math.round(rank);
  // n p that should be whole but was rounded is whole
  const isWhole = Math.abs(rank - nearest) <= 4 * Number.EPSILON * Math.max(1, rank);
  if (isWhole) return between(atRank(sorted, nearest), atRank(sorted, nearest + 1), 0.5);
  return atRank(sorted, Math.ceil(rank));
}

function between(lower: number, upper: number, share: number): number {
  return lower === upper ? lower : (1 - share) * lower + share * upper;
}

export function medianOf(sorted: Float64Array): number | null {
  return quantileOf(sorted, 0.5, 2);
}

export function interquartileRangeOf(sorted: Float64Array, type: QuantileType): number | null {
  const upper = quantileOf(sorted, 0.75, type);
  const lower = quantileOf(sorted, 0.25, type);
  return upper === null || lower === null ? null : upper - lower;
}
