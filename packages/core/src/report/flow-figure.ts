import type { AnalysisResult } from '../model/index.ts';
import { type FlowBox, type FlowBranch, type FlowExclusion, type FlowPlan, flowPlan } from './flow-plan.ts';
import { element, FONT_SIZE, fixed, lineBetween, numberGroup, RULE, svg, text } from './svg.ts';
import { textWidth, wrapText } from './text-measure.ts';
import { capital } from './vocabulary.ts';
import { printedText, say, type Writing } from './writing.ts';

/** Narrow enough to be read whole on a phone: who left must not lie off the screen. */
const WIDTH = 500;
const MARGIN = 8;
const MAIN_WIDTH = 204;
const GAP = 36;
const SIDE_LEFT = MARGIN + MAIN_WIDTH + GAP;
const SIDE_WIDTH = WIDTH - MARGIN - SIDE_LEFT;
const SPINE = MARGIN + MAIN_WIDTH / 2;
const PADDING = 12;
const LINE = 18;
/** between the lines of two numbers, so that each is a target of its own */
const ENTRY_GAP = 6;
const STEP_GAP = 15;
const SET_FILL = '#eef3f8';

/**
 * The way of the candidates as an `<svg>` element: those who stay down the left, those who leave to the right with
 * their reasons, a criterion that excluded nobody with its zero. Boxes grow with their text, so any number of steps fits.
 */
export function flowSvg(w: Writing, result: AnalysisResult, words: FlowTitle): string {
  return planSvg(w, result.id, flowPlan(w, result), words);
}

export type FlowTitle = { readonly title: string; readonly description: string };

/** Any plan of this form, drawn in the same way. */
export function planSvg(w: Writing, id: string, plan: FlowPlan, words: FlowTitle): string {
  const parts: string[] = [];
  const bottoms = new Map<string, { middle: number; bottom: number }>();
  let y = MARGIN;
  const start = mainBox(w, plan.start, y, true);
  parts.push(start.drawn);
  y = start.bottom;
  bottoms.set('candidates', { middle: (MARGIN + start.bottom) / 2, bottom: y });
  let above = 'candidates';

  for (const branch of plan.branches) {
    const source = bottoms.get(branch.from);
    if (branch.from !== above && source) {
      // Reached from a set further up: the line runs down the margin beside the boxes between.
      const top = y + STEP_GAP * 1.5;
      parts.push(sideLine(source.middle, top));
      y = top;
      const heading = fromBox(w, plan.branches, branch, y);
      parts.push(heading.drawn);
      y = heading.bottom;
    }
    const drawn = drawBranch(w, branch, y);
    parts.push(drawn.drawn);
    bottoms.set(branch.set, { middle: drawn.middle, bottom: drawn.bottom });
    y = drawn.bottom;
    above = branch.set;
  }
  return svg({ id: `figure-${id}`, ...words, language: w.language, height: y + MARGIN, width: WIDTH }, ...parts);
}

type Drawn = { readonly drawn: string; readonly bottom: number };

/** The exclusions of a branch one under another, and the box of the set that it leads to. */
function drawBranch(w: Writing, branch: FlowBranch, from: number): Drawn & { middle: number } {
  const parts: string[] = [];
  let y = from;
  let lineFrom = from;
  branch.steps.forEach((step, index) => {
    const height = sideHeight(w, step);
    const top = y + STEP_GAP;
    const middle = top + height / 2;
    const end = top + height + STEP_GAP;
    const last = index === branch.steps.length - 1;
    parts.push(sideBox(w, step, top, height));
    parts.push(arrow(SPINE, middle, SIDE_LEFT, middle));
    if (!last && step.remaining) {
      const box = mainBox(w, { label: say(w, 'Remaining', '剩余'), count: step.remaining }, end, false);
      parts.push(arrow(SPINE, y, SPINE, end), box.drawn);
      y = box.bottom;
    } else {
      lineFrom = y;
      y = end;
    }
  });
  const top = branch.steps.length === 0 ? y + STEP_GAP * 1.5 : y;
  parts.push(arrow(SPINE, lineFrom, SPINE, top));
  const box = mainBox(w, branch.end, top, true);
  parts.push(box.drawn);
  return { drawn: parts.join(''), bottom: box.bottom, middle: (top + box.bottom) / 2 };
}

