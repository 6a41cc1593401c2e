import type { AnalysisResult } from '../model/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import {
  countedWords,
  type MetaAnalysis,
  pooledEntry,
  type SeriesEntry,
  type SeriesGroup,
  seriesGroups,
} from './published-series-plan.ts';
import { countOf, remarks, seriesFootnotes, shareOf, sourceOf } from './published-series-table.ts';
import { column, headingRow, orEmpty } from './table-parts.ts';
import { clause } from './vocabulary.ts';
import {
  bracketed,
  has,
  inlines,
  label,
  levelText,
  limits,
  number,
  range,
  say,
  tableLabel,
  type Writing,
} from './writing.ts';

/** The series that give the figure, those pooled and their mean, how far they differ, and those left out with the reason. */
export function metaAnalysisTable(w: Writing, result: AnalysisResult, analysis: MetaAnalysis): Table {
  const counted = clause(countedWords(w, analysis));
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('series', say(w, 'Series', '系列'), 'start'),
      column('patients', say(w, 'Who and where', '人群与国家'), 'start'),
      column('count', say(w, `${counted}: with / of`, `${counted}：例数/总数`)),
      column('interval', say(w, `Share (${levelText(result)} interval)`, `比例（${levelText(result)} 置信区间）`)),
      column('weight', say(w, 'Weight', '权重')),
      column('without', say(w, 'Pooled without it', '剔除后的合并比例')),
      { ...column('remarks', say(w, 'Remarks', '说明'), 'start'), under: true },
      { ...column('source', say(w, 'Source', '来源'), 'start'), under: true },
    ],
    rows: groupsWithFigure(w, result, analysis).flatMap((group) => groupRows(w, result, analysis, group)),
    footnotes: [...metaAnalysisFootnotes(w), ...seriesFootnotes(w, result, analysis)],
  };
}

/** Groups of the series that give the figure; the others have nothing to pool. */
export function groupsWithFigure(w: Writing, result: AnalysisResult, analysis: MetaAnalysis): SeriesGroup[] {
  return seriesGroups(w, result, analysis)
    .map((group) => ({ ...group, entries: group.entries.filter(({ hasFigure }) => hasFigure) }))
    .filter(({ entries }) => entries.length > 0);
}

function groupRows(w: Writing, result: AnalysisResult, analysis: MetaAnalysis, group: SeriesGroup): TableRow[] {
  const isOwn = group.standing === 'own';
  const rows = group.entries.map((entry) => seriesRow(w, result, entry, analysis, isOwn ? 0 : 1));
  const pooled = group.standing === 'comparable' ? pooledRows(w, result, analysis) : [];
  return [...(isOwn ? [] : [headingRow(group.title)]), ...rows, ...pooled];
}

function seriesRow(
  w: Writing,
  result: AnalysisResult,
  entry: SeriesEntry,
  analysis: MetaAnalysis,
  indent: 0 | 1,
): TableRow {
  const { series } = entry;
  const who = [series?.population, series?.country].flatMap((words) => (words ? [label(w, words)] : []));
  return cells(
    [
      inlines({ kind: 'text', text: entry.name, ...(series ? {} : { strong: true as const }) }),
      inlines(who.join(say(w, '; ', '；'))),
      countOf(w, entry, analysis),
      shareOf(w, entry),
      ...influenceOf(w, result, entry),
      inlines(series ? remarks(w, entry).join(say(w, ' ', '')) : ''),
      series ? sourceOf(entry) : [],
    ],
    indent,
  );
}

/** Its share in the mean, and the mean without it; nothing for a series that is not pooled. */
function influenceOf(w: Writing, result: AnalysisResult, { series }: SeriesEntry): Inline[][] {
  const prefix = `${result.id}.${series?.id ?? 'this-study'}`;
  const without = `${prefix}.without.proportion`;
  const interval = has(w, without) ? limits(w, without) : [];
  return [
    has(w, `${prefix}.weight`) ? number(w, `${prefix}.weight`) : [],
    !has(w, without)
      ? []
      : interval.length === 0
        ? number(w, without)
        : inlines(number(w, without), bracketed(w, interval)),
  ];
}

/** The mean of the series, the interval of a further one, and how far the series differ. */
function pooledRows(w: Writing, result: AnalysisResult, analysis: MetaAnalysis): TableRow[] {
  const pooled = pooledEntry(w, result);
  if (!pooled) return [];
  const id = result.id;
  const strong = (text: string): Inline => ({ kind: 'text', text, strong: true });
  const series = inlines(number(w, `${id}.pooled.series`), say(w, ' series', '个系列'));
  const rows: TableRow[] = [
    cells([inlines(strong(pooled.name)), series, countOf(w, pooled, analysis), shareOf(w, pooled), [], [], [], []], 0),
    cells(
      [inlines(strong(say(w, 'A further series', '新的系列'))), [], [], predictionOf(w, result), [], [], remark(w), []],
      0,
    ),
  ];
  const test = inlines(
    say(w, 'χ² ', 'χ² '),
    number(w, `${id}.statistic`),
    say(w, ', ', '，'),
    number(w, `${id}.degreesOfFreedom`),
    say(w, ' df, p ', ' 自由度，P '),
    number(w, `${id}.pValue`),
  );
  for (const [name, cell] of [
    [say(w, 'Variance between series, τ²', '系列间方差 τ²'), withLimits(w, `${id}.tauSquared`)],
    [say(w, 'Not sampling, I²', '非抽样变异 I²'), withLimits(w, `${id}.iSquared`)],
    [say(w, 'Test that all have one share', '各系列比例相同的检验'), test],
  ] as const) {
    rows.push(cells([inlines(name), [], [], cell, [], [], [], []], 1));
  }
  return rows;
}

function remark(w: Writing): Inline[] {
  return inlines(
    say(
      w,
      'Prediction interval: where the true share of one more such series would lie.',
      '预测区间：再有一个同类系列时其真实比例的范围。',
    ),
  );
}

/** '4.1%–38.0%', or why there is none. */
export function predictionOf(w: Writing, result: AnalysisResult): Inline[] {
  const id = `${result.id}.prediction`;
  return range(w, `${id}.lower`, `${id}.upper`);
}

function withLimits(w: Writing, id: string): Inline[] {
  const interval = has(w, `${id}.lower`) ? limits(w, id) : [];
  return interval.length === 0 ? number(w, id) : inlines(number(w, id), bracketed(w, interval));
}

function metaAnalysisFootnotes(w: Writing): Inline[][] {
  return [
    inlines(
      say(
        w,
        'τ² is on the scale on which the series are pooled. The interval of the mean says how well the mean is known, the prediction interval how far the share of one series can lie from it.',
        'τ² 以合并所用的尺度表示。均值的置信区间反映均值的精度，预测区间反映单个系列的比例可偏离均值的范围。',
      ),
    ),
    inlines(
      say(
        w,
        'Weight: the share of what is known of the mean that comes from the series. Pooled without it: the mean, with its interval, of all the others.',
        '权重：该系列在均值全部信息中所占的份额。剔除后的合并比例：剔除该系列后其余系列的均值及其置信区间。',
      ),
    ),
  ];
}

function cells(content: readonly Inline[][], indent: 0 | 1): TableRow {
  return { kind: 'data', indent, cells: content.map(orEmpty) };
}
