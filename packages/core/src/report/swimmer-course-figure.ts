import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { type AnalysisResult, type Cell, formatCount, type TimeUnit, timeUnitWord } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Figure, Inline, Table } from './document.ts';
import { timeAxisTitle } from './kaplan-meier-figure.ts';
import { eventWords, unitOf } from './lane-plan.ts';
import { markColour } from './marks.ts';
import { COLUMN_WIDTH, element, FONT_SIZE, fixed, lineBetween, numberGroup, SMALL_SIZE, svg, text } from './svg.ts';
import { column, dataRow, headingRow } from './table-parts.ts';
import { textWidth, wrapText } from './text-measure.ts';
import { capital, clause, small } from './vocabulary.ts';
import {
  endpointOf,
  figureLabel,
  has,
  inlines,
  label,
  number,
  printedText,
  say,
  sayInlines,
  tableLabel,
  type Writing,
} from './writing.ts';

type Swimmer = AnalysisOfKind<'swimmer'>;
type Footnotes = (w: Writing, result: AnalysisResult, analysis: Swimmer) => Inline[][];

/** Everybody's follow-up at the beginning of an interval of the axis, and what began in it. */
type Interval = { at: number; followed: number; eventBefore: number; marks: readonly number[] };

type CoursePlan = {
  unit: TimeUnit;
  minimum: number;
  maximum: number;
  /** in the unit */
  width: number;
  ticks: readonly number[];
  sources: readonly { id: string; label: string }[];
  intervals: readonly Interval[];
};

const MARGIN = 6;
const LEFT = 52;
const RIGHT = COLUMN_WIDTH - 12;
const FOLLOWED_HEIGHT = 190;
const SOURCE_HEIGHT = 54;
const BEFORE = '#c6d0d9';
const AFTER = '#e69f00';
const GRID = '#e4e4e4';

/**
 * A swimmer plot of more patients than a page has room for: how many are still followed as time goes on, with those who
 * had the event by then apart, and under it, one strip for each kind of mark, when the marks lie.
 */
export function courseFigure(w: Writing, result: AnalysisResult, analysis: Swimmer, footnotes: Footnotes): Figure {
  const plan = coursePlan(w, result, analysis);
  const title = clause(label(w, analysis.title));
  const alternative = alternativeOf(w, result, analysis, plan, title);
  const [n, events] = [number(w, `${result.id}.n`), number(w, `${result.id}.events`)];
  return {
    id: result.id,
    label: figureLabel(w),
    caption: sayInlines(
      w,
      [
        `${title}: `,
        n,
        ' patients, ',
        events,
        ` with ${eventWords(w, analysis)}. Above, how many are still followed; below, how often what is marked happened.`,
      ],
      [
        `${title}：`,
        n,
        ' 例患者，其中 ',
        events,
        ` 例发生${eventWords(w, analysis)}。上图为各时点仍在随访的例数，下图为所标记事件发生的次数。`,
      ],
    ),
    svg: courseSvg(w, result, analysis, plan, { title, description: alternative }),
    alternative,
    data: {
      ...courseBody(w, result, analysis, plan),
      id: `${result.id}-data`,
      label: say(w, 'Data of the figure', '图中数据'),
      caption: inlines(say(w, 'What the figure shows, in digits', '以数字列出图中内容')),
      footnotes: [],
    },
    footnotes: [...whyTogether(w, plan), ...footnotes(w, result, analysis)],
  };
}

export function courseTable(w: Writing, result: AnalysisResult, analysis: Swimmer, footnotes: Footnotes): Table {
  return {
    ...courseBody(w, result, analysis, coursePlan(w, result, analysis)),
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    footnotes: footnotes(w, result, analysis),
  };
}

function coursePlan(w: Writing, result: AnalysisResult, analysis: Swimmer): CoursePlan {
  const rows = (result.rows ?? []).filter(({ cells }) => cells['shown'] === 'course');
  const sources = (analysis.lanes ?? []).map(({ id, label: words }) => ({ id, label: clause(label(w, words)) }));
  const intervals = rows.map(
    ({ cells }): Interval => ({
      at: numeric(cells['at']),
      followed: numeric(cells['followed']),
      eventBefore: numeric(cells['eventBefore']),
      marks: sources.map(({ id }) => numeric(cells[`mark.${id}`])),
    }),
  );
  const width = numeric(rows[0]?.cells['width']);
  const ticks = result.statistics.flatMap(({ name, at }) => (name === 'followed' && at ? [at.value] : []));
  return {
    unit: unitOf(result),
    width,
    ticks,
    sources,
    intervals,
    minimum: intervals[0]?.at ?? 0,
    maximum: (intervals.at(-1)?.at ?? 0) + width,
  };
}

