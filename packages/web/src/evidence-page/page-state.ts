import type { EvidencePageData, PageCandidate } from '@casewright/core/candidates';
import type { CandidateStatus, Language, Words } from '@casewright/core/model';

/** What the page shows now. */
export type PageState = {
  data: EvidencePageData;
  language: Language;
  hidden: Set<CandidateStatus>;
  onlyNew: boolean;
  sought: string;
  /** the candidate that is open */
  open: PageCandidate | null;
};

export function say(state: PageState, words: Words): string {
  return words[state.language];
}

/** The candidates that the filters let through, in their order. */
export function shownCandidates({ data, hidden, onlyNew, sought }: PageState): PageCandidate[] {
  const wanted = sought.trim().toLowerCase();
  return data.candidates.filter(
    (one) =>
      !hidden.has(one.status) &&
      (!onlyNew || one.since !== 'same') &&
      (wanted === '' ||
        one.patient.toLowerCase().includes(wanted) ||
        one.reports.some(({ text }) => text.toLowerCase().includes(wanted))),
  );
}
