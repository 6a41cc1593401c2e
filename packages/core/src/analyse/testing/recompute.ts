import type { AnalysisResult } from '../../model/index.ts';
import type { Analysis, Study } from '../../protocol/index.ts';
import { atRiskOn, dayOfHalf, eventDays, exactLimits, type Followed, greyFrom, survivalOn } from './by-hand.ts';
import {
  type Chart,
  count,
  hasCode,
  isMissing,
  lastPart,
  notedNumber,
  type Opened,
  proportionLimit,
  share,
  staysIn,
  stepOrder,
  unknown,
  WRONG,
} from './opened.ts';
import { rawForms } from './raw-forms.ts';
import { agreementNumber } from './recompute-agreement.ts';
import { associationNumber } from './recompute-association.ts';
import { boundsNumber } from './recompute-bounds.ts';
import { describeNumber } from './recompute-describe.ts';
import { firthCoxNumber } from './recompute-firth-cox.ts';
import { recomputeForms } from './recompute-forms.ts';
import { incidenceNumber } from './recompute-incidence.ts';
import { leaveOneOutNumber } from './recompute-leave-one-out.ts';
import { partialDatesNumber } from './recompute-partial-dates.ts';
import { rateNumber } from './recompute-rate.ts';
import { survivalTestNumber } from './recompute-survival-test.ts';
import { isView, viewNumber } from './recompute-views.ts';

/**
 * One statistic again, from the patients in its sets alone.
 *
 * @param results - of the whole plan: an analysis may be about another one
 * @returns NaN where the sets contradict each other or what they stand for
 * @throws Error for a number that nobody knows how to work out
 */
export function recompute(
  chart: Chart,
  study: Study,
  result: AnalysisResult,
  opened: Opened,
  results: readonly AnalysisResult[],
): number | null {
  const analysis = study.analyses?.find(({ id }) => id === result.id);
  if (!analysis) throw new Error(`no analysis ${result.id}`);
  const parts = opened.statistic.id.slice(result.id.length + 1).split('.');
  switch (analysis.kind) {
    case 'flow':
      return flowNumber(chart, study, opened, parts);
    case 'describe':
    case 'dotPlot':
      return describeNumber(chart, analysis, opened, parts);
    case 'crossTable': {
      const [row = '', column = '', what] = parts;
      const inRow = (patient: string) => hasCode(chart.value(patient, lastPart(analysis.rows)), row);
      if (row === 'n') return count(opened, () => true);
      if (row === 'missing')
        return count(opened, (patient) => isMissing(chart.value(patient, lastPart(analysis.rows))));
      if (column === 'n') return count(opened, (patient) => inRow(patient) === true);
      const wanted = what === 'count' ? true : what === 'absent' ? false : unknown(opened);
      if (!opened.denominator?.every((patient) => inRow(patient) === true)) return WRONG;
      return count(opened, (patient) => hasCode(chart.value(patient, lastPart(analysis.columns)), column) === wanted);
    }
    case 'proportion':
      return proportionNumber(chart, analysis, opened, parts);
    case 'kaplanMeier':
      return curveNumber(chart, study, result, analysis, opened, parts);
    case 'reverseKaplanMeier':
      return followUpNumber(chart, study, result, analysis, opened, parts);
    case 'rate':
      return rateNumber(chart, study, result, analysis, opened, parts);
    case 'survivalTest':
      return survivalTestNumber(chart, study, result, analysis, opened, parts);
    case 'partialDateSensitivity': {
      const of = results.find(({ id }) => id === analysis.of);
      if (!of) throw new Error(`no result ${analysis.of}`);
      return partialDatesNumber(chart, study, analysis, opened, parts, of, (c, s, other, one) =>
        recompute(c, s, other, one, results),
      );
    }
    case 'cumulativeIncidence':
      return incidenceNumber(chart, study, result, analysis, opened, parts);
    case 'regression': {
      const rule = study.endpoints?.find(({ id }) => id === analysis.endpoint)?.partialDates ?? 'midpoint';
      return firthCoxNumber(chart, rule, result, analysis, opened, parts);
    }
    case 'association':
      return associationNumber(chart, study, analysis, opened, parts);
    case 'agreement':
      return agreementNumber(chart, analysis, opened, parts);
    case 'leaveOneOut': {
      const of = results.find(({ id }) => id === analysis.of);
      if (!of) throw new Error(`no result ${analysis.of}`);
      return leaveOneOutNumber(opened, parts, of, (other, one) => recompute(chart, study, other, one, results));
    }
    case 'bounds':
      return boundsNumber(chart, study, analysis, opened, parts);
    default:
      if (!chart.tables) return unknown(opened);
      if (isView(analysis)) return viewNumber(rawForms(study, chart.tables), chart, analysis, opened, parts);
      return recomputeForms(rawForms(study, chart.tables), chart, analysis, opened, parts);
  }
}