function numeric(cell: Cell | undefined): number {
  return typeof cell === 'number' ? cell : 0;
}

function whyTogether(w: Writing, { width, unit }: CoursePlan): Inline[][] {
  const step = `${width} ${timeUnitWord(unit, w.language, width)}`;
  return [
    inlines(
      say(
        w,
        `So many patients have no bar each, which nobody could tell apart. Marks are counted in intervals of ${step}, also those after the last day known.`,
        `患者人数较多，逐例绘制条形难以分辨，故合并绘制。标记以 ${step}为间隔计数，末次随访之后的标记亦计入。`,
      ),
    ),
  ];
}

function alternativeOf(w: Writing, result: AnalysisResult, analysis: Swimmer, plan: CoursePlan, title: string): string {
  const printed = (id: string) => {
    const found = w.statistics.get(`${result.id}.${id}`)?.statistic;
    return found ? printedText(w, found) : '–';
  };
  const followed = plan.ticks.map((time) => {
    const count = printed(`at.${time}${SUFFIX[plan.unit]}.followed`);
    const words = `${time} ${timeUnitWord(plan.unit, w.language, time)}`;
    return say(w, `${count} at ${words}`, `${words}时 ${count} 例`);
  });
  const marks = plan.sources.map(({ id, label: words }) =>
    say(
      w,
      `${small(words)} in ${printed(`mark.${id}.count`)} patients (${printed(`mark.${id}.rows`)} in all)`,
      `${words} ${printed(`mark.${id}.count`)} 例（共 ${printed(`mark.${id}.rows`)} 次）`,
    ),
  );
  const marked = marks.length === 0 ? '' : say(w, ` Marked are: ${marks.join('; ')}.`, `标记：${marks.join('；')}。`);
  return say(
    w,
    `${title}, all patients together: of ${printed('n')}, ${printed('events')} had ${eventWords(w, analysis)}; still followed are ${followed.join(', ')}.${marked}`,
    `${title}，全部患者合并：共 ${printed('n')} 例，${printed('events')} 例发生${eventWords(w, analysis)}；仍在随访者：${followed.join('，')}。${marked}`,
  );
}

const SUFFIX: Record<TimeUnit, string> = { day: 'd', week: 'wk', month: 'mo', year: 'a' };

/** A column for each tick: those still followed, those of them with the event, and who has a mark from it to the next. */
function courseBody(
  w: Writing,
  result: AnalysisResult,
  analysis: Swimmer,
  plan: CoursePlan,
): Pick<Table, 'columns' | 'rows'> {
  const suffixOf = (time: number) => `${time}${SUFFIX[plan.unit]}`;
  const cell = (id: string): Inline[] => (has(w, id) ? number(w, id) : inlines('–'));
  const row = (title: string, idOf: (suffix: string) => string, indent: 0 | 1) =>
    dataRow(
      title,
      plan.ticks.map((time) => cell(`${result.id}.${idOf(suffixOf(time))}`)),
      indent,
    );
  const isHeaded = plan.sources.length > 0;
  const unit = timeUnitWord(plan.unit, w.language);
  return {
    columns: [
      column('what', say(w, 'Patients', '患者'), 'start'),
      ...plan.ticks.map((time) => column(suffixOf(time), `${time} ${unit}`)),
    ],
    rows: [
      row(say(w, 'Still followed', '仍在随访'), (at) => `at.${at}.followed`, 0),
      row(
        say(w, `of these with ${eventWords(w, analysis)} by then`, `其中已发生${eventWords(w, analysis)}`),
        (at) => `at.${at}.eventBefore`,
        0,
      ),
      ...(isHeaded ? [headingRow(say(w, 'With a mark from then to the next time', '自该时点至下一时点有标记者'))] : []),
      ...plan.sources.map(({ id, label: words }) => row(words, (at) => `from.${at}.${id}`, 1)),
    ],
  };
}

type X = ScaleLinear<number, number>;

