import { exactRate, exactRateUpperLimit } from '@casewright/stats';
import type { TimeToEvent } from '../derive/index.ts';
import { type AnalysisResult, DAYS_PER_YEAR, type Json } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type Part, partsOf } from './groups.ts';
import { writeNoted } from './noted-patients.ts';
import { assembleResult, DEFAULT_LEVEL, REFERENCES } from './result-parts.ts';
import { membersOf, type RunInputs } from './run-inputs.ts';
import { StatisticRows, UCUM_TIME } from './statistic-rows.ts';
import { endingBetween, observedDays, type Subjects, subjectsAmong, withOutcome } from './subjects.ts';
import { notAtRiskNotes } from './survival-notes.ts';
import { withoutCompetingNote } from './without-competing-note.ts';

/** Person-years of the denominator unless the plan says otherwise. */
export const DEFAULT_PER = 100;

type Settings = { per: number; level: number };

/**
 * Events over person-years with exact limits, for everybody and for each group of `by`. Time counts from entry to the
 * event, to what competes with it, or to the end of follow-up. Without an event the upper limit is given two-sided and,
 * for itself, one-sided at the same level.
 *
 * @param endpoint - time to event of the analysis set by the endpoint's own rule
 */
export function analyseRate(
  inputs: RunInputs,
  analysis: AnalysisOfKind<'rate'>,
  endpoint: TimeToEvent,
): AnalysisResult {
  const asked = membersOf(inputs.cohort, analysis.set);
  const settings = { per: analysis.per ?? DEFAULT_PER, level: analysis.level ?? DEFAULT_LEVEL };
  const statistics = new StatisticRows(analysis.id);
  const { parts, grouping } = partsOf(inputs, endpoint.patients, analysis.by);
  for (const part of parts) {
    statistics.count(`${part.prefix}n`, { column: part.column, numerator: part.set, denominator: asked });
    writeRate(statistics, part, subjectsAmong(endpoint, part.set), settings);
  }
  if (grouping) {
    const { ungrouped, variable } = grouping;
    const place = { row: variable.id, numerator: ungrouped, denominator: endpoint.patients };
    statistics.count(`${variable.id}.missing`, place);
  }
  const notAtRisk = endpoint.notAtRisk.map(({ patient }) => patient);
  statistics.count('notAtRisk', { name: 'notAtRisk', numerator: notAtRisk, denominator: asked });
  const noted = withoutCompetingNote(endpoint);
  writeNoted(statistics, noted, asked);
  const method = { name: 'Incidence rate', variant: 'exact Poisson limits (Garwood)', reference: REFERENCES.poisson };
  const options: Record<string, Json> = {
    endpoint: analysis.endpoint,
    by: analysis.by ?? null,
    per: settings.per,
    level: settings.level,
    daysPerYear: DAYS_PER_YEAR,
    partialDates: endpoint.rule,
  };
  return assembleResult(inputs, analysis, method, options, statistics, [...notAtRiskNotes(endpoint), ...noted.notes]);
}

function writeRate(
  statistics: StatisticRows,
  { prefix, column, set }: Part,
  subjects: Subjects,
  { per, level }: Settings,
): void {
  const events = withOutcome(subjects, 1);
  const years = observedDays(subjects) / DAYS_PER_YEAR;
  const place = { column, numerator: events, denominator: set };
  const deciding = endingBetween(subjects, 0, Number.POSITIVE_INFINITY, 1);
  statistics.count(`${prefix}events`, { name: 'events', ...place, deciding });
  const whole = { name: 'personYears', column, denominator: set };
  statistics.decimal(`${prefix}personYears`, whole, years, UCUM_TIME.year, 1);
  // somebody with the event on the first day and nobody else: no time in which it could be counted
  const canBeEstimated = years > 0;
  const rate = canBeEstimated ? exactRate(events.length, years, level) : null;
  const write = (name: string, value: number | null): void => {
    const perYears = value === null ? null : value * per;
    statistics.decimal(`${prefix}${name}`, { name, ...place }, perYears, rateUnit(per), rateDecimals(per));
  };
  write('rate', rate?.estimate ?? null);
  write('rate.lower', rate?.lower ?? null);
  write('rate.upper', rate?.upper ?? null);
  if (events.length === 0) write('rate.upperOneSided', canBeEstimated ? exactRateUpperLimit(0, years, level) : null);
}

/** UCUM: per year, or per so many years. */
function rateUnit(per: number): string {
  return per === 1 ? `/${UCUM_TIME.year}` : `/(${per}.${UCUM_TIME.year})`;
}

/** As many decimals as tell a thousandth of an event a year. */
function rateDecimals(per: number): number {
  return Math.min(3, Math.max(0, 3 - Math.round(Math.log10(per))));
}
