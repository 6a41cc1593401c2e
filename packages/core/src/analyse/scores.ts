import {
  type AnalysisResult,
  type FormRow,
  isMissing,
  type Json,
  type Missing,
  type MissingReason,
  mergeMissing,
  type RecordRef,
  type Value,
} from '../model/index.ts';
import type { AnalysisOfKind, Item } from '../protocol/index.ts';
import { codesOfItem, itemOf } from './form-items.ts';
import { type FormRows, formRows, refOf, rowCondition, valueIn } from './form-rows.ts';
import { groupedBy } from './grouped-by.ts';
import { type Part, partsOf } from './groups.ts';
import { limitsOfProportion, type ProportionLimits, writeProportion } from './proportion.ts';
import { isDate } from './reference-ranges.ts';
import { assembleResult, DEFAULT_LEVEL } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { StatisticRows } from './statistic-rows.ts';
import { undecidedNotes } from './undecided-notes.ts';

type Scores = AnalysisOfKind<'scores'>;

/** What is known of one patient in one item; `row` is the row that says it. */
type Answer =
  | { state: 'assessed'; code: string; row: FormRow }
  | { state: 'notApplicable' | 'noRow' | 'notRecorded' }
  | { state: 'missing'; because: Missing };

/**
 * Ordered scores of a form that repeats, one answer a patient and item: the latest, the earliest or the worst. Each code
 * is counted among those assessed, and so is each code *or worse*, with limits. Who could not be assessed because the
 * item does not apply stands apart from who was not, and neither is in a denominator. Codes are in the order of their
 * list, the best first; they are never averaged.
 */
export function analyseScores(inputs: RunInputs, analysis: Scores, pointer: string): AnalysisResult {
  const everybody = membersOf(inputs.cohort, analysis.set);
  const condition = rowCondition(inputs, analysis.where, pointer);
  const found = formRows(inputs, everybody, analysis.form, condition, `${pointer}/where`);
  const level = analysis.level ?? DEFAULT_LEVEL;
  const interval = analysis.interval ?? 'clopper-pearson';
  const limits = limitsOfProportion(interval);
  const statistics = new StatisticRows(analysis.id);
  const { parts, grouping } = partsOf(inputs, everybody, analysis.by);
  const asked = analysis.items.map((spec) => askedItem(inputs, analysis, spec));
  for (const part of parts)
    statistics.count(`${part.prefix}n`, { column: part.column, numerator: part.set, denominator: everybody });
  if (grouping)
    statistics.count(`${grouping.variable.id}.missing`, {
      row: grouping.variable.id,
      numerator: grouping.ungrouped,
      denominator: everybody,
    });
  if (analysis.where !== undefined) {
    const open = found.undecided.map((row) => refOf(analysis.form, row));
    statistics.records('undecided', { denominator: everybody }, open);
  }
  for (const one of asked) {
    const answers = answersOf(inputs, analysis, found, everybody, one);
    for (const part of parts) writeItem(statistics, { analysis, one, part, answers, limits: limits.limits, level });
  }
  const method = {
    name: 'Ordered scores',
    variant: `The ${analysis.pick ?? 'latest'} answer of each patient, among those assessed; ${limits.variant} limits of each code or worse`,
    reference: limits.reference,
  };
  const options: Record<string, Json> = {
    form: analysis.form,
    items: asked.map(({ id, item }) => ({ item: item.id, as: id })),
    date: dateOf(inputs, analysis) ?? null,
    pick: analysis.pick ?? 'latest',
    where: analysis.where ?? null,
    by: analysis.by ?? null,
    interval,
    level,
  };
  return assembleResult(inputs, analysis, method, options, statistics, undecidedNotes(found));
}

type Asked = { id: string; item: Item; codes: readonly string[] };

function askedItem(inputs: RunInputs, { form }: Scores, spec: Scores['items'][number]): Asked {
  const full = typeof spec === 'string' ? { item: spec } : spec;
  const item = itemOf(inputs.study, form, full.item);
  // of a yes-or-no the better answer is no
  const codes = item.type === 'boolean' ? ['no', 'yes'] : codesOfItem(inputs.study, item);
  return { id: ('as' in full && full.as) || item.id, item, codes };
}

function dateOf({ study }: RunInputs, analysis: Scores): string | undefined {
  return analysis.date ?? study.form(analysis.form)?.datedBy;
}

/** The answer of each member, in their order. */
function answersOf(
  inputs: RunInputs,
  analysis: Scores,
  found: FormRows,
  everybody: readonly string[],
  asked: Asked,
): Map<string, Answer> {
  const rows = groupedBy(found.rows, ({ patient }) => patient);
  const open = groupedBy(found.undecided, ({ patient }) => patient);
  const none = new Set(found.none);
  const date = dateOf(inputs, analysis);
  return new Map(
    everybody.map((patient): [string, Answer] => {
      const own = rows.get(patient) ?? [];
      const chosen = chooseRow(analysis.pick ?? 'latest', date, own, asked);
      if (chosen) return [patient, chosen];
      if (own.length > 0) return [patient, unanswered(own.map((row) => valueIn(row, asked.item.id)).filter(isMissing))];
      const because = merged((open.get(patient) ?? []).flatMap((row) => found.openBecause.get(row) ?? []));
      if (because) return [patient, { state: 'missing', because }];
      return [patient, { state: none.has(patient) ? 'noRow' : 'notRecorded' }];
    }),
  );
}