function courseSvg(
  w: Writing,
  result: AnalysisResult,
  analysis: Swimmer,
  plan: CoursePlan,
  words: { title: string; description: string },
): string {
  const x = scaleLinear([plan.minimum, plan.maximum], [LEFT, RIGHT]);
  const legend = drawLegend(w, analysis, plan);
  const top = legend.bottom + 12;
  const parts = [drawFollowed(w, plan, x, top)];
  let y = top + FOLLOWED_HEIGHT;
  parts.push(...drawCounts(w, result, plan, x, y));
  y += 58;
  for (const [index, source] of plan.sources.entries()) {
    const strip = drawStrip(w, result, plan, x, { index, source, top: y });
    parts.push(strip.drawn);
    y = strip.bottom;
  }
  const axis = drawAxis(w, analysis, plan, x, y);
  return svg(
    { id: `figure-${result.id}`, ...words, language: w.language, height: axis.bottom, width: COLUMN_WIDTH },
    ...[gridOf(plan, x, top, y), legend.drawn, ...parts, axis.drawn],
  );
}

function gridOf(plan: CoursePlan, x: X, top: number, bottom: number): string {
  return plan.ticks.map((time) => lineBetween(x(time), top, x(time), bottom, { stroke: GRID })).join('');
}

function isAfterEvent({ intervals }: CoursePlan): boolean {
  return intervals.some(({ eventBefore }) => eventBefore > 0);
}

function drawLegend(w: Writing, analysis: Swimmer, plan: CoursePlan): { drawn: string; bottom: number } {
  const event = eventWords(w, analysis);
  const entries = [
    { fill: BEFORE, words: say(w, `followed, without ${event} so far`, `随访中，尚未发生${event}`) },
    ...(isAfterEvent(plan)
      ? [{ fill: AFTER, words: say(w, `followed on after ${event}`, `发生${event}后继续随访`) }]
      : []),
  ];
  const parts: string[] = [];
  let y = 14;
  for (const { fill, words } of entries) {
    const lines = wrapText(words, COLUMN_WIDTH - 2 * MARGIN - 26, SMALL_SIZE);
    parts.push(element('rect', { x: MARGIN, y: y - 6, width: 18, height: 11, fill }));
    lines.forEach((line, index) => {
      parts.push(text(line, { x: MARGIN + 26, y: y + 4 + index * 16, 'font-size': SMALL_SIZE }));
    });
    y += 20 + (lines.length - 1) * 16;
  }
  return { drawn: element('g', { class: 'legend' }, ...parts), bottom: y - 10 };
}

/** Two areas on each other: without the event so far, and on top of it those followed on after it. */
function drawFollowed(w: Writing, plan: CoursePlan, x: X, top: number): string {
  const shown = plan.intervals.filter(({ at }) => at >= 0);
  const most = Math.max(1, ...shown.map(({ followed }) => followed));
  const bottom = top + FOLLOWED_HEIGHT;
  const y = scaleLinear([0, most], [bottom, top]).nice(4);
  const stairs = (countOf: (one: Interval) => number) =>
    shown.map((one) => `V${fixed(y(countOf(one)))}H${fixed(x(one.at + plan.width))}`).join('');
  const area = (countOf: (one: Interval) => number, fill: string, name: string) =>
    element('path', { class: name, d: `M${fixed(x(0))} ${fixed(bottom)}${stairs(countOf)}V${fixed(bottom)}Z`, fill });
  const ticks = y.ticks(4).filter(Number.isInteger);
  return [
    ...(isAfterEvent(plan) ? [area(({ followed }) => followed, AFTER, 'after')] : []),
    area(({ followed, eventBefore }) => followed - eventBefore, BEFORE, 'before'),
    ...ticks.map((count) =>
      [
        lineBetween(LEFT - 5, y(count), LEFT, y(count)),
        text(formatCount(count, w.language), {
          class: 'tick',
          x: LEFT - 8,
          y: y(count) + 4,
          'text-anchor': 'end',
          'font-size': SMALL_SIZE,
        }),
      ].join(''),
    ),
    lineBetween(LEFT, top, LEFT, bottom),
    lineBetween(LEFT, bottom, RIGHT, bottom),
  ].join('');
}

