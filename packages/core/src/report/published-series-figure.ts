import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { type AnalysisResult, formatPercent } from '../model/index.ts';
import type { Figure, Inline, Table, TableRow } from './document.ts';
import { predictionOf } from './meta-analysis-table.ts';
import {
  amongWord,
  countedWords,
  pooledEntry,
  type SeriesAnalysis,
  type SeriesEntry,
  type SeriesGroup,
  seriesGroups,
} from './published-series-plan.ts';
import { countOf, seriesFootnotes, shareOf } from './published-series-table.ts';
import { element, fixed, lineBetween, numberGroup, QUIET, RULE, SMALL_SIZE, svg, text } from './svg.ts';
import { column, headingRow, orEmpty } from './table-parts.ts';
import { textWidth, wrapText } from './text-measure.ts';
import { clause, small } from './vocabulary.ts';
import { figureLabel, inlines, label, levelText, printedText, say, statisticValue, type Writing } from './writing.ts';

/** So narrow that 12 units are still 5.8 points where a column of a journal is 85 mm wide. */
const WIDTH = 500;
const MARGIN = 8;
const NAME_WIDTH = 134;
const PLOT_LEFT = MARGIN + NAME_WIDTH + 12;
/** between the plot and the numbers, so that a mark at 100% touches none */
const GAP = 16;
const LINE = 16;
const LEAST_ROW = 42;
const HEADING = 26;
const OWN = '#0072b2';
const APART = '#6b6b6b';

/** The figure of the comparison; null where neither the study nor a series has the figure. */
export function publishedSeriesFigure(w: Writing, result: AnalysisResult, analysis: SeriesAnalysis): Figure | null {
  const groups = drawnGroups(w, result, analysis);
  if (groups.length === 0) return null;
  const title = clause(label(w, analysis.title));
  const alternative = alternativeOf(w, result, analysis, groups);
  return {
    id: result.id,
    label: figureLabel(w),
    caption: inlines(`${title}${say(w, '.', '。')}`),
    svg: forestSvg(w, result, analysis, groups, { title, description: alternative }),
    alternative,
    data: dataOf(w, result, analysis, groups),
    footnotes: seriesFootnotes(w, result, analysis),
  };
}

function drawnGroups(w: Writing, result: AnalysisResult, analysis: SeriesAnalysis): SeriesGroup[] {
  return seriesGroups(w, result, analysis)
    .map((group) => ({ ...group, entries: group.entries.filter(({ hasFigure }) => hasFigure) }))
    .filter(({ entries }) => entries.length > 0);
}

/** Where the plot ends and the numbers begin: these take the room of the longest of them. */
type Layout = { readonly x: ScaleLinear<number, number>; readonly plotRight: number; readonly numbersLeft: number };

function layoutOf(w: Writing, groups: readonly SeriesGroup[], pooled: SeriesEntry | null): Layout {
  const rows = [...groups.flatMap(({ entries }) => entries), ...(pooled ? [pooled] : [])];
  const widths = rows.map((entry) => shareWidth(w, entry));
  const plotRight = WIDTH - MARGIN - Math.max(...widths) - GAP;
  return { x: scaleLinear([0, 1], [PLOT_LEFT, plotRight]), plotRight, numbersLeft: plotRight + GAP };
}

/**
 * A row for the study and for each series: its name and patients, the share as a mark with its interval as a line, and
 * the numbers. What is set apart has hollow marks and broken lines below a heading that says why. Only a meta-analysis
 * has a mark for all series together, a diamond below those pooled, and below that the interval of a further series.
 */
