import type { AnalysisOfKind, Study } from '../../protocol/index.ts';
import {
  type Chart,
  count,
  hasCode,
  isMissing,
  lastPart,
  type Opened,
  proportionLimit,
  staysIn,
  unknown,
  WRONG,
} from './opened.ts';

/** A proportion among the complete cases, the known, and all of a wider set with the unknown taken either way. */
export function boundsNumber(
  chart: Chart,
  study: Study,
  analysis: AnalysisOfKind<'bounds'>,
  opened: Opened,
  parts: readonly string[],
): number | null {
  const of = study.analyses?.find(({ id }) => id === analysis.of);
  if (of?.kind !== 'proportion') throw new Error(`${analysis.of} is no proportion`);
  const by = of.by === undefined ? '' : lastPart(of.by);
  const group = opened.statistic.column;
  const [row = '', name, limit] = group === undefined ? parts : parts.slice(2);
  const everybody = opened.denominator ?? [];
  const isIn = (set: string) => (patient: string) => staysIn(chart, study, patient, set);
  const inGroup = (patient: string) => group === undefined || hasCode(chart.value(patient, by), group) === true;
  const holds = (patient: string) => chart.holds(patient, of.id);
  const among = row === 'complete' ? analysis.set : analysis.against;
  if (!everybody.every((patient) => isIn(among)(patient) && inGroup(patient))) return WRONG;

  if (row === 'n') return count(opened, isIn(analysis.set));
  if (row === by && name === 'missing') return count(opened, (patient) => isMissing(chart.value(patient, by)));
  if (row === 'unknown') return count(opened, (patient) => holds(patient) === null);
  if (row === 'leftOut') return count(opened, (patient) => !isIn(analysis.set)(patient));
  const isBound = row === 'least' || row === 'most';
  if (!isBound && row !== 'complete' && row !== 'known') return unknown(opened);
  if (name === 'n') return count(opened, (patient) => isBound || holds(patient) !== null);
  if (!isBound && everybody.some((patient) => holds(patient) === null)) return WRONG;
  const counted = count(opened, (patient) => holds(patient) === true || (row === 'most' && holds(patient) === null));
  if (name === 'count') return counted;
  if (name !== 'proportion') return unknown(opened);
  const interval = of.interval ?? 'clopper-pearson';
  return proportionLimit(counted, everybody.length, limit, interval, of.level ?? 0.95, opened);
}
