export { type AnalysisOfVariance, oneWayAnova, welchAnova } from './analysis-of-variance.ts';
export { differenceTest, pooledTest, type TTest, welchTest } from './t-test.ts';
