import { presentValues, type Values } from '../describe/index.ts';
import { normalQuantile, rankSumCdf, rankSumQuantile } from '../distributions/index.ts';
import { assertLevel, assertWord } from '../input/index.ts';
import { findRoot } from '../root-finding/index.ts';
import { RANK_METHODS, type RankMethod } from './p-values.ts';
import { countPairs, pairCountDeviation } from './pair-count.ts';

/** The exact method serves samples smaller than this, both of them. */
const EXACT_BELOW = 50;
const ROOT_TOLERANCE = 1e-12;

export type LocationShift = {
  /** how much larger the first sample is, in the unit of the values; null when a sample is empty */
  estimate: number | null;
  /** null when a sample is empty, or each of them has one value only */
  lower: number | null;
  upper: number | null;
  /** exact: probability that the interval covers the shift, below the level where no interval reaches it; else null */
  coverage: number | null;
  method: 'exact' | 'normal' | null;
  whyNull: 'noValues' | 'noSpread' | null;
};

/**
 * Hodges and Lehmann's shift between two samples with the interval that inverts Wilcoxon's rank-sum test.
 *
 * exact: the median and two order statistics of all differences, at the ranks that the distribution without ties
 * gives; with ties that only adds coverage. normal: estimate and limits are the shifts at which the approximate test
 * reaches 0 and its critical values, as R's wilcox.test finds them: roots of a step function, near a step or at the
 * first point of a flat stretch that the search meets, so the estimate need not be a median of differences.
 *
 * @param first - null is missing and left out, in both samples
 * @param options - method 'auto' is exact for samples below 50; continuity correction of the limits, yes by default
 * @returns null with `whyNull` when a sample is empty; limits also when each has one value only and the method is
 *   normal
 * @throws InputError `level.range`, `values.notFinite` with the index, `rankSum.size` for exact limits of a sample
 *   beyond 200
 * @see Hodges & Lehmann (1963) Ann Math Stat 34:598; Bauer (1972) J Am Stat Assoc 67:687; Noether (1967) Elements of
 *   Nonparametric Statistics, 5.3, for ties
 */
export function locationShift(
  first: Values,
  second: Values,
  {
    level = 0.95,
    method = 'auto',
    continuity = true,
  }: { level?: number; method?: RankMethod; continuity?: boolean } = {},
): LocationShift {
  assertLevel(level);
  assertWord('method', method, RANK_METHODS);
  const [a, b] = [presentValues(first).sort(), presentValues(second).sort()];
  if (a.length === 0 || b.length === 0) {
    return { estimate: null, lower: null, upper: null, coverage: null, method: null, whyNull: 'noValues' };
  }
  const isExact = method === 'exact' || (method === 'auto' && Math.max(a.length, b.length) < EXACT_BELOW);
  return isExact ? exactShift(a, b, level) : normalShift(a, b, level, continuity);
}

function exactShift(first: Float64Array, second: Float64Array, level: number): LocationShift {
  const differences = allDifferences(first, second);
  const rank = Math.max(1, rankSumQuantile((1 - level) / 2, first.length, second.length));
  return {
    estimate: middleOf(differences),
    lower: differences[rank - 1] as number,
    upper: differences[differences.length - rank] as number,
    coverage: Math.max(0, 1 - 2 * rankSumCdf(rank - 1, first.length, second.length)),
    method: 'exact',
    whyNull: null,
  };
}

function allDifferences(first: Float64Array, second: Float64Array): Float64Array {
  const differences = new Float64Array(first.length * second.length);
  for (let i = 0; i < first.length; i += 1) {
    for (let j = 0; j < second.length; j += 1) {
      differences[i * second.length + j] = (first[i] as number) - (second[j] as number);
    }
  }
  return differences.sort();
}

function middleOf(sorted: Float64Array): number {
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2;
}

function normalShift(first: Float64Array, second: Float64Array, level: number, continuity: boolean): LocationShift {
  const lowest = at(first, 0) - at(second, -1);
  const highest = at(first, -1) - at(second, 0);
  // one value in each sample: every shift either separates them or makes all values equal
  if (lowest === highest) {
    return { estimate: lowest, lower: null, upper: null, coverage: null, method: 'normal', whyNull: 'noSpread' };
  }
  const pairs = first.length * second.length;
  const score = (shift: number, isCorrected: boolean) => {
    const { larger, tieSum } = countPairs(first, second, shift);
    const excess = larger - pairs / 2;
    const correction = isCorrected ? Math.sign(excess) * 0.5 : 0;
    return (excess - correction) / pairCountDeviation(first.length, second.length, tieSum);
  };
  const shiftWhere = (wanted: number, isCorrected: boolean) => {
    const f = (shift: number) => score(shift, isCorrected) - wanted;
    if (f(lowest) <= 0) return lowest;
    if (f(highest) >= 0) return highest;
    return findRoot(f, lowest, highest, ROOT_TOLERANCE);
  };
  const critical = -normalQuantile((1 - level) / 2);
  return {
    estimate: shiftWhere(0, false),
    lower: shiftWhere(critical, continuity),
    upper: shiftWhere(-critical, continuity),
    coverage: null,
    method: 'normal',
    whyNull: null,
  };
}

function at(sorted: Float64Array, index: number): number {
  return sorted.at(index) as number;
}
