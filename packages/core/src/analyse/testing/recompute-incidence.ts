import { grayTest } from '@casewright/stats';
import type { AnalysisResult } from '../../model/index.ts';
import type { AnalysisOfKind, Study } from '../../protocol/index.ts';
import { atRiskOn, exactRateLimits, type Followed, greyFrom, normalOf, survivalOn } from './by-hand.ts';
import {
  type Chart,
  count,
  hasCode,
  isMissing,
  lastPart,
  notedNumber,
  type Opened,
  proportionLimit,
  unknown,
  WRONG,
} from './opened.ts';

const DAYS = { day: 1, week: 7, month: 30.4375, year: 365.25 } as const;
const UNIT_OF = { d: 'day', mo: 'month', a: 'year' } as const;

type Weighted = { one: Followed; weight: number };

/** The incidence of a cause by a day: over all days with any event, the share of those free of both just before it. */
function incidenceBy(people: readonly Weighted[], day: number, isCause: (one: Followed) => boolean): number {
  const isAny = ({ one }: Weighted) => one.event || one.competing === true;
  const days = [...new Set(people.filter(isAny).map(({ one }) => one.days))].sort((a, b) => a - b);
  let free = 1;
  let incidence = 0;
  for (const time of days) {
    if (time > day) break;
    const total = (some: readonly Weighted[]) => some.reduce((sum, { weight }) => sum + weight, 0);
    const n = total(people.filter(({ one }) => atRiskOn([one], time) === 1));
    const here = people.filter((each) => isAny(each) && each.one.days === time);
    incidence += (free * total(here.filter(({ one }) => isCause(one)))) / n;
    free *= 1 - total(here) / n;
  }
  return incidence;
}

/** Incidence with its error: how far it moves when each person counts a little more or less. */
function readIncidence(
  people: readonly Followed[],
  day: number,
  isCause: (one: Followed) => boolean,
  scale: string,
  level: number,
) {
  const weighted = (of: number, weight: number): Weighted[] =>
    people.map((one, at) => ({ one, weight: at === of ? weight : 1 }));
  const estimate = incidenceBy(weighted(-1, 1), day, isCause);
  const h = 1e-4;
  const at = (person: number, by: number) => incidenceBy(weighted(person, 1 + by), day, isCause);
  const variance = people.reduce((sum, _one, person) => {
    // five points, so that what is left over is far below the digits that are compared
    const slope = (8 * (at(person, h) - at(person, -h)) - (at(person, 2 * h) - at(person, -2 * h))) / (12 * h);
    return sum + slope * slope;
  }, 0);
  if (!(estimate > 0 && estimate < 1)) return { estimate, error: null, lower: null, upper: null };
  const error = Math.sqrt(variance);
  const z = normalOf(level);
  if (scale === 'plain')
    return { estimate, error, lower: Math.max(0, estimate - z * error), upper: Math.min(1, estimate + z * error) };
  if (scale === 'log') {
    const factor = Math.exp((z * error) / estimate);
    return { estimate, error, lower: estimate / factor, upper: Math.min(1, estimate * factor) };
  }
  const power = Math.exp((z * error) / estimate / Math.log(estimate));
  return { estimate, error, lower: estimate ** (1 / power), upper: estimate ** power };
}

