import type { AnalysisResult } from '@casewright/core/model';
import type { NumberCard, ReportDocument } from '@casewright/core/report';
import { dialogWords, frameWords } from '@casewright/core/report-page';
import { numberAnchor } from './anchor.ts';
import { run, type WordWriting } from './inline.ts';
import { textWidthOf } from './page.ts';
import { paragraph } from './paragraph.ts';
import { KEEP_NEXT } from './styles.ts';
import { cell, rowOf, wordTable } from './table.ts';
import { wordWords } from './words.ts';
import { element } from './xml.ts';

/** Parts of the width: id, what it is, as printed, x/N. */
const SHARES = { public: [0.3, 0.51, 0.11, 0.08], team: [0.28, 0.46, 0.1, 0.16] } as const;

/**
 * The list of numbers: for every number that the file shows a row with its id, what it is, as it is printed, and x/N,
 * which the number in the text leads to. A row over each group names what they share: what they are about, the method, its reference and options, and the
 * program; version and snapshot stand above. The team's file names the patients, each set of them once, at the end.
 */
export function numbersList(
  w: WordWriting,
  document: ReportDocument,
  results: readonly AnalysisResult[],
  cards: readonly NumberCard[],
): string {
  const words = wordWords(w.language);
  const say = (text: string): string => run(text, null, w.language);
  const sets = patientSets(words.setName);
  const shown = cards.filter(({ statistic }) => w.listed.has(statistic));
  const room = textWidthOf('portrait');
  const widths = SHARES[document.audience].map((share) => Math.floor(share * room));
  const total = widths.reduce((sum, width) => sum + width, 0);
  const head = rowOf(
    [words.id, words.meaning, words.printed, words.share].map((title, index) =>
      cell(widths[index] as number, 1, paragraph('TableSmallHead', say(title), KEEP_NEXT)),
    ),
    true,
  );
  const groups = groupsOf(shown, results);
  const rows = groups.flatMap(({ engine, members }) => {
    const first = members[0] as NumberCard;
    const about = sharedBeginning(members.map(({ title }) => title));
    const said = methodRuns(w, first, engine, about.replace(ENDS_WITH_MARK, ''));
    const method = cell(total, widths.length, paragraph('TableSmallGroup', said, KEEP_NEXT));
    return [rowOf([method]), ...members.map((card) => rowOf(numberCells(w, card, about.length, widths, sets)))];
  });
  const team = document.audience === 'team';
  return [
    paragraph('BodyText', say(words.numbersIntroduction), KEEP_NEXT),
    ...provenance(w, document),
    ...(team ? [paragraph('BodyText', say(words.patientsIntroduction))] : []),
    wordTable(widths, [head, ...rows], words.numbers),
    ...(team ? setsTable(w, sets.all()) : [paragraph('SectionEnd', '')]),
  ].join('');
}

function provenance(w: WordWriting, { provenance }: ReportDocument): string[] {
  const words = frameWords(w.language);
  const { colon } = wordWords(w.language);
  const facts: [string, string | null][] = [
    [words.study, provenance.study],
    [words.studyVersion, provenance.studyVersion],
    [words.dataLock, provenance.dataLock],
    [words.studyHash, provenance.studyHash],
    [words.planHash, provenance.planHash],
    [words.snapshot, provenance.snapshot],
    [words.program, provenance.program],
  ];
  return facts.flatMap(([term, value]) => {
    if (value === null) return [];
    const runs = run(`${term}${colon}`, 'Term', w.language) + run(value, 'Code', w.language);
    return [paragraph('Definition', runs)];
  });
}

type Group = { engine: string | null; members: NumberCard[] };

/** Numbers of one result that share their method, options and set follow each other and stand under one row. */
function groupsOf(cards: readonly NumberCard[], results: readonly AnalysisResult[]): Group[] {
  const engineOf = new Map(
    results.flatMap(({ method, statistics }) => statistics.map(({ id }) => [id, method.engine] as const)),
  );
  const groups: Group[] = [];
  let before: NumberCard | null = null;
  for (const card of cards) {
    if (before && isAlike(before, card)) groups.at(-1)?.members.push(card);
    else groups.push({ engine: engineOf.get(card.statistic) ?? null, members: [card] });
    before = card;
  }
  return groups;
}

function isAlike(one: NumberCard, other: NumberCard): boolean {
  return (
    // by what they say: a Chinese report sets each card's words anew
    JSON.stringify(one.options) === JSON.stringify(other.options) &&
    one.method === other.method &&
    one.reference === other.reference &&
    one.analysisSet === other.analysisSet &&
    one.plan === other.plan &&
    analysisOf(one) === analysisOf(other)
  );
}

function analysisOf({ statistic }: NumberCard): string {
  return statistic.split('.')[0] as string;
}

