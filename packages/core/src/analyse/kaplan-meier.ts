import { clopperPearson, type SurvivalCurve, survivalAt, survivalQuantile } from '@casewright/stats';
import { deriveEndpoint, otherPartialDateRules, type TimeToEvent } from '../derive/index.ts';
import {
  type AnalysisResult,
  DAYS_PER_YEAR,
  type Json,
  numberToFile,
  type ResultNote,
  type ResultRow,
  type TimeUnit,
} from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { DEFAULT_GREY_BEYOND, greyTail } from './grey-tail.ts';
import { type Part, partsOf } from './groups.ts';
import { writeProportion } from './proportion.ts';
import { assembleResult, DEFAULT_LEVEL, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows, UCUM_TIME } from './statistic-rows.ts';
import {
  atRiskOn,
  curveOf,
  endingAtQuantile,
  endingBetween,
  leftBy,
  observedDays,
  type Subjects,
  subjectsAmong,
  withOutcome,
} from './subjects.ts';
import { beyondNote, coincidesNote, greyNote, noEventsNote, notAtRiskNotes, stepsCutNote } from './survival-notes.ts';
import {
  type Axis,
  DAYS_PER_UNIT,
  DEFAULT_TIME_UNIT,
  sortedTimes,
  TIME_SUFFIX,
  ticksOf,
  usualAxis,
} from './time-axis.ts';

/** Numbers of a curve's steps are given for this many event times; `rows` hold all of them. */
const STEPS_GIVEN = 100;

type SurvivalAnalysis = AnalysisOfKind<'kaplanMeier'>;

/** All options of one analysis, defaults filled in. */
type Settings = {
  confidence: 'log-log' | 'log' | 'plain';
  level: number;
  times: readonly number[];
  /** declared times and the ticks of the axis */
  allTimes: readonly number[];
  unit: TimeUnit;
  axis: Axis;
  greyBeyond: number;
};

/**
 * Event-free survival over time by Kaplan-Meier, for everybody and for each group of `by`.
 *
 * Days decide the order; on one day events come before censorings, and at risk on a day are those who leave on it or
 * later. Limits are null where S is 1 or 0, and S is null after the last day observed unless it is 0. Without an event
 * there are an exact upper bound of the proportion and of the rate instead of a flat line's false certainty. Where a
 * date without a day decided anything, survival and median under each other rule stand beside.
 *
 * @param endpoint - time to event of the analysis set by the endpoint's own rule
 * @param twins - other endpoints of the plan whose curve on the same set is the very same
 */
export function analyseKaplanMeier(
  inputs: RunInputs,
  analysis: SurvivalAnalysis,
  endpoint: TimeToEvent,
  twins: readonly string[],
): AnalysisResult {
  const asked: PatientSet = { name: 'set', members: membersOf(inputs.cohort, analysis.set) };
  const everybody: PatientSet = { name: 'n', members: endpoint.patients };
  const settings = settingsOf(analysis, endpoint);
  const statistics = new StatisticRows(analysis.id);
  const rows: ResultRow[] = [];
  const notes: ResultNote[] = [...notAtRiskNotes(endpoint), ...endpoint.notes];
  const { parts, grouping } = partsOf(inputs, everybody, analysis.by);

  for (const part of parts) {
    const subjects = subjectsAmong(endpoint, part.set.members);
    const curve = curveOf(subjects, settings);
    const isDrawn = analysis.by === undefined || part.column !== undefined;
    const writer: CurveWriter = { statistics, part, subjects, curve, settings };
    writeCounts(writer, asked);
    writeMedian(writer);
    for (const time of settings.allTimes) writeTime(writer, time);
    const tail = greyTail(curve, subjects, settings.greyBeyond);
    writeGrey(writer, tail.from);
    writePersonTime(writer);
    if (isDrawn) {
      writeSteps(writer);
      rows.push(...curveRows(curve, part, subjects, tail));
      notes.push(...curveNotes(inputs, analysis, writer, tail.from));
    }
  }
  if (grouping) {
    const { ungrouped, variable } = grouping;
    statistics.count(ungrouped.name, { row: variable.id, numerator: ungrouped, denominator: everybody });
  }
  writeNotAtRisk(statistics, endpoint, asked);
  writeOtherRules(inputs, analysis, endpoint, asked, settings, statistics);
  if (twins.length > 0) notes.push(coincidesNote(inputs.study, analysis.endpoint, twins));
  const method = {
    name: 'Kaplan-Meier',
    variant: `Greenwood variance, ${settings.confidence} limits; events before censorings on one day`,
    reference: [REFERENCES.kaplanMeier, REFERENCES.greenwood, REFERENCES.logLog, REFERENCES.medianLimits].join('; '),
  };
  return assembleResult(inputs, analysis, method, optionsOf(analysis, endpoint, settings), statistics, notes, rows);
}

