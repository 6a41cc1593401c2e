import { byCodeUnit, followedSpans, type TimeToEvent, variableValue } from '../derive/index.ts';
import {
  type AnalysisResult,
  type Cell,
  inTimeUnit,
  isMissing,
  type Json,
  missingInCell,
  type ResultNote,
  type ResultRow,
  type TimeUnit,
  type Value,
  valueCell,
} from '../model/index.ts';
import type { AnalysisOfKind, Variable } from '../protocol/index.ts';
import { codesOf, contextFor, membersWhere, missingByReason, stateOfCode, valuesOf, variableOf } from './groups.ts';
import { type Happening, happeningsOf, readHappenings, writeSource } from './happenings.ts';
import { writeNoted } from './noted-patients.ts';
import { assembleResult, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { StatisticRows } from './statistic-rows.ts';
import { subjectsAmong, withOutcome } from './subjects.ts';
import { writeCourse } from './swimmer-course.ts';
import { noBarNotes } from './swimmer-notes.ts';
import { type Axis, DAYS_PER_UNIT, DEFAULT_TIME_UNIT, usualAxis } from './time-axis.ts';

/** More patients than these have no bar each, which nobody could tell apart: their course is drawn together. */
export const LANES_GIVEN = 60;

/** One patient's bar; days count from the patient's time zero. */
type Lane = {
  patient: string;
  zero: number;
  end: number;
  /** the first day under observation where that is later than time zero */
  entry: number;
  event: number | null;
  deciding: NonNullable<Parameters<StatisticRows['duration']>[1]['deciding']>;
  endDeciding: Lane['deciding'];
  happenings: readonly Happening[];
};

/**
 * One bar a patient, from the endpoint's time zero to the last day on which the patient is known, the longest first or
 * in the order of a variable, with a mark for each dated row of the lanes.
 *
 * `rows` name a patient and count days; beside them stand rows without a patient and in whole months, ordered by
 * nothing but what they show: these are all that the public gets. More than `LANES_GIVEN` patients have no numbers and
 * no public rows one by one, and `writeCourse` says what they have in common.
 *
 * @param endpoint - time to event of the analysis set by the endpoint's own rule, which places partial dates here too
 * @param pointer - of the analysis in the study document
 */
export function analyseSwimmer(
  inputs: RunInputs,
  analysis: AnalysisOfKind<'swimmer'>,
  endpoint: TimeToEvent,
  pointer: string,
): AnalysisResult {
  const asked = membersOf(inputs.cohort, analysis.set);
  const everybody = endpoint.patients;
  const unit = analysis.timeUnit ?? DEFAULT_TIME_UNIT;
  const statistics = new StatisticRows(analysis.id);
  const subjects = subjectsAmong(endpoint, everybody);
  const place = { denominator: everybody };
  statistics.count('n', { numerator: everybody, denominator: asked });
  statistics.count('events', { name: 'events', ...place, numerator: withOutcome(subjects, 1) });
  statistics.count('censored', { name: 'censored', ...place, numerator: withOutcome(subjects, 0) });
  const notAtRisk = endpoint.notAtRisk.map(({ patient }) => patient);
  statistics.count('notAtRisk', { name: 'notAtRisk', numerator: notAtRisk, denominator: asked });
  writeNoted(statistics, endpoint, asked);

  const status = analysis.status === undefined ? null : variableOf(inputs, analysis.status);
  if (status) writeStatus(statistics, inputs, status, everybody);
  const sources = (analysis.lanes ?? []).map((source, index) =>
    readHappenings(inputs, everybody, source, endpoint.rule, `${pointer}/lanes/${index}`),
  );
  for (const source of sources) writeSource(statistics, source, everybody);

  const spans = followedSpans(inputs.study, endpoint, inputs.contexts, inputs.records);
  const lanes = spans.map(
    ({ patient, zero, end }, index): Lane => ({
      patient,
      zero: zero.day,
      end: end.day - zero.day,
      entry: endpoint.entryDays?.[index] ?? 0,
      event: endpoint.event[index] === 1 ? (endpoint.timeDays[index] as number) : null,
      deciding: endpoint.deciding[index] as Lane['deciding'],
      endDeciding: [zero.ref, end.ref],
      happenings: happeningsOf(sources, patient),
    }),
  );
  const statusOf = (patient: string): Cell =>
    status ? valueCell(variableValue(inputs.study, contextFor(inputs, patient), status.ref)) : null;
  const ordered = orderLanes(inputs, lanes, analysis.order);
  const axis = axisOf(lanes, unit);
  const areMany = lanes.length > LANES_GIVEN;
  const rows = ordered.flatMap((lane, index) =>
    laneRows(statistics, lane, index + 1, statusOf(lane.patient), unit, !areMany),
  );
  if (areMany)
    rows.push(
      ...writeCourse(
        statistics,
        lanes,
        sources.map(({ id }) => id),
        axis,
        unit,
      ),
    );
  else rows.push(...publicRows(ordered, statusOf));

  const options: Record<string, Json> = {
    endpoint: analysis.endpoint,
    order: analysis.order ?? null,
    status: analysis.status ?? null,
    timeUnit: unit,
    daysPerUnit: DAYS_PER_UNIT[unit],
    axis,
    partialDates: endpoint.rule,
  };
  const notes: ResultNote[] = [...noBarNotes(endpoint), ...endpoint.notes];
  const method = {
    name: 'Swimmer plot',
    variant: 'To the last day known, past the event',
    reference: REFERENCES.reporting,
  };
  return assembleResult(inputs, analysis, method, options, statistics, notes, rows);
}

function writeStatus(statistics: StatisticRows, inputs: RunInputs, status: Variable, everybody: readonly string[]) {
  const values = valuesOf(inputs, everybody, status.ref);
  const known = membersWhere(everybody, values, (value) => !isMissing(value));
  for (const code of codesOf(status)) {
    const members = membersWhere(everybody, values, (value) => stateOfCode(value, code) === 'present');
    statistics.count(`status.${code}.count`, { row: `status.${code}`, numerator: members, denominator: known });
  }
  const missing = membersWhere(everybody, values, isMissing);
  statistics.count('status.missing', { row: 'status', numerator: missing, denominator: everybody });
  for (const [reason, members] of missingByReason(everybody, values))
    statistics.count(`status.missing.${reason}`, { row: 'status', numerator: members, denominator: everybody });
}

/** The longest bar first; by a variable in the order of its codes or values, the missing last, and the longest first within. */
function orderLanes(inputs: RunInputs, lanes: readonly Lane[], by: string | undefined): Lane[] {
  const longest = [...lanes].sort((a, b) => b.end - a.end);
  if (by === undefined) return longest;
  const variable = variableOf(inputs, by);
  const codes = codesOf(variable);
  const rank = new Map(
    lanes.map(({ patient }) => {
      const value = variableValue(inputs.study, contextFor(inputs, patient), by);
      return [patient, orderKey(value, codes)];
    }),
  );
  return longest.sort((a, b) => compareKeys(rank.get(a.patient) ?? null, rank.get(b.patient) ?? null));
}

function orderKey(value: Value, codes: readonly string[]): number | string | null {
  if (isMissing(value)) return null;
  if (typeof value === 'boolean') return value ? 0 : 1;
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return codes.length > 0 ? codes.indexOf(value) : value;
  if (value.kind === 'date') return value.earliest;
  if (value.kind === 'age') return value.value * { a: 365.25, mo: 365.25 / 12, wk: 7, d: 1 }[value.unit];
  return value.present.join('|');
}

function compareKeys(a: number | string | null, b: number | string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

/** A bar and its marks; `isGiven`: it has numbers of its own. */
function laneRows(
  statistics: StatisticRows,
  lane: Lane,
  place: number,
  status: Cell,
  unit: TimeUnit,
  isGiven: boolean,
): ResultRow[] {
  const { patient } = lane;
  const name = `lane.${place}`;
  const own = { row: name, denominator: [patient] };
  if (isGiven) {
    statistics.duration(`${name}.end`, { name: 'lane.end', ...own, deciding: lane.endDeciding }, lane.end, unit);
    if (lane.event !== null)
      statistics.duration(`${name}.event`, { name: 'lane.event', ...own, deciding: lane.deciding }, lane.event, unit);
  }
  const bar: ResultRow = {
    cells: {
      shown: 'bar',
      lane: place,
      entry: lane.entry,
      end: lane.end,
      event: lane.event,
      endedByEvent: lane.event === lane.end,
      status,
    },
    patient,
  };
  const marks = lane.happenings.map((happening, index): ResultRow => {
    const id = `${name}.mark.${index + 1}`;
    const at = happening.day - lane.zero;
    const { end, open } = endFrom(happening, lane.zero);
    if (isGiven) {
      statistics.duration(`${id}.time`, { name: 'mark.time', ...own, deciding: [happening.ref] }, at, unit);
      const { until } = happening;
      if (end !== null && until !== null && typeof until === 'object')
        statistics.duration(`${id}.until`, { name: 'mark.until', ...own, deciding: [until.ref] }, end, unit);
    }
    return {
      cells: {
        shown: 'mark',
        lane: place,
        mark: index + 1,
        source: happening.source,
        at,
        until: end,
        open,
        precision: happening.precision,
      },
      patient,
    };
  });
  return [bar, ...marks];
}

function endFrom({ until }: Happening, zero: number): { end: number | null; open: string | null } {
  if (until === null) return { end: null, open: null };
  return typeof until === 'string' ? { end: null, open: until } : { end: until.day - zero, open: null };
}

/**
 * The same bars without patients: times in whole months, ordered by these and, where they are alike, by what else is
 * shown. Two bars that show the same are the same, so the order tells nothing that is not drawn.
 */
function publicRows(lanes: readonly Lane[], statusOf: (patient: string) => Cell): ResultRow[] {
  const months = (days: number) => Math.round(inTimeUnit(days, 'month')) || 0; // never minus zero
  const coarse = lanes.map((lane) => {
    const status = statusOf(lane.patient);
    const bar = {
      entry: months(lane.entry),
      end: months(lane.end),
      event: lane.event === null ? null : months(lane.event),
      endedByEvent: lane.event === lane.end,
      status: missingInCell(status) ? null : status, // why it is missing could single out a patient
    };
    const marks = lane.happenings.map((happening) => {
      const { end, open } = endFrom(happening, lane.zero);
      return {
        source: happening.source,
        at: months(happening.day - lane.zero),
        until: end === null ? null : months(end),
        open,
      };
    });
    // on one day and in one month the order of the marks must not tell more than the months
    const sorted = marks.map((mark) => ({ mark, key: JSON.stringify(mark) }));
    sorted.sort((a, b) => a.mark.at - b.mark.at || byCodeUnit(a.key, b.key));
    return { bar, marks: sorted.map(({ mark }) => mark), key: JSON.stringify([bar, sorted.map(({ key }) => key)]) };
  });
  coarse.sort((a, b) => b.bar.end - a.bar.end || byCodeUnit(a.key, b.key));
  return coarse.flatMap(({ bar, marks }, index): ResultRow[] => [
    { cells: { shown: 'publicBar', lane: index + 1, ...bar } },
    ...marks.map((mark, place) => ({ cells: { shown: 'publicMark', lane: index + 1, mark: place + 1, ...mark } })),
  ]);
}

/** An axis to the tick after the latest bar or mark; `minimum` is below 0 by so much as the earliest mark needs. */
function axisOf(lanes: readonly Lane[], unit: TimeUnit): Axis & { minimum: number } {
  const days = lanes.flatMap((lane) => [
    lane.end,
    ...lane.happenings.map(({ day }) => day - lane.zero),
    ...lane.happenings.map((happening) => endFrom(happening, lane.zero).end ?? 0),
  ]);
  const { step, maximum } = usualAxis(Math.max(0, ...days), [0], unit);
  const earliest = inTimeUnit(Math.min(0, ...days), unit);
  return { minimum: Math.floor(earliest) || 0, step, maximum };
}
