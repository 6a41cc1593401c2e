export { conditionalOddsRatio } from './conditional-odds-ratio.ts';
export { type Directions, type FisherExact, fisherExact } from './fisher-exact.ts';
export { FISHER_WORK_BUDGET, type FisherTable, type FisherTableOptions, fisherTable } from './fisher-table.ts';
export { numberNeeded } from './number-needed.ts';
export { oddsRatio } from './odds-ratio.ts';
export type { RatioEstimate } from './ratio-estimate.ts';
export { riskRatio } from './risk-ratio.ts';
export type { TableOfCounts } from './table-of-counts.ts';
export type { TwoByTwo } from './two-by-two.ts';
