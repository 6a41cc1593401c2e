export * from './column.ts';
export * from './excel-date.ts';
export * from './number-format.ts';
export * from './question.ts';
export * from './workbook.ts';
