import type { AnalysisResult, Statistic } from '../../model/index.ts';
import type { AnalysisOfKind, Study } from '../../protocol/index.ts';
import { type Chart, count, type Opened } from './opened.ts';

/** Works out a number of another analysis again, with dates read by one rule. */
export type UnderRule = (chart: Chart, study: Study, result: AnalysisResult, opened: Opened) => number | null;

/** A number of an analysis over time under one rule for dates without a day. */
export function partialDatesNumber(
  chart: Chart,
  study: Study,
  analysis: AnalysisOfKind<'partialDateSensitivity'>,
  opened: Opened,
  parts: readonly string[],
  of: AnalysisResult,
  again: UnderRule,
): number | null {
  const about = study.analyses?.find(({ id }) => id === analysis.of);
  if (!about || !('endpoint' in about) || about.endpoint === undefined)
    throw new Error(`${analysis.of} is not over time`);
  const { endpoint } = about;
  const own = study.endpoints?.find(({ id }) => id === endpoint)?.partialDates ?? 'midpoint';
  const [rule = ''] = parts;
  if (rule === 'vague')
    return count(
      opened,
      (patient) =>
        chart.noted(patient, endpoint, own, 'partialDates') ||
        chart.notAtRiskBecause(patient, endpoint, own) ===
          'a date that decides names no day, and the endpoint refuses such dates',
    );
  const id = `${of.id}.${parts.slice(1).join('.')}`;
  const statistic: Statistic = { ...opened.statistic, id };
  delete statistic.column; // it is the rule here; a number of a group keeps its group in its id
  const group = of.statistics.find((one) => one.id === id)?.column;
  if (group !== undefined) statistic.column = group;
  const endpoints = study.endpoints?.map((one) =>
    one.id === endpoint ? { ...one, partialDates: rule as typeof own } : one,
  );
  return again(chart, { ...study, endpoints }, of, { ...opened, statistic });
}
