import {
  type FormRow,
  isMissing,
  type Missing,
  mergeMissing,
  type RecordRef,
  type ResultNote,
  type Value,
} from '../model/index.ts';
import type { AnalysisOfKind, LoadedStudy } from '../protocol/index.ts';
import { codesOfItem, itemOf } from './form-items.ts';
import { type FormRows, formRows, refOf, rowCondition, valueIn } from './form-rows.ts';
import { groupedBy } from './grouped-by.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import type { PatientSet, StatisticRows } from './statistic-rows.ts';

export type MarkerAnalysis = AnalysisOfKind<'markerTable' | 'heatMap'>;

/** What a result of a marker means; the last three have no result. */
export type Outcome = 'positive' | 'equivocal' | 'negative';

/** One marker of one patient: one answer, however many rows it has. */
export type Reading = {
  patient: string;
  marker: string;
  /** null: no row has a result */
  outcome: Outcome | null;
  /** why there is no result; null where there is one, or where there is no row at all */
  missing: Missing | null;
  /** the rows that hold the outcome */
  deciding: readonly FormRow[];
  /** all rows with a result */
  results: readonly FormRow[];
  /** rows of the marker give different outcomes */
  conflict: boolean;
};

/** All markers of all patients of a set. */
export type Readings = {
  form: string;
  result: string;
  everybody: PatientSet;
  /** codes of the markers, in the order of their list */
  markers: readonly string[];
  found: FormRows;
  outcomeOf(row: FormRow): Outcome | Missing;
  /** of everybody, in order */
  of(marker: string): readonly Reading[];
};

/**
 * What the rows of a form say of each marker in each patient. A patient counts once a marker: as positive where any row
 * is positive, else as equivocal where any is, else as negative, since a negative section does not undo a positive one.
 * Without a result the reasons of its rows stand together.
 */
export function readMarkers(inputs: RunInputs, analysis: MarkerAnalysis, pointer: string): Readings {
  const everybody = membersOf(inputs.cohort, analysis.set);
  const condition = rowCondition(inputs, analysis.where, pointer);
  const found = formRows(inputs, everybody, analysis.form, condition, `${pointer}/where`);
  const outcomes = outcomesOf(inputs.study, analysis);
  const outcomeOf = (row: FormRow): Outcome | Missing => {
    const value: Value = valueIn(row, analysis.result);
    return isMissing(value) ? value : (outcomes.get(String(value)) ?? 'equivocal');
  };
  const markers = codesOfItem(inputs.study, itemOf(inputs.study, analysis.form, analysis.marker));
  const markerOf = (row: FormRow) => valueIn(row, analysis.marker);
  const rowsOf = groupedBy(found.rows, markerOf);
  const openOf = groupedBy(found.undecided, markerOf);
  const readings = new Map(
    markers.map((marker) => {
      const rows = groupedBy(rowsOf.get(marker) ?? NO_ROWS, ({ patient }) => patient);
      const open = groupedBy(openOf.get(marker) ?? NO_ROWS, ({ patient }) => patient);
      return [
        marker,
        everybody.map((patient): Reading => {
          const own = rows.get(patient) ?? NO_ROWS;
          const reading = resolve(own, outcomeOf);
          const because = (open.get(patient) ?? NO_ROWS).map((row) => found.openBecause.get(row) as Missing);
          const missing = own.length === 0 ? merged(because) : reading.missing;
          return { patient, marker, ...reading, missing };
        }),
      ] as const;
    }),
  );
  return {
    form: analysis.form,
    result: analysis.result,
    everybody,
    markers,
    found,
    outcomeOf,
    of: (marker) => readings.get(marker) ?? [],
  };
}

/** What each code of the result means. A heat map that does not say takes it from the table of the same markers. */
export function outcomesOf(study: LoadedStudy, analysis: MarkerAnalysis): ReadonlyMap<string, Outcome> {
  const codes = analysis.positive === undefined ? (tableOf(study, analysis) ?? analysis) : analysis;
  const outcomes = new Map<string, Outcome>();
  for (const outcome of ['positive', 'negative', 'equivocal'] as const)
    for (const code of codes[outcome] ?? []) outcomes.set(code, outcome);
  return outcomes;
}

function tableOf(study: LoadedStudy, analysis: MarkerAnalysis): AnalysisOfKind<'markerTable'> | null {
  const found = (study.document.analyses ?? []).find(
    (other): other is AnalysisOfKind<'markerTable'> =>
      other.kind === 'markerTable' && other.form === analysis.form && other.result === analysis.result,
  );
  return found ?? null;
}

const NO_ROWS: readonly FormRow[] = [];

/** One answer from several rows. */
export function resolve(
  rows: readonly FormRow[],
  outcomeOf: (row: FormRow) => Outcome | Missing,
): Omit<Reading, 'patient' | 'marker'> {
  const [only] = rows;
  if (only === undefined) return { outcome: null, missing: null, deciding: rows, results: rows, conflict: false };
  if (rows.length === 1) {
    const outcome = outcomeOf(only);
    return isMissing(outcome)
      ? { outcome: null, missing: outcome, deciding: NO_ROWS, results: NO_ROWS, conflict: false }
      : { outcome, missing: null, deciding: rows, results: rows, conflict: false };
  }
  const read = rows.map((row) => ({ row, outcome: outcomeOf(row) }));
  const results = read.filter(({ outcome }) => !isMissing(outcome));
  const outcome =
    (['positive', 'equivocal', 'negative'] as const).find((one) => results.some((row) => row.outcome === one)) ?? null;
  return {
    outcome,
    missing: outcome === null ? merged(read.flatMap((one) => (isMissing(one.outcome) ? [one.outcome] : []))) : null,
    deciding: results.filter((one) => one.outcome === outcome).map(({ row }) => row),
    results: results.map(({ row }) => row),
    conflict: new Set(results.map((one) => one.outcome)).size > 1,
  };
}

