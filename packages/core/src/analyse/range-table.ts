import { variableValue } from '../derive/index.ts';
import {
  type AnalysisResult,
  asReference,
  type FormRow,
  isMissing,
  type Json,
  type Missing,
  mergeMissing,
  missing,
  type RecordRef,
  type Value,
} from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { codesOfItem, itemOf } from './form-items.ts';
import { type FormRows, formRows, refOf, rowCondition, valueIn } from './form-rows.ts';
import { groupedBy } from './grouped-by.ts';
import { contextFor } from './groups.ts';
import { ageBetween, isDate, judge, rangesOf, type Verdict } from './reference-ranges.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';
import { undecidedNotes } from './undecided-notes.ts';

type RangeTable = AnalysisOfKind<'rangeTable'>;

/** One test of one patient. */
type Judged = {
  patient: string;
  /** the row whose value was judged; null where there is none */
  row: FormRow | null;
  verdict: Verdict | null;
  /** the place of the range in the study's list */
  range: number | null;
  /** why there is no value; null where there is one, or no row at all */
  missing: Missing | null;
};

/**
 * Each laboratory test against the reference range for the patient's age and sex and for the laboratory: below, within
 * and above among those who could be judged. A patient counts once a test, by the earliest (or latest) value. A value in
 * another unit than its range is not judged, and neither is one without a range; both are counted apart.
 */
export function analyseRangeTable(inputs: RunInputs, analysis: RangeTable, pointer: string): AnalysisResult {
  const everybody = membersOf(inputs.cohort, analysis.set);
  const condition = rowCondition(inputs, analysis.where, pointer);
  const found = formRows(inputs, everybody, analysis.form, condition, `${pointer}/where`);
  const statistics = new StatisticRows(analysis.id);
  statistics.count('n', { denominator: everybody });
  if (analysis.where !== undefined) {
    const open = found.undecided.map((row) => refOf(analysis.form, row));
    statistics.records('undecided', { denominator: everybody }, open);
  }
  const used = new Set<number>();
  for (const test of codesOfItem(inputs.study, itemOf(inputs.study, analysis.form, analysis.test))) {
    const judged = judgeTest(inputs, analysis, found, everybody, test);
    for (const { range } of judged) if (range !== null) used.add(range);
    writeTest(statistics, analysis, test, judged, everybody);
  }
  const method = {
    name: 'Laboratory values against reference ranges',
    variant: `The ${analysis.pick ?? 'earliest'} value of each patient; both bounds of a range are within`,
    reference: referenceOf(inputs, used),
  };
  return assembleResult(inputs, analysis, method, optionsOf(analysis, used), statistics, undecidedNotes(found));
}

/** An infant, to whom ranges of adults do not apply: younger than a year when the sample was taken. */
const INFANT_DAYS = 365;

/**
 * Ranges that name no age and would judge values of infants, with how many: for a plan to be refused before it is run.
 * Where the table does not say by which date of birth it goes, the first one that the study records is taken.
 */
export function judgedWithoutAge(
  inputs: Pick<RunInputs, 'study' | 'records' | 'contexts' | 'cohort'>,
  analysis: RangeTable,
  pointer: string,
): { range: number; test: string; values: number }[] {
  const over = inputs as RunInputs;
  const ranges = inputs.study.document.referenceRanges ?? [];
  const isAgeless = (place: number) => ranges[place]?.fromDays === undefined && ranges[place]?.untilDays === undefined;
  const birth = analysis.age?.birthDate ?? birthDateOf(over);
  if (birth === null || !ranges.some((range, place) => range.form === analysis.form && isAgeless(place))) return [];
  const everybody = membersOf(inputs.cohort, analysis.set);
  const found = formRows(
    over,
    everybody,
    analysis.form,
    rowCondition(over, analysis.where, pointer),
    `${pointer}/where`,
  );
  return codesOfItem(inputs.study, itemOf(inputs.study, analysis.form, analysis.test)).flatMap((test) => {
    const values = new Map<number, number>();
    for (const { patient, row, range } of judgeTest(over, analysis, found, everybody, test)) {
      if (row === null || range === null || !isAgeless(range)) continue;
      const born = variableValue(inputs.study, contextFor(inputs, patient), birth);
      const age = ageBetween(born, dateIn(over, analysis, row));
      if (age === null || age.oldest >= INFANT_DAYS) continue;
      values.set(range, (values.get(range) ?? 0) + 1);
    }
    return [...values].map(([range, count]) => ({ range, test, values: count }));
  });
}