type Kind<K extends Analysis['kind']> = Extract<Analysis, { kind: K }>;

// --- flow -------------------------------------------------------------------------------------------------------

function flowNumber(chart: Chart, study: Study, opened: Opened, parts: readonly string[]): number | null {
  const [first = '', second = ''] = parts;
  const order = stepOrder(study);
  const survives = (set: string) => (candidate: string) => staysIn(chart, study, candidate, set);
  if (!opened.denominator?.every((candidate) => chart.isCandidate(candidate))) return WRONG;
  if (first === 'candidates') return count(opened, () => true);
  const step = order.findIndex(({ id }) => id === first);
  if (step >= 0) {
    const leavesHere = (candidate: string) => chart.leaves(candidate)?.step === first;
    if (second === 'excluded') return count(opened, leavesHere);
    if (second === 'remaining') return count(opened, (candidate) => !leavesHere(candidate));
    return count(opened, (candidate) => leavesHere(candidate) && chart.leaves(candidate)?.reason === second);
  }
  const isSet = first === 'eligible' || (study.analysisSets ?? []).some(({ id }) => id === first);
  if (!isSet || !/^(count|ofEligible\.proportion(\.lower|\.upper)?)$/.test(parts.slice(1).join('.')))
    return unknown(opened);
  const counted = count(opened, survives(first));
  if (second === 'count') return counted;
  const n = opened.denominator.filter(survives('eligible')).length;
  if (n !== opened.denominator.length || Number.isNaN(counted)) return WRONG;
  const limit = parts[3];
  return limit === undefined ? share(counted, n) : exactLimits(counted, n, 0.025)[limit as 'lower' | 'upper'];
}

// --- proportion -------------------------------------------------------------------------------------------------

function proportionNumber(
  chart: Chart,
  analysis: Kind<'proportion'>,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const by = analysis.by === undefined ? null : lastPart(analysis.by);
  const group = opened.statistic.column;
  const [name = '', limit] = group === undefined ? parts : parts.slice(2);
  const holds = (patient: string) => chart.holds(patient, analysis.id);
  if (name === by && limit === 'missing') return count(opened, (patient) => isMissing(chart.value(patient, by)));
  if (
    group !== undefined &&
    !opened.denominator?.every((patient) => hasCode(chart.value(patient, by ?? ''), group) === true)
  )
    return WRONG;
  if (name === 'n') return count(opened, (patient) => holds(patient) !== null);
  if (name === 'missing') return count(opened, (patient) => holds(patient) === null);
  if (name !== 'count' && name !== 'proportion') return unknown(opened);
  if (opened.denominator?.some((patient) => holds(patient) === null)) return WRONG;
  const counted = count(opened, (patient) => holds(patient) === true);
  if (name === 'count') return counted;
  return proportionLimit(
    counted,
    opened.denominator?.length ?? 0,
    limit,
    analysis.interval ?? 'clopper-pearson',
    analysis.level ?? 0.95,
    opened,
  );
}

// --- survival ---------------------------------------------------------------------------------------------------

const DAYS = { day: 1, week: 7, month: 30.4375, year: 365.25 } as const;
const YEAR = 365.25;
const UNIT_OF = { d: 'day', mo: 'month', a: 'year' } as const;

