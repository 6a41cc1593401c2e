import { scaleLinear } from 'd3-scale';
import { type AnalysisResult, inTimeUnit } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Block, Figure, Inline } from './document.ts';
import { mark, markColour } from './marks.ts';
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
import {
  about,
  type Course,
  type CourseEntry,
  openWords,
  type TimelinePlan,
  timelinePlan,
  timeWords,
} from './timeline-plan.ts';
import { timelineFootnotes, timelineTableBody, timelineTimeTitle } from './timeline-table.ts';
import { clause, small, timeUnitNoun } from './vocabulary.ts';
import {
  figureLabel,
  inlines,
  label,
  number,
  printedText,
  say,
  sayInlines,
  statisticValue,
  type Writing,
} from './writing.ts';

type Timeline = AnalysisOfKind<'timeline'>;

const MARGIN = 6;
/** As tall as a sheet of paper holds beside its caption. */
const TALLEST = 690;
const RAIL = MARGIN + 7;
const LINE = 17;
const GAP = 5;
const HEADER = 26;
const STRIP = 26;
const BETWEEN = 18;

/**
 * Courses of single patients, row by row with words, as one figure or, where a sheet does not hold them, several. Each
 * course has a strip in which its times stand to scale, the same scale in all, and under it what happened, in order.
 */
export function timelineFigures(w: Writing, result: AnalysisResult, analysis: Timeline): Block[] {
  const plan = timelinePlan(w, result, analysis);
  const title = clause(label(w, analysis.title));
  if (plan.courses.length === 0) {
    const words = say(
      w,
      `${title}: nothing is dated, so there is nothing to show.`,
      `${title}：无已注明日期的事件可供展示。`,
    );
    return [{ kind: 'note', tone: 'info', inlines: inlines(words) }];
  }
  const pages = pagesOf(w, plan);
  const first = figureLabel(w);
  return pages.map((courses, index): Block => {
    const id = index === 0 ? result.id : `${result.id}-${index + 1}`;
    const alternative = alternativeOf(w, analysis, plan, courses);
    const figure: Figure = {
      id,
      label: index === 0 ? first : say(w, `${first} (continued)`, `${first}（续）`),
      caption: captionOf(w, result, analysis, plan, title),
      svg: timelineSvg(w, result, analysis, plan, courses, { id, title, description: alternative }),
      alternative,
      data: {
        id: `${id}-data`,
        label: say(w, 'Data of the figure', '图中数据'),
        caption: inlines(say(w, 'The same in rows', '以表格列出')),
        ...timelineTableBody(w, analysis, plan, courses),
        footnotes: [],
      },
      footnotes: index === pages.length - 1 ? timelineFootnotes(w, result, analysis) : [],
    };
    return { kind: 'figure', figure };
  });
}

/** Courses that stand together on a sheet; one that is too long for any is cut where a sheet ends. */
function pagesOf(w: Writing, plan: TimelinePlan): Course[][] {
  const columns = columnsOf(w, plan.courses);
  const pieces = plan.courses.flatMap((course) => piecesOf(w, columns, course));
  const pages: Course[][] = [];
  let height = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    const own = courseHeight(w, columns, piece.entries) + BETWEEN;
    if (height + own > TALLEST) {
      pages.push([]);
      height = 40;
    }
    pages.at(-1)?.push(piece);
    height += own;
  }
  return pages;
}

function piecesOf(w: Writing, columns: Columns, course: Course): Course[] {
  const pieces: Course[] = [];
  let entries: CourseEntry[] = [];
  for (const entry of course.entries) {
    if (courseHeight(w, columns, [...entries, entry]) > TALLEST - 80 && entries.length > 0) {
      pieces.push({ ...course, entries });
      entries = [];
    }
    entries.push(entry);
  }
  return [...pieces, { ...course, entries }];
}

function captionOf(
  w: Writing,
  result: AnalysisResult,
  analysis: Timeline,
  plan: TimelinePlan,
  title: string,
): Inline[] {
  const count = number(w, `${result.id}.count`);
  const one = statisticValue(w, `${result.id}.count`) === 1;
  const since = timelineTimeTitle(w, analysis, plan);
  return sayInlines(
    w,
    [
      `${title}: `,
      count,
      one ? ' patient. ' : ' patients. ',
      `Time is in ${small(since)}; the strips of all patients have one scale.`,
    ],
    [`${title}：`, count, ` 例患者。时间为${since}；各例时间轴比例相同。`],
  );
}

/** The courses as sentences. */
function alternativeOf(w: Writing, analysis: Timeline, plan: TimelinePlan, courses: readonly Course[]): string {
  const since = timelineTimeTitle(w, analysis, plan);
  const told = courses.map(({ patient, entries }) => {
    const steps = entries.map((entry) => `${timeWords(w, entry)} ${wordsOf(w, entry)}`);
    return `${patient}${say(w, ': ', '：')}${steps.join(say(w, '; ', '；'))}${say(w, '.', '。')}`;
  });
  return say(w, `Timeline in ${small(since)}. ${told.join(' ')}`, `时间线，${since}。${told.join('')}`);
}

