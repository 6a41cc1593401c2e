export { csvText } from './csv-text.ts';
export { type Installation, installationOf, PROGRAM, VERSION } from './installation.ts';
export { readManuscript } from './manuscript.ts';
export { type ReportFile, reportFiles, reportPage } from './report-files.ts';
export { type Written, writeReportFiles } from './report-folder.ts';
export { checkStudyFolder, judgeStudyFolder, runStudyFolder, StudyNotThere } from './study-folder.ts';