/** Group and rule of a statistic of a curve, and what is left of its id. */
function readCurveId(
  chart: Chart,
  study: Study,
  analysis: Kind<'kaplanMeier'> | Kind<'reverseKaplanMeier'>,
  opened: Opened,
  parts: readonly string[],
) {
  const by = analysis.by === undefined ? null : lastPart(analysis.by);
  const group = opened.statistic.column;
  const own = study.endpoints?.find(({ id }) => id === analysis.endpoint)?.partialDates ?? 'midpoint';
  const isOtherRule = parts[0] === 'partialDates';
  const rule = isOtherRule ? (parts[1] ?? '') : own;
  const rest = group !== undefined || isOtherRule ? parts.slice(2) : parts;
  const follow = (patient: string) => chart.follow(patient, analysis.endpoint, rule);
  const inGroup = (patient: string) => group === undefined || hasCode(chart.value(patient, by ?? ''), group) === true;
  return { by, rule, rest, follow, inGroup };
}

function curveNumber(
  chart: Chart,
  study: Study,
  result: AnalysisResult,
  analysis: Kind<'kaplanMeier'>,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const { by, rule, rest, follow, inGroup } = readCurveId(chart, study, analysis, opened, parts);
  const joined = rest.join('.');
  if (rest[0] === 'noted') return notedNumber(chart, result, analysis.endpoint, rule, opened, rest.slice(1));
  if (joined === 'notAtRisk') return count(opened, (patient) => follow(patient) === null);
  if (joined === `${by}.missing`) return count(opened, (patient) => isMissing(chart.value(patient, by ?? '')));
  if (joined === 'n') return count(opened, (patient) => follow(patient) !== null && inGroup(patient));
  const everybody = opened.denominator ?? [];
  if (!everybody.every((patient) => follow(patient) !== null && inGroup(patient))) return WRONG;
  const followed = (patient: string) => follow(patient) as Followed;
  const people = everybody.map(followed);
  const scale = analysis.confidence ?? 'log-log';
  const level = analysis.level ?? 0.95;
  const perUnit = DAYS[analysis.timeUnit ?? 'month'];
  const inUnit = (days: number | null) => (days === null ? null : days / perUnit);
  const events = (patient: string) => followed(patient).event;

  const timed = /^(\w+)@([\d.]+?)(d|mo|a)(?:\.(lower|upper))?$/.exec(joined);
  if (timed) {
    const [, name = '', time, unit = 'd', limit] = timed;
    const day = Number(time) * DAYS[UNIT_OF[unit as keyof typeof UNIT_OF]];
    const byThen = (patient: string) => followed(patient).days <= day;
    if (name === 'atRisk') return count(opened, (patient) => atRiskOn([followed(patient)], day) === 1);
    if (name === 'cumulativeEvents') return count(opened, (patient) => byThen(patient) && events(patient));
    if (name === 'cumulativeCensored') return count(opened, (patient) => byThen(patient) && !events(patient));
    if (Number.isNaN(count(opened, (patient) => byThen(patient) && events(patient)))) return WRONG;
    const point = survivalOn(people, day, scale, level);
    if (people.every(({ days }) => days < day) && point.survival > 0) return null;
    if (name === 'standardError') return point.error;
    return name === 'survival' ? point[(limit ?? 'survival') as 'survival' | 'lower' | 'upper'] : unknown(opened);
  }
  if (rest[0] === 'step') return stepNumber(chart, analysis, opened, Number(rest[1]), rest[2] ?? '', followed, people);
  switch (joined) {
    case 'events':
      return count(opened, events);
    case 'censored':
      return count(opened, (patient) => !events(patient));
    case 'median':
      return inUnit(dayOfHalf(people, scale, level, 'survival'));
    case 'median.lower':
    case 'median.upper':
      return inUnit(dayOfHalf(people, scale, level, joined.slice(7) as 'lower' | 'upper'));
    case 'greyFrom':
      return people.some(({ event }) => event) ? inUnit(greyFrom(people, analysis.greyBeyond ?? 0.15)) : null;
    case 'personYears':
      return people.reduce((sum, { days, entry }) => sum + days - entry, 0) / YEAR;
  }
  const counted = count(opened, events);
  if (rest[0] === 'proportion')
    return proportionLimit(counted, people.length, rest[1], 'clopper-pearson', level, opened);
  if (rest[0] === 'rate') {
    const years = people.reduce((sum, { days, entry }) => sum + days - entry, 0) / YEAR;
    if (Number.isNaN(counted) || counted > 0) return WRONG;
    // no event: exp(-rate * years) is the probability of what was seen
    const tail = { upper: (1 - level) / 2, upperOneSided: 1 - level }[rest[1] ?? ''];
    return rest[1] === undefined ? counted / years : tail === undefined ? unknown(opened) : -Math.log(tail) / years;
  }
  return unknown(opened);
}

