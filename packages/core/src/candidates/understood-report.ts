import { type JudgeOptions, type ReportStatus, readReport, type Section, statusOfReport } from '../context/index.ts';
import { type Fact, findFacts } from '../facts/index.ts';
import type { Mention, ReportCode, SourceReport, TermHit } from '../model/index.ts';

/** A report that concerns a patient of interest, as it was read and as it was understood by itself. */
export type UnderstoodReport = {
  report: SourceReport;
  sections: readonly Section[];
  mentions: readonly Mention[];
  /** what it supports by itself; null where it has no mention that counts */
  supports: ReportStatus | null;
  /** the codes with it that the search names */
  codes: readonly ReportCode[];
  /** what it states beside the diagnosis; nothing of it enters a record without a person's yes */
  facts: readonly Fact[];
};

/** Reads a report by itself: its mentions judged, what they support, and the facts that it states. */
export function understandReport(
  report: SourceReport,
  hits: readonly TermHit[],
  codes: readonly ReportCode[],
  options: JudgeOptions,
): UnderstoodReport {
  if (hits.length === 0) return { report, sections: [], mentions: [], supports: null, codes, facts: [] };
  const read = readReport(report, hits, options);
  return {
    report,
    sections: read.sections,
    mentions: read.mentions,
    supports: statusOfReport(read, options),
    codes,
    facts: findFacts(report.text, read.sentences),
  };
}
