import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';
import {
  type AnalysisResult,
  DAYS_PER_MONTH,
  DAYS_PER_YEAR,
  formatDecimal,
  formatDuration,
  type TimeUnit,
  timeUnitWord,
} from '../model/index.ts';
import type { AnalysisOfKind, Study } from '../protocol/index.ts';
import { axisDomain } from './axis-domain.ts';
import { reasonsOf } from './describe-table.ts';
import type { Block, Figure, Inline, Table } from './document.ts';
import { itemLabel, unitAfter } from './form-words.ts';
import { patientInline, patientLabel } from './patient-mark.ts';
import { rangeUnderTest } from './range-words.ts';
import {
  COLUMN_WIDTH,
  element,
  FONT_SIZE,
  fixed,
  INK,
  lineBetween,
  numberGroup,
  SMALL_SIZE,
  svg,
  text,
} from './svg.ts';
import { column, dataRow, noteFootnotes, setFootnote } from './table-parts.ts';
import { textWidth, wrapText } from './text-measure.ts';
import { strokeOf } from './time-curves-figure.ts';
import { capital, clause, missingWords, small, timeUnitNoun } from './vocabulary.ts';
import {
  figureLabel,
  type Group,
  groupsOf,
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

type Trajectory = AnalysisOfKind<'trajectory'>;
type Point = { readonly day: number; readonly value: number; readonly below: boolean };
type Line = { readonly patient: string | undefined; readonly group: string | null; readonly points: readonly Point[] };

const TOP = 34;
const PLOT_HEIGHT = 260;
const NAME_PITCH = 20;
const LINE = '#0072b2';
/** the darker edge of a dot */
const EDGE: Readonly<Record<string, string>> = { [LINE]: '#00395a' };
const DAYS: Readonly<Record<TimeUnit, number>> = { day: 1, week: 7, month: DAYS_PER_MONTH, year: DAYS_PER_YEAR };
/** With more lines than this their names would hide them. */
const NAMED_AT_MOST = 14;

/** One line a patient; a sentence where nobody has a value with a date. */
export function trajectoryBlock(w: Writing, result: AnalysisResult, analysis: Trajectory): Block {
  const lines = linesOf(w, result);
  if (lines.length > 0) return { kind: 'figure', figure: trajectoryFigure(w, result, analysis, lines) };
  const title = clause(label(w, analysis.title));
  const words = say(
    w,
    `${title}: nobody has a value with a date, so there is no plot.`,
    `${title}：无带日期的数值，故无图。`,
  );
  return { kind: 'note', tone: 'info', inlines: inlines(words) };
}

/** The lines as their audience may have them. */
function linesOf(w: Writing, result: AnalysisResult): Line[] {
  const wanted = w.audience === 'team' ? 'point' : 'publicPoint';
  const lines = new Map<number, { patient: string | undefined; group: string | null; points: Point[] }>();
  for (const { cells, patient } of result.rows ?? []) {
    const { line, day, value } = cells;
    if (cells['shown'] !== wanted || typeof line !== 'number') continue;
    if (typeof day !== 'number' || typeof value !== 'number') continue;
    const own = lines.get(line) ?? {
      patient,
      group: typeof cells['group'] === 'string' ? cells['group'] : null,
      points: [],
    };
    own.points.push({ day, value, below: cells['below'] === true });
    lines.set(line, own);
  }
  return [...lines.values()];
}

function unitOf(analysis: Trajectory): TimeUnit {
  return analysis.timeUnit ?? 'month';
}

function valueTitle(w: Writing, analysis: Trajectory): string {
  const item = w.study.item(analysis.form, analysis.value);
  return `${itemLabel(w, analysis.form, analysis.value)}${item ? unitAfter(w, item) : ''}`;
}

function timeTitle(w: Writing, analysis: Trajectory): string {
  const start = analysis.from === undefined ? null : w.study.variable(analysis.from);
  const from = start ? small(clause(label(w, start.label))) : say(w, 'the first value', '首次测定');
  const since = from.replace(/^(the )?date of /i, '').replace(/(之日|日期|的日期)$/, '');
  const unit = timeUnitNoun(w, unitOf(analysis));
  return say(w, `${capital(unit)} since ${since}`, `自${since}起的时间（${unit}）`);
}

function trajectoryFigure(w: Writing, result: AnalysisResult, analysis: Trajectory, lines: readonly Line[]): Figure {
  const title = clause(label(w, analysis.title));
  const alternative = alternativeOf(w, result, analysis, title);
  return {
    id: result.id,
    label: figureLabel(w),
    caption: sayInlines(
      w,
      [
        `${title}: `,
        number(w, `${result.id}.points`),
        ' values of ',
        number(w, `${result.id}.patients`),
        ' patients, one line a patient.',
      ],
      [
        `${title}：`,
        number(w, `${result.id}.patients`),
        ' 例患者共 ',
        number(w, `${result.id}.points`),
        ' 个数值，每例一线。',
      ],
    ),
    svg: trajectorySvg(w, result, analysis, lines, { title, description: alternative }),
    alternative,
    data: dataTable(w, result, analysis, lines),
    footnotes: footnotes(w, result, analysis),
  };
}

function alternativeOf(w: Writing, result: AnalysisResult, analysis: Trajectory, title: string): string {
  const printed = (name: string) => {
    const found = w.statistics.get(`${result.id}.${name}`);
    return found ? printedText(w, found.statistic) : '–';
  };
  const unit = timeUnitWord(unitOf(analysis), w.language);
  const scale = analysis.scale === 'log' ? say(w, ' on a logarithmic axis', '（对数坐标）') : '';
  return say(
    w,
    `${title}: lines of ${valueTitle(w, analysis)} in time${scale}. ${printed('points')} values of ${printed('patients')} patients, from ${printed('minimum')} to ${printed('maximum')}, up to ${printed('latest')} ${unit}.`,
    `${title}：${valueTitle(w, analysis)}随时间变化的折线图${scale}。${printed('patients')} 例患者共 ${printed('points')} 个数值，范围 ${printed('minimum')} 至 ${printed('maximum')}，最长 ${printed('latest')} ${unit}。`,
  );
}

function footnotes(w: Writing, result: AnalysisResult, analysis: Trajectory): Inline[][] {
  const missing = `${result.id}.missing`;
  const reasons = reasonsOf(w, missing).flatMap((reason, index) =>
    inlines(index === 0 ? '' : say(w, ', ', '，'), `${missingWords(w, reason)} `, number(w, `${missing}.${reason}`)),
  );
  const below = `${result.id}.below`;
  return [
    ...publicFootnote(w),
    inlines(
      say(
        w,
        'No mean is drawn: it would follow whoever happened to be measured. A date without a day stands in the middle of the days that it allows.',
        '不绘制均数曲线，因其取决于各时点恰有测定者。仅精确到月或年的日期取其可能区间的中点。',
      ),
    ),
    ...((statisticValue(w, below) ?? 0) > 0
      ? [
          sayInlines(
            w,
            ['Open triangles are limits of detection, below which the value lies: ', number(w, below), '.'],
            ['空心三角为检测限，实际值低于该值：', number(w, below), ' 个。'],
          ),
        ]
      : []),
    ...referenceFootnotes(w, result, analysis),
    ...((statisticValue(w, missing) ?? 0) > 0
      ? [
          sayInlines(
            w,
            ['Rows without a value: ', number(w, missing), ' (', reasons, ').'],
            ['无数值的记录：', number(w, missing), ' 条（', reasons, '）。'],
          ),
        ]
      : []),
    setFootnote(w, result),
    ...noteFootnotes(w, result),
  ];
}

/** By which ranges the values were judged, and how many lie where. */
function referenceFootnotes(w: Writing, result: AnalysisResult, { reference }: Trajectory): Inline[][] {
  const places = result.inputs.options['referenceRanges'];
  if (!reference || !Array.isArray(places)) return [];
  const { sex } = reference;
  const ranges = places.flatMap((place) => rangeUnderTest(w, sex === undefined ? {} : { sex }, Number(place)) ?? []);
  const of = (name: string) => number(w, `${result.id}.reference.${name}`);
  const others = (['open', 'noRange', 'otherUnit'] as const).flatMap((name) => {
    if ((statisticValue(w, `${result.id}.reference.${name}`) ?? 0) === 0) return [];
    const words = {
      open: say(w, '; below detection and not placed by the range ', '；低于检测限而无法判定 '),
      noRange: say(w, '; no range holds for ', '；无适用参考区间 '),
      otherUnit: say(w, '; in another unit than the range ', '；单位与参考区间不符 '),
    };
    return inlines(words[name], of(name));
  });
  return [
    sayInlines(
      w,
      [
        'Of ',
        of('judged'),
        ' values with a range for the age: above it ',
        of('above'),
        ', within ',
        of('within'),
        ', below ',
        of('below'),
        others,
        '.',
      ],
      [
        '有年龄参考区间的数值 ',
        of('judged'),
        ' 个：高于 ',
        of('above'),
        '，区间内 ',
        of('within'),
        '，低于 ',
        of('below'),
        others,
        '。',
      ],
    ),
    inlines(say(w, `Reference ranges: ${ranges.join('; ')}.`, `参考区间：${ranges.join('；')}。`)),
  ];
}

function publicFootnote(w: Writing): Inline[][] {
  if (w.audience === 'team') return [];
  return [
    inlines(
      say(
        w,
        'To protect the patients, lines are not labelled, times are rounded to whole months and values to two digits.',
        '为保护患者隐私，各线不标注患者，时间取整至月，数值保留两位有效数字。',
      ),
    ),
  ];
}

/** How many were measured, how often and for how long: the table of those who want no drawing. */
export function trajectoryTable(w: Writing, result: AnalysisResult, analysis: Trajectory): Table {
  const { id } = result;
  const spread = (name: string) => range(w, `${id}.${name}.minimum`, `${id}.${name}.maximum`);
  return {
    id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    columns: [column('what', valueTitle(w, analysis), 'start'), column('all', say(w, 'All patients', '全部患者'))],
    rows: [
      dataRow(say(w, 'Patients with a value', '有数值的患者'), [
        inlines(number(w, `${id}.patients`), '/', number(w, `${id}.n`)),
      ]),
      ...groupsOf(w, id, analysis.by).map((group) =>
        dataRow(group.label, [inlines(number(w, `${group.prefix}.patients`))], 1),
      ),
      dataRow(say(w, 'with two values or more', '有两次及以上测定'), [number(w, `${id}.lines`)], 1),
      dataRow(say(w, 'Values', '数值个数'), [number(w, `${id}.points`)]),
      dataRow(
        say(w, 'of one patient: median (range)', '每例：中位数（范围）'),
        [inlines(number(w, `${id}.perPatient.median`), ' (', spread('perPatient'), ')')],
        1,
      ),
      dataRow(say(w, 'Lowest to highest value', '最低至最高值'), [range(w, `${id}.minimum`, `${id}.maximum`)]),
      dataRow(
        say(
          w,
          `Latest value, ${timeUnitNoun(w, unitOf(analysis))}`,
          `末次测定时间（${timeUnitNoun(w, unitOf(analysis))}）`,
        ),
        [number(w, `${id}.latest`)],
      ),
    ],
    footnotes: footnotes(w, result, analysis).slice(w.audience === 'public' ? 1 : 0),
  };
}

/** The values of each line: of a named patient for the team, rounded ones of nobody for the public. */
function dataTable(w: Writing, result: AnalysisResult, analysis: Trajectory, lines: readonly Line[]): Table {
  const unit = unitOf(analysis);
  return {
    id: `${result.id}-data`,
    label: say(w, 'Data of the figure', '图中数据'),
    caption: inlines(say(w, 'What the figure shows, in digits', '以数字列出图中内容')),
    columns: [
      column('line', w.audience === 'team' ? say(w, 'Patient', '患者') : say(w, 'Line', '折线'), 'start'),
      column(
        'values',
        say(
          w,
          `${valueTitle(w, analysis)} (${timeTitle(w, analysis)})`,
          `${valueTitle(w, analysis)}（${timeTitle(w, analysis)}）`,
        ),
        'start',
      ),
    ],
    rows: lines.map(({ patient, points }, index) => ({
      kind: 'data' as const,
      indent: 0 as const,
      cells: [
        patient === undefined ? inlines(String(index + 1)) : patientInline(w, patient),
        inlines(
          points
            .map(
              ({ day, value, below }) =>
                `${below ? '<' : ''}${valueText(w, value)}${say(w, ` (${formatDuration(day, unit, w.language)})`, `（${formatDuration(day, unit, w.language)}）`)}`,
            )
            .join(say(w, ', ', '，')),
        ),
      ],
    })),
    footnotes: [...publicFootnote(w), setFootnote(w, result)],
  };
}

function valueText(w: Writing, value: number): string {
  return formatDecimal(value, Math.min(6, String(value).split('.')[1]?.length ?? 0), w.language);
}

type Scale = ScaleContinuousNumeric<number, number>;

function trajectorySvg(
  w: Writing,
  result: AnalysisResult,
  analysis: Trajectory,
  lines: readonly Line[],
  words: { title: string; description: string },
): string {
  const unit = unitOf(analysis);
  const named = w.audience === 'team' && lines.length <= NAMED_AT_MOST;
  const names = named ? lines.map(({ patient }) => textWidth(patient ?? '', SMALL_SIZE)) : [];
  const right = COLUMN_WIDTH - Math.max(20, ...names.map((width) => width + 24));
  const points = lines.flatMap((line) => line.points);
  const y = valueScale(analysis, points).range([TOP + PLOT_HEIGHT, TOP]);
  const yTicks = y.ticks(6).filter((tick) => analysis.scale !== 'log' || isPower(tick));
  const labels = yTicks.map((tick) => valueText(w, tick));
  const left = Math.max(50, ...labels.map((one) => textWidth(one, SMALL_SIZE) + 30));
  const days = points.map(({ day }) => day / DAYS[unit]);
  const x = scaleLinear([Math.min(0, ...days), Math.max(1, ...days)], [left, right]).nice(6);
  const bottom = TOP + PLOT_HEIGHT;
  const head = wrapText(valueTitle(w, analysis), COLUMN_WIDTH - 20, FONT_SIZE, true)[0] ?? '';
  const groups = groupsOf(w, result.id, analysis.by).filter(({ code }) => lines.some(({ group }) => group === code));
  const bands = bandsOf(w, result, analysis);
  const key = drawKey(
    w,
    groups,
    bands.length > 0,
    points.some(({ below }) => below),
    bottom + 92,
  );
  const [start = 0, end = 0] = x.domain().map((time) => time * DAYS[unit]);
  const parts = [
    text(head, { x: 10, y: 18, 'font-weight': 'bold' }),
    ...bands.flatMap((band) => drawBand(band, { start, end, x: (day) => x(day / DAYS[unit]), y, bottom })),
    ...yTicks.map((tick, index) =>
      [
        lineBetween(left, y(tick), right, y(tick), { stroke: '#e3e3e3' }),
        text(labels[index] ?? '', {
          class: 'value-tick',
          x: left - 8,
          y: y(tick) + 4.5,
          'text-anchor': 'end',
          'font-size': SMALL_SIZE,
        }),
      ].join(''),
    ),
    lineBetween(left, bottom, right, bottom),
    ...x.ticks(6).map((tick) =>
      [
        lineBetween(x(tick), bottom, x(tick), bottom + 5),
        text(valueText(w, tick), {
          class: 'tick',
          x: x(tick),
          y: bottom + 20,
          'text-anchor': 'middle',
          'font-size': SMALL_SIZE,
        }),
      ].join(''),
    ),
    text(timeTitle(w, analysis), { x: (left + right) / 2, y: bottom + 42, 'text-anchor': 'middle' }),
    ...lines.map((line) => drawLine(w, line, styleOf(groups, line), (day) => x(day / DAYS[unit]), y)),
    ...(named ? drawNames(lines, right, (day) => x(day / DAYS[unit]), y) : []),
    counted(w, result, bottom + 70),
    ...key.map(({ svg: entry }) => entry),
  ];
  const height = bottom + 84 + key.length * KEY_PITCH;
  return svg({ id: `figure-${result.id}`, ...words, language: w.language, height, width: COLUMN_WIDTH }, ...parts);
}

/** 1, 10, 100 ...: between them a logarithmic axis has no room for words. */
function isPower(tick: number): boolean {
  return Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9;
}

function valueScale(analysis: Trajectory, points: readonly Point[]): Scale {
  const values = points.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (analysis.scale === 'log') {
    const [from, to] = [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most))];
    return scaleLog([from, to > from ? to : from * 10], [0, 1]);
  }
  return scaleLinear(axisDomain(least, most), [0, 1]).nice(6);
}

