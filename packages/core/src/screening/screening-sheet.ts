import { seededUniform } from '@casewright/stats/random';
import type { ScreeningReason } from '../case-finding/index.ts';
import { type Hash, type Language, labelIn, type Sha256, type Words, words } from '../model/index.ts';
import { DECISIONS, decisionWord } from './decision.ts';
import { lettersOf } from './evidence-hash.ts';
import type { SheetRow } from './screening-state.ts';

/** A patient as a screener reads of one. */
export type ScreenedPatient = {
  patient: string;
  /** age at the first report shown, in words; empty where it is not known */
  age: string;
  text: string;
};

/** Columns of a sheet, by what they hold; their heads are read back in either language. */
export const SHEET_COLUMNS = {
  number: words('No.', '序号'),
  candidate: words('Candidate', '候选编号'),
  age: words('Age', '年龄'),
  reports: words('Reports', '报告正文'),
  decision: words('Decision', '结论'),
  reason: words('Reason', '排除原因'),
  note: words('Note', '备注'),
} as const satisfies Record<string, Words>;
export type SheetColumn = keyof typeof SHEET_COLUMNS;

/** A sheet of an adjudicator shows the votes, too, a column for each screener in front of the decision. */
export type ScreeningSheet = {
  language: Language;
  title: string;
  /** what the screener is asked to do, a line each */
  instructions: string[];
  columns: { id: string; title: string }[];
  rows: string[][];
  /** choices of the columns `decision` and `reason` */
  decisions: string[];
  reasons: string[];
  /** by which the sheet is known when it is read back */
  facts: [name: string, value: string][];
};

/** The names by which a sheet says where it belongs. */
export const SHEET_FACTS = { study: 'study', run: 'run', screener: 'screener', kind: 'kind' } as const;

type SheetOf = {
  study: string;
  run: Hash;
  screener: string;
  language: Language;
  reasons: readonly ScreeningReason[];
  notice: string | null;
};

/**
 * The sheet of one screener: every patient once, in an order of this screener's own, nothing of what the program or the
 * other screener thinks, and those drawn from the non-hits among the others.
 *
 * @param seed - the order depends on it and on the name of the screener alone
 */
export function screeningSheet(patients: readonly ScreenedPatient[], seed: number, of: SheetOf): ScreeningSheet {
  const { language } = of;
  const order = shuffled([...patients].sort(byPatient), seed ^ nameSeed(of.screener));
  return {
    language,
    title: SHEET_WORDS.title[language],
    instructions: instructionsOf(of),
    columns: columnsOf(language),
    rows: order.map(({ patient, age, text }, index) => [String(index + 1), patient, age, text, '', '', '']),
    decisions: DECISIONS.map((decision) => decisionWord(decision, language)),
    reasons: of.reasons.map((reason) => reasonChoice(reason, language)),
    facts: factsOf(of, 'screening'),
  };
}

/** The votes of the screeners on a patient who is to be adjudicated, in the order of the screeners, as they are shown. */
export type Disputed = ScreenedPatient & { votes: string[] };

/** The sheet on which a third person settles what two screeners saw differently: with their votes, in the order of numbers. */
export function adjudicationSheet(
  disputed: readonly Disputed[],
  screeners: readonly string[],
  of: SheetOf,
): ScreeningSheet {
  const { language } = of;
  const [number, candidate, age, reports, ...rest] = columnsOf(language);
  const votes = screeners.map((name, index) => ({ id: `vote${index + 1}`, title: SHEET_WORDS.vote(name)[language] }));
  return {
    language,
    title: SHEET_WORDS.adjudication[language],
    instructions: [SHEET_WORDS.settle[language], ...instructionsOf(of).slice(1)],
    columns: [number, candidate, age, reports, ...votes, ...rest] as ScreeningSheet['columns'],
    rows: [...disputed]
      .sort(byPatient)
      .map((one, index) => [String(index + 1), one.patient, one.age, one.text, ...one.votes, '', '', '']),
    decisions: DECISIONS.map((decision) => decisionWord(decision, language)),
    reasons: of.reasons.map((reason) => reasonChoice(reason, language)),
    facts: factsOf(of, 'adjudication'),
  };
}

/** A reason as it stands in a list: its words, and its code where that is another. */
export function reasonChoice({ code, label }: ScreeningReason, language: Language): string {
  const said = labelIn(label, language).replace(/\s+/gu, ' ');
  return said === code ? code : `${said} [${code}]`;
}

/** What the state keeps of a row. */
export function sheetRow({ patient, text }: ScreenedPatient, sha256: Sha256): SheetRow {
  return { patient, shown: sha256(lettersOf(text)) };
}

const SHEET_WORDS = {
  title: words('Screening', '筛查'),
  adjudication: words('Adjudication', '裁定'),
  vote: (name: string) => words(`Screener ${name}`, `筛查者 ${name}`),
  read: words(
    'Read the reports of each row and decide: include, exclude with a reason, or unsure. Decide by yourself, without the other screener.',
    '请阅读每行的报告正文并作出结论：纳入、排除（须选原因）或待定。请独立判断，勿与另一筛查者商议。',
  ),
  settle: words(
    'The screeners differ on these rows. Decide each: include, or exclude with a reason.',
    '以下各行筛查者意见不一致。请逐行裁定：纳入，或排除（须选原因）。',
  ),
  keep: words(
    'Some rows come from a random sample of reports that the search passed over; they are not marked. Change only the columns Decision, Reason and Note. Rows may be sorted.',
    '部分行来自检索未命中报告的随机抽样，未作标记。请只填写“结论”“排除原因”“备注”三列；可以排序。',
  ),
  secret: words('This file holds patient data: keep it within the team.', '本文件含患者资料，请勿外传。'),
  screener: (name: string) => words(`Screener: ${name}`, `筛查者：${name}`),
} as const;

function instructionsOf({ language, screener, notice }: SheetOf): string[] {
  const { read, keep, secret } = SHEET_WORDS;
  const lines = [read, SHEET_WORDS.screener(screener), keep, secret].map((line) => line[language]);
  return notice === null ? lines : [...lines, notice];
}

function columnsOf(language: Language): ScreeningSheet['columns'] {
  return Object.entries(SHEET_COLUMNS).map(([id, title]) => ({ id, title: title[language] }));
}

function factsOf({ study, run, screener }: SheetOf, kind: string): [string, string][] {
  return [
    [SHEET_FACTS.study, study],
    [SHEET_FACTS.run, run],
    [SHEET_FACTS.screener, screener],
    [SHEET_FACTS.kind, kind],
  ];
}

function byPatient(one: { patient: string }, other: { patient: string }): number {
  return one.patient < other.patient ? -1 : one.patient > other.patient ? 1 : 0;
}

/** Any order with the same chance (Fisher and Yates), by the seed alone. */
function shuffled<Entry>(entries: readonly Entry[], seed: number): Entry[] {
  const order = [...entries];
  const uniform = seededUniform(seed);
  for (let last = order.length - 1; last > 0; last -= 1) {
    const chosen = Math.floor(uniform() * (last + 1));
    [order[last], order[chosen]] = [order[chosen] as Entry, order[last] as Entry];
  }
  return order;
}

/** A number from a name (FNV-1a). */
function nameSeed(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
