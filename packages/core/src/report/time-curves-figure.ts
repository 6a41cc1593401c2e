import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import {
  type AnalysisResult,
  DAYS_PER_MONTH,
  DAYS_PER_WEEK,
  DAYS_PER_YEAR,
  formatPercent,
  timeUnitWord,
} from '../model/index.ts';
import type { SurvivalPlan } from './survival-plan.ts';
import { greyShare } from './survival-tables.ts';
import {
  COLUMN_WIDTH,
  element,
  FONT_SIZE,
  fixed,
  lineBetween,
  numberGroup,
  QUIET,
  RULE,
  SMALL_SIZE,
  svg,
  text,
} from './svg.ts';
import { textWidth, wrapText } from './text-measure.ts';
import { capital, clause, small, timeUnitNoun } from './vocabulary.ts';
import { levelText, printedText, say, type Writing } from './writing.ts';

/** Colours that people with any colour vision tell apart (Okabe and Ito), and dashes for those who print in black. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'] as const;
const DASHES = [undefined, '8 3', '2.5 3', '9 3 2.5 3', '14 3', '5 2', '1.5 2'] as const;
const GREY = '#8a8a8a';
/** where colour is lost, dots tell the grey end from the curve */
const GREY_DASH = '1.5 3';

const MARGIN = 8;
const RIGHT = COLUMN_WIDTH - 20;
const PLOT_HEIGHT = 260;
const RISK_ROW = 24;

/** One day of a curve: who was censored on it, and where the curve stands from it on. */
export type TimeCurvePoint = {
  /** days since time zero */
  readonly time: number;
  readonly value: number;
  readonly censored: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly grey: boolean;
};

export type TimeCurve = {
  readonly label: string;
  readonly points: readonly TimeCurvePoint[];
  readonly colour: string;
  readonly dash: string | undefined;
};

/** Numbers under the axis: of one curve, or of all patients of several. */
export type RiskBlock = {
  /** begins the ids of its statistics */
  readonly prefix: string;
  readonly label: string;
  readonly colour: string;
  readonly dash: string | undefined;
};

/** A row of numbers under the axis, by the name of its statistics. */
export type RiskRow = { readonly name: string; readonly label: string };

/** What is drawn, and the words that stand in it. */
export type TimeCurves = {
  readonly plan: SurvivalPlan;
  readonly curves: readonly TimeCurve[];
  readonly blocks: readonly RiskBlock[];
  readonly rows: readonly RiskRow[];
  /** where every curve begins: a survival at 1, an incidence at 0 */
  readonly start: 0 | 1;
  /** what a single curve is called in the legend */
  readonly estimate: string;
  readonly vertical: string;
  readonly horizontal: string;
  /** over the rows of numbers */
  readonly heading: string;
  readonly title: string;
  readonly description: string;
};

/** The colour and the dashes of a curve by its place. */
export function strokeOf(index: number): { colour: string; dash: string | undefined } {
  return { colour: COLOURS[index % COLOURS.length] as string, dash: DASHES[index % DASHES.length] };
}

/**
 * Curves over time with their limits, censorings, grey tails and rows of numbers, as an `<svg>` element. Every number
 * stands exactly under the tick of its time.
 */
export function timeCurvesSvg(w: Writing, result: AnalysisResult, drawing: TimeCurves): string {
  const { plan, curves, start } = drawing;
  const left = leftMargin(drawing.rows);
  const lastTick = plan.ticks[plan.ticks.length - 1] ?? 1;
  const x = scaleLinear([0, inDays(lastTick, plan)], [left, RIGHT]);
  const legend = drawLegend(w, result, drawing);
  const top = legend.height + 14;
  const bottom = top + PLOT_HEIGHT;
  const y = scaleLinear([0, 1], [bottom, top]);
  const axes = drawAxes(w, drawing, { x, y, left, top, bottom });
  const risk = drawRiskTable(w, drawing, x, left, axes.height + 14);
  const { title, description } = drawing;

  return svg(
    { id: `figure-${result.id}`, title, description, language: w.language, height: risk.height, width: COLUMN_WIDTH },
    legend.drawn,
    ...curves.map((curve) => drawBand(curve, x, y)),
    axes.drawn,
    ...curves.map((curve) => drawCurve(curve, start, x, y)),
    risk.drawn,
  );
}

