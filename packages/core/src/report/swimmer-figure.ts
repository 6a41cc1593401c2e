import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { type AnalysisResult, formatCount, formatDuration } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { timeAxisTitle } from './kaplan-meier-figure.ts';
import { eventWords, type Lane, type LaneMark, type LanePlan, lanePlan, statusCode, statusesOf } from './lane-plan.ts';
import { eventMark, mark, markColour, statusMark } from './marks.ts';
import { patientLabel } from './patient-mark.ts';
import {
  COLUMN_WIDTH,
  element,
  FONT_SIZE,
  fixed,
  lineBetween,
  numberGroup,
  RULE,
  SMALL_SIZE,
  svg,
  text,
} from './svg.ts';
import { textWidth, wrapText } from './text-measure.ts';
import { clause, small, timeUnitNoun } from './vocabulary.ts';
import { endpointOf, label, printedText, say, type Writing } from './writing.ts';

const MARGIN = 6;
const ROW = 27;
const BAR = 11;
/** from a bar's end to its status, and on to its number */
const AFTER = 12;
const BAR_FILL = '#c6d0d9';
const GRID = '#e4e4e4';
const WAITING = '#8a939b';
/** how far a mark steps aside from one that stands where it would */
const ASIDE = 8;

/**
 * One bar a patient from time zero to the last day known, with what happened marked on it, as an `<svg>` element. What
 * ended a bar shows at its end: pointed where follow-up ended without the event, blunt where the event ended it.
 */
export function swimmerSvg(
  w: Writing,
  result: AnalysisResult,
  analysis: AnalysisOfKind<'swimmer'>,
  words: { title: string; description: string },
): string {
  const plan = lanePlan(w, result, analysis);
  const statuses = statusesOf(w, analysis, plan.lanes);
  const names = plan.lanes.map(({ patient, place }) => patient ?? String(place));
  const left = MARGIN + Math.max(16, ...names.map((name) => textWidth(name, SMALL_SIZE))) + 12;
  const ends = plan.lanes.map((lane) => textWidth(endText(w, plan, lane), SMALL_SIZE));
  const right = COLUMN_WIDTH - MARGIN - Math.max(0, ...ends) - AFTER - (statuses.length > 0 ? 13 : 0);
  const { minimum, maximum } = plan.axis;
  const x = scaleLinear([minimum * plan.daysPerUnit, maximum * plan.daysPerUnit], [left, right]);
  const legend = drawLegend(w, analysis, plan, statuses);
  const top = legend.height + 8;
  const bottom = top + plan.lanes.length * ROW + 4;
  const axis = drawAxis(w, analysis, plan, { x, left, right, top, bottom });
  const lanes = plan.lanes.map((lane, index) =>
    drawLane(w, result, plan, lane, { x, y: top + index * ROW + ROW / 2, left, statuses }),
  );
  return svg(
    { id: `figure-${result.id}`, ...words, language: w.language, height: axis.height, width: COLUMN_WIDTH },
    hatching(result.id),
    legend.drawn,
    axis.drawn,
    ...lanes,
  );
}

type X = ScaleLinear<number, number>;
type Drawn = { readonly drawn: string; readonly height: number };
type Statuses = readonly { code: string | null; label: string }[];

