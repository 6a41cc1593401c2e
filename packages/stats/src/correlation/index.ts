export type { Correlation } from './correlation.ts';
export { type KendallCorrelation, type KendallMethod, kendall } from './kendall.ts';
export { type PearsonCorrelation, pearson } from './pearson.ts';
export { type SpearmanCorrelation, type SpearmanMethod, spearman } from './spearman.ts';