function inDays(time: number, plan: SurvivalPlan): number {
  return time * { day: 1, week: DAYS_PER_WEEK, month: DAYS_PER_MONTH, year: DAYS_PER_YEAR }[plan.unit];
}

type X = ScaleLinear<number, number>;
type Drawn = { readonly drawn: string; readonly height: number };

function leftMargin(rows: readonly RiskRow[]): number {
  const widest = Math.max(...rows.map((row) => textWidth(row.label, SMALL_SIZE)));
  return Math.max(74, Math.ceil(widest + 34));
}

/** Points up to the right edge: what lies beyond the axis is cut off there. */
function within(points: readonly TimeCurvePoint[], x: X): TimeCurvePoint[] {
  const [, last = 0] = x.domain();
  const kept = points.filter((point) => point.time <= last);
  const before = kept[kept.length - 1];
  if (before && kept.length < points.length) kept.push({ ...before, time: last, censored: 0 });
  return kept;
}

/** The curve up to where it turns grey, the grey rest, and a tick for each day with a censoring. */
function drawCurve(curve: TimeCurve, start: 0 | 1, x: X, y: X): string {
  const points = within(curve.points, x);
  const path = line<readonly [number, number]>()
    .x(([time]) => x(time))
    .y(([, value]) => y(value))
    .curve(curveStepAfter)
    .digits(2);
  const firstGrey = points.findIndex((point) => point.grey);
  const isStart = (point: TimeCurvePoint) => point.time === 0 && point.value === start;
  const solid = firstGrey < 0 ? points : points.slice(0, firstGrey);
  const tail = firstGrey < 0 ? [] : points.slice(firstGrey);
  const standing = solid[solid.length - 1]?.value ?? start;
  const turn = tail[0]?.time;

  const solidLine: [number, number][] = [
    [0, start],
    ...solid.filter((point) => !isStart(point)).map((point): [number, number] => [point.time, point.value]),
  ];
  if (turn !== undefined) solidLine.push([turn, standing]);
  const greyLine: [number, number][] =
    turn === undefined ? [] : [[turn, standing], ...tail.map((point): [number, number] => [point.time, point.value])];

  const ticks = (marked: readonly TimeCurvePoint[]) =>
    marked
      .filter((point) => point.censored > 0)
      .map((point) => `M${fixed(x(point.time))} ${fixed(y(point.value) - 5)}v10`)
      .join('');
  const stroke = { fill: 'none', 'stroke-width': 2, 'stroke-dasharray': curve.dash };
  const parts = [
    greyLine.length > 0
      ? element('path', {
          class: 'curve grey',
          d: path(greyLine) ?? '',
          stroke: GREY,
          ...stroke,
          'stroke-dasharray': GREY_DASH,
        })
      : '',
    element('path', { class: 'curve', d: path(solidLine) ?? '', stroke: curve.colour, ...stroke }),
    censorMarks(ticks(tail), GREY),
    censorMarks(ticks(solid), curve.colour),
  ];
  return parts.join('');
}

function censorMarks(d: string, colour: string): string {
  return d === '' ? '' : element('path', { class: 'censored', d, stroke: colour, 'stroke-width': 1.5, fill: 'none' });
}

/** The pointwise limits as a band, coloured as its curve and grey where that is grey; nothing where there are no limits. */
function drawBand(curve: TimeCurve, x: X, y: X): string {
  type Piece = { time: number; lower: number; upper: number };
  const shape = area<Piece>()
    .x((piece) => x(piece.time))
    .y0((piece) => y(piece.lower))
    .y1((piece) => y(piece.upper))
    .curve(curveStepAfter)
    .digits(2);
  const points = within(curve.points, x);
  const bands: { grey: boolean; pieces: Piece[] }[] = [];
  points.forEach((point, index) => {
    const next = points[index + 1];
    if (!next || point.lower === null || point.upper === null) return;
    const last = bands[bands.length - 1];
    const open = last && last.grey === point.grey && last.pieces[last.pieces.length - 1]?.time === point.time;
    const piece = { time: point.time, lower: point.lower, upper: point.upper };
    if (open) last.pieces[last.pieces.length - 1] = piece;
    else bands.push({ grey: point.grey, pieces: [piece] });
    bands[bands.length - 1]?.pieces.push({ ...piece, time: next.time });
  });
  return bands
    .map(({ grey, pieces }) =>
      element('path', {
        class: 'band',
        d: shape(pieces) ?? '',
        fill: grey ? GREY : curve.colour,
        'fill-opacity': '0.16',
      }),
    )
    .join('');
}

