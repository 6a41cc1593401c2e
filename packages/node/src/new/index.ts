export { documentParts, replaceParts } from './document-parts.ts';
export { GIT_IGNORE, GIT_IGNORE_FILE } from './git-ignore.ts';
export { writeStudyFolder } from './study-folder-writer.ts';
export { emptyTables, type TemplatePlaces, templateFiles, templateNames } from './template.ts';
export { type WorkbookProposal, type WorkbookReading, workbookReading } from './workbook-proposal.ts';
