import { assertBound, InputError } from '../input/index.ts';

/** Probabilities of the sums from `smallest` on, one for each whole number. */
export type SumDistribution = { smallest: number; weights: Float64Array };

/**
 * Distribution of the sum of `size` scores drawn at random, without replacement, from those given: the permutation
 * distribution of any rank statistic of two samples, ties or not. Scores enter one after the other, from the smallest;
 * after k of them the draws of j among these k have one row of probabilities, so nothing overflows and nothing cancels.
 *
 * @param scores - whole numbers, ascending
 * @returns probabilities that add up to 1
 * @throws InputError `scores.order` with the index, `scores.size` unless size is a whole number from 0 to their number
 * @see Streitberg & Roehmel (1986) Statistical Software Newsletter 12:10: the shift algorithm
 */
export function sampleSums(scores: ArrayLike<number>, size: number): SumDistribution {
  assertScores(scores);
  assertSize(scores, size);
  const n = scores.length;
  const before = sumsBefore(scores);
  const at = (k: number) => before[k] as number;
  const largest = (k: number, j: number) => at(k) - at(k - j);
  const rows = Array.from({ length: size + 1 }, (_, j) => new Float64Array(largest(n, j) - at(j) + 1));
  (rows[0] as Float64Array)[0] = 1;
  for (let k = 1; k <= n; k += 1) {
    const score = scores[k - 1] as number;
    for (let j = Math.min(k, size); j >= Math.max(1, size - (n - k)); j -= 1) {
      const row = rows[j] as Float64Array;
      const without = rows[j - 1] as Float64Array;
      const taken = j / k; // the share of draws that hold the newest score
      const left = (k - j) / k;
      const shift = score - (scores[j - 1] as number);
      const width = j < k ? largest(k - 1, j) - at(j) + 1 : 0;
      for (let sum = 0; sum < Math.min(shift, width); sum += 1) row[sum] = (row[sum] as number) * left;
      // what was there without the newest score reaches no further than what is there with it
      const withoutWidth = largest(k - 1, j - 1) - at(j - 1) + 1;
      for (let sum = 0; sum < withoutWidth; sum += 1) {
        row[sum + shift] = (row[sum + shift] as number) * left + (without[sum] as number) * taken;
      }
    }
  }
  return { smallest: at(size), weights: rows[size] as Float64Array };
}

/**
 * The number of probabilities that `sampleSums` would have to compute, some 200 million of them a second.
 *
 * @param limit - counting stops beyond it
 * @returns the number, or infinity beyond the limit
 * @throws InputError as `sampleSums`, `option.bound`
 */
export function sampleSumsWork(scores: ArrayLike<number>, size: number, limit: number): number {
  assertScores(scores);
  assertSize(scores, size);
  assertBound('limit', limit);
  const n = scores.length;
  if (n * size > limit) return Number.POSITIVE_INFINITY;
  const before = sumsBefore(scores);
  const at = (k: number) => before[k] as number;
  let work = 0;
  for (let k = 1; k <= n; k += 1) {
    for (let j = Math.max(1, size - (n - k)); j <= Math.min(k, size); j += 1) work += at(k) - at(k - j) - at(j) + 1;
    if (work > limit) return Number.POSITIVE_INFINITY;
  }
  return work;
}

/**
 * Distribution of the sum of a random subset of the scores, each of them in it or not like the fall of a coin: the
 * null distribution of a signed-rank statistic, ties or not.
 *
 * @param scores - whole numbers, ascending
 * @throws InputError `scores.order` with the index
 */
export function subsetSums(scores: ArrayLike<number>): SumDistribution {
  assertScores(scores);
  const before = sumsBefore(scores);
  const weights = new Float64Array((before[scores.length] as number) + 1);
  weights[0] = 1;
  for (let k = 0; k < scores.length; k += 1) {
    const score = scores[k] as number;
    for (let sum = before[k + 1] as number; sum >= 0; sum -= 1) {
      const without = weights[sum] as number;
      weights[sum] = (without + (sum >= score ? (weights[sum - score] as number) : 0)) / 2;
    }
  }
  return { smallest: 0, weights };
}

/** The sum of the first k scores, for k from 0 on. */
function sumsBefore(scores: ArrayLike<number>): Float64Array {
  const before = new Float64Array(scores.length + 1);
  for (let k = 0; k < scores.length; k += 1) before[k + 1] = (before[k] as number) + (scores[k] as number);
  return before;
}

function assertScores(scores: ArrayLike<number>): void {
  for (let k = 0; k < scores.length; k += 1) {
    const score = scores[k] as number;
    if (Number.isInteger(score) && score >= 0 && (k === 0 || score >= (scores[k - 1] as number))) continue;
    throw new InputError(
      'scores.order',
      `Scores are whole numbers of 0 or more, in ascending order. Score ${k} is ${score}. Sort them, and double half ranks.`,
      k,
    );
  }
}

function assertSize(scores: ArrayLike<number>, size: number): void {
  if (Number.isInteger(size) && size >= 0 && size <= scores.length) return;
  throw new InputError(
    'scores.size',
    `A draw takes between 0 and all of the ${scores.length} scores. This one takes ${size}. Count the smaller sample.`,
  );
}