function stepNumber(
  _chart: Chart,
  analysis: Kind<'kaplanMeier'>,
  opened: Opened,
  step: number,
  name: string,
  followed: (patient: string) => Followed,
  people: readonly Followed[],
): number | null {
  const day = opened.statistic.at?.value ?? WRONG;
  const happens = (patient: string) => followed(patient).event && followed(patient).days === day;
  if (name === 'atRisk') return count(opened, (patient) => atRiskOn([followed(patient)], day) === 1);
  if (name === 'events' || name === 'time') {
    const counted = count(opened, happens);
    const allAtRisk = people.every((one) => atRiskOn([one], day) === 1);
    if (!allAtRisk || Number.isNaN(counted) || counted === 0) return WRONG;
    if (name === 'events') return counted;
    // the first event day of those at risk on it
    return (eventDays(people)[0] ?? WRONG) / DAYS[analysis.timeUnit ?? 'month'];
  }
  if (Number.isNaN(count(opened, (patient) => followed(patient).event && followed(patient).days <= day))) return WRONG;
  if (eventDays(people)[step - 1] !== day) return WRONG;
  const point = survivalOn(people, day, analysis.confidence ?? 'log-log', analysis.level ?? 0.95);
  return name === 'survival' || name === 'lower' || name === 'upper' ? point[name] : unknown(opened);
}

function followUpNumber(
  chart: Chart,
  study: Study,
  result: AnalysisResult,
  analysis: Kind<'reverseKaplanMeier'>,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const { by, rule, rest, follow, inGroup } = readCurveId(chart, study, analysis, opened, parts);
  const joined = rest.join('.');
  if (rest[0] === 'noted') return notedNumber(chart, result, analysis.endpoint, rule, opened, rest.slice(1));
  if (joined === 'notAtRisk') return count(opened, (patient) => follow(patient) === null);
  if (joined === `${by}.missing`) return count(opened, (patient) => isMissing(chart.value(patient, by ?? '')));
  if (joined === 'n') return count(opened, (patient) => follow(patient) !== null && inGroup(patient));
  const everybody = opened.denominator ?? [];
  if (!everybody.every((patient) => follow(patient) !== null && inGroup(patient))) return WRONG;
  const people = everybody.map((patient) => follow(patient) as Followed);
  const reversed = people.map((one) => ({ ...one, event: !one.event }));
  const [scale, level] = [analysis.confidence ?? 'log-log', analysis.level ?? 0.95];
  const inUnit = (days: number | null) => (days === null ? null : days / DAYS[analysis.timeUnit ?? 'month']);
  const days = people.map((one) => one.days);
  switch (joined) {
    case 'median':
      return inUnit(dayOfHalf(reversed, scale, level, 'survival'));
    case 'median.lower':
    case 'median.upper':
      return inUnit(dayOfHalf(reversed, scale, level, joined.slice(7) as 'lower' | 'upper'));
    case 'minimum':
      return days.length === 0 ? null : inUnit(Math.min(...days));
    case 'maximum':
      return days.length === 0 ? null : inUnit(Math.max(...days));
    default:
      return unknown(opened);
  }
}