function wordsOf(w: Writing, entry: CourseEntry): string {
  const told = [entry.told, openWords(w, entry)].filter((words) => words !== '').join(say(w, '; ', '；'));
  return told === '' ? entry.what : `${entry.what}${say(w, ' – ', '——')}${told}`;
}

export function timelineSvg(
  w: Writing,
  result: AnalysisResult,
  analysis: Timeline,
  plan: TimelinePlan,
  courses: readonly Course[],
  words: { id: string; title: string; description: string },
): string {
  const all = plan.courses.flatMap(({ entries }) => entries.flatMap(({ at, until }) => [at, until ?? at]));
  const [from, to] = [Math.min(0, ...all), Math.max(1, ...all)];
  const x = scaleLinear([from, to], [MARGIN + 8, COLUMN_WIDTH - MARGIN - 8]);
  const columns = columnsOf(w, courses);
  const parts: string[] = [];
  let y = MARGIN;
  for (const course of courses) {
    const drawn = drawCourse(w, plan, course, timelineTimeTitle(w, analysis, plan), columns, x, y);
    parts.push(drawn.drawn);
    y = drawn.bottom + BETWEEN;
  }
  const scale = say(
    w,
    `Strips are to scale, from ${bound(plan, from)} to ${bound(plan, to)} ${timeUnitNoun(w, plan.unit)}.`,
    `时间轴按比例绘制，自 ${bound(plan, from)} 至 ${bound(plan, to)} ${timeUnitNoun(w, plan.unit)}。`,
  );
  for (const line of wrapText(scale, COLUMN_WIDTH - 2 * MARGIN, SMALL_SIZE)) {
    parts.push(text(line, { class: 'scale', x: MARGIN, y: y + 2, 'font-size': SMALL_SIZE, fill: QUIET }));
    y += 16;
  }
  const beyond = drawBeyond(w, result, y + 6);
  if (beyond !== '') {
    parts.push(beyond);
    y += 22;
  }
  const { id, title, description } = words;
  return svg(
    { id: `figure-${id}`, title, description, language: w.language, height: y, width: COLUMN_WIDTH },
    ...parts,
  );
}

/** A line that says, where courses are cut off, that they are, and how many; '' where all are shown. */
function drawBeyond(w: Writing, result: AnalysisResult, y: number): string {
  const statistic = `${result.id}.beyond`;
  const found = w.statistics.get(statistic)?.statistic;
  if (!found || found.value === 0) return '';
  const words = say(
    w,
    'Only the first forty courses are shown. Patients not shown:',
    '仅列出前四十例的病程。未列出例数：',
  );
  const bold = { 'font-size': SMALL_SIZE, 'font-weight': 'bold' };
  const end = MARGIN + textWidth(words, SMALL_SIZE, true);
  const printed = printedText(w, found);
  return [
    text(words, { class: 'beyond', x: end, y, 'text-anchor': 'end', ...bold }),
    numberGroup(
      { statistic, text: printed, name: say(w, 'Patients not shown', '未列出例数') },
      { x: end + 6, y, anchor: 'start', width: textWidth(printed, SMALL_SIZE, true), size: SMALL_SIZE },
      bold,
    ),
  ].join('');
}

/** The ends of the strips, whole. */
function bound(plan: TimelinePlan, days: number): string {
  return String(Math.round(inTimeUnit(days, plan.unit)) || 0).replace('-', '−');
}

type Drawn = { readonly drawn: string; readonly bottom: number };

/** Where the columns of some courses stand: beginnings end on one line, and words begin on one. */
type Columns = { readonly begins: number; readonly ends: number; readonly words: number };

function columnsOf(w: Writing, courses: readonly Course[]): Columns {
  const entries = courses.flatMap((course) => course.entries);
  const begins = RAIL + 14 + Math.max(...entries.map((entry) => textWidth(beginning(w, entry), FONT_SIZE)));
  const untils = entries.flatMap(({ untilTime }) =>
    untilTime === null ? [] : [textWidth(printedOf(w, untilTime), FONT_SIZE)],
  );
  const ends = begins + textWidth(until(w), FONT_SIZE) + 10;
  const words = untils.length === 0 ? begins + 14 : ends + Math.max(...untils) + 14;
  return { begins, ends, words: Math.min(words, COLUMN_WIDTH / 2) };
}

function beginning(w: Writing, entry: CourseEntry): string {
  return `${about(w, entry)}${printedOf(w, entry.time)}`;
}

function until(w: Writing): string {
  return say(w, 'to', '至');
}

function linesOf(w: Writing, columns: Columns, entry: CourseEntry): string[] {
  return wrapText(wordsOf(w, entry), COLUMN_WIDTH - MARGIN - columns.words, FONT_SIZE);
}

