import { type BareCurve, clopperPearson, type SurvivalCurve, survivalAt, survivalQuantile } from '@casewright/stats';
import { DAYS_PER_YEAR, type TimeUnit } from '../model/index.ts';
import type { Part } from './groups.ts';
import { writeProportion } from './proportion.ts';
import { type PatientSet, type StatisticRows, UCUM_TIME } from './statistic-rows.ts';
import {
  atRiskOn,
  endingAtQuantile,
  endingBetween,
  leftBy,
  leftOn,
  observedDays,
  type Subjects,
  withOutcome,
} from './subjects.ts';
import { type Axis, DAYS_PER_UNIT, TIME_SUFFIX } from './time-axis.ts';

/** Numbers of a curve's steps are given for this many event times; `rows` hold all of them. */
export const STEPS_GIVEN = 100;

/** All options of one analysis, defaults filled in. */
export type CurveSettings = {
  confidence: 'log-log' | 'log' | 'plain';
  level: number;
  times: readonly number[];
  /** declared times and the ticks of the axis */
  allTimes: readonly number[];
  unit: TimeUnit;
  axis: Axis;
  greyBeyond: number;
};

/** One curve, and where its numbers go. */
export type CurveWriter = {
  statistics: StatisticRows;
  part: Part;
  subjects: Subjects;
  curve: SurvivalCurve;
  settings: CurveSettings;
};

export function writeCounts({ statistics, part, subjects }: CurveWriter, asked: PatientSet): void {
  const { prefix, column, set } = part;
  const events = withOutcome(subjects, 1);
  const censored = withOutcome(subjects, 0);
  const deciding = endingBetween(subjects, 0, Number.POSITIVE_INFINITY, 1);
  statistics.count(`${prefix}n`, { column, numerator: set, denominator: asked });
  statistics.count(`${prefix}events`, { name: 'events', column, numerator: events, denominator: set, deciding });
  statistics.count(`${prefix}censored`, { name: 'censored', column, numerator: censored, denominator: set });
}

export function writeMedian({ statistics, part, subjects, curve, settings }: CurveWriter): void {
  const { prefix, column, set } = part;
  const median = survivalQuantile(curve, 0.5);
  const place = { column, denominator: set };
  const deciding = endingAtQuantile(subjects, median.time, 1);
  statistics.duration(`${prefix}median`, { name: 'median', ...place, deciding }, median.time, settings.unit);
  statistics.duration(`${prefix}median.lower`, { name: 'median.lower', ...place }, median.lower, settings.unit);
  statistics.duration(`${prefix}median.upper`, { name: 'median.upper', ...place }, median.upper, settings.unit);
}

/** A curve on a day: S is null where nobody was observed for so long, its limits also where S is 1 or 0. */
export function readCurve(curve: SurvivalCurve, day: number) {
  const point = survivalAt(curve, day);
  const beyond = isBeyond(curve, day, point.survival);
  const isOpen = point.survival > 0 && point.survival < 1 && !beyond;
  return {
    isBeyond: beyond,
    survival: beyond ? null : point.survival,
    standardError: isOpen ? point.standardError : null,
    lower: isOpen ? point.lower : null,
    upper: isOpen ? point.upper : null,
  };
}

/** Whether a day lies after the last one observed, where a curve says nothing unless it came down to 0. */
export function isBeyond({ time }: BareCurve, day: number, survival: number): boolean {
  const last = time.at(-1);
  return last === undefined || (day > last && survival > 0);
}

export function writeTime({ statistics, part, subjects, curve, settings }: CurveWriter, time: number): void {
  const { prefix, column, set } = part;
  const at = `@${time}${TIME_SUFFIX[settings.unit]}`;
  const day = time * DAYS_PER_UNIT[settings.unit];
  const events = leftBy(subjects, day, 1);
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
  const atRisk = atRiskOn(subjects, day);
  const censored = leftBy(subjects, day, 0);
  statistics.count(`${prefix}atRisk${at}`, { name: 'atRisk', ...place, numerator: atRisk });
  statistics.count(`${prefix}cumulativeEvents${at}`, { name: 'cumulativeEvents', ...place, numerator: events });
  statistics.count(`${prefix}cumulativeCensored${at}`, { name: 'cumulativeCensored', ...place, numerator: censored });
}

/** From when on the curve is grey; a curve without an event is not drawn, so it has no such time. */
export function writeGrey({ statistics, part, curve, settings }: CurveWriter, from: number | null): void {
  const place = { name: 'greyFrom', column: part.column, denominator: part.set };
  const hasEvents = curve.events.some((events) => events > 0);
  const whyNull = hasEvents ? 'notReached' : 'tooFewEvents';
  statistics.duration(`${part.prefix}greyFrom`, place, hasEvents ? from : null, settings.unit, whyNull);
}

/** Person-years, and without an event the exact upper bounds that stand in for a flat line. */
export function writePersonTime({ statistics, part, subjects, settings }: CurveWriter): void {
  const { prefix, column, set } = part;
  const years = observedDays(subjects) / DAYS_PER_YEAR;
  const events = withOutcome(subjects, 1);
  const place = { column, numerator: events, denominator: set };
  statistics.decimal(
    `${prefix}personYears`,
    { name: 'personYears', column, denominator: set },
    years,
    UCUM_TIME.year,
    1,
  );
  if (events.length > 0 || set.length === 0) return;
  writeProportion(statistics, `${prefix}proportion`, place, clopperPearson, settings.level);
  const rateBound = (tail: number): number | null => (years > 0 ? -Math.log(tail) / years : null);
  const tail = 1 - settings.level;
  statistics.decimal(`${prefix}rate`, { name: 'rate', ...place }, years > 0 ? 0 : null, '/a', 3);
  statistics.decimal(`${prefix}rate.upper`, { name: 'rate.upper', ...place }, rateBound(tail / 2), '/a', 3);
  statistics.decimal(`${prefix}rate.upperOneSided`, { name: 'rate.upperOneSided', ...place }, rateBound(tail), '/a', 3);
}

export function writeSteps({ statistics, part, subjects, curve, settings }: CurveWriter): void {
  const { prefix, column, set } = part;
  let step = 0;
  for (let row = 0; row < curve.time.length && step < STEPS_GIVEN; row += 1) {
    if (curve.events[row] === 0) continue;
    step += 1;
    const day = curve.time[row] as number;
    const name = `${prefix}step.${step}`;
    const atRisk = atRiskOn(subjects, day);
    const byThen = leftBy(subjects, day, 1);
    const events = leftOn(subjects, day, 1);
    const place = { row: `step.${step}`, column, at: { value: day, unit: 'day' as const } };
    const happened = {
      ...place,
      numerator: events,
      denominator: atRisk,
      deciding: endingBetween(subjects, day, day, 1),
    };
    const estimate = { ...place, numerator: byThen, denominator: set };
    const point = readCurve(curve, day);
    statistics.duration(`${name}.time`, { name: 'step.time', ...happened }, day, settings.unit);
    statistics.count(`${name}.atRisk`, { name: 'step.atRisk', ...place, numerator: atRisk, denominator: set });
    statistics.count(`${name}.events`, { name: 'step.events', ...happened });
    statistics.probability(`${name}.survival`, { name: 'step.survival', ...estimate }, point.survival);
    statistics.probability(`${name}.lower`, { name: 'step.lower', ...estimate }, point.lower);
    statistics.probability(`${name}.upper`, { name: 'step.upper', ...estimate }, point.upper);
  }
}
