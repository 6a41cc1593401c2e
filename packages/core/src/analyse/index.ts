export { NONE_PRESENT } from './banding.ts';
export { EVENTS_A_PREDICTOR, guardPlan } from './plan-guard.ts';
export { isAdjusted, RATIO_NAMES } from './regression.ts';
export { runAnalyses } from './run-analyses.ts';
export type { RunInputs } from './run-inputs.ts';
export { RECORDS_LISTED, StatisticRows } from './statistic-rows.ts';
