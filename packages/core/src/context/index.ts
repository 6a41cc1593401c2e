export {
  type AxisScore,
  type ClassScore,
  type Evaluation,
  evaluateGold,
  type GoldSentence,
  goldLabel,
  phraseIn,
} from './evaluate-gold.ts';
export { judgeMentions } from './judge-mentions.ts';
export { judgeOptionsOf, type SearchMeanings } from './judge-options.ts';
export { judgedText } from './judged-text.ts';
export { readReport } from './read-report.ts';
export type { JudgeOptions, ReadReport, ReportSource, ReportStatus, TermMeaning } from './reading.ts';
export { sourceOfReport } from './report-source.ts';
export { statusOfReport } from './report-status.ts';
export { findSections, type Section, type SectionKind, sectionKindOf } from './sections.ts';
export { splitSentences } from './sentences.ts';
