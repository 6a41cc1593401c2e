import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Block, Figure, Inline, Table } from './document.ts';
import { itemLabel } from './form-words.ts';
import { type CellState, cellWords, type HeatCell, type HeatPlan, heatPlan, stateWords } from './heat-map-plan.ts';
import { markerFootnotes } from './marker-words.ts';
import { patientInline, patientLabel } from './patient-mark.ts';
import { COLUMN_WIDTH, element, FIGURE_WIDTH, fixed, INK, numberGroup, QUIET, SMALL_SIZE, svg, text } from './svg.ts';
import { column, noteFootnotes, setFootnote } from './table-parts.ts';
import { textWidth, wrapText } from './text-measure.ts';
import { clause } from './vocabulary.ts';
import {
  figureLabel,
  fileName,
  inlines,
  label,
  number,
  printedText,
  say,
  sayInlines,
  type Writing,
} from './writing.ts';

type HeatMap = AnalysisOfKind<'heatMap'>;

const WIDEST_CELL = 64;
const NARROWEST_CELL = 28;
const MARGIN = 10;
const CELL_HEIGHT = 24;
const PANEL_GAP = 26;
/** what differs in brightness too, so that a copy in grey tells them apart; each state has a mark of its own besides */
const FILLS: Readonly<Record<CellState, string>> = {
  positive: '#0b4f7a',
  equivocal: '#a9c3d6',
  negative: '#ffffff',
  notDone: '#f3f3f3',
  notReported: '#f3f3f3',
  other: '#f3f3f3',
  noRow: '#ffffff',
};
const STATES: readonly CellState[] = ['positive', 'equivocal', 'negative', 'notDone', 'notReported', 'other', 'noRow'];

/** The figure of a map, or a sentence where nobody has a row of any marker. */
export function heatMapBlock(w: Writing, result: AnalysisResult, analysis: HeatMap): Block {
  const plan = heatPlan(w, result, analysis);
  if (plan.markers.length > 0 && plan.lanes.length > 0)
    return { kind: 'figure', figure: heatMapFigure(w, result, analysis, plan) };
  const title = clause(label(w, analysis.title));
  const words = say(
    w,
    `${title}: nobody has a row of any marker, so there is no map.`,
    `${title}：所有患者均无标志物记录，故无热图。`,
  );
  return { kind: 'note', tone: 'info', inlines: inlines(words) };
}

/** The map of markers with its words and its data; the public's has no ids, and lanes in no one's order. */
function heatMapFigure(w: Writing, result: AnalysisResult, analysis: HeatMap, plan: HeatPlan): Figure {
  const title = clause(label(w, analysis.title));
  const alternative = alternativeOf(w, result, plan, title);
  return {
    id: result.id,
    label: figureLabel(w),
    caption: sayInlines(
      w,
      [`${title}: each row is one of `, number(w, `${result.id}.n`), ' patients, each column a marker.'],
      [`${title}：每行为一例患者（共 `, number(w, `${result.id}.n`), ' 例），每列为一种标志物。'],
    ),
    svg: heatMapSvg(w, result, analysis, plan, { title, description: alternative }),
    alternative,
    data: dataTable(w, result, analysis, plan),
    footnotes: [
      ...beyondFootnote(w, plan),
      ...publicFootnote(w),
      ...markerFootnotes(w, result, analysis, plan.absent),
      setFootnote(w, result),
      ...noteFootnotes(w, result),
    ],
  };
}

function beyondFootnote(w: Writing, { lanes, beyond }: HeatPlan): Inline[][] {
  if (beyond === 0) return [];
  const count = String(lanes.length);
  return [
    sayInlines(
      w,
      [`${count} rows at equal distances in the order of all are drawn; `, fileName('results.json'), ' holds all.'],
      [`按全部行的顺序等距选取 ${count} 行绘制；`, fileName('results.json'), '含全部各行。'],
    ),
  ];
}

function publicFootnote(w: Writing): Inline[][] {
  if (w.audience === 'team') return [];
  return [
    inlines(
      say(
        w,
        'Rows are not labelled, and are ordered by what they show, so that their order tells nothing of who they are.',
        '各行不标注患者，仅按其显示内容排序，行序不含任何身份信息。',
      ),
    ),
  ];
}

