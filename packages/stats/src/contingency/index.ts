export { type ChiSquare, type ChiSquareTest, chiSquareTest } from './chi-square-test.ts';
export { type CochranArmitage, cochranArmitage } from './cochran-armitage.ts';
export { conditionalOddsRatio } from './conditional-odds-ratio.ts';
export { type ExactTrend, exactTrend, TREND_WORK_BUDGET } from './exact-trend.ts';
export { type Directions, type FisherExact, fisherExact } from './fisher-exact.ts';
export { FISHER_WORK_BUDGET, type FisherTable, type FisherTableOptions, fisherTable } from './fisher-table.ts';
export { type McNemar, mcnemar } from './mcnemar.ts';
export { numberNeeded } from './number-needed.ts';
export { oddsRatio } from './odds-ratio.ts';
export type { RatioEstimate } from './ratio-estimate.ts';
export { riskRatio } from './risk-ratio.ts';
export type { TableOfCounts } from './table-of-counts.ts';
export type { TwoByTwo } from './two-by-two.ts';
export {
  type Alternative,
  type UnconditionalExact,
  type UnconditionalOptions,
  unconditionalExact,
} from './unconditional-exact.ts';