function courseHeight(w: Writing, columns: Columns, entries: readonly CourseEntry[]): number {
  const rows = entries.reduce((sum, entry) => sum + linesOf(w, columns, entry).length * LINE + GAP, 0);
  return HEADER + STRIP + rows;
}

function drawCourse(
  w: Writing,
  plan: TimelinePlan,
  course: Course,
  title: string,
  columns: Columns,
  x: (days: number) => number,
  top: number,
): Drawn {
  const parts = [drawHeader(course, title, top), drawStrip(course, x, top + HEADER)];
  let y = top + HEADER + STRIP + LINE - 4;
  const first = y - 4.5;
  let last = first;
  const rows: string[] = [];
  for (const entry of course.entries) {
    last = y - 4.5;
    rows.push(drawSourceMark(entry, RAIL, last), ...drawTime(w, plan, course, entry, columns, y));
    for (const line of linesOf(w, columns, entry)) {
      rows.push(text(line, { class: 'words', x: columns.words, y }));
      y += LINE;
    }
    y += GAP;
  }
  parts.push(lineBetween(RAIL, first, RAIL, last, { stroke: '#b5bcc3' }), ...rows);
  return { drawn: element('g', { class: 'course' }, ...parts), bottom: y - LINE };
}

/** A patient's id, which opens the patient, and what the times count, under a line that parts the courses. */
function drawHeader({ patient }: Course, title: string, top: number): string {
  const width = textWidth(patient, FONT_SIZE, true);
  const id = element(
    'g',
    { class: 'patient', 'data-patient': patient, tabindex: '0', role: 'button', 'aria-label': patient },
    element('rect', { x: MARGIN - 4, y: top, width: width + 8, height: 20, fill: 'none', 'pointer-events': 'all' }),
    text(patient, { x: MARGIN, y: top + 15, 'font-weight': 'bold' }),
  );
  return [
    lineBetween(MARGIN, top - 4, COLUMN_WIDTH - MARGIN, top - 4, { stroke: '#c8c8c8' }),
    id,
    text(title, { x: COLUMN_WIDTH - MARGIN, y: top + 15, 'text-anchor': 'end', 'font-size': SMALL_SIZE, fill: QUIET }),
  ].join('');
}

/** The same happenings to scale; what lasted is a thick line. */
function drawStrip({ entries }: Course, x: (days: number) => number, top: number): string {
  const y = top + 9;
  const [start, end] = [x(0), Math.max(...entries.map(({ at, until }) => x(until ?? at)))];
  const from = Math.min(start, ...entries.map(({ at }) => x(at)));
  const parts = [
    lineBetween(from, y, end, y, { stroke: RULE, 'stroke-width': 1.2 }),
    lineBetween(start, y - 7, start, y + 7, { stroke: RULE, 'stroke-width': 1.2 }),
  ];
  for (const { at, until, source } of entries)
    if (until !== null)
      parts.push(
        element('path', {
          class: 'lasting',
          d: `M${fixed(x(at))} ${fixed(y)}H${fixed(x(until))}`,
          stroke: markColour(source),
          'stroke-width': 5,
          'stroke-opacity': 0.55,
        }),
      );
  for (const entry of [...entries].reverse()) parts.push(drawSourceMark(entry, x(entry.at), y));
  return element('g', { class: 'strip' }, ...parts);
}

function drawSourceMark({ source }: CourseEntry, x: number, y: number): string {
  return mark(Math.max(source, 0), x, y);
}

function drawTime(
  w: Writing,
  plan: TimelinePlan,
  course: Course,
  entry: CourseEntry,
  columns: Columns,
  y: number,
): string[] {
  const unit = timeUnitNoun(w, plan.unit);
  const who = `${course.patient}${say(w, ', ', '，')}${say(w, small(entry.what), entry.what)}`;
  const number = (statistic: string, x: number, anchor: 'start' | 'end', end: string): string => {
    const printed = printedOf(w, statistic);
    const at = { x, y, anchor, width: textWidth(printed, FONT_SIZE), size: FONT_SIZE };
    return numberGroup(
      { statistic, text: printed, name: say(w, `${who}${end}, ${unit}`, `${who}${end}（${unit}）`) },
      at,
    );
  };
  const rough = about(w, entry).trim();
  const before = columns.begins - textWidth(printedOf(w, entry.time), FONT_SIZE) - 5;
  return [
    number(entry.time, columns.begins, 'end', ''),
    ...(rough === '' ? [] : [text(rough, { x: before, y, 'text-anchor': 'end', fill: QUIET })]),
    ...(entry.untilTime === null
      ? []
      : [
          text(until(w), { x: columns.begins + 5, y, fill: QUIET }),
          number(entry.untilTime, columns.ends, 'start', say(w, ', until', '，结束')),
        ]),
  ];
}

function printedOf(w: Writing, id: string): string {
  const found = w.statistics.get(id)?.statistic;
  return found ? printedText(w, found) : '–';
}