function alternativeOf(w: Writing, result: AnalysisResult, plan: HeatPlan, title: string): string {
  const printed = (id: string) => {
    const found = w.statistics.get(`${result.id}.${id}`);
    return found ? printedText(w, found.statistic) : '–';
  };
  const markers = plan.markers.map(({ code, text: name }) =>
    say(
      w,
      `${name}: ${printed(`${code}.count`)} of ${printed(`${code}.n`)} tested positive`,
      `${name}：检测 ${printed(`${code}.n`)} 例，阳性 ${printed(`${code}.count`)} 例`,
    ),
  );
  return say(
    w,
    `Heat map of ${title}: ${printed('n')} patients in rows, markers in columns. ${markers.join('; ')}.`,
    `${title}热图：每行一例患者，共 ${printed('n')} 例，每列一种标志物。${markers.join('；')}。`,
  );
}

/** The words of every cell, a line for each patient. */
function dataTable(w: Writing, result: AnalysisResult, analysis: HeatMap, plan: HeatPlan): Table {
  return {
    id: `${result.id}-data`,
    label: say(w, 'Data of the figure', '图中数据'),
    caption: inlines(say(w, 'What the figure shows, in words', '以文字列出图中内容')),
    columns: [
      column('patient', w.audience === 'team' ? say(w, 'Patient', '患者') : say(w, 'Row', '行'), 'start'),
      ...plan.markers.map(({ code, text: name }) => column(code, name, 'start')),
    ],
    rows: [
      ...plan.lanes.map((lane, index) => ({
        kind: 'data' as const,
        indent: 0 as const,
        cells: [
          lane.patient === undefined ? inlines(String(index + 1)) : patientInline(w, lane.patient),
          ...lane.cells.map((cell) => inlines(cellWords(w, analysis, cell))),
        ],
      })),
      {
        kind: 'data' as const,
        indent: 0 as const,
        cells: [
          inlines(say(w, 'Positive / tested', '阳性/检测')),
          ...plan.markers.map(({ code }) =>
            inlines(number(w, `${result.id}.${code}.count`), '/', number(w, `${result.id}.${code}.n`)),
          ),
        ],
      },
    ],
    footnotes: [...publicFootnote(w), setFootnote(w, result)],
  };
}

/** Where the columns of a panel stand; a wide map is cut into panels one under another. */
type Frame = {
  readonly left: number;
  readonly right: number;
  readonly width: number;
  readonly perPanel: number;
};

function heatMapSvg(
  w: Writing,
  result: AnalysisResult,
  analysis: HeatMap,
  plan: HeatPlan,
  words: { title: string; description: string },
): string {
  const frame = frameOf(w, plan);
  const parts: string[] = [];
  let y = 8;
  for (let from = 0; from < plan.markers.length; from += frame.perPanel) {
    if (from > 0) y += PANEL_GAP;
    const panel = drawPanel(w, result, analysis, plan, frame, { from, to: from + frame.perPanel }, y);
    parts.push(panel.drawn);
    y = panel.bottom;
  }
  const legend = drawLegend(w, analysis, plan, frame.right, y + 18);
  parts.push(legend.drawn);
  return svg(
    {
      id: `figure-${result.id}`,
      ...words,
      language: w.language,
      height: legend.bottom + 8,
      width: frame.right + MARGIN,
    },
    ...parts,
  );
}

function frameOf(w: Writing, plan: HeatPlan): Frame {
  const labels = [...plan.lanes.map(({ patient }) => patient ?? ''), ...footWords(w)];
  const left = Math.max(70, Math.ceil(Math.max(...labels.map((words) => textWidth(words, SMALL_SIZE)))) + 16);
  const marks = plan.lanes.flatMap(({ cells }) => cells.map((cell) => textWidth(markOf(plan, cell), SMALL_SIZE, true)));
  const narrowest = Math.max(NARROWEST_CELL, Math.ceil(Math.max(0, ...marks)) + 5);
  const isNarrow = left + plan.markers.length * narrowest <= COLUMN_WIDTH - MARGIN;
  const right = (isNarrow ? COLUMN_WIDTH : FIGURE_WIDTH) - MARGIN;
  const fitting = Math.max(1, Math.floor((right - left) / narrowest));
  const panels = Math.max(1, Math.ceil(plan.markers.length / fitting));
  const perPanel = Math.max(1, Math.ceil(plan.markers.length / panels));
  return { left, right, perPanel, width: Math.min(WIDEST_CELL, (right - left) / perPanel) };
}

function footWords(w: Writing): [string, string] {
  return [say(w, 'Positive', '阳性'), say(w, 'Tested', '检测')];
}

