import type { NumberCard, PatientCard, Provenance, ReportDocument } from '@casewright/core/report';
import {
  dialogWords,
  type Index,
  type PageCard,
  type PageData,
  type PageMark,
  type PageOrigin,
  type PageSet,
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
  const origins = pool<PageOrigin>((origin) => JSON.stringify(origin));
  const marked = (mark: PageMark | null, value: string) => texts.indexOf({ text: visibleText(value), mark });
  const plain = new Map<string, Index>();
  const text = (value: string): Index => {
    const index = plain.get(value) ?? marked(null, value);
    plain.set(value, index);
    return index;
  };
  const set = (side: NumberCard['numerator']): PageSet | null =>
    side && [text(side.label), side.count, side.patients && sets.indexOf(side.patients.map(text))];
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
  const pagePatients = Object.fromEntries(
    patients.map(({ patient, lines }) => [
      text(patient),
      lines.map(({ label, value, verbatim }): [Index, Index] => [
        text(label),
        marked(verbatim ? 'verbatim' : null, value),
      ]),
    ]),
  );
  const withMark = (wanted: PageMark): Index[] =>
    texts.entries.flatMap(({ mark }, index) => (mark === wanted ? [index] : []));
  return {
    language: document.language,
    words: dialogWords(document.language),
    notice: document.notice === null ? null : visibleText(document.notice),
    provenance: visibleProvenance(document.provenance),
    cards: pageCards,
    patients: pagePatients,
    texts: texts.entries.map((entry) => entry.text),
    marks: { cite: withMark('cite'), code: withMark('code'), verbatim: withMark('verbatim') },
    sets: sets.entries,
    origins: origins.entries,
  };
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
  const { dataLock, ...texts } = provenance;
  const shown = Object.entries(texts).map(([name, text]) => [name, visibleText(text)]);
  return { ...(Object.fromEntries(shown) as typeof texts), dataLock: dataLock === null ? null : visibleText(dataLock) };
}
