import type { ReportStatus } from '../context/index.ts';
import type { Mention, ReportCode, SourceReport, TextSpan } from '../model/index.ts';

/** Something that a report seems to state beside the diagnosis, for a person to accept or refuse. */
export type ProposedFact = {
  /** what it is, in both languages where it is a word of the program */
  name: string;
  /** as it would be entered, or as it is written */
  value: string;
  /** where the report says so */
  place: TextSpan;
  sentence: TextSpan;
};

/** A report that concerns a patient of interest, as it was read and as it was understood by itself. */
export type UnderstoodReport = {
  report: SourceReport;
  mentions: readonly Mention[];
  /** what it supports by itself; null where it has no mention */
  supports: ReportStatus | null;
  /** the codes with it that the search names */
  codes: readonly ReportCode[];
  facts: readonly ProposedFact[];
};