type CurveWriter = {
  statistics: StatisticRows;
  part: Part;
  subjects: Subjects;
  curve: SurvivalCurve;
  settings: Settings;
};

function settingsOf(analysis: SurvivalAnalysis, endpoint: TimeToEvent): Settings {
  const unit = analysis.timeUnit ?? DEFAULT_TIME_UNIT;
  const times = sortedTimes(analysis.times);
  const longest = endpoint.timeDays.reduce((a, b) => Math.max(a, b), 0);
  const axis = analysis.axis ?? usualAxis(longest, times, unit);
  return {
    confidence: analysis.confidence ?? 'log-log',
    level: analysis.level ?? DEFAULT_LEVEL,
    times,
    allTimes: sortedTimes([...times, ...ticksOf(axis)]),
    unit,
    axis,
    greyBeyond: analysis.greyBeyond ?? DEFAULT_GREY_BEYOND,
  };
}

function optionsOf(analysis: SurvivalAnalysis, endpoint: TimeToEvent, settings: Settings): Record<string, Json> {
  return {
    endpoint: analysis.endpoint,
    by: analysis.by ?? null,
    confidence: settings.confidence,
    level: settings.level,
    variance: 'greenwood',
    ties: 'events before censorings',
    times: [...settings.times],
    timeUnit: settings.unit,
    daysPerUnit: DAYS_PER_UNIT[settings.unit],
    axis: { step: settings.axis.step, maximum: settings.axis.maximum },
    greyBeyond: settings.greyBeyond,
    partialDates: endpoint.rule,
  };
}

function writeCounts({ statistics, part, subjects }: CurveWriter, asked: PatientSet): void {
  const { prefix, column, set } = part;
  const events = { name: `${prefix}events`, members: withOutcome(subjects, 1) };
  const censored = { name: `${prefix}censored`, members: withOutcome(subjects, 0) };
  const deciding = endingBetween(subjects, 0, Number.POSITIVE_INFINITY, 1);
  statistics.count(`${prefix}n`, { column, numerator: set, denominator: asked });
  statistics.count(`${prefix}events`, { name: 'events', column, numerator: events, denominator: set, deciding });
  statistics.count(`${prefix}censored`, { name: 'censored', column, numerator: censored, denominator: set });
}

function writeMedian({ statistics, part, subjects, curve, settings }: CurveWriter): void {
  const { prefix, column, set } = part;
  const median = survivalQuantile(curve, 0.5);
  const place = { column, denominator: set };
  const deciding = endingAtQuantile(subjects, median.time, 1);
  statistics.duration(`${prefix}median`, { name: 'median', ...place, deciding }, median.time, settings.unit);
  statistics.duration(`${prefix}median.lower`, { name: 'median.lower', ...place }, median.lower, settings.unit);
  statistics.duration(`${prefix}median.upper`, { name: 'median.upper', ...place }, median.upper, settings.unit);
}

/** A curve at a time; null where nobody was observed for so long. */
function readCurve(curve: SurvivalCurve, day: number) {
  const point = survivalAt(curve, day);
  const last = curve.time.at(-1);
  const isBeyond = last === undefined || (day > last && point.survival > 0);
  const isOpen = point.survival > 0 && point.survival < 1 && !isBeyond;
  return {
    isBeyond,
    survival: isBeyond ? null : point.survival,
    standardError: isOpen ? point.standardError : null,
    lower: isOpen ? point.lower : null,
    upper: isOpen ? point.upper : null,
  };
}

