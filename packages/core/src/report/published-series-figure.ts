import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { type AnalysisResult, formatPercent } from '../model/index.ts';
import type { Figure, Inline, Table } from './document.ts';
import {
  amongWord,
  countedWords,
  type PublishedSeries,
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
export function publishedSeriesFigure(w: Writing, result: AnalysisResult, analysis: PublishedSeries): Figure | null {
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

function drawnGroups(w: Writing, result: AnalysisResult, analysis: PublishedSeries): SeriesGroup[] {
  return seriesGroups(w, result, analysis)
    .map((group) => ({ ...group, entries: group.entries.filter(({ hasFigure }) => hasFigure) }))
    .filter(({ entries }) => entries.length > 0);
}

/** Where the plot ends and the numbers begin: these take the room of the longest of them. */
type Layout = { readonly x: ScaleLinear<number, number>; readonly plotRight: number; readonly numbersLeft: number };

function layoutOf(w: Writing, groups: readonly SeriesGroup[]): Layout {
  const widths = groups.flatMap(({ entries }) => entries.map((entry) => shareWidth(w, entry)));
  const plotRight = WIDTH - MARGIN - Math.max(...widths) - GAP;
  return { x: scaleLinear([0, 1], [PLOT_LEFT, plotRight]), plotRight, numbersLeft: plotRight + GAP };
}

/**
 * A row for the study and for each series: its name and patients, the share as a mark with its interval as a line, and
 * the numbers. What is set apart has hollow marks and broken lines below a heading that says why. No mark stands for
 * all series together.
 */
function forestSvg(
  w: Writing,
  result: AnalysisResult,
  analysis: PublishedSeries,
  groups: readonly SeriesGroup[],
  words: { title: string; description: string },
): string {
  const layout = layoutOf(w, groups);
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
  }
  const axis = drawAxis(w, analysis, layout, y + 4);
  return svg(
    { id: `figure-${result.id}`, ...words, language: w.language, height: axis.height, width: WIDTH },
    ownLine(w, groups, x, top, y + 4),
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
  const share = own ? statisticValue(w, `${own.prefix}.proportion`) : null;
  if (share === null) return '';
  return lineBetween(x(share), top, x(share), bottom, { class: 'own-share', stroke: OWN, 'stroke-dasharray': '2 3' });
}

function drawRow(
  w: Writing,
  entry: SeriesEntry,
  analysis: PublishedSeries,
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
  const isApart = standing === 'countedTwice' || standing === 'selected';
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
function drawCount(w: Writing, entry: SeriesEntry, analysis: PublishedSeries, left: number, y: number): string {
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
  analysis: PublishedSeries,
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
  analysis: PublishedSeries,
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
  return say(
    w,
    `Forest plot: ${small(counted)} in this study and in published series, with ${levelText(result)} intervals and without a pooled estimate. ${rows.join(' ')}`,
    `森林图：本研究与已发表病例系列的“${counted}”，附 ${levelText(result)} 置信区间，未作合并估计。${rows.join('')}`,
  );
}

function dataOf(w: Writing, result: AnalysisResult, analysis: PublishedSeries, groups: readonly SeriesGroup[]): Table {
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
      ...entries.map((entry) => ({
        kind: 'data' as const,
        indent: standing === 'own' ? (0 as const) : (1 as const),
        cells: [
          inlines(entry.name),
          orEmpty(inlines(entry.series?.population ? label(w, entry.series.population) : '')),
          countOf(w, entry, analysis),
          shareOf(w, entry),
        ],
      })),
    ]),
    footnotes: [],
  };
}