const KEY_PITCH = 20;
const BAND = '#ececec';
const BAND_EDGE = '#8a8a8a';

type Style = { readonly colour: string; readonly dash: string | undefined; readonly isFilled: boolean };

/** Groups differ by colour, by dashes and by filled or open dots, so that they can be told apart in grey too. */
function styleOf(groups: readonly Group[], { group }: Pick<Line, 'group'>): Style {
  if (groups.length === 0) return { colour: LINE, dash: undefined, isFilled: true };
  const place = groups.findIndex(({ code }) => code === group);
  if (place < 0) return { colour: '#767676', dash: '1 4', isFilled: false };
  return { ...strokeOf(place), isFilled: place % 2 === 0 };
}

type Range = NonNullable<Study['referenceRanges']>[number];

/** The ranges that can be drawn over time: time is age, and they hold for either sex and every laboratory. */
function bandsOf(w: Writing, result: AnalysisResult, { reference, from, form, value }: Trajectory): Range[] {
  const places = result.inputs.options['referenceRanges'];
  if (!reference || from !== reference.birthDate || !Array.isArray(places)) return [];
  const unit = w.study.item(form, value)?.unit;
  return places.flatMap((place) => {
    const range = w.document.referenceRanges?.[Number(place)];
    return range && range.sex === undefined && range.laboratory === undefined && range.unit === unit ? [range] : [];
  });
}

