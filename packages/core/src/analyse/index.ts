export { NONE_PRESENT } from './banding.ts';
export { runAnalyses } from './run-analyses.ts';
export type { RunInputs } from './run-inputs.ts';
