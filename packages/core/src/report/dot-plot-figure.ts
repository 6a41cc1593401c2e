import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { type AnalysisResult, formatDecimal } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { axisDomain } from './axis-domain.ts';
import { reasonsOf } from './describe-table.ts';
import type { Block, Figure, Inline, Table } from './document.ts';
import { type Dot, type DotLane, type DotPanel, dotPanels, dotText } from './dot-plot-plan.ts';
import { patientInline } from './patient-mark.ts';
import {
  COLUMN_WIDTH,
  element,
  FONT_SIZE,
  fixed,
  lineBetween,
  numberGroup,
  QUIET,
  SMALL_SIZE,
  svg,
  text,
} from './svg.ts';
import { column, dataRow, headingRow, noteFootnotes, setFootnote } from './table-parts.ts';
import { textWidth, wrapText } from './text-measure.ts';
import { clause, listWords, missingWords, unitWords } from './vocabulary.ts';
import {
  figureLabel,
  has,
  inlines,
  label,
  number,
  printedText,
  range,
  say,
  sayInlines,
  statisticValue,
  tableLabel,
  type Writing,
} from './writing.ts';

type DotPlot = AnalysisOfKind<'dotPlot'>;

const WIDTH = COLUMN_WIDTH;
const RIGHT = WIDTH - 20;
const LABEL_WIDTH = 120;
const LEFT = LABEL_WIDTH + 24;
const RADIUS = 4;
const PITCH = 2 * RADIUS + 1;
const LEAST_LANE = 66;
const DOT = '#0072b2';

/** Every value as a dot; a sentence where nobody has one. */
export function dotPlotBlock(w: Writing, result: AnalysisResult, analysis: DotPlot): Block {
  const panels = dotPanels(w, result, analysis).filter(({ lanes }) => lanes.some(({ dots }) => dots.length > 0));
  if (panels.length > 0) return { kind: 'figure', figure: dotPlotFigure(w, result, analysis, panels) };
  const title = clause(label(w, analysis.title));
  const words = say(w, `${title}: nobody has a value, so there is no plot.`, `${title}：无任何数值，故无散点图。`);
  return { kind: 'note', tone: 'info', inlines: inlines(words) };
}

function dotPlotFigure(w: Writing, result: AnalysisResult, analysis: DotPlot, panels: readonly DotPanel[]): Figure {
  const title = clause(label(w, analysis.title));
  const alternative = alternativeOf(w, panels, title);
  return {
    id: result.id,
    label: figureLabel(w),
    caption: panels.some(isCounted)
      ? sayInlines(
          w,
          [
            `${title}: how many of `,
            number(w, `${result.id}.n`),
            ' patients have a value, as bars; the line is the median.',
          ],
          [`${title}：条形示各数值的患者数（共 `, number(w, `${result.id}.n`), ' 例），竖线示中位数。'],
        )
      : sayInlines(
          w,
          [
            `${title}: each dot is the value of one of `,
            number(w, `${result.id}.n`),
            ' patients; the line is the median.',
          ],
          [`${title}：每个点代表一例患者（共 `, number(w, `${result.id}.n`), ' 例），竖线示中位数。'],
        ),
    svg: dotPlotSvg(w, result, panels, { title, description: alternative }),
    alternative,
    data: dataTable(w, result, panels, true),
    footnotes: footnotes(w, result, analysis, panels),
  };
}

/** Number, median and range of each variable and group, for those who want no drawing. */
export function dotPlotTable(w: Writing, result: AnalysisResult, analysis: DotPlot): Table {
  const panels = dotPanels(w, result, analysis);
  const table = dataTable(w, result, panels, false);
  return {
    ...table,
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    footnotes: footnotes(w, result, analysis, panels).slice(w.audience === 'public' ? 1 : 0),
  };
}

function footnotes(w: Writing, result: AnalysisResult, analysis: DotPlot, panels: readonly DotPanel[]): Inline[][] {
  const ungrouped = analysis.by === undefined ? null : `${result.id}.${w.study.variable(analysis.by)?.id}.missing`;
  return [
    ...publicFootnote(w, panels),
    ...panels.flatMap((panel) => missingFootnote(w, result, panel)),
    ...(ungrouped !== null && (statisticValue(w, ungrouped) ?? 0) > 0
      ? [
          sayInlines(
            w,
            ['Patients whose group is not known: ', number(w, ungrouped), '.'],
            ['分组不明的患者：', number(w, ungrouped), ' 例。'],
          ),
        ]
      : []),
    setFootnote(w, result),
    ...noteFootnotes(w, result),
  ];
}

