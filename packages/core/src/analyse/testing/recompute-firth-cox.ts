import type { AnalysisResult } from '../../model/index.ts';
import type { AnalysisOfKind } from '../../protocol/index.ts';
import { atRiskOn, eventDays, type Followed } from './by-hand.ts';
import { pearsonTail } from './exact-by-hand.ts';
import { type Chart, count, hasCode, isMissing, lastPart, notedNumber, type Opened, unknown, WRONG } from './opened.ts';

type Person = Followed & { exposed: boolean };

/**
 * Firth's Cox model of one yes-or-no, from the patients that a number lists: the penalised likelihood is written out for
 * one coefficient and its maximum and its profile are found by halving. Every other model is refused;
 * regression.recompute.test.ts has those.
 */
export function firthCoxNumber(
  chart: Chart,
  rule: string,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'regression'>,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const [predictor, ...others] = analysis.covariates.map(lastPart);
  if (analysis.model !== 'firthCox' || predictor === undefined || others.length > 0) return unknown(opened);
  const endpoint = analysis.endpoint ?? '';
  if (parts[0] === 'noted') return notedNumber(chart, result, endpoint, rule, opened, parts.slice(1));
  const follow = (patient: string) => chart.follow(patient, endpoint, rule);
  const joined = parts.join('.');
  if (joined === 'n') return count(opened, (patient) => follow(patient) !== null);
  if (joined === 'notAtRisk') return count(opened, (patient) => follow(patient) === null);
  const everybody = opened.denominator ?? [];
  if (!everybody.every((patient) => follow(patient) !== null)) return WRONG;
  const happened = (patient: string) => follow(patient)?.event === true;
  if (joined === 'events') return count(opened, happened);
  if (parts[0] !== 'univariable' || parts[1] !== predictor) return unknown(opened);
  const held = (patient: string) => chart.value(patient, predictor);
  const [level, ...rest] = parts.slice(2);
  const isKnown = (patient: string) => !isMissing(held(patient));
  if (level === 'n') return count(opened, isKnown);
  if (level === 'missing') return count(opened, (patient) => !isKnown(patient));
  if (!everybody.every(isKnown)) return WRONG;
  const isAt = (patient: string) => hasCode(held(patient), level ?? '') === true;
  const name = rest.join('.');
  if (name === 'n') return count(opened, isAt);
  if (name === 'events') return everybody.every(isAt) ? count(opened, happened) : WRONG;
  const events = count(opened, happened);
  if (Number.isNaN(events)) return WRONG;
  if (level === 'events') return events;
  if (level === 'eventsPerPredictor') return events;
  const people = everybody.map((patient) => ({ ...(follow(patient) as Followed), exposed: held(patient) === true }));
  const top = maximum(people);
  const drop = (beta: number) => 2 * (penalised(people, top) - penalised(people, beta));
  switch (name) {
    case 'hazardRatio':
      return Math.exp(top);
    case 'hazardRatio.lower':
      return Math.exp(crossing((beta) => drop(beta) > CHI_95, top - 20, top));
    case 'hazardRatio.upper':
      return Math.exp(crossing((beta) => drop(beta) <= CHI_95, top, top + 20));
    case 'pValue':
      return pearsonTail(drop(0), 1);
    default:
      return unknown(opened);
  }
}

/** The 0.95 quantile of chi-square with one degree of freedom, from the tables. */
const CHI_95 = 3.841458820694124;

/** Breslow's partial log likelihood with half the logarithm of its information, for one coefficient. */
function penalised(people: readonly Person[], beta: number): number {
  let [value, information] = [0, 0];
  for (const day of eventDays(people)) {
    const risk = people.filter((one) => atRiskOn([one], day) === 1);
    const exposed = risk.filter((one) => one.exposed).length * Math.exp(beta);
    const all = exposed + risk.filter((one) => !one.exposed).length;
    const cases = risk.filter((one) => one.event && one.days === day);
    const share = exposed / all;
    value += cases.filter((one) => one.exposed).length * beta - cases.length * Math.log(all);
    information += cases.length * share * (1 - share);
  }
  return value + Math.log(information) / 2;
}

/** Where the slope, by differences to both sides of a concave function, turns. */
function maximum(people: readonly Person[]): number {
  const step = 1e-4;
  // the error of a central difference is of the order of its step squared; two of them cancel it
  const slope = (beta: number, h: number) => (penalised(people, beta + h) - penalised(people, beta - h)) / (2 * h);
  const better = (beta: number) => (4 * slope(beta, step) - slope(beta, 2 * step)) / 3;
  return crossing((beta) => better(beta) > 0, -20, 20);
}

/** Where what holds below stops to hold. */
function crossing(holdsBelow: (beta: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let turn = 0; turn < 80; turn += 1) {
    const middle = (low + high) / 2;
    if (holdsBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
