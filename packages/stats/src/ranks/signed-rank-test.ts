import { midranks, presentValues, type Values } from '../describe/index.ts';
import { subsetSums } from '../distributions/index.ts';
import { assertBound, assertWord, InputError } from '../input/index.ts';
import { type ExactTails, exactTails, smallestTails } from './exact-tails.ts';
import { normalPValues } from './normal-p-values.ts';
import { NO_P, type PValues, RANK_METHODS, type RankMethod, WORK_BUDGET } from './p-values.ts';
import { wholeScores } from './whole-scores.ts';

export type SignedRankTest = {
  /** V: the ranks of the sizes of the positive differences, added up */
  statistic: number;
  /** distance of V from its expectation in standard deviations, corrected for ties; null without a difference */
  z: number | null;
  p: PValues;
  /** null when nothing but zeros is there */
  method: 'exact' | 'normal' | null;
  /** the smallest p that differences of these sizes could have given; null for the normal approximation */
  smallestAttainable: ExactTails | null;
  hasTies: boolean;
  /** differences that are not 0, and those that are and were left out */
  differences: number;
  zeros: number;
  whyNull: 'noDifferences' | null;
};

/**
 * Wilcoxon's signed-rank test of the hypothesis that differences are symmetric about 0. Differences of 0 are left out.
 *
 * The exact p are those of all ways to give signs to the sizes that were seen, ties among them; this distribution is
 * symmetric, and two-sided p is twice the smaller tail, at most 1.
 *
 * @param values - differences; null is missing and left out
 * @param options - as `rankSumTest`
 * @returns p null with `whyNull` when no difference but 0 is there
 * @throws InputError `values.notFinite` with the index, `signedRank.work` when the exact method would exceed the budget
 * @see Wilcoxon (1945) Biometrics Bull 1:80; Lehmann (1975) Nonparametrics, chapter 3, for ties
 */
export function signedRankTest(
  values: Values,
  {
    method = 'auto',
    continuity = true,
    workBudget = WORK_BUDGET,
  }: { method?: RankMethod; continuity?: boolean; workBudget?: number } = {},
): SignedRankTest {
  assertWord('method', method, RANK_METHODS);
  assertBound('work budget', workBudget);
  const present = presentValues(values);
  const nonZero = present.filter((value) => value !== 0);
  const n = nonZero.length;
  const { ranks, groups } = midranks(nonZero.map(Math.abs));
  let statistic = 0;
  for (let index = 0; index < n; index += 1) {
    if ((nonZero[index] as number) > 0) statistic += ranks[index] as number;
  }
  const counts = { statistic, differences: n, zeros: present.length - n };
  if (n === 0) {
    const nothing = { z: null, p: NO_P, method: null, smallestAttainable: null, hasTies: false };
    return { ...counts, ...nothing, whyNull: 'noDifferences' };
  }

  const tieSum = groups.reduce((sum, size) => sum + (size ** 3 - size), 0);
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tieSum / 48);
  const excess = statistic - (n * (n + 1)) / 4;
  const about = { ...counts, z: excess / deviation, hasTies: tieSum > 0, whyNull: null };
  if (method !== 'normal' && isWithinBudget(n, method, workBudget)) {
    const { scores, step } = wholeScores(groups, 0);
    const total = (n * (n + 1)) / step;
    const distribution = subsetSums(scores);
    const centre = { expected: total, scale: 2 };
    return {
      ...about,
      p: exactTails(distribution, (2 * statistic) / step, centre),
      method: 'exact',
      smallestAttainable: smallestTails(distribution, centre),
    };
  }
  return { ...about, p: normalPValues(excess, deviation, continuity), method: 'normal', smallestAttainable: null };
}

/** All sums of n doubled ranks, for each rank anew. */
function isWithinBudget(n: number, method: RankMethod, budget: number): boolean {
  const work = n * n * (n + 1);
  // beyond a thousand a single assignment of signs is less likely than the smallest double
  if (work <= budget && n <= 1000) return true;
  if (method === 'auto') return false;
  throw new InputError(
    'signedRank.work',
    `An exact signed-rank test computes at most ${budget} probabilities of at most 1000 differences. ` +
      `${n} differences need ${work}. Take the normal approximation.`,
  );
}