function drawAxes(
  w: Writing,
  { plan, horizontal, vertical }: TimeCurves,
  frame: { x: X; y: X; left: number; top: number; bottom: number },
): Drawn {
  const { x, y, left, top, bottom } = frame;
  const parts = [
    element('path', {
      d: `M${fixed(left)} ${fixed(top)}V${fixed(bottom)}H${fixed(RIGHT)}`,
      fill: 'none',
      stroke: RULE,
    }),
  ];
  for (const tick of plan.ticks) {
    const at = x(inDays(tick, plan));
    parts.push(lineBetween(at, bottom, at, bottom + 5));
    parts.push(text(String(tick), { class: 'tick', x: at, y: bottom + 20, 'text-anchor': 'middle' }));
  }
  for (const share of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
    parts.push(lineBetween(left - 5, y(share), left, y(share)));
    parts.push(text(formatPercent(share, w.language, 0), { x: left - 9, y: y(share) + 4.5, 'text-anchor': 'end' }));
  }
  const middle = (left + RIGHT) / 2;
  const titleLines = wrapText(horizontal, RIGHT - left, FONT_SIZE);
  titleLines.forEach((words, index) => {
    parts.push(text(words, { x: middle, y: bottom + 42 + index * 17, 'text-anchor': 'middle' }));
  });
  const [yTitle = ''] = wrapText(vertical, PLOT_HEIGHT, FONT_SIZE);
  parts.push(
    text(yTitle, { transform: `translate(16 ${fixed((top + bottom) / 2)}) rotate(-90)`, 'text-anchor': 'middle' }),
  );
  return { drawn: parts.join(''), height: bottom + 42 + (titleLines.length - 1) * 17 };
}

/** 'Months since first macroscopically complete resection' */
export function timeAxisTitle(w: Writing, plan: Pick<SurvivalPlan, 'unit'>, timeZero: string | null): string {
  const unit = timeUnitNoun(w, plan.unit);
  const zero = timeZero === null ? say(w, 'time zero', '起点') : clause(small(timeZero));
  const since = zero.replace(/^(the )?date of /i, '').replace(/(之日|日期|的日期)$/, '');
  return say(w, `${capital(unit)} since ${since}`, `自${since}起的时间（${unit}）`);
}

/** A patch of the limits of the first curves, side by side. */
function bandSample(curves: readonly TimeCurve[]): string {
  const shown = curves.slice(0, 4);
  const width = 28 / shown.length;
  return shown
    .map(({ colour }, index) =>
      element('rect', { x: index * width, y: -6, width, height: 12, fill: colour, 'fill-opacity': '0.2' }),
    )
    .join('');
}

