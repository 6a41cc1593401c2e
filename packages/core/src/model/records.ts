import type { Value } from './value.ts';

/** Points at a record or at one of its values. */
export type RecordRef = {
  readonly form: string;
  readonly patient: string;
  readonly repeat?: string;
  readonly item?: string;
};

/** One row of a form. Items that hold nothing are `notEntered` in `values`, or absent from it, which says the same. */
export type FormRow = {
  readonly patient: string;
  /** null in a form that does not repeat */
  readonly repeat: string | null;
  readonly values: Readonly<Record<string, Value>>;
};

/** What an abstractor states about a form as a whole: it is filled in, or it was confirmed that there is nothing to enter. */
export type FormState = {
  readonly patient: string;
  readonly form: string;
  readonly state: 'entered' | 'noneConfirmed';
};

/** Where a value came from: the words of the chart, its document, who read it and when. */
export type SourceNote = {
  readonly form: string;
  readonly patient: string;
  readonly repeat: string | null;
  readonly item: string;
  readonly verbatim: string;
  readonly document: string;
  readonly sentence: string;
  readonly abstractor: string;
  readonly abstractedOn: string;
};

/** One candidate of the screening log. `patient` names the records of those who have any. */
export type ScreeningEntry = {
  readonly candidate: string;
  /** null: no records were abstracted */
  readonly patient: string | null;
  /** 'include', or a reason code that an eligibility criterion or an analysis set of the study lists */
  readonly decision: string;
  readonly reason: string;
  /** further columns as written (first mention, how found, each screener's vote ...); empty cells are absent */
  readonly details: Readonly<Record<string, string>>;
};

/** Everything recorded for a study, parsed. Rows are in the order of patient, then repeat. */
export type Records = {
  readonly forms: Readonly<Record<string, readonly FormRow[]>>;
  readonly states: readonly FormState[];
  readonly sources: readonly SourceNote[];
  readonly screening: readonly ScreeningEntry[];
};