/** A box of those who stay: its words and, under them, 'n = 20'. A smaller one in a single line. */
function mainBox(w: Writing, box: FlowBox, top: number, whole: boolean): Drawn {
  const count = numberOf(w, box);
  if (!whole) {
    const height = LINE + 10;
    const width = textWidth(count.text, FONT_SIZE);
    const between = SPINE + (textWidth(box.label, FONT_SIZE) - width) / 2;
    const drawn = [
      frame(MARGIN, top, MAIN_WIDTH, height, '#ffffff'),
      text(box.label, { x: between - 3, y: top + 19, 'text-anchor': 'end' }),
      numberGroup(count, { x: between + 3, y: top + 19, anchor: 'start', width, size: FONT_SIZE }),
    ];
    return { drawn: drawn.join(''), bottom: top + height };
  }
  const lines = wrapText(box.label, MAIN_WIDTH - 2 * PADDING, FONT_SIZE, true);
  const height = 2 * PADDING + (lines.length + 1) * LINE + 2;
  const baseline = top + PADDING + FONT_SIZE;
  const drawn = [
    frame(MARGIN, top, MAIN_WIDTH, height, SET_FILL),
    ...lines.map((words, index) =>
      text(words, { x: SPINE, y: baseline + index * LINE, 'text-anchor': 'middle', 'font-weight': 'bold' }),
    ),
    numberGroup(count, {
      x: SPINE,
      y: baseline + lines.length * LINE + 3,
      anchor: 'middle',
      width: textWidth(count.text, FONT_SIZE),
      size: FONT_SIZE,
    }),
  ];
  return { drawn: drawn.join(''), bottom: top + height };
}

/** What a branch starts from, when that box stands further up. */
function fromBox(w: Writing, branches: readonly FlowBranch[], branch: FlowBranch, top: number): Drawn {
  const source = branches.find((one) => one.set === branch.from)?.end;
  return source ? mainBox(w, source, top, true) : { drawn: '', bottom: top };
}

type SideEntry = { readonly lines: string[]; readonly count: FlowBox; readonly indent: number; readonly bold: boolean };

function sideEntries(w: Writing, step: FlowExclusion): SideEntry[] {
  const entry = (box: FlowBox, indent: number, bold: boolean): SideEntry => {
    const taken = textWidth(numberOf(w, box).text, FONT_SIZE) + 14 + indent;
    return {
      lines: wrapText(capital(box.label), SIDE_WIDTH - 2 * PADDING - taken, FONT_SIZE, bold),
      count: box,
      indent,
      bold,
    };
  };
  return [entry(step, 0, false), ...step.reasons.map((reason) => entry(reason, 16, false))];
}

function sideHeight(w: Writing, step: FlowExclusion): number {
  const entries = sideEntries(w, step);
  const lines = entries.reduce((sum, entry) => sum + entry.lines.length, 0);
  return 2 * PADDING - 4 + lines * LINE + (entries.length - 1) * ENTRY_GAP;
}

/** A box of those who leave: the criterion with its number at the right edge, then each reason that occurred. */
function sideBox(w: Writing, step: FlowExclusion, top: number, height: number): string {
  const parts = [frame(SIDE_LEFT, top, SIDE_WIDTH, height, '#ffffff')];
  let y = top + PADDING - 2 + FONT_SIZE;
  for (const entry of sideEntries(w, step)) {
    const count = numberOf(w, entry.count);
    entry.lines.forEach((words, index) => {
      parts.push(text(words, { x: SIDE_LEFT + PADDING + entry.indent, y: y + index * LINE }));
    });
    parts.push(
      numberGroup(count, {
        x: SIDE_LEFT + SIDE_WIDTH - PADDING,
        y,
        anchor: 'end',
        width: textWidth(count.text, FONT_SIZE),
        size: FONT_SIZE,
      }),
    );
    y += entry.lines.length * LINE + ENTRY_GAP;
  }
  return parts.join('');
}

function numberOf(w: Writing, box: FlowBox): { statistic: string; text: string; name: string } {
  const found = w.statistics.get(box.count);
  return { statistic: box.count, text: `n = ${found ? printedText(w, found.statistic) : '?'}`, name: box.label };
}

function frame(x: number, y: number, width: number, height: number, fill: string): string {
  return element('rect', { class: 'box', x, y, width, height, rx: 3, fill, stroke: RULE });
}

/** A line with a filled point at its end, downwards or to the right. */
function arrow(x1: number, y1: number, x2: number, y2: number): string {
  const down = x1 === x2;
  const head = down ? `M${fixed(x2)} ${fixed(y2)}l-4.5 -8h9Z` : `M${fixed(x2)} ${fixed(y2)}l-8 -4.5v9Z`;
  return `${lineBetween(x1, y1, down ? x2 : x2 - 6, down ? y2 - 6 : y2)}${element('path', { d: head, fill: RULE })}`;
}

/** From the left edge of a box down the margin to the left edge of a lower one. */
function sideLine(from: number, to: number): string {
  const x = MARGIN / 2;
  return element('path', {
    d: `M${fixed(MARGIN)} ${fixed(from)}H${fixed(x)}V${fixed(to + 20)}H${fixed(MARGIN)}`,
    fill: 'none',
    stroke: RULE,
  });
}
