export * from './judge-study.ts';
export * from './patient-lines.ts';
export * from './prepare.ts';
export type { ReportFigure, ReportTable } from './report-exports.ts';
export * from './run-study.ts';
