export { explainedReport, type ReportPlace } from './explained-report.ts';
export { type FoundCases, findCases } from './find-cases.ts';
export { type FindFilesOptions, writeFindFiles } from './find-files.ts';
export { type GoldFile, readGoldFile } from './gold-file.ts';
export { openStudy } from './open-study.ts';
export { type Screened, screenSheets } from './screen-sheets.ts';
export { Cancelled, isSealed, type SearchedExtract, searchStudy } from './search-study.ts';
export { readState, SCREENING_FOLDER, writeState } from './state-file.ts';
