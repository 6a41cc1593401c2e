import { quantile } from '@casewright/stats';
import { variableValue } from '../derive/index.ts';
import {
  type AnalysisResult,
  asReference,
  DAYS_PER_MONTH,
  dayOf,
  type FormRow,
  isMissing,
  type Json,
  type Missing,
  missing,
  numberToFile,
  type PartialDate,
  type ResultNote,
  type ResultRow,
  type Value,
} from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { itemOf } from './form-items.ts';
import { type FormRows, formRows, patientsOf, refOf, rowCondition, valueIn } from './form-rows.ts';
import { groupedBy } from './grouped-by.ts';
import { contextFor, partsOf } from './groups.ts';
import { usualDecimals } from './numeric-values.ts';
import { ageBetween, isDate, judge, rangesOf, type Verdict } from './reference-ranges.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { ROWS, StatisticRows } from './statistic-rows.ts';
import { DEFAULT_TIME_UNIT } from './time-axis.ts';

type Trajectory = AnalysisOfKind<'trajectory'>;

/** A value with its day from the patient's own start; `below`: a limit of detection, under which the value lies. */
type Point = { row: FormRow; day: number; value: number; below: boolean; group: string | null };

/**
 * The values of a number in time, one line a patient: no mean and no standard deviation, which would follow whoever was
 * measured on a day. Days count from a date of the patient, or from the first value. A date without a day stands for the
 * middle of the days that it allows. `rows` are the points, first with their patients, then for the public without: in
 * whole months, to two digits, the lines ordered by nothing but what they show.
 */
export function analyseTrajectory(inputs: RunInputs, analysis: Trajectory, pointer: string): AnalysisResult {
  const everybody = membersOf(inputs.cohort, analysis.set);
  const condition = rowCondition(inputs, analysis.where, pointer);
  const found = formRows(inputs, everybody, analysis.form, condition, `${pointer}/where`);
  const sorted = sortRows(inputs, analysis, found);
  const statistics = new StatisticRows(analysis.id);
  const ranges = writeReference(inputs, statistics, analysis, sorted.points, everybody);
  const lines = [...groupedBy(sorted.points, ({ row }) => row.patient).values()];
  const among = { denominator: everybody };
  const patients = patientsOf(sorted.points.map(({ row }) => row));
  const refs = (rows: readonly FormRow[]) => rows.map((row) => refOf(analysis.form, row, analysis.value));
  statistics.count('n', among);
  statistics.count('patients', { ...among, numerator: patients });
  statistics.records('points', among, refs(sorted.points.map(({ row }) => row)));
  const repeated = lines.filter((line) => line.length > 1).map(([first]) => (first as Point).row.patient);
  statistics.count('lines', { denominator: patients, numerator: repeated });
  writeCounts(statistics, analysis, lines, patients);
  writeExtremes(inputs, statistics, analysis, sorted.points, patients);
  writeGroups(inputs, statistics, analysis, sorted.points, everybody);
  statistics.records('missing', among, refs(sorted.missing.map(({ row }) => row)));
  const reasons = groupedBy(sorted.missing, ({ because }) => because);
  for (const [because, some] of [...reasons].sort(([a], [b]) => a.mask - b.mask))
    statistics.records(`missing.${because.reasons.join('+')}`, among, refs(some.map(({ row }) => row)));
  statistics.records('undated', among, refs(sorted.undated));
  if (analysis.belowDetection !== undefined)
    statistics.records('below', among, refs(sorted.points.filter(({ below }) => below).map(({ row }) => row)));
  if (analysis.scale === 'log') statistics.records('notPositive', among, refs(sorted.notPositive));
  if (analysis.where !== undefined) statistics.records('undecided', among, refs(found.undecided));
  const method = {
    name: 'Values in time',
    variant: 'One line a patient; no mean of those measured on a day',
    reference: [REFERENCES.reporting, ...citationsOf(inputs, ranges)].join('; '),
  };
  const options: Record<string, Json> = {
    form: analysis.form,
    value: analysis.value,
    date: analysis.date,
    from: analysis.from ?? null,
    where: analysis.where ?? null,
    belowDetection: analysis.belowDetection ?? null,
    scale: analysis.scale ?? 'linear',
    timeUnit: analysis.timeUnit ?? DEFAULT_TIME_UNIT,
    ...(analysis.by === undefined ? {} : { by: analysis.by }),
    ...(analysis.reference === undefined
      ? {}
      : {
          birthDate: analysis.reference.birthDate,
          sex: analysis.reference.sex ?? null,
          referenceRanges: ranges,
        }),
  };
  const rows = [...lines.flatMap(teamRows), ...publicRows(lines)];
  return assembleResult(inputs, analysis, method, options, statistics, notesOf(sorted, found), rows);
}

