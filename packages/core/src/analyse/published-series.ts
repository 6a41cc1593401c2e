import type { AnalysisResult, Json, ResultNote, ResultRow } from '../model/index.ts';
import type { AnalysisOfKind, Series } from '../protocol/index.ts';
import { limitsOfProportion, type ProportionLimits } from './proportion.ts';
import { assembleResult, DEFAULT_LEVEL } from './result-parts.ts';
import type { RunInputs } from './run-inputs.ts';
import { type Place, StatisticRows } from './statistic-rows.ts';

/** Whether a series may stand beside others, or what sets it apart: its patients are counted elsewhere, or chosen. */
export type Standing = 'comparable' | 'countedTwice' | 'selected';

/**
 * The figures of published series side by side: patients, age, follow-up, and a share of them with the same kind of
 * interval as the study's own proportion. Nothing is pooled. A series that counts the patients of others again, or
 * chose its patients, is set apart, whatever its figures. Series without the figure stand in the table all the same.
 *
 * @param of - the study's own proportion, whose interval and level are used; the exact interval at 95% without one
 */
export function analysePublishedSeries(
  inputs: RunInputs,
  analysis: AnalysisOfKind<'publishedSeries'>,
  of: AnalysisOfKind<'proportion'> | null,
): AnalysisResult {
  const interval = of?.interval ?? 'clopper-pearson';
  const level = of?.level ?? DEFAULT_LEVEL;
  const { limits, variant, reference } = limitsOfProportion(interval);
  const statistics = new StatisticRows(analysis.id);
  const all = seriesByYear(inputs.study.document.literature ?? []);
  for (const series of all) writeSeries(statistics, series, analysis.literature, limits, level);
  const rows = all.map((series): ResultRow => {
    const hasFigure = series.values?.[analysis.literature] !== undefined;
    return { cells: { series: series.id, year: series.year ?? null, standing: standingOf(series), hasFigure } };
  });
  const method = { name: 'Published series', variant: `not pooled; ${variant}, two-sided`, reference };
  const options: Record<string, Json> = { literature: analysis.literature, of: analysis.of ?? null, interval, level };
  return assembleResult(inputs, analysis, method, options, statistics, [NOT_POOLED], rows);
}

function writeSeries(
  statistics: StatisticRows,
  series: Series,
  name: string,
  limits: ProportionLimits,
  level: number,
): void {
  const place = (kind: string): Place => ({ name: kind, row: series.id, source: sourceOf(series) });
  const count = (kind: string, value: number): void =>
    statistics.decimal(`${series.id}.${kind}`, place(kind), value, 'count', 0);
  if (series.n !== undefined) count('n', series.n);
  for (const measure of ['age', 'followUp'] as const) {
    for (const summary of ['median', 'mean'] as const) {
      const value = series[measure]?.[summary];
      if (value === undefined) continue;
      const id = `${series.id}.${measure}.${summary}`;
      statistics.decimal(id, place(summary), value, series[measure]?.unit ?? '1', decimalsOf(value));
    }
  }
  const given = series.values?.[name];
  if (!given) return;
  count('count', given.events);
  count('of', given.of);
  const share = limits(given.events, given.of, level);
  const id = `${series.id}.proportion`;
  statistics.probability(id, place('proportion'), share.estimate);
  statistics.probability(`${id}.lower`, place('proportion.lower'), share.lower);
  statistics.probability(`${id}.upper`, place('proportion.upper'), share.upper);
}

export function standingOf(series: Series): Standing {
  if ((series.overlaps ?? []).length > 0 || series.review) return 'countedTwice';
  return series.selected ? 'selected' : 'comparable';
}

export function sourceOf({ citation, doi }: Series): string {
  return doi === undefined ? citation : `${citation.replace(/[.。]$/, '')}. doi:${doi}`;
}

/** As many as the source gives. */
function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0;
}

/** The oldest first; those without a year, of which nobody knows, last; within a year in the order of the document. */
export function seriesByYear(literature: readonly Series[]): Series[] {
  const yearOf = ({ year }: Series): number => year ?? Number.MAX_SAFE_INTEGER;
  return [...literature].sort((a, b) => yearOf(a) - yearOf(b));
}

const NOT_POOLED: ResultNote = {
  code: 'publishedSeries.notPooled',
  severity: 'info',
  text: {
    en: 'The series are set side by side and are not pooled: they differ in patients, definitions and length of follow-up.',
    'zh-CN': '各系列仅并列展示，未作合并：其患者、定义及随访时间各不相同。',
  },
};
