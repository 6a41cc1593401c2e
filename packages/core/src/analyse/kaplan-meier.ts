import { guardSurvival, survivalQuantile } from '@casewright/stats';
import { deriveEndpoint, otherPartialDateRules, type TimeToEvent } from '../derive/index.ts';
import type { AnalysisResult, Json, ResultNote, ResultRow } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { curveRows } from './curve-rows.ts';
import {
  type CurveSettings,
  type CurveWriter,
  readCurve,
  STEPS_GIVEN,
  writeCounts,
  writeGrey,
  writeMedian,
  writePersonTime,
  writeSteps,
  writeTime,
} from './curve-statistics.ts';
import { DEFAULT_GREY_BEYOND, greyTail } from './grey-tail.ts';
import { partsOf } from './groups.ts';
import { riskSetNotes } from './guard-notes.ts';
import { writeNoted } from './noted-patients.ts';
import { assembleResult, DEFAULT_LEVEL, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { type PatientSet, StatisticRows } from './statistic-rows.ts';
import { asCauses, curveOf, endingAtQuantile, leftBy, subjectsAmong } from './subjects.ts';
import {
  beyondNote,
  coincidesNote,
  curveName,
  greyNote,
  noEventsNote,
  notAtRiskNotes,
  stepsCutNote,
} from './survival-notes.ts';
import { DAYS_PER_UNIT, DEFAULT_TIME_UNIT, sortedTimes, TIME_SUFFIX, ticksOf, usualAxis } from './time-axis.ts';

type SurvivalAnalysis = AnalysisOfKind<'kaplanMeier'>;

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
  const asked = membersOf(inputs.cohort, analysis.set);
  const everybody = endpoint.patients;
  const settings = settingsOf(analysis, endpoint);
  const statistics = new StatisticRows(analysis.id, inputs.durationDecimals);
  const rows: ResultRow[] = [];
  const notes: ResultNote[] = [...notAtRiskNotes(endpoint), ...endpoint.notes];
  const { parts, grouping } = partsOf(inputs, everybody, analysis.by);

  for (const part of parts) {
    const subjects = subjectsAmong(endpoint, part.set);
    const curve = curveOf(subjects, settings);
    const isDrawn = analysis.by === undefined || part.column !== undefined;
    const writer: CurveWriter = { statistics, part, subjects, curve, settings };
    writeCounts(writer, asked);
    writeMedian(writer);
    for (const time of settings.allTimes) writeTime(writer, time);
    const tail = greyTail(curve, subjects, settings.greyBeyond);
    writeGrey(writer, tail.from);
    writePersonTime(writer);
    if (!isDrawn) continue;
    if (inputs.hasNoSteps !== true) writeSteps(writer);
    for (const row of curveRows(curve, part, subjects, tail)) rows.push(row);
    notes.push(...curveNotes(inputs, analysis, writer, tail.from));
  }
  if (grouping) {
    const { ungrouped, variable } = grouping;
    statistics.count(`${variable.id}.missing`, { row: variable.id, numerator: ungrouped, denominator: everybody });
  }
  writeNotAtRisk(statistics, endpoint, asked);
  writeNoted(statistics, endpoint, asked);
  writeOtherRules(inputs, analysis, endpoint, asked, settings, statistics);
  if (twins.length > 0) notes.push(coincidesNote(inputs.study, analysis.endpoint, twins));
  const bounds = endpoint.event.includes(1) ? [] : [REFERENCES.clopperPearson, REFERENCES.poisson];
  const method = {
    name: 'Kaplan-Meier',
    variant: `Greenwood variance, ${settings.confidence} limits; events before censorings on one day`,
    reference: [
      REFERENCES.kaplanMeier,
      REFERENCES.greenwood,
      REFERENCES.logLog,
      REFERENCES.medianLimits,
      ...bounds,
    ].join('; '),
  };
  return assembleResult(inputs, analysis, method, optionsOf(analysis, endpoint, settings), statistics, notes, rows);
}

function settingsOf(analysis: SurvivalAnalysis, endpoint: TimeToEvent): CurveSettings {
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

function optionsOf(analysis: SurvivalAnalysis, endpoint: TimeToEvent, settings: CurveSettings): Record<string, Json> {
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

function curveNotes(
  inputs: RunInputs,
  analysis: SurvivalAnalysis,
  writer: CurveWriter,
  greyFrom: number | null,
): ResultNote[] {
  const { curve, settings, subjects, part } = writer;
  if (subjects.patients.length === 0) return [];
  const steps = curve.events.reduce((count, events) => count + (events > 0 ? 1 : 0), 0);
  const beyond = settings.times.filter((time) => readCurve(curve, time * DAYS_PER_UNIT[settings.unit]).isBeyond);
  const isGrey = steps > 0 && greyFrom !== null;
  return [
    ...(steps === 0 ? [noEventsNote(inputs.study, analysis, part.column)] : []),
    ...(isGrey ? [greyNote(inputs.study, analysis, part.column, settings.greyBeyond)] : []),
    ...(beyond.length === 0 ? [] : [beyondNote(inputs.study, analysis, part.column)]),
    ...(steps > STEPS_GIVEN ? [stepsCutNote(STEPS_GIVEN)] : []),
    ...riskSetNotes(curveName(inputs.study, analysis, part.column), guardSurvival(asCauses(subjects)).curve.findings),
  ];
}

function writeNotAtRisk(statistics: StatisticRows, endpoint: TimeToEvent, asked: PatientSet): void {
  const members = endpoint.notAtRisk.map(({ patient }) => patient);
  statistics.count('notAtRisk', { name: 'notAtRisk', numerator: members, denominator: asked });
}

/** Survival and median under each rule that the endpoint does not use, where a date without a day decided anything. */
function writeOtherRules(
  inputs: RunInputs,
  analysis: SurvivalAnalysis,
  endpoint: TimeToEvent,
  asked: PatientSet,
  settings: CurveSettings,
  statistics: StatisticRows,
): void {
  if (endpoint.partialDates === 0) return;
  for (const rule of otherPartialDateRules(endpoint.rule)) {
    const other = deriveEndpoint(inputs.study, analysis.endpoint, asked, inputs.contexts, inputs.records, rule);
    const subjects = subjectsAmong(other, other.patients);
    const curve = curveOf(subjects, settings);
    const prefix = `partialDates.${rule}.`;
    const set = other.patients;
    for (const time of settings.times) {
      const at = `@${time}${TIME_SUFFIX[settings.unit]}`;
      const day = time * DAYS_PER_UNIT[settings.unit];
      const numerator = leftBy(subjects, day, 1);
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
