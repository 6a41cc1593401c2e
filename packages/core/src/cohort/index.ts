export * from './core-set.ts';
export * from './select-cohort.ts';