function publicFootnote(w: Writing, panels: readonly DotPanel[]): Inline[][] {
  if (w.audience === 'team') return [];
  const steps = panels.flatMap((panel) =>
    panel.step === null ? [] : [`${panel.name} ${stepText(w, panel, panel.step)}`],
  );
  return [
    inlines(
      say(
        w,
        `To protect the patients, dots stand at rounded values (to the nearest: ${listWords(w, steps)}); medians were computed before rounding.`,
        `为保护患者隐私，图中各点取整（间隔：${listWords(w, steps)}）；中位数按原值计算。`,
      ),
    ),
  ];
}

function stepText(w: Writing, { variable }: DotPanel, step: number): string {
  const isAge = variable.type === 'age' || variable.unit === 'a';
  const unit = isAge
    ? say(w, step === 1 ? 'year' : 'years', '岁')
    : variable.unit === null
      ? ''
      : unitWords(w, variable.unit);
  return `${step} ${unit}`.trim();
}

function missingFootnote(w: Writing, result: AnalysisResult, panel: DotPanel): Inline[][] {
  const total = `${result.id}.${panel.id}.missing`;
  if ((statisticValue(w, total) ?? 0) === 0) return [];
  const codes = reasonsOf(w, total);
  const [only] = codes;
  const reasons =
    only !== undefined && codes.length === 1
      ? inlines(missingWords(w, only))
      : codes.flatMap((reason, index) =>
          inlines(
            index === 0 ? '' : say(w, ', ', '，'),
            `${missingWords(w, reason)} `,
            number(w, `${total}.${reason}`),
          ),
        );
  return [
    sayInlines(
      w,
      [`Without a value of ${panel.name}, and so without a dot: `, number(w, total), ' (', reasons, ').'],
      [`无“${panel.name}”数值而未绘出：`, number(w, total), ' 例（', reasons, '）。'],
    ),
  ];
}

function alternativeOf(w: Writing, panels: readonly DotPanel[], title: string): string {
  const printed = (id: string) => {
    const found = w.statistics.get(id);
    return found ? printedText(w, found.statistic) : '–';
  };
  const words = panels.map((panel) => {
    const lanes = panel.lanes.map(({ prefix, title: group, dots }) => {
      const whose = panel.lanes.length > 1 || prefix === null ? say(w, `${group}, `, `${group}，`) : '';
      const count = dots.length === 1 ? '1 value' : `${dots.length} values`;
      if (prefix === null) return say(w, `${whose}${count}`, `${whose}${dots.length} 个数值`);
      const id = `${prefix}.${panel.id}`;
      return say(
        w,
        `${whose}${printed(`${id}.n`)} ${statisticValue(w, `${id}.n`) === 1 ? 'value' : 'values'}, median ${printed(`${id}.median`)}, from ${printed(`${id}.minimum`)} to ${printed(`${id}.maximum`)}`,
        `${whose}${printed(`${id}.n`)} 个数值，中位数 ${printed(`${id}.median`)}，范围 ${printed(`${id}.minimum`)} 至 ${printed(`${id}.maximum`)}`,
      );
    });
    return say(w, `${panel.title}: ${lanes.join('; ')}.`, `${panel.title}：${lanes.join('；')}。`);
  });
  return say(w, `Dot plot of ${title}. ${words.join(' ')}`, `${title}散点图。${words.join('')}`);
}

function dataTable(w: Writing, result: AnalysisResult, panels: readonly DotPanel[], withValues: boolean): Table {
  const numbers = (panel: DotPanel, { prefix }: DotLane): Inline[][] => {
    if (prefix === null || !has(w, `${prefix}.${panel.id}.n`)) return [[], [], []];
    const id = `${prefix}.${panel.id}`;
    return [number(w, `${id}.n`), number(w, `${id}.median`), range(w, `${id}.minimum`, `${id}.maximum`)];
  };
  return {
    id: `${result.id}-data`,
    label: say(w, 'Data of the figure', '图中数据'),
    caption: inlines(say(w, 'What the figure shows, in digits', '以数字列出图中内容')),
    columns: [
      column('group', say(w, 'Patients', '患者'), 'start'),
      column('n', say(w, 'Recorded', '有记录')),
      column('median', say(w, 'Median', '中位数')),
      column('range', say(w, 'Range', '范围')),
      ...(withValues
        ? [
            panels.some(isCounted)
              ? column('values', say(w, 'Values counted', '数值分布（例数）'), 'start')
              : column('values', say(w, 'Dots', '各点'), 'start'),
          ]
        : []),
    ],
    rows: panels.flatMap((panel) => [
      headingRow(panel.title),
      ...panel.lanes.map((lane) =>
        dataRow(lane.title, [...numbers(panel, lane), ...(withValues ? [valuesCell(w, panel, lane)] : [])], 1),
      ),
    ]),
    footnotes: [...publicFootnote(w, panels), setFootnote(w, result)],
  };
}