function forestSvg(
  w: Writing,
  result: AnalysisResult,
  analysis: SeriesAnalysis,
  groups: readonly SeriesGroup[],
  words: { title: string; description: string },
): string {
  const pooled = analysis.kind === 'metaAnalysis' ? pooledEntry(w, result) : null;
  const layout = layoutOf(w, groups, pooled);
  const { x, numbersLeft } = layout;
  const parts: string[] = [];
  let y = MARGIN;
  const head = wrapText(headOf(w, result), WIDTH - MARGIN - numbersLeft, SMALL_SIZE, true);
  head.forEach((line, index) => {
    parts.push(bold(line, { x: numbersLeft, y: y + 12 + index * LINE }));
  });
  y += Math.max(1, head.length) * LINE + 8;
  const top = y;
  for (const group of groups) {
    if (group.standing !== 'own') {
      const lines = wrapText(group.title, WIDTH - 2 * MARGIN, SMALL_SIZE, true);
      parts.push(lineBetween(MARGIN, y + 2, WIDTH - MARGIN, y + 2, { stroke: '#c8c8c8' }));
      lines.forEach((line, index) => {
        const baseline = y + 18 + index * LINE;
        const width = textWidth(line, SMALL_SIZE, true) + 4;
        // the study's own share runs from top to bottom, and must not run through the words
        parts.push(element('rect', { x: MARGIN, y: baseline - 12, width, height: LINE, fill: '#ffffff' }));
        parts.push(bold(line, { x: MARGIN, y: baseline }));
      });
      y += HEADING + (lines.length - 1) * LINE;
    }
    for (const entry of group.entries) {
      const row = drawRow(w, entry, analysis, group.standing, layout, y);
      parts.push(row.drawn);
      y += row.height;
    }
    if (group.standing !== 'comparable' || !pooled) continue;
    for (const row of drawPooled(w, result, pooled, analysis, layout, y)) {
      parts.push(row.drawn);
      y += row.height;
    }
  }
  const axis = drawAxis(w, analysis, layout, y + 4);
  return svg(
    { id: `figure-${result.id}`, ...words, language: w.language, height: axis.height, width: WIDTH },
    pooled ? sharedLine(w, pooled, x, top, y + 4, POOLED_LINE) : ownLine(w, groups, x, top, y + 4),
    axis.drawn,
    ...parts,
  );
}

function headOf(w: Writing, result: AnalysisResult): string {
  const level = levelText(result);
  return say(w, `With / of; share (${level} interval)`, `例数/总数；比例（${level} 置信区间）`);
}

/** The study's own share from top to bottom, so that each series can be seen against it. */
function ownLine(w: Writing, groups: readonly SeriesGroup[], x: Layout['x'], top: number, bottom: number): string {
  const own = groups.find(({ standing }) => standing === 'own')?.entries[0];
  return own ? sharedLine(w, own, x, top, bottom, { class: 'own-share', stroke: OWN }) : '';
}

const POOLED_LINE = { class: 'pooled-share', stroke: APART };

function sharedLine(
  w: Writing,
  { prefix }: SeriesEntry,
  x: Layout['x'],
  top: number,
  bottom: number,
  how: { class: string; stroke: string },
): string {
  const share = statisticValue(w, `${prefix}.proportion`);
  return share === null ? '' : lineBetween(x(share), top, x(share), bottom, { ...how, 'stroke-dasharray': '2 3' });
}

type DrawnRow = { drawn: string; height: number };

/** The mean of the pooled series as a diamond from limit to limit, and the interval of a further series as a bar. */
function drawPooled(
  w: Writing,
  result: AnalysisResult,
  pooled: SeriesEntry,
  analysis: SeriesAnalysis,
  { x, numbersLeft }: Layout,
  top: number,
): DrawnRow[] {
  const name = (words: string, y: number) =>
    text(words, { x: MARGIN, y: y + 4, 'font-size': SMALL_SIZE, 'font-weight': 'bold' });
  const middle = top + LEAST_ROW / 2;
  const value = (id: string) => statisticValue(w, id);
  const id = `${pooled.prefix}.proportion`;
  const [share, lower, upper] = [value(id), value(`${id}.lower`), value(`${id}.upper`)];
  const hasDiamond = share !== null && lower !== null && upper !== null;
  const diamond = hasDiamond
    ? element('path', {
        class: 'diamond',
        'data-row': pooled.prefix,
        d: `M${fixed(x(lower))} ${fixed(middle)}L${fixed(x(share))} ${fixed(middle - 8)}L${fixed(x(upper))} ${fixed(middle)}L${fixed(x(share))} ${fixed(middle + 8)}Z`,
        fill: RULE,
        stroke: RULE,
      })
    : '';
  const mean = [
    name(pooled.name, middle),
    diamond,
    drawCount(w, pooled, analysis, numbersLeft, middle - 5),
    drawShare(w, pooled, numbersLeft, middle + 15),
  ].join('');
  const further = predicted(w, result);
  if (!further) return [{ drawn: mean, height: LEAST_ROW }];
  const below = top + LEAST_ROW + LEAST_ROW / 2;
  const bar = element('path', {
    class: 'prediction',
    'data-row': further.prefix,
    d: `M${fixed(x(further.lower))} ${fixed(below)}H${fixed(x(further.upper))}`,
    stroke: APART,
    'stroke-width': 5,
    fill: 'none',
  });
  const title = say(w, 'A further series', '新的系列');
  const range = drawRange(w, { ...pooled, name: title }, further.prefix, numbersLeft, below + 4);
  return [
    { drawn: mean, height: LEAST_ROW },
    { drawn: `${name(title, below)}${bar}${range}`, height: LEAST_ROW },
  ];
}