function chooseRow(
  pick: NonNullable<Scores['pick']>,
  date: string | undefined,
  rows: readonly FormRow[],
  { item, codes }: Asked,
): Answer | null {
  const answered = rows.flatMap((row) => {
    const value = valueIn(row, item.id);
    const code = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
    return typeof code === 'string' && codes.includes(code) ? [{ row, code }] : [];
  });
  const key = ({ row, code }: { row: FormRow; code: string }): number =>
    pick === 'worst' ? -codes.indexOf(code) : dayOrder(date === undefined ? null : valueIn(row, date), pick);
  const [first] = [...answered].sort((a, b) => key(a) - key(b));
  return first ? { state: 'assessed', ...first } : null;
}

/** Rows in the order in which they count; those without a date come last. */
function dayOrder(date: Value | null, pick: 'latest' | 'earliest'): number {
  if (date === null || !isDate(date)) return Number.MAX_SAFE_INTEGER;
  return pick === 'latest' ? -date.latest : date.earliest;
}

/** Where every row says that the item does not apply, it does not; else what else is missing is why. */
function unanswered(reasons: readonly Missing[]): Answer {
  const others = reasons.filter((one) => !isNotApplicable(one));
  const because = merged(others);
  return because ? { state: 'missing', because } : { state: 'notApplicable' };
}

function isNotApplicable({ reasons }: { reasons: readonly MissingReason[] }): boolean {
  return reasons.length === 1 && reasons[0] === 'notApplicable';
}

function merged(reasons: readonly Missing[]): Missing | null {
  return reasons.reduce<Missing | null>((all, one) => (all ? mergeMissing(all, one) : one), null);
}

type ItemPart = {
  analysis: Scores;
  one: Asked;
  part: Part;
  answers: ReadonlyMap<string, Answer>;
  limits: ProportionLimits;
  level: number;
};

function writeItem(statistics: StatisticRows, { analysis, one, part, answers, limits, level }: ItemPart): void {
  const name = `${part.prefix}${one.id}`;
  const answerOf = (patient: string) => answers.get(patient) as Answer;
  const those = (accepts: (answer: Answer) => boolean) => part.set.filter((patient) => accepts(answerOf(patient)));
  const refs = (patients: readonly string[]): RecordRef[] =>
    patients.flatMap((patient) => {
      const answer = answerOf(patient);
      return answer.state === 'assessed' ? [refOf(analysis.form, answer.row, one.item.id)] : [];
    });
  const assessed = those(({ state }) => state === 'assessed');
  const place = { row: one.id, column: part.column, denominator: part.set };
  statistics.count(`${name}.n`, { ...place, numerator: assessed, deciding: refs(assessed) });
  for (const [worse, code] of one.codes.entries()) {
    const own = those((answer) => answer.state === 'assessed' && answer.code === code);
    const ofCode = { row: `${one.id}.${code}`, column: part.column, denominator: assessed };
    const exactly = { ...ofCode, numerator: own, deciding: refs(own) };
    statistics.count(`${name}.${code}.count`, exactly);
    const share = assessed.length === 0 ? null : own.length / assessed.length;
    statistics.probability(`${name}.${code}.proportion`, { name: 'proportion', ...ofCode, numerator: own }, share);
    if (worse === 0) continue; // everybody assessed is at the best or worse
    const orWorse = those((answer) => answer.state === 'assessed' && one.codes.indexOf(answer.code) >= worse);
    statistics.count(`${name}.${code}.orWorse.count`, { ...ofCode, numerator: orWorse, deciding: refs(orWorse) });
    const counted = { ...ofCode, numerator: orWorse };
    writeProportion(statistics, `${name}.${code}.orWorse.proportion`, counted, limits, level);
  }
  for (const state of ['notApplicable', 'noRow', 'notRecorded'] as const)
    statistics.count(`${name}.${state}`, { ...place, numerator: those((answer) => answer.state === state) });
  const missing = those(({ state }) => state === 'missing');
  statistics.count(`${name}.missing`, { ...place, numerator: missing });
  const becauseOf = (patient: string): Missing => (answerOf(patient) as Extract<Answer, { state: 'missing' }>).because;
  for (const [because, some] of [...groupedBy(missing, (patient) => becauseOf(patient).mask)].sort(
    ([a], [b]) => a - b,
  )) {
    const [first] = some;
    const words = first === undefined ? String(because) : becauseOf(first).reasons.join('+');
    statistics.count(`${name}.missing.${words}`, { ...place, numerator: some });
  }
}
