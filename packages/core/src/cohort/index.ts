export * from './core-set.ts';
export * from './screened-candidates.ts';
export * from './select-cohort.ts';