function writeTime({ statistics, part, subjects, curve, settings }: CurveWriter, time: number): void {
  const { prefix, column, set } = part;
  const at = `@${time}${TIME_SUFFIX[settings.unit]}`;
  const day = time * DAYS_PER_UNIT[settings.unit];
  const events: PatientSet = { name: `${prefix}cumulativeEvents${at}`, members: leftBy(subjects, day, 1) };
  const place = { row: at, column, at: { value: time, unit: settings.unit }, denominator: set };
  if (settings.times.includes(time)) {
    const point = readCurve(curve, day);
    const survival = { ...place, numerator: events };
    statistics.probability(`${prefix}survival${at}`, { name: 'survival', ...survival }, point.survival);
    statistics.probability(`${prefix}survival${at}.lower`, { name: 'survival.lower', ...survival }, point.lower);
    statistics.probability(`${prefix}survival${at}.upper`, { name: 'survival.upper', ...survival }, point.upper);
    statistics.decimal(
      `${prefix}standardError${at}`,
      { name: 'standardError', ...survival },
      point.standardError,
      'probability',
      3,
    );
  }
  const atRisk = { name: `${prefix}atRisk${at}`, members: atRiskOn(subjects, day) };
  const censored = { name: `${prefix}cumulativeCensored${at}`, members: leftBy(subjects, day, 0) };
  statistics.count(`${prefix}atRisk${at}`, { name: 'atRisk', ...place, numerator: atRisk });
  statistics.count(`${prefix}cumulativeEvents${at}`, { name: 'cumulativeEvents', ...place, numerator: events });
  statistics.count(`${prefix}cumulativeCensored${at}`, { name: 'cumulativeCensored', ...place, numerator: censored });
}

function writeGrey({ statistics, part, settings }: CurveWriter, from: number | null): void {
  const place = { name: 'greyFrom', column: part.column, denominator: part.set };
  statistics.duration(`${part.prefix}greyFrom`, place, from, settings.unit);
}

/** Person-years, and without an event the exact upper bounds that stand in for a flat line. */
function writePersonTime({ statistics, part, subjects, settings }: CurveWriter): void {
  const { prefix, column, set } = part;
  const years = observedDays(subjects) / DAYS_PER_YEAR;
  const events: PatientSet = { name: `${prefix}events`, members: withOutcome(subjects, 1) };
  const place = { column, numerator: events, denominator: set };
  statistics.decimal(
    `${prefix}personYears`,
    { name: 'personYears', column, denominator: set },
    years,
    UCUM_TIME.year,
    1,
  );
  if (events.members.length > 0 || set.members.length === 0) return;
  writeProportion(statistics, `${prefix}proportion`, place, clopperPearson, settings.level);
  const rateBound = (tail: number): number | null => (years > 0 ? -Math.log(tail) / years : null);
  const tail = 1 - settings.level;
  statistics.decimal(`${prefix}rate`, { name: 'rate', ...place }, years > 0 ? 0 : null, '/a', 3);
  statistics.decimal(`${prefix}rate.upper`, { name: 'rate.upper', ...place }, rateBound(tail / 2), '/a', 3);
  statistics.decimal(`${prefix}rate.upperOneSided`, { name: 'rate.upperOneSided', ...place }, rateBound(tail), '/a', 3);
}

function writeSteps({ statistics, part, subjects, curve, settings }: CurveWriter): void {
  const { prefix, column, set } = part;
  let step = 0;
  for (let row = 0; row < curve.time.length && step < STEPS_GIVEN; row += 1) {
    if (curve.events[row] === 0) continue;
    step += 1;
    const day = curve.time[row] as number;
    const name = `${prefix}step.${step}`;
    const atRisk: PatientSet = { name: `${name}.atRisk`, members: atRiskOn(subjects, day) };
    const byThen = leftBy(subjects, day, 1);
    const earlier = new Set(leftBy(subjects, day - 1, 1));
    const events = { name: `${name}.events`, members: byThen.filter((patient) => !earlier.has(patient)) };
    const place = { row: `step.${step}`, column, at: { value: day, unit: 'day' as const } };
    const happened = {
      ...place,
      numerator: events,
      denominator: atRisk,
      deciding: endingBetween(subjects, day, day, 1),
    };
    const estimate = { ...place, numerator: { name: `${name}.byThen`, members: byThen }, denominator: set };
    const point = readCurve(curve, day);
    statistics.duration(`${name}.time`, { name: 'step.time', ...happened }, day, settings.unit);
    statistics.count(`${name}.atRisk`, { name: 'step.atRisk', ...place, numerator: atRisk, denominator: set });
    statistics.count(`${name}.events`, { name: 'step.events', ...happened });
    statistics.probability(`${name}.survival`, { name: 'step.survival', ...estimate }, point.survival);
    statistics.probability(`${name}.lower`, { name: 'step.lower', ...estimate }, point.lower);
    statistics.probability(`${name}.upper`, { name: 'step.upper', ...estimate }, point.upper);
  }
}

