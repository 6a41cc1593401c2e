export { type BuiltReport, buildReport } from './build.ts';
export * from './document.ts';
export { publicResult } from './public-result.ts';
export type { ReportInput } from './writing.ts';
