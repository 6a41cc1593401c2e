import type { AnalysisResult } from '../../model/index.ts';
import type { AnalysisOfKind, Study } from '../../protocol/index.ts';
import type { Followed } from './by-hand.ts';
import { exactRateLimits } from './by-hand.ts';
import { type Chart, count, hasCode, isMissing, lastPart, notedNumber, type Opened, unknown, WRONG } from './opened.ts';

const YEAR = 365.25;

/** Events over person-years from the follow-up of the patients that a number lists. */
export function rateNumber(
  chart: Chart,
  study: Study,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'rate'>,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const rule = study.endpoints?.find(({ id }) => id === analysis.endpoint)?.partialDates ?? 'midpoint';
  const by = analysis.by === undefined ? '' : lastPart(analysis.by);
  const group = opened.statistic.column;
  const [name = '', limit] = group === undefined ? parts : parts.slice(2);
  const follow = (patient: string) => chart.follow(patient, analysis.endpoint, rule);
  const inGroup = (patient: string) => group === undefined || hasCode(chart.value(patient, by), group) === true;
  if (name === 'noted') return notedNumber(chart, result, analysis.endpoint, rule, opened, parts.slice(1));
  if (name === 'notAtRisk') return count(opened, (patient) => follow(patient) === null);
  if (name === by && limit === 'missing') return count(opened, (patient) => isMissing(chart.value(patient, by)));
  if (name === 'n') return count(opened, (patient) => follow(patient) !== null && inGroup(patient));
  const everybody = opened.denominator ?? [];
  if (!everybody.every((patient) => follow(patient) !== null && inGroup(patient))) return WRONG;
  const years = everybody.reduce((sum, patient) => {
    const { days, entry } = follow(patient) as Followed;
    return sum + (days - entry) / YEAR;
  }, 0);
  if (name === 'personYears') return years;
  const events = count(opened, (patient) => (follow(patient) as Followed).event);
  if (name === 'events') return events;
  if (name !== 'rate') return unknown(opened);
  if (Number.isNaN(events)) return WRONG;
  if (years === 0) return null;
  const per = analysis.per ?? 100;
  const level = analysis.level ?? 0.95;
  switch (limit) {
    case undefined:
      return (events / years) * per;
    case 'lower':
    case 'upper':
      return (exactRateLimits(events, (1 - level) / 2)[limit] / years) * per;
    case 'upperOneSided':
      return events === 0 ? (exactRateLimits(0, 1 - level).upper / years) * per : WRONG;
    default:
      return unknown(opened);
  }
}
