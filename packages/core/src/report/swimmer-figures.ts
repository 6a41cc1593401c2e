import { type AnalysisResult, formatCount, timeUnitWord } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Block, Figure, Inline, Table, TableRow } from './document.ts';
import { sourceFootnotes } from './happening-footnotes.ts';
import { eventWords, isCourse, type Lane, type LanePlan, lanePlan, statusCode, statusesOf } from './lane-plan.ts';
import { notAtRiskReasons, noteInlines } from './note-numbers.ts';
import { patientInline } from './patient-mark.ts';
import { courseFigure, courseTable } from './swimmer-course-figure.ts';
import { swimmerSvg } from './swimmer-figure.ts';
import { column, EMPTY, noteFootnotes, setFootnote } from './table-parts.ts';
import { capital, clause, small, timeUnitNoun } from './vocabulary.ts';
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
  statisticValue,
  tableLabel,
  type Writing,
} from './writing.ts';

type Swimmer = AnalysisOfKind<'swimmer'>;

/** The swimmer plot with its words and data, or a sentence where nobody is at risk. */
export function swimmerFigure(w: Writing, result: AnalysisResult, analysis: Swimmer): Block {
  if (isCourse(result)) return { kind: 'figure', figure: courseFigure(w, result, analysis, courseFootnotes) };
  const plan = lanePlan(w, result, analysis);
  const title = clause(label(w, analysis.title));
  if (plan.lanes.length === 0) {
    const words = say(
      w,
      `${title}: nobody was at risk, so there is no bar to draw.`,
      `${title}：无处于风险期的患者，故未绘图。`,
    );
    return { kind: 'note', tone: 'info', inlines: inlines(words) };
  }
  const alternative = alternativeOf(w, result, analysis, plan);
  const figure: Figure = {
    id: result.id,
    label: figureLabel(w),
    caption: captionOf(w, result, analysis, title),
    svg: swimmerSvg(w, result, analysis, { title, description: alternative }),
    alternative,
    data: {
      id: `${result.id}-data`,
      label: say(w, 'Data of the figure', '图中数据'),
      caption: inlines(say(w, 'What the figure shows, in digits', '以数字列出图中内容')),
      ...tableBody(w, analysis, plan),
      footnotes: [],
    },
    footnotes: footnotes(w, result, analysis),
  };
  return { kind: 'figure', figure };
}

/** The bars of the plot as a table: one row a patient. */
export function swimmerTable(w: Writing, result: AnalysisResult, analysis: Swimmer): Table {
  if (isCourse(result)) return courseTable(w, result, analysis, courseFootnotes);
  const plan = lanePlan(w, result, analysis);
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    ...tableBody(w, analysis, plan),
    footnotes: footnotes(w, result, analysis),
  };
}

function zeroWords(w: Writing, analysis: Swimmer): string {
  const endpoint = endpointOf(w, analysis.endpoint);
  return endpoint ? small(clause(label(w, endpoint.timeZero.label))) : say(w, 'time zero', '起点');
}

function captionOf(w: Writing, result: AnalysisResult, analysis: Swimmer, title: string): Inline[] {
  const [n, events] = [number(w, `${result.id}.n`), number(w, `${result.id}.events`)];
  const many = statisticValue(w, `${result.id}.n`) === 1 ? ' patient, ' : ' patients, ';
  const zero = zeroWords(w, analysis).replace(/^(the )?date of /i, '');
  return sayInlines(
    w,
    [
      `${title}: `,
      n,
      many,
      events,
      ` with ${eventWords(w, analysis)}. One bar a patient, from ${zero} to the last day known; the number at its end is its length.`,
    ],
    [
      `${title}：`,
      n,
      ' 例患者，其中 ',
      events,
      ` 例发生${eventWords(w, analysis)}。每条代表一例患者，自${zero}至末次随访；末端数字为其长度。`,
    ],
  );
}

function alternativeOf(w: Writing, result: AnalysisResult, analysis: Swimmer, plan: LanePlan): string {
  const printed = (id: string) => {
    const found = w.statistics.get(`${result.id}.${id}`)?.statistic;
    return found ? printedText(w, found) : '–';
  };
  const lengths = plan.lanes.map(({ end }) => end / plan.daysPerUnit).sort((a, b) => a - b);
  const [shortest, longest] = [lengths[0] ?? 0, lengths.at(-1) ?? 0].map((length) => formatCount(length, w.language));
  const unit = timeUnitWord(plan.unit, w.language);
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
    `Swimmer plot of ${printed('n')} patients from ${zeroWords(w, analysis)}: bars of about ${shortest} to ${longest} ${unit}; ${printed('events')} had ${eventWords(w, analysis)}.${marked}`,
    `游泳图：${printed('n')} 例患者，自${zeroWords(w, analysis)}起，条形长约 ${shortest} 至 ${longest} ${unit}；${printed('events')} 例发生${eventWords(w, analysis)}。${marked}`,
  );
}

