import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind, Series } from '../protocol/index.ts';
import { label, nameIn, say, type Writing } from './writing.ts';

export type PublishedSeries = AnalysisOfKind<'publishedSeries'>;
export type MetaAnalysis = AnalysisOfKind<'metaAnalysis'>;
/** Published series beside a study, pooled or not. */
export type SeriesAnalysis = PublishedSeries | MetaAnalysis;

/** A row of the comparison: the study itself, or a published series. `prefix` begins the ids of its numbers. */
export type SeriesEntry = {
  readonly prefix: string;
  readonly name: string;
  /** null for the study itself */
  readonly series: Series | null;
  /** the ids of how many had it, and of how many */
  readonly count: string;
  readonly of: string;
  readonly hasFigure: boolean;
};
export type SeriesGroup = {
  readonly standing: 'own' | 'comparable' | 'countedTwice' | 'selected' | 'notChosen';
  readonly title: string;
  readonly entries: readonly SeriesEntry[];
};

/** What tables and figures call a series. */
export function seriesName(w: Writing, { id, name }: Series): string {
  return name === undefined ? id : nameIn(w, name);
}

/** The names of series by their ids. */
export function seriesNames(w: Writing, ids: readonly string[]): string[] {
  return ids.map((id) => {
    const series = w.document.literature?.find((one) => one.id === id);
    return series ? seriesName(w, series) : id;
  });
}

type Titles = Readonly<Record<SeriesGroup['standing'], readonly [string, string]>>;

const TITLES: Titles = {
  own: ['This study', '本研究'],
  comparable: ['Published series', '已发表病例系列'],
  notChosen: ['Set apart: not chosen by the plan', '另列：未被计划选入'],
  countedTwice: ['Set apart: would count patients twice', '另列：患者存在重复计数'],
  selected: ['Set apart: selected patients', '另列：患者经特定条件选择'],
};

const POOLED_TITLES: Titles = {
  own: TITLES.own,
  comparable: ['Published series, pooled', '已发表病例系列（纳入合并）'],
  notChosen: ['Not pooled: not chosen by the plan', '未纳入合并：未被计划选入'],
  countedTwice: ['Not pooled: would count patients twice', '未纳入合并：患者存在重复计数'],
  selected: ['Not pooled: selected patients', '未纳入合并：患者经特定条件选择'],
};

/** Groups in the order in which they are read; those without entries are left out. */
export function seriesGroups(w: Writing, result: AnalysisResult, analysis: SeriesAnalysis): SeriesGroup[] {
  const published = (result.rows ?? []).flatMap(({ cells }): (SeriesEntry & { standing: string })[] => {
    const series = w.document.literature?.find(({ id }) => id === cells['series']);
    if (!series) return [];
    const prefix = `${result.id}.${series.id}`;
    const hasFigure = cells['hasFigure'] === true;
    const ids = { prefix, count: `${prefix}.count`, of: `${prefix}.of` };
    return [{ ...ids, name: seriesName(w, series), series, hasFigure, standing: String(cells['standing']) }];
  });
  const of = (standing: string): SeriesEntry[] => published.filter((entry) => entry.standing === standing);
  const titles = analysis.kind === 'metaAnalysis' ? POOLED_TITLES : TITLES;
  const groups = (['own', 'comparable', 'notChosen', 'countedTwice', 'selected'] as const).map((standing) => {
    const entries = standing === 'own' ? ownEntries(w, analysis) : of(standing);
    return { standing, title: say(w, ...titles[standing]), entries };
  });
  return groups.filter(({ entries }) => entries.length > 0);
}

function ownEntries(w: Writing, analysis: SeriesAnalysis): SeriesEntry[] {
  const prefix = analysis.of;
  if (prefix === undefined || !w.statistics.has(`${prefix}.count`)) return [];
  const name = say(w, 'This study', '本研究');
  return [{ prefix, name, series: null, count: `${prefix}.count`, of: `${prefix}.n`, hasFigure: true }];
}

/** What the figure counts, in the study's own words: of its own proportion, else of the comparison. */
export function countedWords(w: Writing, analysis: SeriesAnalysis): string {
  const own = w.document.analyses?.find(({ id }) => id === analysis.of);
  return label(w, own?.title ?? analysis.title);
}

const AMONG: Readonly<Record<string, readonly [string, string]>> = {
  enrolled: ['all', '全部'],
  followed: ['followed', '有随访'],
  operated: ['operated', '手术'],
  resected: ['resected', '完整切除'],
};

/** Whom the denominator of a series counts, in a word; '' where the document does not say. */
export function amongWord(w: Writing, entry: SeriesEntry, literature: string): string {
  const among = entry.series?.values?.[literature]?.among;
  const words = among === undefined ? undefined : AMONG[among];
  return words ? say(w, words[0], words[1]) : '';
}

/** The row of all series together, whose numbers are laid out as those of one. */
export function pooledEntry(w: Writing, result: AnalysisResult): SeriesEntry | null {
  const prefix = `${result.id}.pooled`;
  if ((w.statistics.get(`${prefix}.series`)?.statistic.value ?? 0) < 2) return null;
  const name = say(w, 'All pooled', '合并结果');
  return { prefix, name, series: null, count: `${prefix}.count`, of: `${prefix}.of`, hasFigure: true };
}