function drawPanel(
  w: Writing,
  result: AnalysisResult,
  analysis: HeatMap,
  plan: HeatPlan,
  frame: Frame,
  range: { from: number; to: number },
  top: number,
): { drawn: string; bottom: number } {
  const markers = plan.markers.slice(range.from, range.to);
  const middle = (index: number) => frame.left + (index + 0.5) * frame.width;
  const head = drawHead(markers, middle, frame.width, top);
  const parts = [head.drawn];
  plan.lanes.forEach((lane, row) => {
    const y = head.bottom + row * CELL_HEIGHT;
    if (lane.patient !== undefined) {
      const width = textWidth(lane.patient, SMALL_SIZE);
      parts.push(patientLabel(lane.patient, { x: frame.left - 8, y: y + 16, width, size: SMALL_SIZE }));
    }
    lane.cells.slice(range.from, range.to).forEach((cell, index) => {
      const marker = markers[index]?.text ?? '';
      const name = [lane.patient, marker].filter((one) => one !== undefined).join(say(w, ', ', '，'));
      parts.push(
        drawCell(
          plan,
          cell,
          { x: frame.left + index * frame.width, y, width: frame.width },
          {
            text: `${name}${say(w, ': ', '：')}${cellWords(w, analysis, cell)}`,
          },
        ),
      );
    });
  });
  const foot = head.bottom + plan.lanes.length * CELL_HEIGHT;
  footWords(w).forEach((words, line) => {
    const y = foot + 20 + line * 22;
    parts.push(text(words, { x: frame.left - 8, y, 'text-anchor': 'end', 'font-size': SMALL_SIZE }));
    markers.forEach(({ code, text: marker }, index) => {
      const statistic = `${result.id}.${code}.${line === 0 ? 'count' : 'n'}`;
      const found = w.statistics.get(statistic);
      if (!found) return;
      const printed = printedText(w, found.statistic);
      parts.push(
        numberGroup(
          { statistic, text: printed, name: `${marker}${say(w, ', ', '，')}${words}` },
          { x: middle(index), y, anchor: 'middle', width: textWidth(printed, SMALL_SIZE), size: SMALL_SIZE },
          { 'font-size': SMALL_SIZE },
        ),
      );
    });
  });
  return { drawn: parts.join(''), bottom: foot + 46 };
}

/** The names of the markers: level where all fit over their columns, else upright. */
function drawHead(
  markers: HeatPlan['markers'],
  middle: (index: number) => number,
  width: number,
  top: number,
): { drawn: string; bottom: number } {
  const widths = markers.map(({ text: name }) => textWidth(name, SMALL_SIZE));
  if (widths.every((one) => one <= width - 4)) {
    const drawn = markers.map(({ text: name }, index) =>
      text(name, { class: 'marker', x: middle(index), y: top + 14, 'text-anchor': 'middle', 'font-size': SMALL_SIZE }),
    );
    return { drawn: drawn.join(''), bottom: top + 22 };
  }
  const longest = Math.min(130, Math.max(...widths));
  const drawn = markers.map(({ text: name }, index) => {
    const lines = wrapText(name, longest, SMALL_SIZE);
    const fitting = width >= 2 * SMALL_SIZE + 4 ? 2 : 1;
    const shown = lines
      .slice(0, fitting)
      .map((line, place) => (place === fitting - 1 && lines.length > fitting ? `${line}…` : line));
    const first = middle(index) + 4 - ((shown.length - 1) * (SMALL_SIZE + 1)) / 2;
    return shown
      .map((line, place) => {
        const turn = `translate(${fixed(first + place * (SMALL_SIZE + 1))} ${fixed(top + longest + 6)}) rotate(-90)`;
        return text(line, { class: 'marker', transform: turn, 'font-size': SMALL_SIZE });
      })
      .join('');
  });
  return { drawn: drawn.join(''), bottom: top + longest + 12 };
}

type Box = { readonly x: number; readonly y: number; readonly width: number };

/** A cell: brightness and a mark for its state; in a positive one how strongly and how widely. */
function drawCell(plan: HeatPlan, cell: HeatCell, box: Box, name: { text: string }): string {
  return element(
    'g',
    { class: `cell ${cell.state}` },
    element('title', {}, escapeText(name.text)),
    ...sample(cell.state, markOf(plan, cell), box),
  );
}