function predicted(w: Writing, { id }: AnalysisResult): { prefix: string; lower: number; upper: number } | null {
  const prefix = `${id}.prediction`;
  const [lower, upper] = [statisticValue(w, `${prefix}.lower`), statisticValue(w, `${prefix}.upper`)];
  return lower === null || upper === null ? null : { prefix, lower, upper };
}

/** '4.1%–38.0%' */
function drawRange(w: Writing, entry: SeriesEntry, id: string, left: number, y: number): string {
  const upper = left + widthOf(w, `${id}.lower`) + dashWidth(w);
  const [from, to] = [say(w, 'lower limit', '下限'), say(w, 'upper limit', '上限')];
  const dash = { x: upper - dashWidth(w) / 2, y, 'text-anchor': 'middle', 'font-size': SMALL_SIZE } as const;
  return [
    numberAt(w, entry, `${id}.lower`, from, left, y),
    text(say(w, '–', '～'), dash),
    numberAt(w, entry, `${id}.upper`, to, upper, y),
  ].join('');
}

function drawRow(
  w: Writing,
  entry: SeriesEntry,
  analysis: SeriesAnalysis,
  standing: SeriesGroup['standing'],
  { x, numbersLeft }: Layout,
  top: number,
): { drawn: string; height: number } {
  const isOwn = standing === 'own';
  const name = wrapText(entry.name, NAME_WIDTH, SMALL_SIZE, isOwn);
  const population = entry.series?.population ? label(w, entry.series.population) : '';
  const patients = population === '' ? [] : wrapText(population, NAME_WIDTH, SMALL_SIZE);
  const lines = name.length + patients.length;
  const height = Math.max(LEAST_ROW, lines * LINE + 10);
  const middle = top + height / 2;
  const first = middle - (lines * LINE) / 2 + 12;
  const words = [
    ...name.map((line, index) =>
      text(line, {
        x: MARGIN,
        y: first + index * LINE,
        'font-size': SMALL_SIZE,
        'font-weight': isOwn ? 'bold' : undefined,
      }),
    ),
    ...patients.map((line, index) =>
      text(line, { x: MARGIN, y: first + (name.length + index) * LINE, 'font-size': SMALL_SIZE, fill: QUIET }),
    ),
  ];
  const drawn = [
    ...words,
    drawInterval(w, entry, standing, x, middle),
    drawCount(w, entry, analysis, numbersLeft, middle - 5),
    drawShare(w, entry, numbersLeft, middle + 15),
  ];
  return { drawn: drawn.join(''), height };
}

/** The interval as a line with ends, the share as a mark: a disc for the study, a square for a series, hollow when apart. */
function drawInterval(
  w: Writing,
  entry: SeriesEntry,
  standing: SeriesGroup['standing'],
  x: Layout['x'],
  y: number,
): string {
  const id = `${entry.prefix}.proportion`;
  const [share, lower, upper] = [id, `${id}.lower`, `${id}.upper`].map((one) => statisticValue(w, one));
  if (share === null || share === undefined) return '';
  const isApart = standing === 'countedTwice' || standing === 'selected' || standing === 'notChosen';
  const colour = standing === 'own' ? OWN : isApart ? APART : RULE;
  const hasLimits = lower !== null && lower !== undefined && upper !== null && upper !== undefined;
  const whole = { stroke: colour, 'stroke-width': standing === 'own' ? 2.5 : 1.5, fill: 'none' };
  const line = hasLimits
    ? element('path', {
        class: 'interval',
        'data-row': entry.prefix,
        d: `M${fixed(x(lower))} ${fixed(y)}H${fixed(x(upper))}`,
        ...whole,
        'stroke-dasharray': isApart ? '4 2.5' : undefined,
      }) + element('path', { d: [lower, upper].map((end) => `M${fixed(x(end))} ${fixed(y - 4)}v8`).join(''), ...whole })
    : '';
  const shape = { class: 'share', 'data-row': entry.prefix, stroke: colour, 'stroke-width': 1.5 };
  const mark =
    standing === 'own'
      ? element('circle', { ...shape, cx: x(share), cy: y, r: 6, fill: colour })
      : element('rect', {
          ...shape,
          x: x(share) - 4.5,
          y: y - 4.5,
          width: 9,
          height: 9,
          fill: isApart ? '#ffffff' : colour,
        });
  return line + mark;
}

