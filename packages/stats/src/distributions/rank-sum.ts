import { assertNumber, assertProbability, InputError } from '../input/index.ts';
import { sampleSums } from './score-sums.ts';

const LARGEST = 200;

/**
 * P(W <= w) for the rank-sum statistic of Wilcoxon, Mann and Whitney in two samples without ties: the number of pairs
 * in which the member of the first sample is the larger.
 *
 * @throws InputError `rankSum.size` unless both sizes are whole numbers between 1 and 200
 */
export function rankSumCdf(w: number, first: number, second: number): number {
  assertNumber('statistic', w);
  return lowerTail(w, rankSumWeights(first, second));
}

/**
 * P(W > w), computed in the upper tail itself: the distribution is symmetric about half the number of pairs.
 *
 * @throws InputError `rankSum.size`
 */
export function rankSumUpperTail(w: number, first: number, second: number): number {
  assertNumber('statistic', w);
  return lowerTail(first * second - Math.floor(w) - 1, rankSumWeights(first, second));
}

/**
 * The smallest w with P(W <= w) >= p, where missing p by rounding only counts as having reached it.
 *
 * @throws InputError `rankSum.size`, `probability.range`
 */
export function rankSumQuantile(p: number, first: number, second: number): number {
  assertProbability(p);
  const weights = rankSumWeights(first, second);
  let sum = 0;
  for (let w = 0; w < weights.length; w += 1) {
    sum += weights[w] as number;
    if (sum >= p - 10 * Number.EPSILON) return w;
  }
  return weights.length - 1;
}

function lowerTail(w: number, weights: Float64Array): number {
  let sum = 0;
  for (let k = 0; k <= Math.min(Math.floor(w), weights.length - 1); k += 1) sum += weights[k] as number;
  return Math.min(1, sum);
}

/** Probability of each W from 0 on: of the ranks 0, 1, 2 ... that the smaller sample draws, less their least sum. */
function rankSumWeights(first: number, second: number): Float64Array {
  for (const size of [first, second]) {
    if (Number.isInteger(size) && size >= 1 && size <= LARGEST) continue;
    throw new InputError(
      'rankSum.size',
      `The exact rank-sum distribution takes samples of 1 to ${LARGEST}. One has ${size}. Use the normal approximation.`,
    );
  }
  const ranks = Float64Array.from({ length: first + second }, (_, rank) => rank);
  return sampleSums(ranks, Math.min(first, second)).weights;
}