/** Samples of what is drawn, with their words, as many in a line as fit. */
function drawLegend(w: Writing, result: AnalysisResult, { curves, estimate }: TimeCurves): Drawn {
  const first = curves[0]?.colour ?? COLOURS[0];
  const several = curves.length > 1;
  const anyGrey = curves.some((curve) => curve.points.some((point) => point.grey));
  const anyCensored = curves.some((curve) => curve.points.some((point) => point.censored > 0));
  const anyBand = curves.some((curve) => curve.points.some((point) => point.lower !== null));
  const sampleLine = (y: number, colour: string, dash?: string) =>
    element('path', {
      d: `M0 ${fixed(y)}h28`,
      stroke: colour,
      'stroke-width': 2,
      'stroke-dasharray': dash,
      fill: 'none',
    });
  const entries: { words: string; sample: string }[] = [
    ...(several
      ? curves.map((curve) => ({ words: curve.label, sample: sampleLine(0, curve.colour, curve.dash) }))
      : [{ words: estimate, sample: sampleLine(0, first) }]),
    ...(anyBand
      ? [
          {
            words: say(w, `pointwise ${levelText(result)} limits`, `逐点 ${levelText(result)} 置信带`),
            sample: bandSample(curves.filter((curve) => curve.points.some((point) => point.lower !== null))),
          },
        ]
      : []),
    ...(anyCensored
      ? [
          {
            words: say(w, 'censored', '删失'),
            sample: `${sampleLine(0, several ? QUIET : first)}${element('path', { d: 'M14 -5v10', stroke: several ? QUIET : first, 'stroke-width': 1.5, fill: 'none' })}`,
          },
        ]
      : []),
    ...(anyGrey
      ? [
          {
            words: say(
              w,
              `dotted: one more event would move it by over ${greyShare(w, result)}`,
              `灰色虚线：再发生一例事件，变动即超过${greyShare(w, result)}`,
            ),
            sample: sampleLine(0, GREY, GREY_DASH),
          },
        ]
      : []),
  ];
  const widest = COLUMN_WIDTH - 2 * MARGIN - 36;
  let x = MARGIN;
  let y = 16;
  const drawn: string[] = [];
  for (const entry of entries) {
    const lines = wrapText(entry.words, widest, SMALL_SIZE);
    const width = 36 + Math.max(...lines.map((words) => textWidth(words, SMALL_SIZE)));
    if (x > MARGIN && x + width > COLUMN_WIDTH - MARGIN) {
      x = MARGIN;
      y += 20;
    }
    drawn.push(element('g', { transform: `translate(${fixed(x)} ${fixed(y)})` }, entry.sample));
    lines.forEach((words, index) => {
      drawn.push(text(words, { x: x + 36, y: y + 4 + index * 16, 'font-size': SMALL_SIZE }));
    });
    y += (lines.length - 1) * 16;
    x += width + 22;
  }
  return { drawn: drawn.join(''), height: y + 8 };
}

/** At risk, events and censored so far under the ticks of the axis, for each curve. */
function drawRiskTable(w: Writing, drawing: TimeCurves, x: X, left: number, from: number): Drawn {
  const { plan, blocks, rows, heading } = drawing;
  const parts: string[] = [];
  const several = blocks.length > 1;
  let y = from + 22;
  parts.push(lineBetween(MARGIN, from, COLUMN_WIDTH - MARGIN, from, { stroke: '#c8c8c8' }));
  parts.push(
    text(heading, {
      x: 8,
      y,
      'font-size': SMALL_SIZE,
      'font-weight': 'bold',
    }),
  );
  for (const block of blocks) {
    if (several) {
      const lines = wrapText(block.label, RIGHT - 60, SMALL_SIZE, true);
      y += RISK_ROW;
      parts.push(
        element('path', {
          d: `M8 ${fixed(y - 4)}h28`,
          stroke: block.colour,
          'stroke-width': 2,
          'stroke-dasharray': block.dash,
          fill: 'none',
        }),
      );
      lines.forEach((words, index) => {
        if (index > 0) y += 16;
        parts.push(text(words, { x: 44, y, 'font-size': SMALL_SIZE, 'font-weight': 'bold' }));
      });
    }
    for (const row of rows) {
      y += RISK_ROW;
      const quiet = row.name === 'atRisk' ? {} : { fill: QUIET };
      parts.push(text(row.label, { x: left - 26, y, 'text-anchor': 'end', 'font-size': SMALL_SIZE, ...quiet }));
      for (const tick of plan.ticks) parts.push(riskNumber(w, plan, block, row, tick, x, y, several));
    }
  }
  return { drawn: parts.join(''), height: y + 16 };
}

function riskNumber(
  w: Writing,
  plan: SurvivalPlan,
  block: RiskBlock,
  row: RiskRow,
  tick: number,
  x: X,
  y: number,
  several: boolean,
): string {
  const statistic = `${block.prefix}.${row.name}@${tick}${plan.suffix}`;
  const found = w.statistics.get(statistic);
  if (!found) return '';
  const printed = printedText(w, found.statistic);
  const time = `${tick} ${timeUnitWord(plan.unit, w.language, tick)}`;
  const whose = several ? `${block.label}${say(w, ', ', '，')}` : '';
  const name = say(w, `${whose}${small(row.label)} at ${time}`, `${whose}${time}时${row.label}`);
  return numberGroup(
    { statistic, text: printed, name },
    { x: x(inDays(tick, plan)), y, anchor: 'middle', width: textWidth(printed, FONT_SIZE), size: FONT_SIZE },
    row.name === 'atRisk' ? {} : { fill: QUIET },
  );
}