type Plot = { start: number; end: number; x: (day: number) => number; y: Scale; bottom: number };

/** One range for the ages at which it holds, its bounds as dashed edges; open where it has none. */
function drawBand({ fromDays, untilDays, lower, upper }: Range, { start, end, x, y, bottom }: Plot): string[] {
  const [from, until] = [Math.max(start, fromDays ?? start), Math.min(end, untilDays ?? end)];
  if (from >= until) return [];
  const [least = 0, most = 0] = y.domain();
  const at = (bound: number) => y(Math.min(most, Math.max(least, bound)));
  const hasLower = lower !== undefined && lower > least;
  const [low, high] = [hasLower ? at(lower) : bottom, upper === undefined ? TOP : at(upper)];
  const edge = (level: number) =>
    lineBetween(x(from), level, x(until), level, { class: 'bound', stroke: BAND_EDGE, 'stroke-dasharray': '5 2' });
  return [
    element('rect', {
      class: 'reference',
      x: x(from),
      y: high,
      width: x(until) - x(from),
      height: low - high,
      fill: BAND,
    }),
    ...(hasLower && lower < most ? [edge(low)] : []),
    ...(upper !== undefined && upper > least && upper < most ? [edge(high)] : []),
  ];
}

/** What lines, triangles and the grey ground mean, a line each under the drawing. */
function drawKey(
  w: Writing,
  groups: readonly Group[],
  hasBand: boolean,
  hasLimits: boolean,
  top: number,
): { svg: string }[] {
  const rows: ((y: number) => [sample: string, words: string])[] = groups.map((group) => (y: number) => {
    const { colour, dash, isFilled } = styleOf(groups, { group: group.code });
    const line = {
      class: 'line-sample',
      stroke: colour,
      'stroke-width': 1.5,
      ...(dash ? { 'stroke-dasharray': dash } : {}),
    };
    const dot = { cx: 26, cy: y - 4, r: 3, fill: isFilled ? colour : '#ffffff', stroke: colour };
    return [lineBetween(10, y - 4, 42, y - 4, line) + element('circle', dot), group.label];
  });
  if (hasLimits)
    rows.push((y) => [
      element('path', { d: `M21 ${fixed(y - 8)}h10l-5 9Z`, fill: '#ffffff', stroke: INK }),
      say(w, 'below the limit of detection, which is drawn', '低于检测限（按检测限绘出）'),
    ]);
  if (hasBand)
    rows.push((y) => [
      element('rect', {
        x: 10,
        y: y - 11,
        width: 32,
        height: 13,
        fill: BAND,
        stroke: BAND_EDGE,
        'stroke-dasharray': '5 2',
      }),
      say(w, 'reference range for the age', '年龄参考区间'),
    ]);
  return rows.map((row, index) => {
    const y = top + index * KEY_PITCH;
    const [sample, words] = row(y);
    return { svg: sample + text(words, { x: 52, y, 'font-size': SMALL_SIZE }) };
  });
}