/** Under the ticks how many are still followed, as numbers that open. */
function drawCounts(w: Writing, result: AnalysisResult, plan: CoursePlan, x: X, top: number): string[] {
  const title = say(w, 'Patients still followed', '仍在随访的患者');
  return [
    text(title, { x: MARGIN, y: top + 20, 'font-size': SMALL_SIZE }),
    ...plan.ticks.map((time) => {
      const id = `${result.id}.at.${time}${SUFFIX[plan.unit]}.followed`;
      const found = w.statistics.get(id)?.statistic;
      if (!found) return '';
      const printed = printedText(w, found);
      const width = textWidth(printed, SMALL_SIZE);
      const at = { x: x(time), y: top + 38, anchor: 'middle' as const, width, size: SMALL_SIZE };
      const name = say(
        w,
        `${title}, ${time} ${timeUnitWord(plan.unit, 'en')}`,
        `${title}，${time} ${timeUnitWord(plan.unit, 'zh-CN')}`,
      );
      return numberGroup({ statistic: id, text: printed, name }, at, { 'font-size': SMALL_SIZE });
    }),
  ];
}

/** How many marks of a kind lie in each interval, as bars with their own scale. */
function drawStrip(
  w: Writing,
  result: AnalysisResult,
  plan: CoursePlan,
  x: X,
  { index, source, top }: { index: number; source: CoursePlan['sources'][number]; top: number },
): { drawn: string; bottom: number } {
  const most = Math.max(1, ...plan.intervals.map(({ marks }) => marks[index] ?? 0));
  const lines = wrapText(capital(source.label), COLUMN_WIDTH - 2 * MARGIN - 60, SMALL_SIZE, true);
  const head = top + lines.length * 16 + 8;
  const base = head + SOURCE_HEIGHT;
  const y = scaleLinear([0, most], [base, head]);
  const d = plan.intervals
    .flatMap(({ at, marks }) => {
      const count = marks[index] ?? 0;
      if (count === 0) return [];
      const left = x(at) + 0.5;
      const right = Math.max(x(at + plan.width) - 0.5, left + 0.5);
      return [`M${fixed(left)} ${fixed(base)}V${fixed(y(count))}H${fixed(right)}V${fixed(base)}Z`];
    })
    .join('');
  const drawn = [
    ...lines.map((line, place) =>
      text(line, { x: MARGIN, y: top + 14 + place * 16, 'font-size': SMALL_SIZE, 'font-weight': 'bold' }),
    ),
    countWithWords(w, `${result.id}.mark.${source.id}.rows`, source.label, lines, top),
    ...(d === '' ? [] : [element('path', { class: 'marks', d, fill: markColour(index) })]),
    text(formatCount(most, w.language), {
      class: 'tick',
      x: LEFT - 8,
      y: head + 8,
      'text-anchor': 'end',
      'font-size': SMALL_SIZE,
    }),
    lineBetween(LEFT - 5, head, LEFT, head),
    lineBetween(LEFT, head, LEFT, base),
    lineBetween(LEFT, base, RIGHT, base),
  ];
  return { drawn: element('g', { class: 'source' }, ...drawn), bottom: base + 10 };
}

/** How many marks of a kind there are, after its name. */
function countWithWords(w: Writing, id: string, name: string, lines: readonly string[], top: number): string {
  const found = w.statistics.get(id)?.statistic;
  if (!found) return '';
  const printed = printedText(w, found);
  const width = textWidth(printed, SMALL_SIZE);
  const last = lines.at(-1) ?? '';
  return numberGroup(
    { statistic: id, text: printed, name },
    {
      x: MARGIN + textWidth(last, SMALL_SIZE, true) + 14,
      y: top + 14 + (lines.length - 1) * 16,
      anchor: 'start',
      width,
      size: SMALL_SIZE,
    },
    { 'font-size': SMALL_SIZE },
  );
}

function drawAxis(
  w: Writing,
  analysis: Swimmer,
  plan: CoursePlan,
  x: X,
  top: number,
): { drawn: string; bottom: number } {
  const parts = plan.ticks.flatMap((time) => [
    lineBetween(x(time), top - 10, x(time), top - 5),
    text(String(time), { class: 'tick', x: x(time), y: top + 9, 'text-anchor': 'middle', 'font-size': SMALL_SIZE }),
  ]);
  const endpoint = endpointOf(w, analysis.endpoint);
  const title = timeAxisTitle(w, plan, endpoint ? label(w, endpoint.timeZero.label) : null);
  const lines = wrapText(title, COLUMN_WIDTH - LEFT - MARGIN, FONT_SIZE);
  lines.forEach((line, index) => {
    parts.push(text(line, { x: (LEFT + RIGHT) / 2, y: top + 30 + index * 17, 'text-anchor': 'middle' }));
  });
  return { drawn: parts.join(''), bottom: top + 30 + (lines.length - 1) * 17 + 10 };
}
