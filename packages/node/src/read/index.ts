export { readCsvTable } from './csv-table.ts';
export { type Decoded, type DecodingFault, decodeText, likelyEncoding } from './decode.ts';
export { LIMITS } from './limits.ts';
export { readStudyFolder, STUDY_FILE, type StudyFolder } from './study-folder.ts';
