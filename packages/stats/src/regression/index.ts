export { type Concordance, concordanceOf } from './concordance.ts';
export type { Covariates } from './covariates.ts';
export type { CoxData, CoxInput } from './cox-data.ts';
export {
  type BaselineHazard,
  baselineHazard,
  type CoxResiduals,
  coxResiduals,
  martingaleResiduals,
  type ProportionalHazardsTest,
  proportionalHazardsTest,
  type SchoenfeldResiduals,
  schoenfeldResiduals,
  TIME_SCALES,
  type TimeScale,
} from './cox-diagnostics.ts';
export {
  type CoxCoefficient,
  type CoxModel,
  type CoxOptions,
  coxRegression,
  type ModelTest,
  referenceValues,
} from './cox-regression.ts';
export { type PredictedSurvival, predictedSurvival } from './cox-survival.ts';
export {
  type FineGrayCoefficient,
  type FineGrayInput,
  type FineGrayLikelihood,
  type FineGrayModel,
  type FineGrayOptions,
  fineGray,
  fineGrayLikelihood,
} from './fine-gray.ts';
export { type FineGrayRows, fineGrayRows } from './fine-gray-rows.ts';
export { type FirthCoxModel, firthCox } from './firth-cox.ts';
export { type FirthLogisticModel, firthLogistic } from './firth-logistic.ts';
export type { FirthCoefficient } from './firth-profile.ts';
export {
  type LogisticCoefficient,
  type LogisticModel,
  type LogisticOptions,
  logisticRegression,
} from './logistic-regression.ts';
export {
  type ParametricCoefficient,
  type ParametricModel,
  parametricSurvival,
  SURVIVAL_DISTRIBUTIONS,
  type SurvivalDistribution,
} from './parametric-survival.ts';
export { waldTest } from './wald-test.ts';
