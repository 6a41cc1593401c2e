export { type ConditionalOptions, type ConditionalSurvival, conditionalSurvival } from './conditional-survival.ts';
export { assertConfidenceScale, CONFIDENCE_SCALES, type ConfidenceScale, survivalLimits } from './confidence-limits.ts';
export { assertFollowUp, type FollowUp } from './follow-up.ts';
export { assertGrouping, type Grouping, membersByGroup } from './grouping.ts';
export {
  kaplanMeier,
  kaplanMeierColumns,
  type SurvivalColumns,
  type SurvivalCurve,
  type SurvivalOptions,
} from './kaplan-meier.ts';
export { type LogRankOptions, type LogRankTest, type LogRankWeight, logRank } from './log-rank.ts';
export { type LogRankTrend, logRankTrend } from './log-rank-trend.ts';
export { mergeNearTies } from './near-ties.ts';
export { type HazardOptions, nelsonAalen } from './nelson-aalen.ts';
export { numbersAtRisk } from './numbers-at-risk.ts';
export { type PairwiseComparison, pairwiseLogRank } from './pairwise-log-rank.ts';
export { type PermutationLogRank, type PermutationOptions, permutationLogRank } from './permutation-log-rank.ts';
export { type RestrictedMean, restrictedMean } from './restricted-mean.ts';
export { type RestrictedMeanContrast, restrictedMeanContrast } from './restricted-mean-contrast.ts';
export { reverseKaplanMeier } from './reverse-kaplan-meier.ts';
export { type RiskTable, riskTable } from './risk-table.ts';
export { rowsUpTo, type SurvivalPoint, survivalAt } from './survival-at.ts';
export {
  type SurvivalQuantile,
  survivalQuantile,
  survivalQuantilesMidpoint,
  survivalTime,
} from './survival-quantile.ts';
export { type SurvivalStep, survivalSteps } from './survival-steps.ts';
export { type BareCurve, survivalWithout } from './survival-without.ts';
export { type TimeRows, timeRows } from './time-rows.ts';
