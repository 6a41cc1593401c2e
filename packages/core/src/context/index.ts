export { judgeMentions } from './judge-mentions.ts';
export { readReport } from './read-report.ts';
export type { JudgeOptions, ReadReport, ReportSource, ReportStatus, TermMeaning } from './reading.ts';
export { statusOfReport } from './report-status.ts';
export { findSections, type Section, type SectionKind, sectionKindOf } from './sections.ts';
export { splitSentences } from './sentences.ts';
