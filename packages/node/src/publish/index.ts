export { csvText } from './csv-text.ts';
export { type Installation, installationOf, PROGRAM, VERSION } from './installation.ts';
export { readManuscript } from './manuscript.ts';
export { type ReportFile, type ReportFormat, reportFiles, reportInWord, reportPage } from './report-files.ts';
export { type Written, writeReportFiles } from './report-folder.ts';
export { checkStudyFolder, judgeStudyFolder, runStudyFolder, StudyNotThere } from './study-folder.ts';
