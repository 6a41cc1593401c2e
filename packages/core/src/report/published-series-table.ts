import type { AnalysisResult } from '../model/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import {
  amongWord,
  countedWords,
  type PublishedSeries,
  type SeriesAnalysis,
  type SeriesEntry,
  seriesGroups,
  seriesName,
} from './published-series-plan.ts';
import {
  column,
  headingRow,
  methodFootnote,
  noteFootnotes,
  orEmpty,
  sentenceColumn,
  setFootnote,
} from './table-parts.ts';
import { clause, unitWords } from './vocabulary.ts';
import { bracketed, has, inlines, label, levelText, limits, number, say, tableLabel, type Writing } from './writing.ts';

/** Every series of the study document with its figures, the study itself first, those set apart below with the reason. */
export function publishedSeriesTable(w: Writing, result: AnalysisResult, analysis: PublishedSeries): Table {
  const counted = clause(countedWords(w, analysis));
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [
      column('series', say(w, 'Series', '文献'), 'start'),
      column('patients', say(w, 'Who and where', '人群与国家'), 'start'),
      column('n', say(w, 'Patients', '例数')),
      column('age', say(w, 'Age', '年龄')),
      column('followUp', say(w, 'Follow-up', '随访时间')),
      column('count', say(w, `${counted}: with / of`, `${counted}：例数/总数`)),
      column('interval', say(w, `Share (${levelText(result)} interval)`, `比例（${levelText(result)} 置信区间）`)),
      sentenceColumn('remarks', say(w, 'Remarks', '说明')),
      sentenceColumn('source', say(w, 'Source', '来源')),
    ],
    rows: seriesGroups(w, result, analysis).flatMap(({ title, entries, standing }) => [
      ...(standing === 'own' ? [] : [headingRow(title)]),
      ...entries.map((entry) => seriesRow(w, entry, analysis, standing === 'own' ? 0 : 1)),
    ]),
    footnotes: seriesFootnotes(w, result, analysis),
  };
}

function seriesRow(w: Writing, entry: SeriesEntry, analysis: PublishedSeries, indent: 0 | 1): TableRow {
  const { series } = entry;
  const who = [series?.population, series?.country].flatMap((words) => (words ? [label(w, words)] : []));
  const cells: Inline[][] = [
    inlines({ kind: 'text', text: entry.name, ...(series ? {} : { strong: true as const }) }),
    inlines(who.join(say(w, '; ', '；'))),
    series ? number(w, `${entry.prefix}.n`) : number(w, entry.of),
    measured(w, `${entry.prefix}.age`),
    measured(w, `${entry.prefix}.followUp`),
    countOf(w, entry, analysis),
    shareOf(w, entry),
    inlines(series ? remarks(w, entry).join(say(w, ' ', '')) : ''),
    series ? sourceOf(entry) : [],
  ];
  return { kind: 'data', indent, cells: cells.map(orEmpty) };
}

/** '7 years (median)', or the mean where the source gives no median. */
function measured(w: Writing, id: string): Inline[] {
  for (const [summary, en, zh] of [
    ['median', 'median', '中位数'],
    ['mean', 'mean', '均数'],
  ] as const) {
    const found = w.statistics.get(`${id}.${summary}`);
    if (!found) continue;
    const isAge = id.endsWith('.age') && found.statistic.unit === 'a';
    const unit = isAge ? say(w, 'years', '岁') : unitWords(w, found.statistic.unit);
    return inlines(number(w, found.statistic.id), say(w, ` ${unit} (${en})`, ` ${unit}（${zh}）`));
  }
  return [];
}

/** '4/16, followed' */
export function countOf(w: Writing, entry: SeriesEntry, analysis: SeriesAnalysis): Inline[] {
  if (!has(w, entry.count)) return [];
  const among = amongWord(w, entry, analysis.literature);
  return inlines(
    number(w, entry.count),
    '/',
    number(w, entry.of),
    among === '' ? '' : say(w, `, ${among}`, `，${among}`),
  );
}

export function shareOf(w: Writing, entry: SeriesEntry): Inline[] {
  const id = `${entry.prefix}.proportion`;
  const interval = limits(w, id);
  if (interval.length === 0) return number(w, id);
  return inlines(number(w, id), bracketed(w, interval));
}

/** Why it stands apart, and what else a reader of its figures must know; each a sentence. */
export function remarks(w: Writing, { series }: SeriesEntry): string[] {
  if (!series) return [];
  const stop = say(w, '.', '。');
  const others = (series.overlaps ?? []).filter((id) => id !== 'study');
  const names = others.map((id) => {
    const other = w.document.literature?.find((one) => one.id === id);
    return other ? seriesName(w, other) : id;
  });
  const named = names.join(say(w, ', ', '、'));
  return [
    series.overlaps?.includes('study') ? say(w, 'Not independent of this study', '与本研究不独立') : '',
    others.length === 0 ? '' : say(w, `Counts the patients of ${named}`, `与${named}的患者重复计数`),
    series.review ? label(w, series.review) : '',
    series.selected ? label(w, series.selected) : '',
    series.note ? label(w, series.note) : '',
  ]
    .filter((one) => one !== '')
    .map((one) => `${clause(one)}${stop}`);
}

export function sourceOf({ series }: SeriesEntry): Inline[] {
  if (!series) return [];
  const cite = (text: string): Inline => ({ kind: 'text', text, cite: true });
  if (series.doi === undefined) return [cite(series.citation)];
  const href = `https://doi.org/${series.doi}`;
  return inlines(cite(`${clause(series.citation)}.`), ' ', { kind: 'link', href, text: `doi:${series.doi}` });
}

export function seriesFootnotes(w: Writing, result: AnalysisResult, analysis: SeriesAnalysis): Inline[][] {
  const level = levelText(result);
  const wilson = result.inputs.options['interval'] === 'wilson';
  const counted = clause(countedWords(w, analysis));
  const isPooled = analysis.kind === 'metaAnalysis';
  return [
    wilson
      ? methodFootnote(w, result, `Two-sided ${level} score intervals (Wilson)`, `双侧 ${level} Wilson 计分法置信区间`)
      : methodFootnote(
          w,
          result,
          `Two-sided ${level} exact intervals (Clopper–Pearson)`,
          `双侧 ${level} 精确置信区间（Clopper–Pearson 法）`,
        ),
    inlines(
      say(
        w,
        `${counted} is what each source calls so. The word beside a denominator says whom it counts: all of the series, those followed, those operated on, or those resected completely. Where a source leaves that open, no figure is given.`,
        `“${counted}”以各文献自身的定义为准。分母后的文字说明其所计的患者：全部、有随访、手术或完整切除者。文献未明确分母者，不列数值。`,
      ),
    ),
    inlines(
      say(
        w,
        `A series that counts patients of others a second time, or chose its patients, is ${isPooled ? 'not pooled' : 'set apart and is no comparison'}.`,
        `患者重复或经特定条件选择的系列${isPooled ? '不予合并' : '另列，不作比较'}。`,
      ),
    ),
    setFootnote(w, result),
    ...noteFootnotes(w, result),
  ];
}
