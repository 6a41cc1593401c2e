export { CsvRecords } from './csv-records.ts';
export { findDelimiter } from './delimiter.ts';
export { TABLE_LIMITS, type TableLimits } from './limits.ts';
export { type ReadOptions, readWorkbook, type StreamOptions, streamRows } from './read-workbook.ts';