/** '4/16 followed': the two numbers far enough from each other to be pressed apart. */
function drawCount(w: Writing, entry: SeriesEntry, analysis: SeriesAnalysis, left: number, y: number): string {
  const among = amongWord(w, entry, analysis.literature);
  const end = left + widthOf(w, entry.count);
  const of = Math.max(end + 13, left + 25);
  return [
    numberAt(w, entry, entry.count, say(w, 'with it', '发生例数'), left, y),
    text('/', { x: (end + of) / 2, y, 'text-anchor': 'middle', 'font-size': SMALL_SIZE }),
    numberAt(w, entry, entry.of, say(w, 'of', '总数'), of, y),
    among === '' ? '' : text(among, { x: of + widthOf(w, entry.of) + 9, y, 'font-size': SMALL_SIZE, fill: QUIET }),
  ].join('');
}

const BRACKET = 12;

/** '25.0% (7.3%–52.4%)' */
function drawShare(w: Writing, entry: SeriesEntry, left: number, y: number): string {
  const id = `${entry.prefix}.proportion`;
  const lower = left + widthOf(w, id) + BRACKET;
  const upper = lower + widthOf(w, `${id}.lower`) + dashWidth(w);
  const end = upper + widthOf(w, `${id}.upper`) + 4;
  const drawn = numberAt(w, entry, id, say(w, 'share', '比例'), left, y);
  if (!w.statistics.has(`${id}.lower`)) return drawn;
  const between = (sign: string, x: number): string =>
    text(sign, { x, y, 'text-anchor': 'middle', 'font-size': SMALL_SIZE });
  return [
    drawn,
    between('(', lower - 4),
    numberAt(w, entry, `${id}.lower`, say(w, 'lower limit', '置信下限'), lower, y),
    between(say(w, '–', '～'), upper - dashWidth(w) / 2),
    numberAt(w, entry, `${id}.upper`, say(w, 'upper limit', '置信上限'), upper, y),
    between(')', end),
  ].join('');
}

/** A dash between two numbers, which in Chinese is as wide as a character. */
function dashWidth(w: Writing): number {
  return w.language === 'zh-CN' ? SMALL_SIZE + 1 : 11;
}

function shareWidth(w: Writing, { prefix }: SeriesEntry): number {
  const id = `${prefix}.proportion`;
  return widthOf(w, id) + BRACKET + widthOf(w, `${id}.lower`) + dashWidth(w) + widthOf(w, `${id}.upper`) + 8;
}

function widthOf(w: Writing, statistic: string): number {
  const found = w.statistics.get(statistic);
  return found ? textWidth(printedText(w, found.statistic), SMALL_SIZE) : 0;
}

function numberAt(w: Writing, entry: SeriesEntry, statistic: string, kind: string, x: number, y: number): string {
  const found = w.statistics.get(statistic);
  if (!found) return '';
  const printed = printedText(w, found.statistic);
  const name = `${entry.name}${say(w, ', ', '，')}${kind}`;
  return numberGroup(
    { statistic, text: printed, name },
    { x, y, anchor: 'start', width: textWidth(printed, SMALL_SIZE), size: SMALL_SIZE },
    { 'font-size': SMALL_SIZE },
  );
}

function drawAxis(
  w: Writing,
  analysis: SeriesAnalysis,
  { x, plotRight }: Layout,
  y: number,
): { drawn: string; height: number } {
  const parts = [lineBetween(PLOT_LEFT, y, plotRight, y)];
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    parts.push(lineBetween(x(share), y, x(share), y + 5));
    const isLabelled = share === 0 || share === 0.5 || share === 1;
    const tick = { class: 'tick', x: x(share), y: y + 19, 'text-anchor': 'middle', 'font-size': SMALL_SIZE };
    if (isLabelled) parts.push(text(formatPercent(share, w.language, 0), tick));
  }
  const lines = wrapText(clause(countedWords(w, analysis)), WIDTH - 2 * MARGIN, SMALL_SIZE);
  lines.forEach((line, index) => {
    const middle = (PLOT_LEFT + plotRight) / 2;
    parts.push(text(line, { x: middle, y: y + 38 + index * LINE, 'text-anchor': 'middle', 'font-size': SMALL_SIZE }));
  });
  return { drawn: parts.join(''), height: y + 38 + (lines.length - 1) * LINE + 12 };
}