/** The values of a lane, smallest first: each with its patient for the team, rounded ones for the public. */
function valuesCell(w: Writing, panel: DotPanel, lane: DotLane): Inline[] {
  if (isCounted(panel))
    return inlines(
      barsOf(panel, lane, scaleOf(panel))
        .filter(({ count }) => count > 0)
        .map(({ from, to, count }) => say(w, `from ${from} to below ${to}: ${count}`, `${from} 至不足 ${to}：${count}`))
        .join(say(w, '; ', '；')),
    );
  return sorted(lane.dots).flatMap((dot, index) =>
    inlines(
      index === 0 ? '' : say(w, ', ', '，'),
      patientInline(w, dot.patient),
      `${dot.patient === undefined ? '' : ' '}${dotText(w, panel, dot.value)}`,
    ),
  );
}

function sorted(dots: readonly Dot[]): Dot[] {
  return [...dots].sort((a, b) => a.value - b.value);
}

type X = ScaleLinear<number, number>;

function dotPlotSvg(
  w: Writing,
  result: AnalysisResult,
  panels: readonly DotPanel[],
  words: { title: string; description: string },
): string {
  const parts: string[] = [];
  let y = 10;
  panels.forEach((panel, index) => {
    if (index > 0) y += 22;
    const drawn = drawPanel(w, panel, y);
    parts.push(drawn.drawn);
    y = drawn.bottom;
  });
  return svg({ id: `figure-${result.id}`, ...words, language: w.language, height: y + 8, width: WIDTH }, ...parts);
}

/** The title, the lanes one under another, and their axis. */
function drawPanel(w: Writing, panel: DotPanel, top: number): { drawn: string; bottom: number } {
  const x = scaleOf(panel);
  const titleLines = wrapText(panel.title, WIDTH - 20, FONT_SIZE, true);
  const parts = titleLines.map((line, index) => text(line, { x: 10, y: top + 14 + index * 17, 'font-weight': 'bold' }));
  let y = top + titleLines.length * 17 + 6;
  const first = y;
  for (const lane of panel.lanes) {
    const drawn = drawLane(w, panel, lane, x, y);
    parts.push(drawn.drawn);
    y = drawn.bottom;
  }
  parts.unshift(gridOf(x, first, y));
  const ticks = ticksOf(x);
  parts.push(lineBetween(LEFT, y, RIGHT, y));
  for (const tick of ticks) {
    parts.push(lineBetween(x(tick), y, x(tick), y + 5));
    const words = formatDecimal(tick, decimalsOf(ticks), w.language);
    parts.push(text(words, { class: 'tick', x: x(tick), y: y + 19, 'text-anchor': 'middle', 'font-size': SMALL_SIZE }));
  }
  return { drawn: parts.join(''), bottom: y + 24 };
}

/** From the least to the greatest value, round at both ends. */
function scaleOf(panel: DotPanel): X {
  const values = panel.lanes.flatMap(({ dots }) => dots.map(({ value }) => value));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return scaleLinear(axisDomain(least, most), [LEFT + RADIUS, RIGHT - RADIUS]).nice(6);
}

function ticksOf(x: X): number[] {
  return x.ticks(6);
}

function decimalsOf(ticks: readonly number[]): number {
  return Math.max(...ticks.map((tick) => String(tick).split('.')[1]?.length ?? 0));
}

function gridOf(x: X, top: number, bottom: number): string {
  return ticksOf(x)
    .map((tick) => lineBetween(x(tick), top, x(tick), bottom, { stroke: '#e3e3e3' }))
    .join('');
}

/** The dots of one group beside its name and its numbers; the median a line across them. */
function drawLane(w: Writing, panel: DotPanel, lane: DotLane, x: X, top: number): { drawn: string; bottom: number } {
  const isOfMany = isCounted(panel);
  const placed = isOfMany ? [] : placeDots(lane.dots, x);
  const reach = isOfMany
    ? BARS_HEIGHT / 2
    : Math.max(0, ...placed.map(({ level }) => Math.abs(level))) * PITCH + RADIUS;
  const names = wrapText(lane.title, LABEL_WIDTH, SMALL_SIZE, true);
  const height = Math.max(LEAST_LANE, 2 * reach + 20, names.length * 16 + 46);
  const middle = top + height / 2;
  const parts: string[] = [];
  const id = lane.prefix === null ? null : `${lane.prefix}.${panel.id}`;
  const median = id === null ? null : statisticValue(w, `${id}.median`);
  if (median !== null)
    parts.push(
      lineBetween(x(median), middle - height / 2 + 6, x(median), middle + height / 2 - 6, {
        class: 'median',
        stroke: '#000000',
        'stroke-width': 2,
      }),
    );
  if (isOfMany) parts.unshift(drawBars(w, panel, lane, x, middle + BARS_HEIGHT / 2));
  for (const { dot, level } of placed) parts.push(drawDot(w, panel, dot, x(dot.value), middle + level * PITCH));
  names.forEach((line, index) => {
    parts.push(text(line, { x: 10, y: top + 18 + index * 16, 'font-size': SMALL_SIZE, 'font-weight': 'bold' }));
  });
  if (id !== null) {
    const from = top + 18 + names.length * 16;
    parts.push(laneNumber(w, `${id}.n`, say(w, 'n =', 'n ='), lane.title, from));
    parts.push(laneNumber(w, `${id}.median`, say(w, 'median', '中位数'), lane.title, from + 20));
  }
  return { drawn: parts.join(''), bottom: top + height };
}

