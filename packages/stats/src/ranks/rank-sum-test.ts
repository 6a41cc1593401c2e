import { presentValues, type Values } from '../describe/index.ts';
import { sampleSums, sampleSumsWork } from '../distributions/index.ts';
import { assertBound, assertWord, InputError } from '../input/index.ts';
import { type ExactTails, exactTails, smallestTails } from './exact-tails.ts';
import { normalPValues } from './normal-p-values.ts';
import { NO_P, type PValues, RANK_METHODS, type RankMethod, WORK_BUDGET } from './p-values.ts';
import { countPairs, pairCountDeviation } from './pair-count.ts';
import { wholeScores } from './whole-scores.ts';

export type RankSumTest = {
  /** W: the pairs whose member of the first sample is the larger, ties counted half; null when a sample is empty */
  statistic: number | null;
  /** share of these pairs among all: 0.5 when neither sample tends to larger values */
  shareLarger: number | null;
  /** distance of W from its expectation in standard deviations, corrected for ties; null when all values are equal */
  z: number | null;
  p: PValues;
  /** null when a sample is empty */
  method: 'exact' | 'normal' | null;
  /** the smallest p that these values could have given in samples of these sizes; null for the normal approximation */
  smallestAttainable: ExactTails | null;
  hasTies: boolean;
  sizes: readonly [number, number];
  whyNull: 'noValues' | 'noSpread' | null;
};

export type RankSumOptions = {
  method?: RankMethod;
  /** half a pair towards the expectation in the normal approximation; yes by default */
  continuity?: boolean;
  /** how many probabilities the exact method may compute */
  workBudget?: number;
};

/**
 * Wilcoxon's rank-sum test of two samples, which is Mann and Whitney's U test.
 *
 * The exact p are those of the permutation distribution: all ways to deal the values that were seen, ties among them,
 * to samples of these sizes. Two-sided, those count whose W is at least as far from its expectation; without ties the
 * distribution is symmetric, and this is twice the smaller tail.
 *
 * @param first - null is missing and left out, in both samples
 * @returns the normal approximation has no two-sided p when all values are equal; the exact one is then 1
 * @throws InputError `values.notFinite` with the index, `rankSum.work` when the exact method would exceed the budget
 * @see Wilcoxon (1945) Biometrics Bull 1:80; Mann & Whitney (1947) Ann Math Stat 18:50; Lehmann (1975) Nonparametrics,
 *   chapter 1, for ties
 */
export function rankSumTest(
  first: Values,
  second: Values,
  { method = 'auto', continuity = true, workBudget = WORK_BUDGET }: RankSumOptions = {},
): RankSumTest {
  assertWord('method', method, RANK_METHODS);
  assertBound('work budget', workBudget);
  const [a, b] = [presentValues(first).sort(), presentValues(second).sort()];
  const sizes = [a.length, b.length] as const;
  if (a.length === 0 || b.length === 0) {
    const nothing = { statistic: null, shareLarger: null, z: null, p: NO_P, method: null, smallestAttainable: null };
    return { ...nothing, hasTies: false, sizes, whyNull: 'noValues' };
  }

  const groups: number[] = [];
  const { larger, tieSum } = countPairs(a, b, 0, (size) => groups.push(size));
  const deviation = pairCountDeviation(a.length, b.length, tieSum);
  const excess = larger - (a.length * b.length) / 2;
  const about = {
    statistic: larger,
    shareLarger: larger / (a.length * b.length),
    z: deviation > 0 ? excess / deviation : null,
    hasTies: tieSum > 0,
    sizes,
  };
  const { scores, least, step } = method === 'normal' ? NO_SCORES : wholeScores(groups);
  const size = Math.min(a.length, b.length);
  if (method !== 'normal' && isWithinBudget(scores, size, method, workBudget)) {
    const isTurned = b.length < a.length;
    const rankSum = isTurned ? a.length * b.length - larger : larger;
    const observed = (2 * (rankSum + (size * (size + 1)) / 2) - size * least) / step;
    const distribution = sampleSums(scores, size);
    const centre = { expected: size * scores.reduce((sum, score) => sum + score, 0), scale: scores.length };
    const p = turned(exactTails(distribution, observed, centre), isTurned);
    const smallestAttainable = turned(smallestTails(distribution, centre), isTurned);
    return { ...about, p, method: 'exact', smallestAttainable, whyNull: null };
  }
  const p = normalPValues(excess, deviation, continuity);
  return { ...about, p, method: 'normal', smallestAttainable: null, whyNull: p.twoSided === null ? 'noSpread' : null };
}

const NO_SCORES = { scores: new Float64Array(), least: 0, step: 1 };

function isWithinBudget(scores: Float64Array, size: number, method: RankMethod, budget: number): boolean {
  if (sampleSumsWork(scores, size, budget) <= budget) return true;
  if (method === 'auto') return false;
  throw new InputError(
    'rankSum.work',
    `An exact rank-sum test computes at most ${budget} probabilities. Samples of ${size} and ${scores.length - size} ` +
      'need more. Raise the budget or take the normal approximation.',
  );
}

/** The tails of the first sample from those of the second. */
function turned(tails: ExactTails, isTurned: boolean): ExactTails {
  return isTurned ? { ...tails, less: tails.greater, greater: tails.less } : tails;
}
