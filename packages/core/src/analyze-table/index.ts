export { analyzeTable, type TableRun, type TableRunOptions } from './analyze-table.ts';
export type { ReadTable, TableAnalysis } from './asked.ts';