/** Stripes for the third kind of what lasts, so that it is not mistaken for a full or a hollow one. */
function hatching(id: string): string {
  const stripes = element('path', { d: 'M-1 5L5 -1M2 8L8 2', stroke: markColour(2), 'stroke-width': 2 });
  const pattern = element(
    'pattern',
    { id: `figure-${id}-hatch`, width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
    element('rect', { width: 6, height: 6, fill: '#ffffff' }),
    stripes,
  );
  return element('defs', {}, pattern);
}

function endText(w: Writing, plan: LanePlan, lane: Lane): string {
  const found = lane.endNumber === null ? undefined : w.statistics.get(lane.endNumber)?.statistic;
  if (found) return printedText(w, found);
  return w.audience === 'public'
    ? formatCount(lane.end / plan.daysPerUnit, w.language)
    : formatDuration(lane.end, plan.unit, w.language);
}

type Frame = { readonly x: X; readonly y: number; readonly left: number; readonly statuses: Statuses };

function drawLane(w: Writing, result: AnalysisResult, plan: LanePlan, lane: Lane, frame: Frame): string {
  const { x, y, left, statuses } = frame;
  const parts = [drawName(lane, left - 12, y), ...drawReach(lane, x, y), drawBar(lane, x, y)];
  for (const one of lane.marks) if (lasts(plan, one)) parts.push(drawSpan(w, result, plan, lane, one, x, y));
  parts.push(...drawPoints(w, plan, lane, x, y));
  let after = x(Math.max(lane.end, 0)) + AFTER;
  if (statuses.length > 0) {
    const place = statuses.findIndex(({ code }) => code === statusCode(lane.status));
    parts.push(statusMark(statuses[place]?.code === null ? null : place, after, y));
    after += 13;
  }
  const words = endText(w, plan, lane);
  const at = {
    x: after - 3,
    y: y + 4.2,
    anchor: 'start' as const,
    width: textWidth(words, SMALL_SIZE),
    size: SMALL_SIZE,
  };
  parts.push(
    lane.endNumber === null
      ? text(words, { class: 'length', x: at.x, y: at.y, 'font-size': SMALL_SIZE })
      : numberGroup({ statistic: lane.endNumber, text: words, name: endName(w, plan, lane) }, at, {
          'font-size': SMALL_SIZE,
        }),
  );
  return element('g', { class: 'lane' }, ...parts);
}

/** A patient's id opens the patient; the public sees a place from the top. */
function drawName(lane: Lane, x: number, y: number): string {
  const at = { x, y: y + 4.2 };
  if (lane.patient !== null)
    return patientLabel(lane.patient, { ...at, width: textWidth(lane.patient, SMALL_SIZE), size: SMALL_SIZE });
  return text(String(lane.place), { class: 'place', ...at, 'text-anchor': 'end', 'font-size': SMALL_SIZE });
}

function endName(w: Writing, plan: LanePlan, lane: Lane): string {
  const who = lane.patient ?? String(lane.place);
  return say(w, `${who}, followed, ${timeUnitNoun(w, plan.unit)}`, `${who}，随访时间（${timeUnitNoun(w, plan.unit)}）`);
}

/** A thin line to what happened before time zero or after the last day known: it belongs to this patient. */
function drawReach(lane: Lane, x: X, y: number): string[] {
  const days = lane.marks.flatMap(({ at, until }) => [at, until ?? at]);
  const first = Math.min(0, ...days);
  const last = Math.max(lane.end, ...days);
  const line = (from: number, to: number) =>
    lineBetween(x(from), y, x(to), y, { stroke: WAITING, 'stroke-dasharray': '1.5 2.5' });
  return [...(first < 0 ? [line(first, 0)] : []), ...(last > lane.end ? [line(lane.end, last)] : [])];
}

/** The bar; before a late entry only its outline. A patient who ended without the event has a pointed end. */
function drawBar(lane: Lane, x: X, y: number): string {
  const [from, to] = [x(Math.min(lane.entry, lane.end)), x(lane.end)];
  const half = BAR / 2;
  const isOpen = !lane.endedByEvent;
  const tip = isOpen ? `L${fixed(to + 5)} ${fixed(y)}L${fixed(to)} ${fixed(y + half)}` : `V${fixed(y + half)}`;
  const d = `M${fixed(from)} ${fixed(y - half)}H${fixed(to)}${tip}H${fixed(from)}Z`;
  const waiting =
    lane.entry > 0
      ? element('rect', {
          class: 'entry',
          x: x(0),
          y: y - half,
          width: from - x(0),
          height: BAR,
          fill: 'none',
          stroke: WAITING,
          'stroke-dasharray': '3 2',
        })
      : '';
  return waiting + element('path', { class: isOpen ? 'bar open' : 'bar', d, fill: BAR_FILL });
}

function lasts(plan: LanePlan, one: LaneMark): boolean {
  return plan.sources[one.source]?.lasts === true;
}

/** Something that lasted: a band in the bar, with a tip where it goes on and torn off where nobody knows its end. */
function drawSpan(
  w: Writing,
  result: AnalysisResult,
  plan: LanePlan,
  lane: Lane,
  one: LaneMark,
  x: X,
  y: number,
): string {
  const from = x(one.at);
  const known = one.until ?? (one.open === 'goingOn' ? Math.max(lane.end, one.at) : null);
  const to = known === null ? from + 12 : Math.max(x(known), from + 2.5);
  const height = 7;
  const [above, below] = [y - height / 2, y + height / 2];
  const end =
    one.open === 'goingOn'
      ? `L${fixed(to + 4)} ${fixed(y)}L${fixed(to)} ${fixed(below)}`
      : one.open === 'unknown'
        ? `l-3 ${fixed(height / 4)}l3 ${fixed(height / 4)}l-3 ${fixed(height / 4)}l3 ${fixed(height / 4)}`
        : `V${fixed(below)}`;
  const d = `M${fixed(from)} ${fixed(above)}H${fixed(to)}${end}H${fixed(from)}Z`;
  const drawn = element('path', {
    class: `span${one.open ? ` ${one.open}` : ''}`,
    d,
    ...spanLook(plan, one.source, result.id),
  });
  const first =
    one.atNumber === null ? drawn : opened(one.atNumber, spanName(w, plan, lane, one), hit(from, y, to - from), drawn);
  return first;
}

/** Full, hollow, striped, and again from the start: by the order among what lasts. */
function spanLook(
  plan: LanePlan,
  source: number,
  id: string,
): { fill: string; stroke: string; 'stroke-width': number } {
  const order = plan.sources.slice(0, source).filter((one) => one.lasts).length;
  const colour = markColour(order % 3 === 2 ? 2 : source);
  const fill = order % 3 === 0 ? colour : order % 3 === 1 ? '#ffffff' : `url(#figure-${id}-hatch)`;
  return { fill, stroke: colour, 'stroke-width': 1.3 };
}

/** 'P1, drug: 11.3 to 17.3 months' */
function spanName(w: Writing, plan: LanePlan, lane: Lane, one: LaneMark): string {
  const printed = (id: string | null) => {
    const found = id === null ? undefined : w.statistics.get(id)?.statistic;
    return found ? printedText(w, found) : '';
  };
  const until = one.untilNumber === null ? '' : `${say(w, ' to ', ' 至 ')}${printed(one.untilNumber)}`;
  const what = `${lane.patient ?? lane.place}${say(w, ', ', '，')}${plan.sources[one.source]?.label ?? ''}`;
  return `${what}${say(w, ': ', '：')}${printed(one.atNumber)}${until} ${timeUnitNoun(w, plan.unit)}`;
}

/** A drawing that opens a number: its name and time for those who hear it. */
function opened(statistic: string, name: string, area: string, drawn: string): string {
  return element(
    'g',
    { class: 'number', 'data-statistic': statistic, tabindex: '0', role: 'button', 'aria-label': name },
    area,
    drawn,
  );
}

function hit(x: number, y: number, width: number): string {
  return element('rect', { x: x - 2, y: y - 9, width: width + 4, height: 18, fill: 'none', 'pointer-events': 'all' });
}

/** The event and all that happened on one day, side by side up and down where they would lie on each other. */
function drawPoints(w: Writing, plan: LanePlan, lane: Lane, x: X, y: number): string[] {
  const points: { x: number; draw: (y: number) => string }[] = [];
  if (lane.event !== null) {
    const at = x(lane.event);
    points.push({
      x: at,
      draw: (level) =>
        lane.eventNumber === null
          ? eventMark(at, level)
          : opened(
              lane.eventNumber,
              numberName(w, plan, lane, say(w, 'event', '事件'), lane.eventNumber),
              hit(at - 6, level, 12),
              eventMark(at, level),
            ),
    });
  }
  for (const one of lane.marks) {
    if (lasts(plan, one)) continue;
    const at = x(one.at);
    const name = plan.sources[one.source]?.label ?? '';
    points.push({
      x: at,
      draw: (level) =>
        one.atNumber === null
          ? mark(one.source, at, level)
          : opened(
              one.atNumber,
              numberName(w, plan, lane, name, one.atNumber),
              hit(at - 5, level, 10),
              mark(one.source, at, level),
            ),
    });
  }
  const taken: { x: number; level: number }[] = [];
  return points
    .sort((a, b) => a.x - b.x)
    .map((point) => {
      const isFree = (level: number) => !taken.some((other) => other.level === level && point.x - other.x < 10.5);
      const level = [0, -1, 1].find(isFree) ?? 0;
      taken.push({ x: point.x, level });
      return point.draw(y + level * ASIDE);
    });
}

/** 'P1, operation: 10.7 months' */
function numberName(w: Writing, plan: LanePlan, lane: Lane, what: string, statistic: string): string {
  const found = w.statistics.get(statistic)?.statistic;
  const value = found ? printedText(w, found) : '';
  const unit = timeUnitNoun(w, plan.unit);
  return say(
    w,
    `${lane.patient ?? lane.place}, ${what}: ${value} ${unit}`,
    `${lane.patient ?? lane.place}，${what}：${value} ${unit}`,
  );
}

function drawAxis(
  w: Writing,
  analysis: AnalysisOfKind<'swimmer'>,
  plan: LanePlan,
  frame: { x: X; left: number; right: number; top: number; bottom: number },
): Drawn {
  const { x, left, right, top, bottom } = frame;
  const { minimum, step, maximum } = plan.axis;
  const parts: string[] = [];
  const first = Math.ceil(minimum / step);
  const last = Math.round(maximum / step);
  for (let index = first; index <= last; index += 1) {
    const time = Number((index * step).toPrecision(12));
    const at = x(time * plan.daysPerUnit);
    parts.push(lineBetween(at, top, at, bottom, { stroke: time === 0 ? '#8a8a8a' : GRID }));
    parts.push(lineBetween(at, bottom, at, bottom + 5));
    parts.push(text(String(time).replace('-', '−'), { class: 'tick', x: at, y: bottom + 19, 'text-anchor': 'middle' }));
  }
  parts.push(lineBetween(left, bottom, right, bottom));
  const endpoint = endpointOf(w, analysis.endpoint);
  const title = timeAxisTitle(w, plan, endpoint ? label(w, endpoint.timeZero.label) : null);
  const lines = wrapText(title, COLUMN_WIDTH - left - MARGIN, FONT_SIZE);
  lines.forEach((words, index) => {
    parts.push(text(words, { x: (left + right) / 2, y: bottom + 40 + index * 17, 'text-anchor': 'middle' }));
  });
  return { drawn: parts.join(''), height: bottom + 40 + (lines.length - 1) * 17 + 10 };
}

type Entry = { readonly words: string; readonly sample: string };

/** Samples of what is drawn, with their words: the bars, what is marked on them, what their ends say. */
function drawLegend(w: Writing, analysis: AnalysisOfKind<'swimmer'>, plan: LanePlan, statuses: Statuses): Drawn {
  const variable = analysis.status === undefined ? null : w.study.variable(analysis.status);
  const groups = [
    { lead: '', entries: barEntries(w, analysis, plan) },
    { lead: '', entries: sourceEntries(w, analysis, plan) },
    {
      lead: variable ? `${clause(label(w, variable.label))}${say(w, ':', '：')}` : '',
      entries: statuses.map(({ code, label: words }, index) => ({
        words: small(words),
        sample: statusMark(code === null ? null : index, 9, 0),
      })),
    },
  ].filter(({ entries }) => entries.length > 0);
  const parts: string[] = [];
  let y = 14;
  for (const { lead, entries } of groups) {
    const drawn = drawEntries(lead, entries, y);
    parts.push(drawn.drawn);
    y = drawn.height + 21;
  }
  return { drawn: element('g', { class: 'legend' }, ...parts), height: y - 11 };
}

function barEntries(w: Writing, analysis: AnalysisOfKind<'swimmer'>, plan: LanePlan): Entry[] {
  const bar = (isOpen: boolean) =>
    element('path', { d: isOpen ? 'M0 -5H15L20 0L15 5H0Z' : 'M0 -5H18V5H0Z', fill: BAR_FILL });
  const some = (holds: (lane: Lane) => boolean) => plan.lanes.some(holds);
  const waiting = element('rect', {
    x: 0,
    y: -5,
    width: 18,
    height: 10,
    fill: 'none',
    stroke: WAITING,
    'stroke-dasharray': '3 2',
  });
  return [
    ...(some(({ endedByEvent }) => !endedByEvent)
      ? [{ words: say(w, 'followed on, no event at the end', '随访至此，未发生事件'), sample: bar(true) }]
      : []),
    ...(some(({ endedByEvent }) => endedByEvent)
      ? [{ words: say(w, 'ended by the event', '因事件终止'), sample: bar(false) }]
      : []),
    ...(some(({ event }) => event !== null) ? [{ words: eventWords(w, analysis), sample: eventMark(9, 0) }] : []),
    ...(some(({ entry }) => entry > 0) ? [{ words: say(w, 'not yet observed', '尚未进入观察'), sample: waiting }] : []),
  ];
}

function sourceEntries(w: Writing, analysis: AnalysisOfKind<'swimmer'>, plan: LanePlan): Entry[] {
  const marks = plan.lanes.flatMap((lane) => lane.marks);
  const outline = (d: string) => element('path', { d, fill: 'none', stroke: RULE, 'stroke-width': 1.3 });
  return [
    ...plan.sources.flatMap((source, index): Entry[] => {
      if (!marks.some((one) => one.source === index)) return [];
      const band = element('path', { class: 'sample', d: 'M0 -3.5H18V3.5H0Z', ...spanLook(plan, index, analysis.id) });
      return [{ words: source.label, sample: source.lasts ? band : mark(index, 9, 0) }];
    }),
    ...(marks.some(({ open }) => open === 'goingOn')
      ? [{ words: say(w, 'goes on', '持续中'), sample: outline('M0 -3.5H14L18 0L14 3.5H0') }]
      : []),
    ...(marks.some(({ open }) => open === 'unknown')
      ? [
          {
            words: say(w, 'end not recorded', '结束时间未记录'),
            sample: outline('M0 -3.5H18l-3 1.75l3 1.75l-3 1.75l3 1.75H0'),
          },
        ]
      : []),
  ];
}

/** As many samples in a line as fit, from `top` on; `height` is the last baseline. */
function drawEntries(lead: string, entries: readonly Entry[], top: number): Drawn {
  const drawn: string[] = [];
  let y = top;
  let x = MARGIN;
  if (lead !== '') {
    drawn.push(text(lead, { x, y: y + 4, 'font-size': SMALL_SIZE }));
    x += textWidth(lead, SMALL_SIZE) + 10;
  }
  for (const entry of entries) {
    const lines = wrapText(entry.words, COLUMN_WIDTH - 2 * MARGIN - 26, SMALL_SIZE);
    const width = 26 + Math.max(...lines.map((words) => textWidth(words, SMALL_SIZE)));
    if (x > MARGIN && x + width > COLUMN_WIDTH - MARGIN) {
      x = MARGIN;
      y += 20;
    }
    drawn.push(element('g', { transform: `translate(${fixed(x)} ${fixed(y)})` }, entry.sample));
    lines.forEach((words, index) => {
      drawn.push(text(words, { x: x + 26, y: y + 4 + index * 16, 'font-size': SMALL_SIZE }));
    });
    y += (lines.length - 1) * 16;
    x += width + 16;
  }
  return { drawn: drawn.join(''), height: y };
}
