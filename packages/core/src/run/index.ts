export * from './patient-lines.ts';
export * from './prepare.ts';
export * from './run-study.ts';
