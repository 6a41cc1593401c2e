export { TABLE_LIMITS, type TableLimits } from './limits.ts';
export { type ReadOptions, readWorkbook, type StreamOptions, streamRows } from './read-workbook.ts';
