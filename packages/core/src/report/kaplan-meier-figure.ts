import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import { type AnalysisResult, DAYS_PER_MONTH, DAYS_PER_YEAR, formatPercent, timeUnitWord } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type CurvePoint, curvePoints } from './kaplan-meier-curve.ts';
import { type SurvivalPlan, survivalPlan } from './survival-plan.ts';
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
import { endpointOf, label, levelText, printedText, say, type Writing } from './writing.ts';

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

type Curve = {
  readonly prefix: string;
  readonly label: string;
  readonly points: readonly CurvePoint[];
  readonly colour: string;
  readonly dash: string | undefined;
};

/**
 * The survival curves of a result with their limits, censorings, grey tails and numbers at risk, as an `<svg>` element.
 * Every number at risk stands exactly under the tick of its time.
 */
export function kaplanMeierSvg(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'kaplanMeier'>,
  words: { title: string; description: string },
): string {
  const plan = survivalPlan(w, result, analysis);
  const curves = plan.groups.map(
    (group, index): Curve => ({
      prefix: group.prefix,
      label: group.label,
      points: curvePoints(result, group.code),
      colour: COLOURS[index % COLOURS.length] as string,
      dash: DASHES[index % DASHES.length],
    }),
  );
  const left = leftMargin(w);
  const lastTick = plan.ticks[plan.ticks.length - 1] ?? 1;
  const x = scaleLinear([0, inDays(lastTick, plan)], [left, RIGHT]);
  const legend = drawLegend(w, result, curves);
  const top = legend.height + 14;
  const bottom = top + PLOT_HEIGHT;
  const y = scaleLinear([0, 1], [bottom, top]);
  const axes = drawAxes(w, analysis, plan, { x, y, left, top, bottom });
  const risk = drawRiskTable(w, plan, curves, x, left, axes.height + 14);

  return svg(
    { id: `figure-${result.id}`, ...words, language: w.language, height: risk.height, width: COLUMN_WIDTH },
    legend.drawn,
    ...curves.map((curve) => drawBand(curve, x, y)),
    axes.drawn,
    ...curves.map((curve) => drawCurve(curve, x, y)),
    risk.drawn,
  );
}

function inDays(time: number, plan: SurvivalPlan): number {
  return time * { day: 1, month: DAYS_PER_MONTH, year: DAYS_PER_YEAR }[plan.unit];
}

type X = ScaleLinear<number, number>;
type Drawn = { readonly drawn: string; readonly height: number };

function riskRows(w: Writing): { name: 'atRisk' | 'cumulativeEvents' | 'cumulativeCensored'; label: string }[] {
  return [
    { name: 'atRisk', label: say(w, 'At risk', '在险') },
    { name: 'cumulativeEvents', label: say(w, 'Events', '事件') },
    { name: 'cumulativeCensored', label: say(w, 'Censored', '删失') },
  ];
}

function leftMargin(w: Writing): number {
  const widest = Math.max(...riskRows(w).map((row) => textWidth(row.label, SMALL_SIZE)));
  return Math.max(74, Math.ceil(widest + 34));
}

/** Points up to the right edge: what lies beyond the axis is cut off there. */
function within(points: readonly CurvePoint[], x: X): CurvePoint[] {
  const [, last = 0] = x.domain();
  const kept = points.filter((point) => point.time <= last);
  const before = kept[kept.length - 1];
  if (before && kept.length < points.length) kept.push({ ...before, time: last, events: 0, censored: 0 });
  return kept;
}

