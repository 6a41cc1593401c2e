import type { Language } from '../model/index.ts';
import type { Provenance } from '../report/index.ts';
import { unpackNumbers, unpackPlaces, unpackRow } from './packed.ts';
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
  /** patients of each set; a text holds the places of many in `people` (`unpackPlaces`) */
  sets: (Index[] | string)[];
  /** all patients of the sets, where some set needs them */
  people?: Index[];
  origins: PageOrigin[];
  /** by statistic */
  cards: Record<string, PageCard>;
  /** by the patient's index in `texts` */
  patients: Record<Index, PageLines>;
  /** of patients whose lines are packed: their labels, the same for many, and what each of them holds (`unpackRow`) */
  sheets?: [labels: string, held: string[]][];
};

/** Labels and values in order; of thousands of patients the place of the labels in `sheets`, and the packed values. */
export type PageLines = [label: Index, value: Index][] | [sheet: Index, values: string];

/** The patients of a set, as indexes into `texts`. */
export function membersIn({ sets, people = [] }: Pick<PageData, 'sets' | 'people'>, set: Index): Index[] {
  const members = sets[set] ?? [];
  if (typeof members !== 'string') return members;
  return unpackPlaces(members).map((place) => people[place] as Index);
}

/** The lines of a patient; none where there is nothing to open. */
export function linesOf({ patients, sheets = [] }: Pick<PageData, 'patients' | 'sheets'>, patient: Index) {
  const lines = patients[patient] ?? [];
  if (!arePacked(lines)) return lines;
  const [labels, held] = sheets[lines[0]] ?? ['', []];
  const values = unpackRow(held, lines[1]);
  return unpackNumbers(labels).map((label, place): [Index, Index] => [label, values[place] as Index]);
}

function arePacked(lines: PageLines): lines is [Index, string] {
  return typeof lines[1] === 'string';
}
