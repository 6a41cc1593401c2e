import { DEFAULT_PARTIAL_DATE_RULE, timeZeros } from '../derive/index.ts';
import type { AnalysisResult, Cell, Json, PartialDateRule, ResultRow, TimeUnit } from '../model/index.ts';
import { valueCell } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { askedValue, type ShownWhen, shownWhenOf } from './asked-items.ts';
import { type Happening, happeningsOf, readHappenings, writeSource } from './happenings.ts';
import { writeMeant } from './meant-patients.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import type { RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';
import { DAYS_PER_UNIT, DEFAULT_TIME_UNIT } from './time-axis.ts';

/** Courses beyond this number are counted and not shown: nobody reads so many one by one. */
export const COURSES_GIVEN = 40;

/**
 * What happened to each patient, one dated row after the other, in time from the endpoint's time zero or, without an
 * endpoint, from the first of them. No calendar date is in it. `rows` name a patient: the course of one person is for
 * the team.
 *
 * @param pointer - of the analysis in the study document
 */
export function analyseTimeline(
  inputs: RunInputs,
  analysis: AnalysisOfKind<'timeline'>,
  pointer: string,
): AnalysisResult {
  const unit = analysis.timeUnit ?? DEFAULT_TIME_UNIT;
  const endpoint = inputs.study.document.endpoints?.find(({ id }) => id === analysis.endpoint);
  const rule = endpoint?.partialDates ?? DEFAULT_PARTIAL_DATE_RULE;
  const statistics = new StatisticRows(analysis.id);
  const meant = writeMeant(inputs, analysis, statistics, pointer);
  const sources = analysis.sources.map((source, index) =>
    readHappenings(inputs, meant, source, rule, `${pointer}/sources/${index}`),
  );
  for (const source of sources) writeSource(statistics, source, meant);

  const zeros = zerosOf(inputs, analysis, rule, meant);
  const without = zeros ? meant.filter((patient) => !zeros.has(patient)) : [];
  statistics.count('noZero', { name: 'noZero', numerator: without, denominator: meant });
  const itemsOf = new Map(
    analysis.sources.map(({ id, form, items }) => [
      id,
      (items ?? []).map((item): ToldItem => ({ item, shownWhen: shownWhenOf(inputs, form, item) })),
    ]),
  );
  const courses = meant.map((patient) => {
    const happenings = happeningsOf(sources, patient);
    const zero = zeros ? (zeros.get(patient)?.day ?? null) : (happenings[0]?.day ?? null);
    return { patient, happenings: zero === null ? [] : happenings, zero: zero ?? 0 };
  });
  const empty = courses.filter(({ happenings }) => happenings.length === 0).map(({ patient }) => patient);
  statistics.count('empty', { name: 'empty', numerator: empty, denominator: meant });
  const told = courses.filter(({ happenings }) => happenings.length > 0);
  const beyond = told.slice(COURSES_GIVEN).map(({ patient }) => patient);
  if (beyond.length > 0) statistics.count('beyond', { name: 'beyond', numerator: beyond, denominator: meant });
  const rows = told
    .slice(0, COURSES_GIVEN)
    .flatMap(({ patient, happenings, zero }, index) =>
      happenings.map((happening, step) =>
        happeningRow(
          inputs,
          statistics,
          { patient, course: index + 1, step: step + 1, zero, unit },
          happening,
          itemsOf,
        ),
      ),
    );

  const options: Record<string, Json> = {
    endpoint: analysis.endpoint ?? null,
    when: analysis.when ?? null,
    timeUnit: unit,
    daysPerUnit: DAYS_PER_UNIT[unit],
    partialDates: rule,
  };
  const method = { name: 'Timeline', variant: 'Dated rows of each patient', reference: REFERENCES.care };
  return assembleResult(inputs, analysis, method, options, statistics, [], rows);
}

function zerosOf(
  inputs: RunInputs,
  analysis: AnalysisOfKind<'timeline'>,
  rule: PartialDateRule,
  patients: PatientSet,
): ReturnType<typeof timeZeros> | null {
  if (analysis.endpoint === undefined) return null;
  return timeZeros(inputs.study, analysis.endpoint, rule, patients, inputs.contexts, inputs.records);
}

type ToldItem = { item: string; shownWhen: ShownWhen };
type Place = { patient: string; course: number; step: number; zero: number; unit: TimeUnit };

/** A row of a course: when, which source, and the items of the row that are told after its label. */
function happeningRow(
  inputs: RunInputs,
  statistics: StatisticRows,
  { patient, course, step, zero, unit }: Place,
  happening: Happening,
  itemsOf: ReadonlyMap<string, readonly ToldItem[]>,
): ResultRow {
  const id = `course.${course}.event.${step}`;
  const place = { row: `course.${course}`, denominator: [patient] };
  const at = happening.day - zero;
  const { until } = happening;
  const end = until !== null && typeof until === 'object' ? until.day - zero : null;
  statistics.duration(`${id}.time`, { name: 'event.time', ...place, deciding: [happening.ref] }, at, unit);
  if (until !== null && typeof until === 'object')
    statistics.duration(`${id}.until`, { name: 'event.until', ...place, deciding: [until.ref] }, end, unit);
  const told: Record<string, Cell> = {};
  for (const { item, shownWhen } of itemsOf.get(happening.source) ?? [])
    told[`item.${item}`] = valueCell(askedValue(inputs, happening.row, item, shownWhen));
  return {
    cells: {
      course,
      event: step,
      source: happening.source,
      at,
      until: end,
      open: typeof until === 'string' ? until : null,
      precision: happening.precision,
      repeat: happening.row.repeat,
      ...told,
    },
    patient,
  };
}
