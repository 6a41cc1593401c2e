import { binomialCdf, binomialQuantile } from '../distributions/index.ts';
import { assertLevel } from '../input/index.ts';
import { medianOf } from './quantile.ts';
import { atRank, sortedValues, type Values } from './values.ts';

export type MedianInterval = {
  /** null for an empty column */
  median: number | null;
  /** null where no two values enclose the median at this level: the interval is the whole line */
  lower: number | null;
  upper: number | null;
  /** true probability that the interval covers the median of a continuous distribution; never below the level */
  coverage: number;
  /** 1-based ranks of the two values; null with them */
  rankLower: number | null;
  rankUpper: number | null;
};

/**
 * Distribution-free confidence interval for a median: the values at ranks k and n + 1 - k, with k the largest rank
 * that leaves no more than (1 - level) / 2 in either tail of the binomial (n, 1/2). Tied values are counted as they
 * stand, which only adds coverage.
 *
 * @param values - null is missing and left out
 * @param level - wanted two-sided confidence level; the coverage that was reached is returned
 * @returns at 95% limits exist from six values on; below, they are null and the coverage is 1
 * @throws InputError `level.range`, `values.notFinite` with the index
 * @see Thompson (1936) Ann Math Stat 7:122; Hahn & Meeker (1991) Statistical Intervals, 5.2
 */
export function medianInterval(values: Values, level = 0.95): MedianInterval {
  assertLevel(level);
  const sorted = sortedValues(values);
  const n = sorted.length;
  const median = medianOf(sorted);
  const rank = binomialQuantile((1 - level) / 2, n, 0.5);
  if (rank < 1) return { median, lower: null, upper: null, coverage: 1, rankLower: null, rankUpper: null };
  return {
    median,
    lower: atRank(sorted, rank),
    upper: atRank(sorted, n + 1 - rank),
    coverage: 1 - 2 * binomialCdf(rank - 1, n, 0.5),
    rankLower: rank,
    rankUpper: n + 1 - rank,
  };
}