/** More values than these in a lane are counted: dots would stand in towers that no page holds. */
const DOTS_DRAWN = 200;
const BARS_HEIGHT = 130;

function isCounted({ lanes }: DotPanel): boolean {
  return lanes.some(({ dots }) => dots.length > DOTS_DRAWN);
}

type Bar = { from: number; to: number; count: number };

/** Values counted between the bounds that the axis suggests; the last bar holds its upper bound too. */
function barsOf(panel: DotPanel, { dots }: DotLane, x: X): Bar[] {
  const bounds = x.ticks(24);
  const step = Math.max((bounds[1] ?? 1) - (bounds[0] ?? 0), panel.step ?? 0);
  const [first = 0, last = 1] = x.domain();
  const bars = Array.from({ length: Math.max(1, Math.ceil((last - first) / step - 1e-9)) }, (_, place): Bar => {
    const [from, to] = [first + place * step, first + (place + 1) * step].map((one) => Number(one.toPrecision(12)));
    return { from: from as number, to: to as number, count: 0 };
  });
  for (const { value } of dots) {
    const bar = bars[Math.min(bars.length - 1, Math.floor((value - first) / step + 1e-9))] as Bar;
    bar.count += 1;
  }
  return bars;
}

/** How many values lie between two bounds, as bars of one scale with the highest count beside it. */
function drawBars(w: Writing, panel: DotPanel, lane: DotLane, x: X, base: number): string {
  const bars = barsOf(panel, lane, x);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const height = BARS_HEIGHT - 14;
  const right = x.range()[1] ?? RIGHT;
  const d = bars
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }) => {
      const [left, end] = [x(from) + 0.5, Math.min(x(to), right) - 0.5];
      return `M${fixed(left)} ${fixed(base)}V${fixed(base - (height * count) / most)}H${fixed(end)}V${fixed(base)}Z`;
    })
    .join('');
  const words = formatDecimal(most, 0, w.language);
  const top = base - height;
  return [
    element('path', { class: 'bars', d, fill: DOT, 'fill-opacity': '0.75' }),
    text(words, { class: 'tick', x: LEFT - 8, y: top + 4, 'text-anchor': 'end', 'font-size': SMALL_SIZE }),
    lineBetween(LEFT - 5, top, LEFT, top),
    lineBetween(LEFT, top, LEFT, base),
  ].join('');
}

function drawDot(w: Writing, panel: DotPanel, dot: Dot, cx: number, cy: number): string {
  const name = [dot.patient, dotText(w, panel, dot.value)].filter((one) => one !== undefined).join(say(w, ', ', '，'));
  return element(
    'circle',
    { class: 'dot', cx, cy, r: RADIUS, fill: DOT, 'fill-opacity': '0.75', stroke: '#00395a', 'stroke-width': 0.75 },
    element('title', {}, name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')),
  );
}

/** 'median 5.0' under a group's name, the number one that opens. */
function laneNumber(w: Writing, id: string, words: string, group: string, y: number): string {
  const found = w.statistics.get(id);
  if (!found) return '';
  const printed = printedText(w, found.statistic);
  const x = 10 + textWidth(words, SMALL_SIZE) + 6;
  return `${text(words, { x: 10, y, 'font-size': SMALL_SIZE, fill: QUIET })}${numberGroup(
    { statistic: id, text: printed, name: `${group}${say(w, ', ', '，')}${words.replace(' =', '')}` },
    { x, y, anchor: 'start', width: textWidth(printed, SMALL_SIZE), size: SMALL_SIZE },
    { 'font-size': SMALL_SIZE },
  )}`;
}

/** Dots that would lie on each other are moved aside, in turn above and below the middle, never along the axis. */
function placeDots(dots: readonly Dot[], x: X): { dot: Dot; level: number }[] {
  const lastAt = new Map<number, number>(); // the right end of what lies on each level
  return sorted(dots).map((dot) => {
    const at = x(dot.value);
    let level = 0;
    while (at - (lastAt.get(level) ?? Number.NEGATIVE_INFINITY) < PITCH) level = level > 0 ? -level : 1 - level;
    lastAt.set(level, at);
    return { dot, level };
  });
}
