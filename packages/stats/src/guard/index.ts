export { type Advice, findingOf, type JudgedMethod, judgedAs, type Standing } from './advice.ts';
export { type CoxMethod, guardCox } from './cox-guard.ts';
export type { Finding, FindingCode, FindingFacts } from './finding.ts';
export { type FineGrayMethod, guardFineGray } from './fine-gray-guard.ts';
export { GUARD_LIMITS } from './guard-limits.ts';
export { guardLogistic, type LogisticMethod } from './logistic-guard.ts';
export { guardProportion, type ProportionMethod } from './proportion-guard.ts';
export {
  guardSurvivalComparison,
  type SurvivalEffect,
  type SurvivalTestMethod,
} from './survival-comparison-guard.ts';
export { guardSurvival, type SurvivalCurveMethod, type SurvivalSummary } from './survival-guard.ts';
export {
  guardTwoByTwo,
  type OddsRatioMethod,
  type RiskDifferenceMethod,
  type TwoByTwoTest,
} from './two-by-two-guard.ts';