type Sorted = {
  points: Point[];
  missing: { row: FormRow; because: Missing }[];
  /** with a value, and without a date or without the start that days count from */
  undated: FormRow[];
  /** values that a logarithm does not have */
  notPositive: FormRow[];
};

/** Which rows give a point and which do not, and why; points in the order of patient, then day. */
function sortRows(inputs: RunInputs, analysis: Trajectory, found: FormRows): Sorted {
  const sorted: Sorted = { points: [], missing: [], undated: [], notPositive: [] };
  for (const [patient, rows] of groupedBy(found.rows, (row) => row.patient)) {
    const dated: (Omit<Point, 'day'> & { at: number })[] = [];
    const group = groupOf(inputs, analysis, patient);
    for (const row of rows) {
      const value = valueIn(row, analysis.value);
      const date = valueIn(row, analysis.date);
      if (isMissing(value)) sorted.missing.push({ row, because: value });
      else if (typeof value !== 'number') continue;
      else if (analysis.scale === 'log' && value <= 0) sorted.notPositive.push(row);
      else if (!isDate(date)) sorted.undated.push(row);
      else dated.push({ row, at: middle(date), value, below: isBelow(analysis, row), group });
    }
    const start = startOf(inputs, analysis, patient, dated);
    if (start === null) sorted.undated.push(...dated.map(({ row }) => row));
    else
      sorted.points.push(
        ...dated.map(({ at, ...point }) => ({ ...point, day: at - start })).sort((a, b) => a.day - b.day),
      );
  }
  return sorted;
}

/** The code of a patient's group; null where there is none to tell lines apart by. */
function groupOf(inputs: RunInputs, { by }: Trajectory, patient: string): string | null {
  if (by === undefined) return null;
  const value = variableValue(inputs.study, contextFor(inputs, patient), by);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : null;
}

/** How many of each group have a value, and how many values; and those whose group is missing. */
function writeGroups(
  inputs: RunInputs,
  statistics: StatisticRows,
  analysis: Trajectory,
  points: readonly Point[],
  everybody: readonly string[],
): void {
  const { parts, grouping } = partsOf(inputs, everybody, analysis.by);
  for (const { prefix, column, set } of parts.slice(1)) {
    const members = new Set(set);
    const own = points.filter(({ row }) => members.has(row.patient)).map(({ row }) => row);
    statistics.count(`${prefix}patients`, { column, numerator: patientsOf(own), denominator: set });
    const refs = own.map((row) => refOf(analysis.form, row, analysis.value));
    statistics.records(`${prefix}points`, { column, denominator: set }, refs);
  }
  if (grouping)
    statistics.count(`${grouping.variable.id}.missing`, {
      row: grouping.variable.id,
      numerator: grouping.ungrouped,
      denominator: everybody,
    });
}

const VERDICTS: readonly Verdict[] = ['below', 'within', 'above', 'open', 'noRange', 'otherUnit'];

/** Each value against the range for the age at which it was measured; returns the places of the ranges of the test. */
function writeReference(
  inputs: RunInputs,
  statistics: StatisticRows,
  analysis: Trajectory,
  points: readonly Point[],
  everybody: readonly string[],
): number[] {
  const { reference } = analysis;
  if (!reference) return [];
  const ranges = rangesOf(inputs.study, analysis.form, reference.test);
  const unit = itemOf(inputs.study, analysis.form, analysis.value).unit ?? null;
  const variable = (patient: string, ref: string | undefined): Value =>
    ref === undefined ? missing('notEntered') : variableValue(inputs.study, contextFor(inputs, patient), ref);
  const judged = points.map(({ row, value, below }) => ({
    row,
    ...judge(ranges, {
      value,
      unit,
      isLimit: below,
      sex: variable(row.patient, reference.sex),
      laboratory: missing('notEntered'),
      ageDays: ageBetween(variable(row.patient, reference.birthDate), valueIn(row, analysis.date)),
    }),
  }));
  const write = (name: string, some: typeof judged): void =>
    statistics.records(
      `reference.${name}`,
      { denominator: everybody },
      some.map(({ row }) => refOf(analysis.form, row, analysis.value)),
    );
  write(
    'judged',
    judged.filter(({ range }) => range !== null),
  );
  for (const verdict of VERDICTS)
    write(
      verdict,
      judged.filter((one) => one.verdict === verdict),
    );
  return ranges.map(({ place }) => place);
}

function citationsOf({ study }: RunInputs, places: readonly number[]): string[] {
  const citations = places.map((place) => asReference(study.document.referenceRanges?.[place]?.citation ?? ''));
  return [...new Set(citations)];
}