/** A date with one value a patient that is labelled as that of birth. */
function birthDateOf({ study }: RunInputs): string | null {
  for (const { id, repeats, items } of study.document.forms) {
    if (repeats) continue;
    const item = items.find(({ type, label }) => type === 'date' && isOfBirth(label));
    if (item) return `${id}.${item.id}`;
  }
  return null;
}

function isOfBirth(label: { en: string; 'zh-CN'?: string | undefined }): boolean {
  return /\b(birth|born)\b/i.test(label.en) || /出生/.test(label['zh-CN'] ?? '');
}

/** The sources of the ranges that were used, after that of the table. */
function referenceOf({ study }: RunInputs, used: ReadonlySet<number>): string {
  const citations = [...used]
    .sort((a, b) => a - b)
    .map((place) => asReference(study.document.referenceRanges?.[place]?.citation ?? ''));
  return [...new Set([REFERENCES.reporting, ...citations])].join('; ');
}

function optionsOf(analysis: RangeTable, used: ReadonlySet<number>): Record<string, Json> {
  return {
    form: analysis.form,
    test: analysis.test,
    value: analysis.value,
    unit: analysis.unit ?? null,
    laboratory: analysis.laboratory ?? null,
    ...(analysis.belowDetection === undefined ? {} : { belowDetection: analysis.belowDetection }),
    birthDate: analysis.age?.birthDate ?? null,
    sex: analysis.sex ?? null,
    where: analysis.where ?? null,
    notAfter: analysis.notAfter ?? null,
    pick: analysis.pick ?? 'earliest',
    referenceRanges: [...used].sort((a, b) => a - b),
  };
}

function judgeTest(
  inputs: RunInputs,
  analysis: RangeTable,
  found: FormRows,
  everybody: PatientSet,
  test: string,
): Judged[] {
  const isOf = (row: FormRow) => valueIn(row, analysis.test) === test;
  const rows = groupedBy(found.rows.filter(isOf), ({ patient }) => patient);
  const open = groupedBy(found.undecided.filter(isOf), ({ patient }) => patient);
  const ranges = rangesOf(inputs.study, analysis.form, test);
  const variable = (patient: string, ref: string | undefined): Value =>
    ref === undefined ? missing('notEntered') : variableValue(inputs.study, contextFor(inputs, patient), ref);
  return everybody.map((patient): Judged => {
    const none = { patient, row: null, verdict: null, range: null };
    const own = rows.get(patient) ?? [];
    if (own.length === 0)
      return { ...none, missing: merged((open.get(patient) ?? []).map((row) => found.openBecause.get(row))) };
    const chosen = chooseRow(inputs, analysis, own, variable(patient, analysis.notAfter));
    if (!('row' in chosen)) return { ...none, missing: chosen.missing };
    const { row, value } = chosen;
    const { verdict, range } = judge(ranges, {
      value,
      unit: unitOf(inputs, analysis, row),
      sex: variable(patient, analysis.sex),
      laboratory: analysis.laboratory === undefined ? missing('notEntered') : valueIn(row, analysis.laboratory),
      ageDays: ageBetween(variable(patient, analysis.age?.birthDate), dateIn(inputs, analysis, row)),
      isLimit: analysis.belowDetection !== undefined && valueIn(row, analysis.belowDetection) === true,
    });
    return { patient, row, verdict, range, missing: null };
  });
}

/** The row that counts: dated early enough where the plan says so, with a value, and the earliest or latest of these. */
function chooseRow(
  inputs: RunInputs,
  analysis: RangeTable,
  rows: readonly FormRow[],
  bound: Value,
): { row: FormRow; value: number } | { missing: Missing | null } {
  const timed = rows.map((row) => ({
    row,
    isInTime: analysis.notAfter === undefined ? true : isNotAfter(dateIn(inputs, analysis, row), bound),
  }));
  const inTime = timed.filter(({ isInTime }) => isInTime === true);
  const valued = inTime.flatMap(({ row }) => {
    const value = valueIn(row, analysis.value);
    return typeof value === 'number' ? [{ row, value }] : [];
  });
  const [first] = [...valued].sort((a, b) => dayOrder(inputs, analysis, a.row) - dayOrder(inputs, analysis, b.row));
  if (first) return first;
  if (inTime.length > 0)
    return { missing: merged(inTime.map(({ row }) => valueIn(row, analysis.value)).filter(isMissing)) };
  return { missing: merged(timed.flatMap(({ isInTime }) => (isMissing(isInTime) ? [isInTime] : []))) };
}

