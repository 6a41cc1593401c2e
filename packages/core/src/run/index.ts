export * from './judge-study.ts';
export * from './patient-lines.ts';
export * from './prepare.ts';
export { figuresOf, numbersTable, type ReportFigure, type ReportTable, tablesOf } from './report-exports.ts';
export * from './run-study.ts';
