// What case finding hands on from one step to the next: a report as it was read, where a search term stands in it, how
// that mention is to be understood, and what follows for a patient. Judgements and statuses are defined in docs/finding-cases.md.

/** One report of an extract, as it was read: nothing in it is interpreted. */
export type SourceReport = {
  /** Unique among all reports of a run. */
  id: string;
  /** The study's own pseudonym for the patient; the hospital's number stays in a file apart. */
  patient: string;
  /** `2019-03-14`, `2019-03` or `2019`; null where the extract gives none. */
  date: string | null;
  /** What kind of document, in the extract's words or mapped: pathology, radiology, discharge ... Empty where unknown. */
  kind: string;
  text: string;
  codes: ReportCode[];
  /** As the extract gives it, for the age at the report; null where it gives none. */
  birthDate: string | null;
  /** Name of the file (or of the view) it came from, and its row there: never a path. */
  file: string;
  row: number;
};

/** A diagnosis code that stands with a report or in a table of diagnoses. */
export type ReportCode = { system: string; code: string };

/** A place in a report's text: offsets in UTF-16 units of the text as it was read, the end exclusive. */
export type TextSpan = { start: number; end: number };

/** A term of the search found in a text. */
export type TermHit = TextSpan & {
  /** `id` of the term in the study document. */
  term: string;
  /** The pattern of that term that matched. */
  pattern: string;
  language: 'en' | 'zh-CN';
};

export type Negation = 'affirmed' | 'possible' | 'negated';
export type Temporality = 'recent' | 'historical' | 'hypothetical';
export type Experiencer = 'patient' | 'other';

/** One judgement of a mention, with the words that led to it. */
export type Judgement<Value extends string> = {
  value: Value;
  /** The words in the text that decided, and as far as they reach; null where nothing stood against the usual reading. */
  cue: TextSpan | null;
  scope: TextSpan | null;
  /** Name of the rule that decided, as `--explain` and the documentation give it. */
  rule: string;
};

/** A hit, and how it is to be understood. */
export type Mention = TermHit & {
  sentence: TextSpan;
  /** Identifier of the section the sentence stands in (diagnosis, familyHistory ...), null outside of any. */
  section: string | null;
  negation: Judgement<Negation>;
  temporality: Judgement<Temporality>;
  experiencer: Judgement<Experiencer>;
};

/** What is known of a patient, or what one report by itself supports, from the surest to the least. */
export type CandidateStatus = 'case' | 'probable' | 'possible' | 'history' | 'family' | 'not';
