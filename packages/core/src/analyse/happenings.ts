import {
  dayOf,
  type FormRow,
  isMissing,
  type PartialDate,
  type PartialDateRule,
  parsePartialDate,
  type RecordRef,
} from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { askedValue, shownWhenOf } from './asked-items.ts';
import { type FormRows, formRows, refOf, rowCondition, valueIn } from './form-rows.ts';
import type { RunInputs } from './run-inputs.ts';
import type { PatientSet, StatisticRows } from './statistic-rows.ts';

/** Where dated happenings come from: a lane of a swimmer plot, or a source of a timeline. */
export type HappeningSource = NonNullable<AnalysisOfKind<'swimmer'>['lanes']>[number];

/** The last day of something that lasts, or why there is none: it went on (not applicable), or nobody wrote it down. */
export type HappeningEnd = { day: number; ref: RecordRef } | 'goingOn' | 'unknown';

/** One dated row of a source; days are since 1970-01-01. */
export type Happening = {
  source: string;
  row: FormRow;
  ref: RecordRef;
  day: number;
  /** how precisely the day is known; one without a day stands where the rule puts it */
  precision: PartialDate['precision'];
  /** null: it happened on a day and did not last */
  until: HappeningEnd | null;
};

/** What one source holds of the members of a set. */
export type SourceHappenings = {
  id: string;
  rows: FormRows;
  /** by patient, in order of day, then of repeat; only those who have any */
  ofPatient: ReadonlyMap<string, readonly Happening[]>;
  /** rows that count and have no date, or one that the rule for partial dates refuses */
  undated: readonly RecordRef[];
  /** rows dated after the data lock: not shown */
  afterLock: readonly RecordRef[];
  /** rows shown by a date without a day, at their beginning or their end */
  imprecise: readonly RecordRef[];
};

/**
 * The dated rows of a source, each on one day by the rule for partial dates, none after the data lock.
 *
 * @param members - ids in code-unit order
 * @param pointer - where the source stands in the study document
 */
export function readHappenings(
  inputs: RunInputs,
  members: PatientSet,
  source: HappeningSource,
  rule: PartialDateRule,
  pointer: string,
): SourceHappenings {
  const where = rowCondition(inputs, source.where, pointer);
  const rows = formRows(inputs, members, source.form, where, `${pointer}/where`);
  const lock = lockDay(inputs);
  const ofPatient = new Map<string, Happening[]>();
  const undated: RecordRef[] = [];
  const afterLock: RecordRef[] = [];
  const imprecise: RecordRef[] = [];
  for (const row of rows.rows) {
    const ref = refOf(source.form, row, source.date);
    const date = dateIn(row, source.date);
    const day = date === null ? null : dayOf(date, rule);
    if (date === null || day === null) undated.push(ref);
    else if (date.earliest > lock) afterLock.push(ref);
    else {
      const begins = Math.min(day, lock);
      const until = endOf(inputs, source, row, begins, rule, lock);
      const isImprecise = date.precision !== 'day' || (source.until !== undefined && isRough(row, source.until));
      if (isImprecise) imprecise.push(ref);
      const happening: Happening = { source: source.id, row, ref, day: begins, precision: date.precision, until };
      ofPatient.set(row.patient, [...(ofPatient.get(row.patient) ?? []), happening]);
    }
  }
  for (const happenings of ofPatient.values()) happenings.sort((a, b) => a.day - b.day);
  return { id: source.id, rows, ofPatient, undated, afterLock, imprecise };
}

/** All happenings of one patient in order of day; on one day in the order of the sources. */
export function happeningsOf(sources: readonly SourceHappenings[], patient: string): Happening[] {
  return sources.flatMap(({ ofPatient }) => ofPatient.get(patient) ?? []).sort((a, b) => a.day - b.day);
}

/**
 * How many patients and rows a source shows, and what it cannot show: `mark.S.count` patients with any, `.rows` of
 * them, `.none` known to have none, `.unknown` of whom it is not recorded; and where there are any, `.undated`, `.afterLock` and
 * `.imprecise` rows.
 */
export function writeSource(statistics: StatisticRows, source: SourceHappenings, members: PatientSet): void {
  const { id, rows, ofPatient, undated, afterLock, imprecise } = source;
  const place = { row: `mark.${id}`, denominator: members };
  const shown = members.filter((patient) => ofPatient.has(patient));
  const drawn = shown.flatMap((patient) => (ofPatient.get(patient) ?? []).map(({ ref }) => ref));
  statistics.count(`mark.${id}.count`, { ...place, numerator: shown });
  statistics.count(`mark.${id}.none`, { ...place, numerator: rows.none });
  statistics.count(`mark.${id}.unknown`, { ...place, numerator: rows.unknown });
  statistics.records(`mark.${id}.rows`, place, drawn);
  for (const [name, refs] of Object.entries({ undated, afterLock, imprecise }))
    if (refs.length > 0) statistics.records(`mark.${id}.${name}`, place, refs);
}

/** The end of a row that may last; null where its source knows of no end. An end that is not asked does not apply. */
function endOf(
  inputs: RunInputs,
  { form, until }: HappeningSource,
  row: FormRow,
  begins: number,
  rule: PartialDateRule,
  lock: number,
): HappeningEnd | null {
  if (until === undefined) return null;
  const value = askedValue(inputs, row, until, shownWhenOf(inputs, form, until));
  if (isMissing(value)) return value.reasons.every((reason) => reason === 'notApplicable') ? 'goingOn' : 'unknown';
  const date = dateIn(row, until);
  const day = date === null ? null : dayOf(date, rule);
  if (date === null || day === null || date.latest < begins) return 'unknown'; // an end before its beginning is none
  if (date.earliest > lock) return 'goingOn'; // at the lock it had not ended
  return { day: Math.min(Math.max(day, begins), lock), ref: refOf(form, row, until) };
}

function isRough(row: FormRow, item: string): boolean {
  const date = dateIn(row, item);
  return date !== null && date.precision !== 'day';
}

function dateIn(row: FormRow, item: string): PartialDate | null {
  const value = valueIn(row, item);
  return typeof value === 'object' && value.kind === 'date' ? value : null;
}

function lockDay(inputs: RunInputs): number {
  const { dataLock } = inputs.study.document;
  return (dataLock === undefined ? null : parsePartialDate(dataLock))?.latest ?? Number.POSITIVE_INFINITY;
}
