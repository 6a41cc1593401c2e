import { reverseKaplanMeier, survivalQuantile } from '@casewright/stats';
import { deriveEndpoint, otherPartialDateRules, type TimeToEvent } from '../derive/index.ts';
import type { AnalysisResult, Json, TimeUnit } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type Part, partsOf } from './groups.ts';
import { writeNoted } from './noted-patients.ts';
import { assembleResult, DEFAULT_LEVEL, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { StatisticRows } from './statistic-rows.ts';
import { type CurveOptions, endingAtQuantile, type Subjects, subjectsAmong } from './subjects.ts';
import { notAtRiskNotes } from './survival-notes.ts';
import { DAYS_PER_UNIT, DEFAULT_TIME_UNIT } from './time-axis.ts';

/**
 * How long patients were followed: the median of potential follow-up, where the end of observation is the event and
 * the endpoint's own event censors; and the shortest and longest time observed, whatever ended it.
 *
 * @param endpoint - time to event of the analysis set by the endpoint's own rule
 */
export function analyseReverseKaplanMeier(
  inputs: RunInputs,
  analysis: AnalysisOfKind<'reverseKaplanMeier'>,
  endpoint: TimeToEvent,
): AnalysisResult {
  const asked = membersOf(inputs.cohort, analysis.set);
  const everybody = endpoint.patients;
  const unit = analysis.timeUnit ?? DEFAULT_TIME_UNIT;
  const curveOptions: CurveOptions = {
    level: analysis.level ?? DEFAULT_LEVEL,
    confidence: analysis.confidence ?? 'log-log',
  };
  const statistics = new StatisticRows(analysis.id, inputs.durationDecimals);
  const { parts, grouping } = partsOf(inputs, everybody, analysis.by);
  for (const part of parts) {
    const subjects = subjectsAmong(endpoint, part.set);
    statistics.count(`${part.prefix}n`, { column: part.column, numerator: part.set, denominator: asked });
    writeMedian(statistics, part, subjects, curveOptions, unit);
    writeRange(statistics, part, subjects, unit);
  }
  if (grouping) {
    const { ungrouped, variable } = grouping;
    statistics.count(`${variable.id}.missing`, { row: variable.id, numerator: ungrouped, denominator: everybody });
  }
  const notAtRisk = endpoint.notAtRisk.map(({ patient }) => patient);
  statistics.count('notAtRisk', { name: 'notAtRisk', numerator: notAtRisk, denominator: asked });
  writeNoted(statistics, endpoint, asked);

  if (endpoint.partialDates > 0) {
    for (const rule of otherPartialDateRules(endpoint.rule)) {
      const other = deriveEndpoint(inputs.study, analysis.endpoint, asked, inputs.contexts, inputs.records, rule);
      const subjects = subjectsAmong(other, other.patients);
      const prefix = `partialDates.${rule}.`;
      const median = survivalQuantile(reverseKaplanMeier(subjects.followUp, curveOptions), 0.5).time;
      const deciding = endingAtQuantile(subjects, median, 0);
      statistics.duration(
        `${prefix}median`,
        { name: 'median', row: prefix, denominator: other.patients, deciding },
        median,
        unit,
      );
    }
  }
  const method = {
    name: 'Reverse Kaplan-Meier',
    variant: `${curveOptions.confidence} limits; the end of observation is the event`,
    reference: REFERENCES.reverseKaplanMeier,
  };
  const options: Record<string, Json> = {
    endpoint: analysis.endpoint,
    by: analysis.by ?? null,
    ...curveOptions,
    timeUnit: unit,
    daysPerUnit: DAYS_PER_UNIT[unit],
    partialDates: endpoint.rule,
  };
  const notes = [...notAtRiskNotes(endpoint), ...endpoint.notes];
  return assembleResult(inputs, analysis, method, options, statistics, notes);
}

function writeMedian(
  statistics: StatisticRows,
  { prefix, column, set }: Part,
  subjects: Subjects,
  options: CurveOptions,
  unit: TimeUnit,
): void {
  const median = survivalQuantile(reverseKaplanMeier(subjects.followUp, options), 0.5);
  const place = { column, denominator: set };
  const deciding = endingAtQuantile(subjects, median.time, 0);
  statistics.duration(`${prefix}median`, { name: 'median', ...place, deciding }, median.time, unit);
  statistics.duration(`${prefix}median.lower`, { name: 'median.lower', ...place }, median.lower, unit);
  statistics.duration(`${prefix}median.upper`, { name: 'median.upper', ...place }, median.upper, unit);
}

/** The shortest and the longest follow-up, each with the record of the first patient who has it. */
function writeRange(
  statistics: StatisticRows,
  { prefix, column, set }: Part,
  subjects: Subjects,
  unit: TimeUnit,
): void {
  const { exit } = subjects.followUp;
  const shortest = exit.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const longest = exit.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  for (const [name, days] of [
    ['minimum', shortest],
    ['maximum', longest],
  ] as const) {
    const ref = subjects.ending[exit.indexOf(days)];
    const place = { name, column, denominator: set, deciding: ref ? [ref] : [] };
    statistics.duration(`${prefix}${name}`, place, exit.length === 0 ? null : days, unit, 'notEstimable');
  }
}
