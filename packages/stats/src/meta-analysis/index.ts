export type { BetweenStudyMethod, BetweenStudyVariance, Iteration } from './between-study-variance.ts';
export { betweenStudyVariance } from './between-study-variance.ts';
export {
  type BinomialNormal,
  type BinomialNormalOptions,
  binomialNormal,
  binomialNormalOddsRatio,
  logitProportion,
  type ProportionEquality,
  type TwoGroupModel,
} from './binomial-normal.ts';
export { type HeterogeneityInterval, heterogeneityInterval } from './heterogeneity-interval.ts';
export {
  type Heterogeneity,
  type Limits,
  type PooledEffect,
  type PooledTest,
  type PoolingOptions,
  type PredictionQuantile,
  poolEffects,
} from './pool-effects.ts';
export { type PooledProportion, type ProportionPoolingOptions, poolProportions } from './pool-proportions.ts';
export { mantelHaenszel, type OddsRatioTests, type PooledTables, petoOddsRatio } from './pooled-tables.ts';
export { type ProportionScale, proportionAt, proportionEffects, type StudyProportion } from './proportion-effects.ts';
export { type SmallStudyRegression, smallStudyRegression } from './small-study-regression.ts';
export type { StudyEffect } from './study-effects.ts';
export { type StudyOfTwo, type TwoGroupMeasure, twoGroupEffects } from './two-group-effects.ts';
