import type { Language } from '../model/index.ts';
import type { Provenance } from '../report/index.ts';
import type { DialogWords } from './words.ts';

/** An index into `PageData.texts`, `sets` or `origins`. */
export type Index = number;

/** One of the two sets of patients behind a number; `members` is null where the audience may not see who they are. */
export type PageSet = [label: Index, count: number, members: Index | null];

/** How numbers were made; those of one analysis share it. */
export type PageOrigin = {
  method: Index;
  reference: Index;
  options: [name: Index, value: Index][];
  analysisSet: Index;
  plan: Index;
  notes: Index[];
};

/** What opens behind one number: a `NumberCard` whose texts, sets and origin are stored once for the whole page. */
export type PageCard = [
  title: Index,
  printed: Index,
  exact: Index,
  unit: Index,
  origin: Index,
  numerator: PageSet | null,
  denominator: PageSet | null,
  deciding: [patient: Index, text: Index][] | null,
  /** the published series that it stands in */
  source?: Index,
];

/** How a text is set apart: as a reference, as code, or as somebody's own words. */
export type PageMark = 'cite' | 'code' | 'verbatim';

/**
 * The one data block of a report page: what its printer writes and its script reads. Hundreds of numbers share
 * a few dozen texts and sets of patients, so each of those stands here once and cards point at it.
 */
export type PageData = {
  language: Language;
  words: DialogWords;
  notice: string | null;
  provenance: Provenance;
  texts: string[];
  /** which of the texts are no words of the page: references, what machines read, and what somebody wrote down */
  marks: Record<PageMark, Index[]>;
  /** patients of each set */
  sets: Index[][];
  origins: PageOrigin[];
  /** by statistic */
  cards: Record<string, PageCard>;
  /** by the patient's index in `texts`: labels and values in order */
  patients: Record<Index, [label: Index, value: Index][]>;
};
