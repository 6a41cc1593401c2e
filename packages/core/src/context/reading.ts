import type { CandidateStatus, Mention, TextSpan } from '../model/index.ts';
import type { Section } from './sections.ts';

/** What a study says of how one of its search terms is to be understood, beside its patterns. */
export type TermMeaning = {
  /** `id` of the term */
  term: string;
  /** `possible`: the bare name alone makes no case, only a possible one */
  certainty?: 'full' | 'possible' | undefined;
  /** markers or genes of which a positive or rearranged one in the same report makes the bare name a full one */
  certainWith?: readonly string[] | undefined;
  /** words beside the hit, or what an abbreviation stands for there, which show that something else is meant */
  lookAlikes?: readonly string[] | undefined;
};

export type JudgeOptions = {
  terms?: readonly TermMeaning[] | undefined;
  /** names of sections in either language, as a study writes them: mentions count only in those, and not in these */
  sections?: { count?: readonly string[] | undefined; ignore?: readonly string[] | undefined } | undefined;
};

/** A report read by itself: all that its status follows from. */
export type ReadReport = {
  text: string;
  /** as the extract gives it; empty where unknown */
  kind: string;
  sections: Section[];
  sentences: TextSpan[];
  mentions: Mention[];
};

/** What the text was made from, which bounds how much a mention in it can show. */
export type ReportSource = 'tissue' | 'frozen' | 'cytology' | 'imaging' | 'clinical' | 'unknown';

/** What one report by itself supports, and why. */
export type ReportStatus = {
  status: CandidateStatus;
  /** index of the mention that decided, in the order of the report's mentions */
  deciding: number | null;
  /** name of the rule, as `--explain` and the documentation give it */
  rule: string;
  source: ReportSource;
  /** the report says that an earlier word on this patient is changed: an amendment, a consultation, a review */
  revises: boolean;
  /** the diagnosis had been made or asked, and this report says that it is another thing, or withdrawn */
  overturns: boolean;
};