/** The curve up to where it turns grey, the grey rest, and a tick for each day with a censoring. */
function drawCurve(curve: Curve, x: X, y: X): string {
  const points = within(curve.points, x);
  const path = line<readonly [number, number]>()
    .x(([time]) => x(time))
    .y(([, survival]) => y(survival))
    .curve(curveStepAfter)
    .digits(2);
  const firstGrey = points.findIndex((point) => point.grey);
  const isStart = (point: CurvePoint) => point.time === 0 && point.survival === 1;
  const solid = firstGrey < 0 ? points : points.slice(0, firstGrey);
  const tail = firstGrey < 0 ? [] : points.slice(firstGrey);
  const standing = solid[solid.length - 1]?.survival ?? 1;
  const turn = tail[0]?.time;

  const solidLine: [number, number][] = [
    [0, 1],
    ...solid.filter((point) => !isStart(point)).map((point): [number, number] => [point.time, point.survival]),
  ];
  if (turn !== undefined) solidLine.push([turn, standing]);
  const greyLine: [number, number][] =
    turn === undefined
      ? []
      : [[turn, standing], ...tail.map((point): [number, number] => [point.time, point.survival])];

  const ticks = (marked: readonly CurvePoint[]) =>
    marked
      .filter((point) => point.censored > 0)
      .map((point) => `M${fixed(x(point.time))} ${fixed(y(point.survival) - 5)}v10`)
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
function drawBand(curve: Curve, x: X, y: X): string {
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
  analysis: AnalysisOfKind<'kaplanMeier'>,
  plan: SurvivalPlan,
  frame: { x: X; y: X; left: number; top: number; bottom: number },
): Drawn {
  const { x, y, left, top, bottom } = frame;
  const endpoint = endpointOf(w, analysis.endpoint);
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
  const title = timeAxisTitle(w, plan, endpoint ? label(w, endpoint.timeZero.label) : null);
  const titleLines = wrapText(title, RIGHT - left, FONT_SIZE);
  titleLines.forEach((words, index) => {
    parts.push(text(words, { x: middle, y: bottom + 42 + index * 17, 'text-anchor': 'middle' }));
  });
  const survival = endpoint ? label(w, endpoint.label) : say(w, 'Survival', '生存率');
  const [yTitle = ''] = wrapText(survival, PLOT_HEIGHT, FONT_SIZE);
  parts.push(
    text(yTitle, { transform: `translate(16 ${fixed((top + bottom) / 2)}) rotate(-90)`, 'text-anchor': 'middle' }),
  );
  return { drawn: parts.join(''), height: bottom + 42 + (titleLines.length - 1) * 17 };
}

/** 'Months since first macroscopically complete resection' */
export function timeAxisTitle(w: Writing, plan: Pick<SurvivalPlan, 'unit'>, timeZero: string | null): string {
  const unit = timeUnitNoun(w, plan.unit);
  const zero = timeZero === null ? say(w, 'time zero', '时间零点') : clause(small(timeZero));
  const since = zero.replace(/^(the )?date of /i, '').replace(/(之日|日期|的日期)$/, '');
  return say(w, `${capital(unit)} since ${since}`, `自${since}起的时间（${unit}）`);
}

/** A patch of the limits of the first curves, side by side. */
function bandSample(curves: readonly Curve[]): string {
  const shown = curves.slice(0, 4);
  const width = 28 / shown.length;
  return shown
    .map(({ colour }, index) =>
      element('rect', { x: index * width, y: -6, width, height: 12, fill: colour, 'fill-opacity': '0.2' }),
    )
    .join('');
}

/** Samples of what is drawn, with their words, as many in a line as fit. */
function drawLegend(w: Writing, result: AnalysisResult, curves: readonly Curve[]): Drawn {
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
      : [{ words: say(w, 'Kaplan–Meier estimate', 'Kaplan–Meier 估计'), sample: sampleLine(0, first) }]),
    ...(anyBand
      ? [
          {
            words: say(w, `pointwise ${levelText(result)} limits`, `逐点 ${levelText(result)} 置信带`),
            sample: bandSample(curves),
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
function drawRiskTable(
  w: Writing,
  plan: SurvivalPlan,
  curves: readonly Curve[],
  x: X,
  left: number,
  from: number,
): Drawn {
  const parts: string[] = [];
  const several = curves.length > 1;
  let y = from + 22;
  parts.push(lineBetween(MARGIN, from, COLUMN_WIDTH - MARGIN, from, { stroke: '#c8c8c8' }));
  parts.push(
    text(say(w, 'Patients at risk; events and censored so far', '在险人数，累计事件数与累计删失数'), {
      x: 8,
      y,
      'font-size': SMALL_SIZE,
      'font-weight': 'bold',
    }),
  );
  for (const curve of curves) {
    if (several) {
      const lines = wrapText(curve.label, RIGHT - 60, SMALL_SIZE, true);
      y += RISK_ROW;
      parts.push(
        element('path', {
          d: `M8 ${fixed(y - 4)}h28`,
          stroke: curve.colour,
          'stroke-width': 2,
          'stroke-dasharray': curve.dash,
          fill: 'none',
        }),
      );
      lines.forEach((words, index) => {
        if (index > 0) y += 16;
        parts.push(text(words, { x: 44, y, 'font-size': SMALL_SIZE, 'font-weight': 'bold' }));
      });
    }
    for (const row of riskRows(w)) {
      y += RISK_ROW;
      const quiet = row.name === 'atRisk' ? {} : { fill: QUIET };
      parts.push(text(row.label, { x: left - 26, y, 'text-anchor': 'end', 'font-size': SMALL_SIZE, ...quiet }));
      for (const tick of plan.ticks) parts.push(riskNumber(w, plan, curve, row, tick, x, y, several));
    }
  }
  return { drawn: parts.join(''), height: y + 16 };
}

function riskNumber(
  w: Writing,
  plan: SurvivalPlan,
  curve: Curve,
  row: { name: string; label: string },
  tick: number,
  x: X,
  y: number,
  several: boolean,
): string {
  const statistic = `${curve.prefix}.${row.name}@${tick}${plan.suffix}`;
  const found = w.statistics.get(statistic);
  if (!found) return '';
  const printed = printedText(w, found.statistic);
  const time = `${tick} ${timeUnitWord(plan.unit, w.language, tick)}`;
  const whose = several ? `${curve.label}${say(w, ', ', '，')}` : '';
  const name = say(w, `${whose}${small(row.label)} at ${time}`, `${whose}${time}时${row.label}`);
  return numberGroup(
    { statistic, text: printed, name },
    { x: x(inDays(tick, plan)), y, anchor: 'middle', width: textWidth(printed, FONT_SIZE), size: FONT_SIZE },
    row.name === 'atRisk' ? {} : { fill: QUIET },
  );
}
