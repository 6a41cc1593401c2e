import type { NumberCard, PatientCard, Provenance, ReportDocument } from '@casewright/core/report';
import {
  dialogWords,
  type Index,
  PACKABLE,
  type PageCard,
  type PageData,
  type PageLines,
  type PageMark,
  type PageOrigin,
  type PageSet,
  packNumbers,
  packPlaces,
  packRows,
} from '@casewright/core/report-page';
import { visibleText } from './escape.ts';

/** Stores each text and each set once and gives its index. */
function pool<Entry>(keyOf: (entry: Entry) => string): { entries: Entry[]; indexOf: (entry: Entry) => Index } {
  const entries: Entry[] = [];
  const known = new Map<string, Index>();
  const indexOf = (entry: Entry) => {
    const key = keyOf(entry);
    const index = known.get(key) ?? entries.push(entry) - 1;
    known.set(key, index);
    return index;
  };
  return { entries, indexOf };
}

type MarkedText = { text: string; mark: PageMark | null };

/** What the page's script needs to open every number: the cards and the patients of this audience, in the report's language. */
export function pageData(
  document: ReportDocument,
  cards: readonly NumberCard[],
  patients: readonly PatientCard[],
): PageData {
  const texts = pool<MarkedText>(({ text, mark }) => (mark === null ? text : `${mark}\u0000${text}`));
  const sets = pool<Index[]>((members) => members.join());
  const setOf = new Map<readonly string[], Index>();
  const setIndex = (members: readonly string[]): Index => {
    const index = setOf.get(members) ?? sets.indexOf(members.map(text));
    setOf.set(members, index);
    return index;
  };
  const origins = pool<PageOrigin>((origin) => JSON.stringify(origin));
  const marked = (mark: PageMark | null, value: string) => texts.indexOf({ text: visibleText(value), mark });
  const plain = new Map<string, Index>();
  const text = (value: string): Index => {
    const index = plain.get(value) ?? marked(null, value);
    plain.set(value, index);
    return index;
  };
  const set = (side: NumberCard['numerator']): PageSet | null =>
    side && [text(side.label), side.count, side.patients && setIndex(side.patients)];
  const origin = (card: NumberCard): PageOrigin => ({
    method: text(card.method),
    reference: marked('cite', card.reference),
    options: card.options.map(({ name, value, code }) => [text(name), marked(code ? 'code' : null, value)]),
    analysisSet: text(card.analysisSet),
    plan: text(card.plan),
    notes: card.notes.map(text),
  });
  let before: { card: NumberCard; index: Index } | null = null;
  const originOf = (card: NumberCard): Index => {
    const index: Index = before && hasOriginOf(before.card, card) ? before.index : origins.indexOf(origin(card));
    before = { card, index };
    return index;
  };
  const pageCard = (card: NumberCard): PageCard => [
    text(card.title),
    text(card.printed),
    text(card.exact),
    text(card.unit),
    originOf(card),
    set(card.numerator),
    set(card.denominator),
    card.deciding?.map((record) => [text(record.patient), text(record.text)]) ?? null,
    ...(card.source === undefined ? ([] as const) : ([marked('cite', card.source)] as const)),
  ];

  // everything is looked up before the texts are read out, for looking up is what stores them
  const pageCards = Object.fromEntries(cards.map((card) => [visibleText(card.statistic), pageCard(card)]));
  const verbatims = new Map<string, Index>();
  const ownWords = (value: string): Index => {
    const index = verbatims.get(value) ?? marked('verbatim', value);
    verbatims.set(value, index);
    return index;
  };
  const pagePatients = patients.map(
    ({ patient, lines }): PatientLines => [
      text(patient),
      lines.map(({ label, value, verbatim }): [Index, Index] => [
        text(label),
        verbatim ? ownWords(value) : text(value),
      ]),
    ],
  );
  const withMark = (wanted: PageMark): Index[] =>
    texts.entries.flatMap(({ mark }, index) => (mark === wanted ? [index] : []));
  return {
    language: document.language,
    words: dialogWords(document.language),
    notice: document.notice === null ? null : visibleText(document.notice),
    provenance: visibleProvenance(document.provenance),
    cards: pageCards,
    ...linesOfPatients(pagePatients, texts.entries.length),
    texts: texts.entries.map((entry) => entry.text),
    marks: { cite: withMark('cite'), code: withMark('code'), verbatim: withMark('verbatim') },
    ...membersOfSets(sets.entries, (index) => texts.entries[index]?.text ?? ''),
    origins: origins.entries,
  };
}

type PatientLines = [patient: Index, lines: [label: Index, value: Index][]];

/** More patients than these have their lines packed. */
const PACKED_PATIENTS = 200;
/** Sets of more patients than these are packed. */
const PACKED_SET = 64;

function linesOfPatients(patients: readonly PatientLines[], texts: number): Pick<PageData, 'patients' | 'sheets'> {
  if (patients.length <= PACKED_PATIENTS || texts > PACKABLE) return { patients: Object.fromEntries(patients) };
  const bySheet = new Map<string, PatientLines[]>();
  for (const one of patients) {
    const labels = packNumbers(one[1].map(([label]) => label));
    const alike = bySheet.get(labels);
    if (alike) alike.push(one);
    else bySheet.set(labels, [one]);
  }
  const packed: Record<Index, PageLines> = {};
  const sheets = [...bySheet].map(([labels, alike], sheet): [string, string[]] => {
    const { held, rows } = packRows(alike.map(([, lines]) => lines.map(([, value]) => value)));
    for (const [place, [patient]] of alike.entries()) packed[patient] = [sheet, rows[place] as string];
    return [labels, held];
  });
  return { patients: packed, sheets };
}

function membersOfSets(sets: readonly Index[][], idOf: (patient: Index) => string): Pick<PageData, 'sets' | 'people'> {
  const large = sets.filter((members) => members.length > PACKED_SET);
  if (large.length === 0) return { sets: [...sets] };
  const people = inOrderOfSets([...new Set(large.flat())], idOf);
  const placeOf = new Map(people.map((patient, place) => [patient, place]));
  const packed = (members: Index[]): Index[] | string =>
    members.length > PACKED_SET ? packPlaces(members.map((patient) => placeOf.get(patient) as number)) : members;
  return { sets: sets.map(packed), people };
}

/** Patients in the order in which sets name them: by id, and where all ids are numbers, such as those of a table's rows, by these. */
function inOrderOfSets(patients: Index[], idOf: (patient: Index) => string): Index[] {
  const areNumbers = patients.every((patient) => /^\d+$/.test(idOf(patient)));
  return patients.sort((a, b) => {
    const [one, other] = [idOf(a), idOf(b)];
    return (areNumbers ? Number(one) - Number(other) : 0) || (one < other ? -1 : one > other ? 1 : 0);
  });
}

/** The cards of one result follow each other and share what they say of it. */
function hasOriginOf(one: NumberCard, other: NumberCard): boolean {
  return (
    one.options === other.options &&
    one.notes === other.notes &&
    one.method === other.method &&
    one.reference === other.reference &&
    one.analysisSet === other.analysisSet &&
    one.plan === other.plan
  );
}

function visibleProvenance(provenance: Provenance): Provenance {
  const shown = Object.entries(provenance).map(([name, text]) => [name, text === null ? null : visibleText(text)]);
  return Object.fromEntries(shown) as Provenance;
}