/** Every day on which somebody left, in order, and day 0; limits are null where S is 1 or 0. */
function curveRows(
  curve: SurvivalCurve,
  part: Part,
  subjects: Subjects,
  tail: { start: boolean; after: boolean[] },
): ResultRow[] {
  const group = part.column ?? null;
  const rows: ResultRow[] = [];
  if (curve.time[0] !== 0 && curve.time.length > 0) {
    const still = { events: 0, censored: 0, survival: 1, lower: null, upper: null };
    rows.push({ cells: { group, time: 0, atRisk: atRiskOn(subjects, 0).length, ...still, grey: tail.start } });
  }
  for (let row = 0; row < curve.time.length; row += 1) {
    const time = curve.time[row] as number;
    const { lower, upper } = readCurve(curve, time);
    rows.push({
      cells: {
        group,
        time,
        atRisk: curve.atRisk[row] as number,
        events: curve.events[row] as number,
        censored: curve.censored[row] as number,
        survival: numberToFile(curve.survival[row] as number),
        lower: lower === null ? null : numberToFile(lower),
        upper: upper === null ? null : numberToFile(upper),
        grey: tail.after[row] as boolean,
      },
    });
  }
  return rows;
}

function curveNotes(
  inputs: RunInputs,
  analysis: SurvivalAnalysis,
  writer: CurveWriter,
  greyFrom: number | null,
): ResultNote[] {
  const { curve, settings, subjects, part } = writer;
  const events = withOutcome(subjects, 1).length;
  const steps = curve.events.reduce((count, dead) => count + (dead > 0 ? 1 : 0), 0);
  const beyond = settings.times.filter((time) => readCurve(curve, time * DAYS_PER_UNIT[settings.unit]).isBeyond);
  return [
    ...(events === 0 ? [noEventsNote(inputs.study, analysis, part.column)] : []),
    ...(greyFrom === null ? [] : [greyNote(inputs.study, analysis, part.column, settings.greyBeyond)]),
    ...(beyond.length === 0 ? [] : [beyondNote(inputs.study, analysis, part.column)]),
    ...(steps > STEPS_GIVEN ? [stepsCutNote(STEPS_GIVEN)] : []),
  ];
}

function writeNotAtRisk(statistics: StatisticRows, endpoint: TimeToEvent, asked: PatientSet): void {
  const members = endpoint.notAtRisk.map(({ patient }) => patient);
  statistics.count('notAtRisk', { name: 'notAtRisk', numerator: { name: 'notAtRisk', members }, denominator: asked });
}

/** Survival and median under each rule that the endpoint does not use, where a date without a day decided anything. */
function writeOtherRules(
  inputs: RunInputs,
  analysis: SurvivalAnalysis,
  endpoint: TimeToEvent,
  asked: PatientSet,
  settings: Settings,
  statistics: StatisticRows,
): void {
  if (endpoint.partialDates === 0) return;
  for (const rule of otherPartialDateRules(endpoint.rule)) {
    const other = deriveEndpoint(inputs.study, analysis.endpoint, asked.members, inputs.contexts, inputs.records, rule);
    const subjects = subjectsAmong(other, other.patients);
    const curve = curveOf(subjects, settings);
    const prefix = `partialDates.${rule}.`;
    const set: PatientSet = { name: `${prefix}n`, members: other.patients };
    for (const time of settings.times) {
      const at = `@${time}${TIME_SUFFIX[settings.unit]}`;
      const day = time * DAYS_PER_UNIT[settings.unit];
      const numerator = { name: `${prefix}survival${at}`, members: leftBy(subjects, day, 1) };
      const place = { row: `${prefix}${at}`, at: { value: time, unit: settings.unit }, numerator, denominator: set };
      statistics.probability(`${prefix}survival${at}`, { name: 'survival', ...place }, readCurve(curve, day).survival);
    }
    const median = survivalQuantile(curve, 0.5).time;
    const deciding = endingAtQuantile(subjects, median, 1);
    statistics.duration(
      `${prefix}median`,
      { name: 'median', row: prefix, denominator: set, deciding },
      median,
      settings.unit,
    );
  }
}
