import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind, Series } from '../protocol/index.ts';
import { label, nameIn, say, type Writing } from './writing.ts';

export type PublishedSeries = AnalysisOfKind<'publishedSeries'>;

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
  readonly standing: 'own' | 'comparable' | 'countedTwice' | 'selected';
  readonly title: string;
  readonly entries: readonly SeriesEntry[];
};

/** What tables and figures call a series. */
export function seriesName(w: Writing, { id, name }: Series): string {
  return name === undefined ? id : nameIn(w, name);
}

/** Groups in the order in which they are read; those without entries are left out. */
export function seriesGroups(w: Writing, result: AnalysisResult, analysis: PublishedSeries): SeriesGroup[] {
  const published = (result.rows ?? []).flatMap(({ cells }): (SeriesEntry & { standing: string })[] => {
    const series = w.document.literature?.find(({ id }) => id === cells['series']);
    if (!series) return [];
    const prefix = `${result.id}.${series.id}`;
    const hasFigure = cells['hasFigure'] === true;
    const ids = { prefix, count: `${prefix}.count`, of: `${prefix}.of` };
    return [{ ...ids, name: seriesName(w, series), series, hasFigure, standing: String(cells['standing']) }];
  });
  const of = (standing: string): SeriesEntry[] => published.filter((entry) => entry.standing === standing);
  const groups: SeriesGroup[] = [
    { standing: 'own', title: say(w, 'This study', '本研究'), entries: ownEntries(w, analysis) },
    { standing: 'comparable', title: say(w, 'Published series', '已发表病例系列'), entries: of('comparable') },
    {
      standing: 'countedTwice',
      title: say(w, 'Set apart: would count patients twice', '另列：患者存在重复计数'),
      entries: of('countedTwice'),
    },
    {
      standing: 'selected',
      title: say(w, 'Set apart: selected patients', '另列：患者经特定条件选择'),
      entries: of('selected'),
    },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}

function ownEntries(w: Writing, analysis: PublishedSeries): SeriesEntry[] {
  const prefix = analysis.of;
  if (prefix === undefined || !w.statistics.has(`${prefix}.count`)) return [];
  const name = say(w, 'This study', '本研究');
  return [{ prefix, name, series: null, count: `${prefix}.count`, of: `${prefix}.n`, hasFigure: true }];
}

/** What the figure counts, in the study's own words: of its own proportion, else of the comparison. */
export function countedWords(w: Writing, analysis: PublishedSeries): string {
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