function startOf(
  inputs: RunInputs,
  analysis: Trajectory,
  patient: string,
  dated: readonly { at: number }[],
): number | null {
  if (analysis.from === undefined) return dated.length === 0 ? null : Math.min(...dated.map(({ at }) => at));
  const start = variableValue(inputs.study, contextFor(inputs, patient), analysis.from);
  return isDate(start) ? middle(start) : null;
}

function middle(date: PartialDate): number {
  return dayOf(date, 'midpoint') ?? date.earliest;
}

function isBelow(analysis: Trajectory, row: FormRow): boolean {
  return analysis.belowDetection !== undefined && valueIn(row, analysis.belowDetection) === true;
}

function writeCounts(
  statistics: StatisticRows,
  analysis: Trajectory,
  lines: readonly (readonly Point[])[],
  patients: readonly string[],
): void {
  const counts = Float64Array.from(lines, (line) => line.length).sort();
  const write = (name: string, value: number | null): void =>
    statistics.decimal(
      `perPatient.${name}`,
      { name, denominator: patients },
      value,
      ROWS,
      usualDecimals('integer', value),
    );
  write('median', counts.length === 0 ? null : quantile(counts, 0.5, 7));
  write('minimum', counts[0] ?? null);
  write('maximum', counts.at(-1) ?? null);
  const last = Math.max(...lines.flatMap((line) => line.map(({ day }) => day)));
  const unit = analysis.timeUnit ?? DEFAULT_TIME_UNIT;
  const ending = lines.flat().filter(({ day }) => day === last);
  const deciding = ending.map(({ row }) => refOf(analysis.form, row, analysis.date));
  statistics.duration(
    'latest',
    { name: 'latest', denominator: patients, deciding },
    Number.isFinite(last) ? last : null,
    unit,
    'notEstimable',
  );
}

/** The least and the most of all values, a limit of detection as it stands. */
function writeExtremes(
  inputs: RunInputs,
  statistics: StatisticRows,
  analysis: Trajectory,
  points: readonly Point[],
  patients: readonly string[],
): void {
  const item = itemOf(inputs.study, analysis.form, analysis.value);
  const values = points.map(({ value }) => value);
  for (const [name, value] of [
    ['minimum', values.length === 0 ? null : Math.min(...values)],
    ['maximum', values.length === 0 ? null : Math.max(...values)],
  ] as const) {
    const deciding = points
      .filter((point) => point.value === value)
      .map(({ row }) => refOf(analysis.form, row, analysis.value));
    const decimals = item.decimals ?? Math.min(3, value === null ? 0 : (String(value).split('.')[1]?.length ?? 0));
    statistics.decimal(name, { name, denominator: patients, deciding }, value, item.unit ?? '1', decimals);
  }
}

function teamRows(line: readonly Point[], index: number): ResultRow[] {
  return line.map(({ row, day, value, below, group }) => ({
    cells: {
      shown: 'point',
      line: index + 1,
      day,
      value: numberToFile(value),
      below,
      ...(group === null ? {} : { group }),
    },
    patient: row.patient,
  }));
}

/** Lines without patients, in whole months and to two digits; alike ones cannot be told apart. */
function publicRows(lines: readonly (readonly Point[])[]): ResultRow[] {
  const coarse = lines.map((line) =>
    line.map(({ day, value, below, group }) => ({
      ...(group === null ? {} : { group }),
      day: numberToFile(Math.round(day / DAYS_PER_MONTH) * DAYS_PER_MONTH),
      value: Number(value.toPrecision(2)),
      below,
    })),
  );
  const keyed = coarse.map((line) => ({ line, key: JSON.stringify(line) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.flatMap(({ line }, index) =>
    line.map((point) => ({ cells: { shown: 'publicPoint', line: index + 1, ...point } })),
  );
}

function notesOf({ undated, notPositive }: Sorted, { undecided }: FormRows): ResultNote[] {
  const note = (code: string, count: number, en: string, zh: string): ResultNote[] =>
    count === 0
      ? []
      : [
          {
            code,
            severity: 'warning',
            text: { en: `${count === 1 ? '1 row' : `${count} rows`} ${en}`, 'zh-CN': `${count}条记录${zh}` },
          },
        ];
  return [
    ...note(
      'trajectory.undated',
      undated.length,
      'with a value could not be placed in time: a date is missing.',
      '有数值但缺少日期，无法置于时间轴。',
    ),
    ...note(
      'trajectory.notPositive',
      notPositive.length,
      'cannot be drawn on a logarithmic axis: the value is nought or below.',
      '数值为零或负数，无法绘于对数坐标。',
    ),
    ...note(
      'rows.undecided',
      undecided.length,
      'may or may not meet the condition: what it asks for is missing.',
      '是否符合所设条件不明：所需内容缺失。',
    ),
  ];
}