const ENDS_WITH_MARK = /\s*[,，–]\s*$/;

/** What the titles of a group begin with, up to the last comma or dash in it; said once above them. '' for one alone. */
function sharedBeginning(titles: readonly string[]): string {
  const first = titles[0] ?? '';
  if (titles.length < 2) return '';
  let length = first.length;
  for (const title of titles) while (!title.startsWith(first.slice(0, length))) length -= 1;
  return /^.*(?:, | – |，|–)/.exec(first.slice(0, length))?.[0] ?? '';
}

function methodRuns(w: WordWriting, card: NumberCard, engine: string | null, about: string): string {
  const words = dialogWords(w.language);
  const own = wordWords(w.language);
  const text = (shown: string): string => run(shown, null, w.language);
  const options = card.options.map(({ name, value }) => `${name}${own.colon}${value}`).join(own.between);
  const parts: string[] = [
    run(analysisOf(card), 'NumberId', w.language),
    ...(about === '' ? [] : [run(about, 'Strong', w.language)]),
    run(card.method, 'Strong', w.language),
    ...(card.reference === '' ? [] : [run(card.reference, 'Citation', w.language)]),
    text(`${words.analysisSet}${own.colon}${card.analysisSet}`),
    text(`${words.plan}${own.colon}${card.plan}`),
    ...(options === '' ? [] : [text(options)]),
    ...(engine === null ? [] : [text(`${own.engine}${own.colon}${engine}`)]),
  ];
  return parts.join(text(own.between));
}

function numberCells(
  w: WordWriting,
  card: NumberCard,
  /** characters of the title that stand above the group */
  said: number,
  widths: readonly number[],
  sets: PatientSets,
): string[] {
  const say = (text: string): string => run(text, null, w.language);
  const id = w.nextId();
  const marked = [
    element('w:bookmarkStart', { 'w:id': id, 'w:name': numberAnchor(card.statistic) }),
    run(card.statistic, 'NumberId', w.language),
    element('w:bookmarkEnd', { 'w:id': id }),
  ].join('');
  const { source } = wordWords(w.language);
  const meaning = card.source === undefined ? '' : run(` [${source} ${card.source}]`, 'Citation', w.language);
  const contents = [marked, say(card.title.slice(said)) + meaning, say(card.printed), say(shareOf(w, card, sets))];
  return contents.map((content, index) => cell(widths[index] as number, 1, paragraph('TableSmall', content)));
}

/** '2/30', for the team with the sets that hold them: '2/30 (S3 of S1)'; a dash where nobody was counted. */
function shareOf(w: WordWriting, { numerator, denominator }: NumberCard, sets: PatientSets): string {
  if (!numerator && !denominator) return '–';
  const counts = [numerator, denominator].flatMap((side) => (side ? [String(side.count)] : []));
  const named = [numerator, denominator].flatMap((side) => (side?.patients ? [sets.nameOf(side.patients)] : []));
  const share = numerator ? counts.join('/') : `–/${counts.join('')}`;
  if (named.length === 0) return share;
  return w.language === 'zh-CN' ? `${share}（${named.join('，')}）` : `${share} (${named.join(' of ')})`;
}

type PatientSets = {
  nameOf(patients: readonly string[]): string;
  all(): { name: string; patients: readonly string[] }[];
};

/** Names each set of patients in the order in which it is met; the same patients have the same name. */
function patientSets(nameAt: (index: number) => string): PatientSets {
  const known = new Map<string, { name: string; patients: readonly string[] }>();
  return {
    nameOf(patients) {
      const key = patients.join('\u0000');
      const there = known.get(key);
      if (there) return there.name;
      const name = nameAt(known.size + 1);
      known.set(key, { name, patients });
      return name;
    },
    all: () => [...known.values()],
  };
}

function setsTable(w: WordWriting, sets: ReturnType<PatientSets['all']>): string[] {
  const words = wordWords(w.language);
  const say = (text: string): string => run(text, null, w.language);
  const room = textWidthOf('portrait');
  const widths = [700, 800, room - 1500];
  const row = (contents: readonly string[], style: string, isHead = false): string =>
    rowOf(
      contents.map((content, index) =>
        cell(widths[index] as number, 1, paragraph(style, say(content), isHead ? KEEP_NEXT : '')),
      ),
      isHead,
    );
  return [
    paragraph('Heading2', say(words.sets)),
    wordTable(
      widths,
      [
        row([words.set, words.count, words.patients], 'TableSmallHead', true),
        ...sets.map(({ name, patients }) =>
          row([name, String(patients.length), patients.length === 0 ? '–' : patients.join(', ')], 'TableSmall'),
        ),
      ],
      words.sets,
    ),
    paragraph('SectionEnd', ''),
  ];
}