/** Rows in the order in which they count; those without a date come last. */
function dayOrder(inputs: RunInputs, analysis: RangeTable, row: FormRow): number {
  const date = dateIn(inputs, analysis, row);
  if (!isDate(date)) return Number.MAX_SAFE_INTEGER;
  return analysis.pick === 'latest' ? -date.latest : date.earliest;
}

function isNotAfter(date: Value, bound: Value): boolean | Missing {
  if (!isDate(date) || !isDate(bound)) {
    const why = [date, bound].filter(isMissing);
    return merged(why) ?? missing('notEntered');
  }
  if (date.latest <= bound.earliest) return true;
  return date.earliest > bound.latest ? false : missing('imprecise');
}

function dateIn(inputs: RunInputs, analysis: RangeTable, row: FormRow): Value {
  const item = analysis.date ?? inputs.study.form(analysis.form)?.datedBy;
  return item === undefined ? missing('notEntered') : valueIn(row, item);
}

/** The unit of a row as UCUM: a code stands for the UCUM code that its list gives it; null where none is stated. */
function unitOf({ study }: RunInputs, analysis: RangeTable, row: FormRow): string | null {
  if (analysis.unit === undefined) return itemOf(study, analysis.form, analysis.value).unit ?? null;
  const value = valueIn(row, analysis.unit);
  if (typeof value !== 'string') return null;
  const list = itemOf(study, analysis.form, analysis.unit).codes;
  const code = list === undefined ? null : study.codeList(list)?.codes.find((one) => one.code === value);
  return code?.terminology?.find(({ system }) => system === 'UCUM')?.code ?? value;
}

function merged(reasons: readonly (Missing | undefined)[]): Missing | null {
  return reasons.reduce<Missing | null>((all, one) => (one ? (all ? mergeMissing(all, one) : one) : all), null);
}

function writeTest(
  statistics: StatisticRows,
  analysis: RangeTable,
  test: string,
  judged: readonly Judged[],
  everybody: PatientSet,
): void {
  const refs = (some: readonly Judged[]): RecordRef[] =>
    some.flatMap(({ row }) => (row ? [refOf(analysis.form, row, analysis.value)] : []));
  const patients = (some: readonly Judged[]) => some.map(({ patient }) => patient);
  const ofVerdict = (verdict: Verdict) => judged.filter((one) => one.verdict === verdict);
  const decided = judged.filter(({ range }) => range !== null);
  const of = patients(decided);
  const write = (name: string, some: readonly Judged[], denominator: PatientSet): void =>
    statistics.count(`${test}.${name}`, { row: test, numerator: patients(some), denominator, deciding: refs(some) });
  write('n', decided, everybody);
  for (const verdict of ['below', 'within', 'above'] as const) {
    const some = ofVerdict(verdict);
    write(`${verdict}.count`, some, of);
    statistics.probability(
      `${test}.${verdict}.proportion`,
      { name: 'proportion', row: test, numerator: patients(some), denominator: of },
      of.length === 0 ? null : some.length / of.length,
    );
  }
  if (analysis.belowDetection !== undefined) write('open', ofVerdict('open'), of);
  for (const verdict of ['noRange', 'otherUnit'] as const) write(verdict, ofVerdict(verdict), everybody);
  const without = judged.filter((one) => one.missing !== null);
  write('missing', without, everybody);
  for (const [because, some] of [...groupedBy(without, (one) => one.missing as Missing)].sort(
    ([a], [b]) => a.mask - b.mask,
  ))
    write(`missing.${because.reasons.join('+')}`, some, everybody);
  write(
    'notRecorded',
    judged.filter((one) => one.verdict === null && one.missing === null),
    everybody,
  );
  for (const [range, some] of [...groupedBy(decided, (one) => one.range as number)].sort(([a], [b]) => a - b))
    write(`range.${range + 1}`, some, of);
}
