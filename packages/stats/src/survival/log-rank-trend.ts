import { chiSquareUpperTail } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';
import type { LogRankTest } from './log-rank.ts';

export type LogRankTrend = {
  /** sum of the scores times observed less expected */
  statistic: number;
  variance: number;
  /** null where the groups cannot be compared */
  z: number | null;
  chiSquare: number | null;
  pValue: number | null;
};

/**
 * Tarone's test for a trend over ordered groups, from a log-rank test of any weights and strata: one degree of freedom.
 *
 * @param scores - one for each group, such as 1, 2, 3
 * @returns z, chi-square and p null where the groups cannot be compared, or all compared have one score
 * @throws InputError `logRank.scores` unless there is one finite score a group
 * @see Tarone (1975) Biometrika 62:679; Klein & Moeschberger (2003), 7.4
 */
export function logRankTrend(test: LogRankTest, scores: readonly number[]): LogRankTrend {
  const groups = test.observed.length;
  const wrong = scores.findIndex((score) => !Number.isFinite(score));
  if (scores.length !== groups || wrong >= 0) {
    throw new InputError(
      'logRank.scores',
      `A trend has one score for each group. There are ${groups} groups and the scores ${scores.join(', ')}. Give each group a number.`,
      scores.length === groups ? wrong : undefined,
    );
  }
  let statistic = 0;
  let variance = 0;
  for (let group = 0; group < groups; group += 1) {
    const score = scores[group] as number;
    statistic += score * ((test.observed[group] as number) - (test.expected[group] as number));
    for (let other = 0; other < groups; other += 1) {
      variance += score * (scores[other] as number) * (test.variance[group * groups + other] as number);
    }
  }
  if (test.whyNull !== null || !(variance > 0)) {
    return { statistic, variance, z: null, chiSquare: null, pValue: null };
  }
  const chiSquare = statistic ** 2 / variance;
  return {
    statistic,
    variance,
    z: statistic / Math.sqrt(variance),
    chiSquare,
    pValue: chiSquareUpperTail(chiSquare, 1),
  };
}