function bold(words: string, at: { x: number; y: number }): string {
  return text(words, { ...at, 'font-size': SMALL_SIZE, 'font-weight': 'bold' });
}

function alternativeOf(
  w: Writing,
  result: AnalysisResult,
  analysis: SeriesAnalysis,
  groups: readonly SeriesGroup[],
): string {
  const said = (line: readonly Inline[]): string => line.map((one) => one.text).join('');
  const rows = groups.map(({ title, standing, entries }) => {
    const each = entries.map(
      (entry) =>
        `${standing === 'own' ? '' : `${entry.name} `}${said(countOf(w, entry, analysis))}${say(w, ': ', '：')}${said(shareOf(w, entry))}`,
    );
    return `${title}${say(w, ': ', '：')}${each.join(say(w, '; ', '；'))}${say(w, '.', '。')}`;
  });
  const counted = clause(countedWords(w, analysis));
  const [pooledEn, pooledZh] = pooledWords(w, result, analysis, said);
  return say(
    w,
    `Forest plot: ${small(counted)} in this study and in published series, with ${levelText(result)} intervals and ${pooledEn}. ${rows.join(' ')}`,
    `森林图：本研究与已发表病例系列的“${counted}”，附 ${levelText(result)} 置信区间，${pooledZh}。${rows.join('')}`,
  );
}

function pooledWords(
  w: Writing,
  result: AnalysisResult,
  analysis: SeriesAnalysis,
  said: (line: readonly Inline[]) => string,
): readonly [en: string, zh: string] {
  const pooled = analysis.kind === 'metaAnalysis' ? pooledEntry(w, result) : null;
  if (!pooled) return ['without a pooled estimate', '未作合并估计'];
  const share = said(shareOf(w, pooled));
  const further = predicted(w, result) ? said(predictionOf(w, result)) : '';
  return [
    `a diamond for those pooled, ${share}${further === '' ? '' : `, and a bar for a further series, ${further}`}`,
    `菱形为合并结果 ${share}${further === '' ? '' : `，横条为新系列的预测区间 ${further}`}`,
  ];
}

function dataOf(w: Writing, result: AnalysisResult, analysis: SeriesAnalysis, groups: readonly SeriesGroup[]): Table {
  const pooled = analysis.kind === 'metaAnalysis' ? pooledEntry(w, result) : null;
  return {
    id: `${result.id}-data`,
    label: say(w, 'Data of the figure', '图中数据'),
    caption: inlines(say(w, 'What the figure shows, in digits', '以数字列出图中内容')),
    columns: [
      column('series', say(w, 'Series', '文献'), 'start'),
      column('patients', say(w, 'Patients', '人群'), 'start'),
      column('count', say(w, 'With / of', '例数/总数')),
      column('interval', say(w, `Share (${levelText(result)} interval)`, `比例（${levelText(result)} 置信区间）`)),
    ],
    rows: groups.flatMap(({ title, standing, entries }) => [
      ...(standing === 'own' ? [] : [headingRow(title)]),
      ...entries.map((entry) => dataRowOf(w, entry, analysis, standing === 'own' ? 0 : 1)),
      ...(standing === 'comparable' && pooled ? pooledData(w, result, analysis, pooled) : []),
    ]),
    footnotes: [],
  };
}

function dataRowOf(w: Writing, entry: SeriesEntry, analysis: SeriesAnalysis, indent: 0 | 1): TableRow {
  const who = entry.series?.population ? label(w, entry.series.population) : '';
  const cells = [inlines(entry.name), orEmpty(inlines(who)), countOf(w, entry, analysis), shareOf(w, entry)];
  return { kind: 'data', indent, cells };
}

function pooledData(w: Writing, result: AnalysisResult, analysis: SeriesAnalysis, pooled: SeriesEntry): TableRow[] {
  const further = inlines(say(w, 'A further series', '新的系列'));
  const cells = [further, orEmpty([]), orEmpty([]), orEmpty(predictionOf(w, result))];
  return [dataRowOf(w, pooled, analysis, 0), { kind: 'data', indent: 0, cells }];
}
