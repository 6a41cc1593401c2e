export { csvText } from './csv-text.ts';
export { writeRecords } from './write-records.ts';