/** Cumulative incidence from the follow-up of the patients that a number lists. */
export function incidenceNumber(
  chart: Chart,
  study: Study,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'cumulativeIncidence'>,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const rule = study.endpoints?.find(({ id }) => id === analysis.endpoint)?.partialDates ?? 'midpoint';
  const by = analysis.by === undefined ? '' : lastPart(analysis.by);
  const group = opened.statistic.column;
  const rest = group === undefined ? parts : parts.slice(2);
  const joined = rest.join('.');
  const follow = (patient: string) => chart.follow(patient, analysis.endpoint, rule);
  const inGroup = (patient: string) => group === undefined || hasCode(chart.value(patient, by), group) === true;
  if (rest[0] === 'noted') return notedNumber(chart, result, analysis.endpoint, rule, opened, rest.slice(1));
  if (joined === 'notAtRisk') return count(opened, (patient) => follow(patient) === null);
  if (joined === `${by}.missing`) return count(opened, (patient) => isMissing(chart.value(patient, by)));
  if (joined === 'n') return count(opened, (patient) => follow(patient) !== null && inGroup(patient));
  const everybody = opened.denominator ?? [];
  if (!everybody.every((patient) => follow(patient) !== null && inGroup(patient))) return WRONG;
  const followed = (patient: string) => follow(patient) as Followed;
  const people = everybody.map(followed);
  const isEvent = (one: Followed) => one.event;
  const isCompeting = (one: Followed) => one.competing === true;
  const isCensored = (one: Followed) => !one.event && one.competing !== true;
  const having = (condition: (one: Followed) => boolean, day = Number.POSITIVE_INFINITY) =>
    count(opened, (patient) => condition(followed(patient)) && followed(patient).days <= day);
  const scale = analysis.confidence ?? 'log-log';
  const level = analysis.level ?? 0.95;
  const perUnit = DAYS[analysis.timeUnit ?? 'month'];
  const isBeyond = (day: number) =>
    people.every(({ days }) => days < day) &&
    incidenceBy(
      people.map((one) => ({ one, weight: 1 })),
      day,
      (one) => !isCensored(one),
    ) <
      1 - 1e-12;

  const timed = /^(\w+)@([\d.]+?)(d|mo|a)(?:\.(lower|upper))?$/.exec(joined);
  if (timed) {
    const [, name = '', time, unit = 'd', limit] = timed;
    const day = Number(time) * DAYS[UNIT_OF[unit as keyof typeof UNIT_OF]];
    if (name === 'atRisk') return count(opened, (patient) => atRiskOn([followed(patient)], day) === 1);
    if (name === 'cumulativeEvents') return having(isEvent, day);
    if (name === 'cumulativeCompeting') return having(isCompeting, day);
    if (name === 'cumulativeCensored') return having(isCensored, day);
    const isCause = name === 'competingIncidence' ? isCompeting : isEvent;
    if (Number.isNaN(having(isCause, day))) return WRONG;
    if (isBeyond(day)) return null;
    if (name === 'oneMinusKaplanMeier') return 1 - survivalOn(people, day, scale, level).survival;
    const read = readIncidence(people, day, isCause, scale, level);
    if (name === 'standardError') return read.error;
    if (name !== 'cumulativeIncidence' && name !== 'competingIncidence') return unknown(opened);
    return limit === undefined ? read.estimate : read[limit as 'lower' | 'upper'];
  }
  if (rest[0] === 'step') return stepNumber(Number(rest[1]), rest[2] ?? '');
  switch (joined) {
    case 'events':
      return having(isEvent);
    case 'competing':
      return having(isCompeting);
    case 'censored':
      return having(isCensored);
    case 'greyFrom': {
      if (!people.some(isEvent)) return null;
      const days = greyFrom(
        people.map((one) => ({ ...one, event: !isCensored(one) })),
        analysis.greyBeyond ?? 0.15,
      );
      return days === null ? null : days / perUnit;
    }
    case 'personYears':
      return people.reduce((sum, { days, entry }) => sum + days - entry, 0) / DAYS.year;
    case 'statistic':
    case 'degreesOfFreedom':
    case 'pValue': {
      // Gray's variance is proved against R where it is computed; here only whose follow-up it is
      const codes = [...new Set(everybody.map((patient) => String(chart.value(patient, by))))];
      const code = Uint32Array.from(everybody, (patient) => codes.indexOf(String(chart.value(patient, by))));
      if (Number.isNaN(having(isEvent)) || codes.length < 2 || people.some(({ entry }) => entry > 0))
        return codes.length < 2 || people.some(({ entry }) => entry > 0) ? null : WRONG;
      const exit = Float64Array.from(people, ({ days }) => days);
      const cause = Uint8Array.from(people, (one) => (one.event ? 1 : isCompeting(one) ? 2 : 0));
      const test = grayTest({ exit, cause }, { code, count: codes.length });
      return test.chiSquare === null ? null : joined === 'statistic' ? test.chiSquare : test[joined];
    }
  }
  const events = having(isEvent);
  if (events !== 0) return Number.isNaN(events) ? WRONG : unknown(opened);
  if (rest[0] === 'proportion') return proportionLimit(0, people.length, rest[1], 'clopper-pearson', level, opened);
  if (rest[0] !== 'rate') return unknown(opened);
  const years = people.reduce((sum, { days, entry }) => sum + days - entry, 0) / DAYS.year;
  const tail = { upper: (1 - level) / 2, upperOneSided: 1 - level }[rest[1] ?? ''];
  return rest[1] === undefined ? 0 : tail === undefined ? unknown(opened) : exactRateLimits(0, tail).upper / years;

  function stepNumber(step: number, name: string): number | null {
    const day = opened.statistic.at?.value ?? WRONG;
    const happens = (condition: (one: Followed) => boolean) => (patient: string) =>
      condition(followed(patient)) && followed(patient).days === day;
    if (name === 'atRisk') return count(opened, (patient) => atRiskOn([followed(patient)], day) === 1);
    if (name === 'events' || name === 'competing' || name === 'time') {
      if (!people.every((one) => atRiskOn([one], day) === 1)) return WRONG;
      const isHere =
        name === 'competing' || (name === 'time' && !everybody.some(happens(isEvent))) ? isCompeting : isEvent;
      const counted = count(opened, happens(isHere));
      if (name !== 'time') return counted;
      return counted > 0
        ? Math.min(...people.filter((one) => !isCensored(one)).map(({ days }) => days)) / perUnit
        : WRONG;
    }
    if (Number.isNaN(having(isEvent, day))) return WRONG;
    const days = [...new Set(people.filter((one) => !isCensored(one)).map((one) => one.days))].sort((a, b) => a - b);
    if (days[step - 1] !== day) return WRONG;
    const read = readIncidence(people, day, isEvent, scale, level);
    return name === 'incidence' ? read.estimate : name === 'lower' || name === 'upper' ? read[name] : unknown(opened);
  }
}
