import { atRank, sortedValues, type Values } from './values.ts';

export type FiveNumbers = { minimum: number; lowerHinge: number; median: number; upperHinge: number; maximum: number };

/**
 * Tukey's five numbers. A hinge is the median of the lower or upper half, the middle value belonging to both halves;
 * it is none of the usual quantiles.
 *
 * @returns null for an empty column
 * @throws InputError `values.notFinite` with the index
 * @see Tukey (1977) Exploratory Data Analysis
 */
export function fiveNumbers(values: Values): FiveNumbers | null {
  return fiveNumbersOf(sortedValues(values));
}

/** The same for a sorted column without missing values. */
export function fiveNumbersOf(sorted: Float64Array): FiveNumbers | null {
  const n = sorted.length;
  if (n === 0) return null;
  const depth = Math.floor((n + 3) / 2) / 2;
  const atDepth = (rank: number) => (atRank(sorted, Math.floor(rank)) + atRank(sorted, Math.ceil(rank))) / 2;
  return {
    minimum: atRank(sorted, 1),
    lowerHinge: atDepth(depth),
    median: atDepth((n + 1) / 2),
    upperHinge: atDepth(n + 1 - depth),
    maximum: atRank(sorted, n),
  };
}
