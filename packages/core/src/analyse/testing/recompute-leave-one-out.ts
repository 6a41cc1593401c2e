import type { AnalysisResult } from '../../model/index.ts';
import { count, type Opened, unknown, WRONG } from './opened.ts';

/** Works out a number of another analysis again, from sets that lack one patient. */
export type Again = (result: AnalysisResult, opened: Opened) => number | null;

/** The least, the most and the furthest that a number of another analysis is without one of the patients. */
export function leaveOneOutNumber(
  opened: Opened,
  parts: readonly string[],
  of: AnalysisResult,
  again: Again,
): number | null {
  const everybody = opened.denominator ?? [];
  if (parts.join('.') === 'n') return count(opened, () => true);
  const what = parts.at(-1) ?? '';
  const statistic = of.statistics.find(({ id }) => id === `${of.id}.${parts.slice(0, -1).join('.')}`);
  if (!statistic) return unknown(opened);
  const members = (set: 'numerator' | 'denominator', without: string | null): string[] | null => {
    const id = statistic[set];
    return id === undefined ? null : (of.recordSets?.[id] ?? []).filter((patient) => patient !== without);
  };
  const value = (without: string | null): number | null =>
    again(of, { statistic, numerator: members('numerator', without), denominator: members('denominator', without) });
  if (what === 'value') return again(of, { ...opened, statistic });
  const full = value(null);
  const each = everybody.map((patient) => ({ patient, value: value(patient) }));
  const numbers = each.flatMap((one) => (one.value === null ? [] : [one.value]));
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(a));
  const onlyThose = (condition: (one: number) => boolean): boolean => {
    const expected = each.filter((one) => one.value !== null && condition(one.value)).map(({ patient }) => patient);
    return expected.join('\n') === (opened.numerator ?? []).join('\n');
  };
  switch (what) {
    case 'notEstimable':
      return count(opened, (patient) => value(patient) === null);
    case 'minimum':
    case 'maximum': {
      if (numbers.length === 0) return null;
      const extreme = what === 'minimum' ? Math.min(...numbers) : Math.max(...numbers);
      return onlyThose((one) => near(one, extreme)) ? extreme : WRONG;
    }
    case 'change': {
      if (full === null || numbers.length === 0) return null;
      const furthest = Math.max(...numbers.map((one) => Math.abs(one - full)));
      if (!onlyThose((one) => near(Math.abs(one - full), furthest))) return WRONG;
      const change = (numbers.find((one) => near(Math.abs(one - full), furthest)) as number) - full;
      const isProbability = statistic.unit === 'probability' && !statistic.name.startsWith('pValue');
      return isProbability ? change * 100 : change;
    }
    default:
      return unknown(opened);
  }
}