/** A line through the values of a patient; a limit of detection is an open triangle that points down. */
function drawLine(
  w: Writing,
  { patient, points }: Line,
  { colour, dash, isFilled }: Style,
  x: (day: number) => number,
  y: Scale,
): string {
  const d = points.map(({ day, value }, index) => `${index === 0 ? 'M' : 'L'}${fixed(x(day))} ${fixed(y(value))}`);
  const marks = points.map(({ day, value, below }) => {
    const [cx, cy] = [x(day), y(value)];
    const title = element(
      'title',
      {},
      [patient ?? '', `${below ? '&lt;' : ''}${valueText(w, value)}`].join(' ').trim(),
    );
    if (below) {
      const triangle = `M${fixed(cx - 5)} ${fixed(cy - 4)}h10l-5 9Z`;
      return element('path', { class: 'point below', d: triangle, fill: '#ffffff', stroke: INK }, title);
    }
    return element(
      'circle',
      {
        class: 'point',
        cx,
        cy,
        r: 3,
        fill: isFilled ? colour : '#ffffff',
        stroke: EDGE[colour] ?? colour,
        'stroke-width': 0.75,
      },
      title,
    );
  });
  const stroke = {
    fill: 'none',
    stroke: colour,
    'stroke-width': 1.5,
    'stroke-opacity': '0.7',
    ...(dash === undefined ? {} : { 'stroke-dasharray': dash }),
  };
  return `${element('path', { class: 'line', d: d.join(''), ...stroke })}${marks.join('')}`;
}