function merged(reasons: readonly Missing[]): Missing | null {
  return reasons.length === 0 ? null : reasons.reduce(mergeMissing);
}

/** Patients of readings that meet a condition, in order. */
export function patientsWhere(readings: readonly Reading[], condition: (reading: Reading) => boolean): string[] {
  return readings.filter(condition).map(({ patient }) => patient);
}

/**
 * The numbers of one marker: positive of those with a result, negative and equivocal among them, and apart from them
 * those without a result by reason and those without a row.
 */
export function writeMarker(statistics: StatisticRows, all: Readings, marker: string): void {
  const readings = all.of(marker);
  const { everybody } = all;
  const refs = (rows: readonly FormRow[]): RecordRef[] => rows.map((row) => refOf(all.form, row, all.result));
  const tested = writeTested(statistics, `${marker}.`, { row: marker }, readings, everybody, refs);
  const without = readings.filter(({ missing }) => missing !== null);
  const place = { row: marker, denominator: everybody };
  statistics.count(`${marker}.missing`, { ...place, numerator: patientsWhere(without, () => true) });
  for (const [reasons, patients] of byReasons(without))
    statistics.count(`${marker}.missing.${reasons}`, { ...place, numerator: patients });
  const unrecorded = patientsWhere(readings, ({ outcome, missing }) => outcome === null && missing === null);
  statistics.count(`${marker}.notRecorded`, { ...place, numerator: unrecorded });
  const conflicting = readings.filter(({ conflict }) => conflict);
  statistics.count(`${marker}.conflict`, {
    row: marker,
    numerator: patientsWhere(conflicting, () => true),
    denominator: tested,
    deciding: refs(conflicting.flatMap(({ results }) => results)),
  });
}

/** Positive, negative and equivocal among those with a result; who these are comes back. */
export function writeTested(
  statistics: StatisticRows,
  prefix: string,
  where: { row: string; column?: string | undefined },
  readings: readonly Reading[],
  among: PatientSet,
  refs: (rows: readonly FormRow[]) => RecordRef[],
): string[] {
  const tested = patientsWhere(readings, ({ outcome }) => outcome !== null);
  const rowsOf = (outcome: Outcome) =>
    refs(readings.filter((reading) => reading.outcome === outcome).flatMap(({ deciding }) => deciding));
  const patients = (outcome: Outcome) => patientsWhere(readings, (reading) => reading.outcome === outcome);
  const positive = patients('positive');
  const place = { ...where, denominator: tested };
  statistics.count(`${prefix}n`, { ...where, numerator: tested, denominator: among });
  statistics.count(`${prefix}count`, { ...place, numerator: positive, deciding: rowsOf('positive') });
  statistics.probability(
    `${prefix}proportion`,
    { name: 'proportion', ...place, numerator: positive },
    tested.length === 0 ? null : positive.length / tested.length,
  );
  for (const outcome of ['negative', 'equivocal'] as const)
    statistics.count(`${prefix}${outcome}`, { ...place, numerator: patients(outcome), deciding: rowsOf(outcome) });
  return tested;
}

function byReasons(readings: readonly Reading[]): Map<string, string[]> {
  const kinds = groupedBy(
    readings.filter((reading) => reading.missing !== null),
    ({ missing }) => missing as Missing,
  );
  const ordered = [...kinds].sort(([a], [b]) => a.mask - b.mask);
  return new Map(ordered.map(([missing, own]) => [missing.reasons.join('+'), own.map(({ patient }) => patient)]));
}

/** Numbers of all markers together: who has rows that contradict each other, and rows that may or may not count. */
export function writeAllMarkers(statistics: StatisticRows, all: Readings, hasCondition: boolean): void {
  const conflicting = all.markers.flatMap((marker) => all.of(marker).filter(({ conflict }) => conflict));
  const isConflicting = new Set(conflicting.map(({ patient }) => patient));
  statistics.count('conflict', {
    numerator: all.everybody.filter((patient) => isConflicting.has(patient)),
    denominator: all.everybody,
    deciding: conflicting.flatMap(({ results }) => results.map((row) => refOf(all.form, row, all.result))),
  });
  if (!hasCondition) return;
  const open = all.found.undecided.map((row) => refOf(all.form, row));
  statistics.records('undecided', { denominator: all.everybody }, open);
}

export function markerNotes(all: Readings): ResultNote[] {
  const conflicting = new Set(
    all.markers.flatMap((marker) => patientsWhere(all.of(marker), ({ conflict }) => conflict)),
  ).size;
  const { length: undecided } = all.found.undecided;
  const notes: ResultNote[] = [];
  if (conflicting > 0) {
    notes.push({
      code: 'markers.conflict',
      severity: 'warning',
      text: {
        en: `In ${conflicting === 1 ? '1 patient' : `${conflicting} patients`} several results of one marker differ. A patient counts once a marker: positive where any result is positive, else equivocal where any is.`,
        'zh-CN': `${conflicting}例患者同一标志物的多次结果不一致。每例患者每个标志物只计一次：任一结果阳性即计为阳性，否则任一结果不确定即计为不确定。`,
      },
    });
  }
  if (undecided > 0) {
    notes.push({
      code: 'rows.undecided',
      severity: 'warning',
      text: {
        en: `Of ${undecided === 1 ? '1 row' : `${undecided} rows`} it is not known whether the condition holds; missing is not a no, and such rows give no result.`,
        'zh-CN': `${undecided}条记录是否符合所设条件不明；缺失不等于“否”，此类记录不作为结果。`,
      },
    });
  }
  return notes;
}