function escapeText(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function markOf(plan: HeatPlan, cell: HeatCell): string {
  if (cell.state !== 'positive') return '';
  const extent = cell.extent === null ? '' : (plan.letters.get(cell.extent) ?? '');
  const mark = [cell.intensity ?? '', extent].filter((part) => part !== '').join(' ');
  return mark === '' ? '+' : mark;
}

/** The look of a state, in a cell and in the legend. */
function sample(state: CellState, mark: string, { x, y, width }: Box): string[] {
  const [middle, centre] = [x + width / 2, y + CELL_HEIGHT / 2];
  const frame = element('rect', {
    x: x + 1,
    y: y + 1,
    width: width - 2,
    height: CELL_HEIGHT - 2,
    fill: FILLS[state],
    stroke: state === 'noRow' ? '#c4c4c4' : '#7d8a94',
    'stroke-dasharray': state === 'noRow' ? '2 3' : undefined,
  });
  const glyph = (words: string, fill: string, weight?: string) =>
    text(words, {
      x: middle,
      y: centre + 4.5,
      'text-anchor': 'middle',
      'font-size': SMALL_SIZE,
      'font-weight': weight,
      fill,
    });
  const line = (d: string) => element('path', { d, stroke: QUIET, 'stroke-width': 1.25, fill: 'none' });
  switch (state) {
    case 'positive':
      return [frame, glyph(mark, '#ffffff', 'bold')];
    case 'equivocal':
      return [frame, glyph('±', INK, 'bold')];
    case 'negative':
      return [frame, glyph('−', INK)];
    case 'notDone':
      return [frame, line(`M${fixed(middle - 7)} ${fixed(centre + 7)}l14 -14`)];
    case 'notReported':
      return [frame, line(`M${fixed(middle - 4)} ${fixed(centre)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0`)];
    case 'other':
      return [frame, line(`M${fixed(middle - 6)} ${fixed(centre - 6)}l12 12m0 -12l-12 12`)];
    case 'noRow':
      return [frame];
  }
}

/** The states that occur, then what the marks of a positive cell mean. */
function drawLegend(
  w: Writing,
  analysis: HeatMap,
  plan: HeatPlan,
  right: number,
  top: number,
): { drawn: string; bottom: number } {
  const cells = plan.lanes.flatMap((lane) => lane.cells);
  const states = STATES.filter((state) => cells.some((cell) => cell.state === state));
  const parts: string[] = [];
  let [x, y] = [8, top];
  const place = (width: number): void => {
    if (x > 8 && x + width > right) [x, y] = [8, y + CELL_HEIGHT + 4];
  };
  for (const state of states) {
    const words = stateWords(w, state);
    const width = 34 + textWidth(words, SMALL_SIZE) + 18;
    place(width);
    parts.push(element('g', { class: 'legend' }, ...sample(state, '+', { x, y, width: 28 })));
    parts.push(text(words, { x: x + 34, y: y + 16, 'font-size': SMALL_SIZE }));
    x += width;
  }
  const letters = [...plan.letters].filter(([code]) => cells.some(({ extent }) => extent === code));
  const marks = [
    ...letters.map(([code, letter]) => `${letter}${say(w, ' ', '＝')}${extentWords(w, analysis, code)}`),
    ...(cells.some(({ intensity }) => intensity !== null) ? [intensityWords(w, analysis)] : []),
  ];
  if (marks.length === 0) return { drawn: parts.join(''), bottom: y + CELL_HEIGHT };
  const sentence = `${say(w, 'In positive cells: ', '阳性格内：')}${marks.join(say(w, '; ', '；'))}`;
  y += CELL_HEIGHT + 16;
  const lines = wrapText(sentence, right - 8, SMALL_SIZE);
  lines.forEach((line, index) => {
    parts.push(text(line, { x: 8, y: y + index * 16, 'font-size': SMALL_SIZE }));
  });
  return { drawn: parts.join(''), bottom: y + (lines.length - 1) * 16 + 4 };
}

function extentWords(w: Writing, analysis: HeatMap, code: string): string {
  const words = cellWords(w, analysis, { marker: '', state: 'positive', extent: code, intensity: null });
  return words.split(say(w, ', ', '，')).at(-1) ?? code;
}

function intensityWords(w: Writing, analysis: HeatMap): string {
  const item = analysis.intensity === undefined ? '' : itemLabel(w, analysis.form, analysis.intensity);
  return say(w, `1+, 2+ …: ${item.slice(0, 1).toLowerCase()}${item.slice(1)}`, `1+、2+……：${item}`);
}