/** The patients at the ends of their lines, moved apart where they would lie on each other, each with a thin lead. */
function drawNames(lines: readonly Line[], right: number, x: (day: number) => number, y: Scale): string[] {
  const ends = lines
    .flatMap(({ patient, points }) => {
      const last = points.at(-1);
      return patient === undefined || !last ? [] : [{ patient, from: x(last.day), at: y(last.value) }];
    })
    .sort((a, b) => a.at - b.at);
  let next = Number.NEGATIVE_INFINITY;
  const placed = ends.map((end) => {
    next = Math.max(end.at, next + NAME_PITCH);
    return { ...end, y: next };
  });
  const over = Math.max(0, (placed.at(-1)?.y ?? 0) - (TOP + PLOT_HEIGHT));
  return placed.map(({ patient, from, at, y: own }) => {
    const width = textWidth(patient, SMALL_SIZE);
    const lead = lineBetween(from + 5, at, right + 4, own - over, { stroke: '#a8a8a8', 'stroke-dasharray': '1.5 3' });
    return lead + patientLabel(patient, { x: right + 8 + width, y: own - over + 4.5, width, size: SMALL_SIZE });
  });
}

/** 'Patients 5, values 14' under the axis, the numbers ones that open. */
function counted(w: Writing, result: AnalysisResult, y: number): string {
  let x = 10;
  const parts: string[] = [];
  for (const [name, words] of [
    ['patients', say(w, 'Patients', '患者数')],
    ['points', say(w, 'Values', '数值个数')],
  ] as const) {
    const found = w.statistics.get(`${result.id}.${name}`);
    if (!found) continue;
    const printed = printedText(w, found.statistic);
    parts.push(text(words, { x, y, 'font-size': SMALL_SIZE }));
    x += textWidth(words, SMALL_SIZE) + 8;
    parts.push(
      numberGroup(
        { statistic: found.statistic.id, text: printed, name: words },
        { x, y, anchor: 'start', width: textWidth(printed, SMALL_SIZE), size: SMALL_SIZE },
        { 'font-size': SMALL_SIZE },
      ),
    );
    x += textWidth(printed, SMALL_SIZE) + 28;
  }
  return parts.join('');
}
