import { assertNumber, assertProbability, InputError } from '../input/index.ts';
import { subsetSums } from './score-sums.ts';

const LARGEST = 1000;

/**
 * P(V <= v) for Wilcoxon's signed-rank statistic of n untied differences: the share of the 2^n subsets of 1..n whose
 * sum is at most v.
 *
 * @throws InputError `signedRank.size` unless n is a whole number between 1 and 1000
 */
export function signedRankCdf(v: number, n: number): number {
  assertNumber('statistic', v);
  const weights = rankSubsetSums(n);
  let sum = 0;
  for (let k = 0; k <= Math.min(Math.floor(v), weights.length - 1); k += 1) sum += weights[k] as number;
  return Math.min(1, sum);
}

/**
 * P(V > v), computed in the upper tail itself: the distribution is symmetric about n (n + 1) / 4.
 *
 * @throws InputError `signedRank.size`
 */
export function signedRankUpperTail(v: number, n: number): number {
  assertNumber('statistic', v);
  return signedRankCdf((n * (n + 1)) / 2 - Math.floor(v) - 1, n);
}

/**
 * The smallest v with P(V <= v) >= p, where missing p by rounding only counts as having reached it.
 *
 * @throws InputError `signedRank.size`, `probability.range`
 */
export function signedRankQuantile(p: number, n: number): number {
  assertProbability(p);
  const weights = rankSubsetSums(n);
  let sum = 0;
  for (let v = 0; v < weights.length; v += 1) {
    sum += weights[v] as number;
    if (sum >= p - 10 * Number.EPSILON) return v;
  }
  return weights.length - 1;
}

/** Probability of each sum of a random subset of 1..n. */
function rankSubsetSums(n: number): Float64Array {
  if (!Number.isInteger(n) || n < 1 || n > LARGEST) {
    throw new InputError(
      'signedRank.size',
      `The exact signed-rank distribution takes 1 to ${LARGEST} differences. There are ${n}. Use the normal approximation.`,
    );
  }
  return subsetSums(Float64Array.from({ length: n }, (_, index) => index + 1)).weights;
}