function tableBody(w: Writing, analysis: Swimmer, plan: LanePlan): Pick<Table, 'columns' | 'rows'> {
  const statuses = statusesOf(w, analysis, plan.lanes);
  const variable = analysis.status === undefined ? null : w.study.variable(analysis.status);
  const unit = timeUnitNoun(w, plan.unit);
  const isTeam = w.audience === 'team';
  return {
    columns: [
      isTeam ? column('patient', say(w, 'Patient', '患者'), 'start') : column('place', say(w, 'Bar', '条形'), 'start'),
      column('end', say(w, `Followed, ${unit}`, `随访时间（${unit}）`)),
      column('event', say(w, `${capital(eventWords(w, analysis))}, ${unit}`, `${eventWords(w, analysis)}（${unit}）`)),
      ...(variable ? [column('status', clause(label(w, variable.label)), 'start')] : []),
      ...plan.sources.map(({ id, label: words }) =>
        column(`mark-${id}`, say(w, `${words}, ${unit}`, `${words}（${unit}）`), 'start'),
      ),
    ],
    rows: plan.lanes.map((lane): TableRow => {
      const status = statuses.find(({ code }) => code === statusCode(lane.status))?.label ?? '';
      return {
        kind: 'data',
        indent: 0,
        cells: [
          lane.patient === null ? inlines(String(lane.place)) : patientInline(w, lane.patient),
          timeInlines(w, plan, lane.end, lane.endNumber),
          lane.event === null ? [...EMPTY] : timeInlines(w, plan, lane.event, lane.eventNumber),
          ...(variable ? [inlines(status)] : []),
          ...plan.sources.map((_source, index) => markInlines(w, plan, lane, index)),
        ],
      };
    }),
  };
}

/** A bound number for the team; for the public, whose bars have none, the whole months that are drawn. */
function timeInlines(w: Writing, plan: LanePlan, days: number, statistic: string | null): Inline[] {
  return statistic === null ? inlines(wholeTime(w, plan, days)) : number(w, statistic);
}

/** Months are whole for the public; in another unit as many digits as tell months apart. */
function wholeTime(w: Writing, plan: LanePlan, days: number): string {
  const value = days / plan.daysPerUnit;
  return plan.unit === 'year' ? value.toFixed(1).replace('-', '−') : formatCount(value, w.language);
}

function markInlines(w: Writing, plan: LanePlan, lane: Lane, source: number): Inline[] {
  const own = lane.marks.filter((one) => one.source === source);
  if (own.length === 0) return [...EMPTY];
  return own.flatMap((one, index) => {
    const comma = index === 0 ? '' : say(w, ', ', '，');
    const from = timeInlines(w, plan, one.at, one.atNumber);
    if (one.until !== null)
      return inlines(comma, from, say(w, ' to ', ' 至 '), timeInlines(w, plan, one.until, one.untilNumber));
    const open =
      one.open === 'goingOn'
        ? say(w, ', goes on', '，持续中')
        : one.open === 'unknown'
          ? say(w, ', end not recorded', '，结束时间未记录')
          : '';
    return inlines(comma, from, open);
  });
}

function footnotes(w: Writing, result: AnalysisResult, analysis: Swimmer): Inline[][] {
  const order = w.audience === 'team' && analysis.order !== undefined ? w.study.variable(analysis.order) : null;
  const ordered = order
    ? [
        inlines(
          say(
            w,
            `Bars are in the order of: ${small(clause(label(w, order.label)))}.`,
            `条形按“${clause(label(w, order.label))}”排列。`,
          ),
        ),
      ]
    : [];
  return [
    ...publicFootnote(w),
    ...ordered,
    ...statusFootnote(w, result, analysis),
    ...notAtRiskReasons(result).map((note) => noteInlines(w, result, note)),
    ...sourceFootnotes(w, result, analysis.lanes ?? []),
    setFootnote(w, result),
    ...noteFootnotes(w, result),
  ];
}

/** What stands under the course of many as under their bars. */
function courseFootnotes(w: Writing, result: AnalysisResult, analysis: Swimmer): Inline[][] {
  return [
    ...statusFootnote(w, result, analysis),
    ...notAtRiskReasons(result).map((note) => noteInlines(w, result, note)),
    ...sourceFootnotes(w, result, analysis.lanes ?? []),
    setFootnote(w, result),
    ...noteFootnotes(w, result),
  ];
}

function publicFootnote(w: Writing): Inline[][] {
  if (w.audience === 'team') return [];
  return [
    inlines(
      say(
        w,
        'To protect the patients, all times are rounded to whole months, no bar has an id, and the order of the bars tells nothing but their length.',
        '为保护患者隐私，所有时间取整月，不列患者编号，条形仅按长度排列。',
      ),
    ),
  ];
}

/** How many have each status at the end: 'State at the last visit: Free of disease 2, With disease 3; not recorded 1.' */
function statusFootnote(w: Writing, result: AnalysisResult, analysis: Swimmer): Inline[][] {
  const variable = analysis.status === undefined ? null : w.study.variable(analysis.status);
  if (!variable) return [];
  const codes =
    variable.type === 'boolean'
      ? [
          { code: 'yes', words: say(w, 'yes', '是') },
          { code: 'no', words: say(w, 'no', '否') },
        ]
      : (variable.codes ?? []).map(({ code, label: words }) => ({ code, words: small(label(w, words)) }));
  const counted = codes.filter(({ code }) => has(w, `${result.id}.status.${code}.count`));
  const parts = counted.flatMap(({ code, words }, index) =>
    inlines(index === 0 ? '' : say(w, ', ', '，'), `${words} `, number(w, `${result.id}.status.${code}.count`)),
  );
  const missing = `${result.id}.status.missing`;
  const unknown =
    (statisticValue(w, missing) ?? 0) > 0 ? inlines(say(w, '; not recorded ', '；未记录 '), number(w, missing)) : [];
  return [inlines(`${clause(label(w, variable.label))}${say(w, ': ', '：')}`, parts, unknown, say(w, '.', '。'))];
}
