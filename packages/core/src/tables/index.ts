export * from './column.ts';
export * from './question.ts';
export * from './workbook.ts';
