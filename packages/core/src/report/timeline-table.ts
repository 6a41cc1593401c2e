import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import type { Inline, Table, TableRow } from './document.ts';
import { sourceFootnotes } from './happening-footnotes.ts';
import { timeAxisTitle } from './kaplan-meier-figure.ts';
import { column, noteFootnotes, setFootnote } from './table-parts.ts';
import { about, type Course, type CourseEntry, openWords, type TimelinePlan, timelinePlan } from './timeline-plan.ts';
import { capital, timeUnitNoun } from './vocabulary.ts';
import {
  endpointOf,
  inlines,
  label,
  number,
  say,
  sayInlines,
  statisticValue,
  tableLabel,
  type Writing,
} from './writing.ts';

type Timeline = AnalysisOfKind<'timeline'>;

/** The courses one after the other: when, what, and what is told of it. For the team only. */
export function timelineTable(w: Writing, result: AnalysisResult, analysis: Timeline): Table {
  const plan = timelinePlan(w, result, analysis);
  return {
    id: result.id,
    label: tableLabel(w),
    caption: inlines(label(w, analysis.title)),
    ...timelineTableBody(w, analysis, plan, plan.courses),
    footnotes: timelineFootnotes(w, result, analysis),
  };
}

export function timelineTableBody(
  w: Writing,
  analysis: Timeline,
  plan: TimelinePlan,
  courses: readonly Course[],
): Pick<Table, 'columns' | 'rows'> {
  return {
    columns: [
      column('time', timelineTimeTitle(w, analysis, plan), 'start'),
      column('what', say(w, 'What happened', '事件'), 'start'),
      column('told', say(w, 'Particulars', '具体情况'), 'start'),
    ],
    rows: courses.flatMap(({ patient, entries }) => [
      { kind: 'heading' as const, indent: 0 as const, cells: [[{ kind: 'patient' as const, patient, text: patient }]] },
      ...entries.map((entry) => entryRow(w, entry)),
    ]),
  };
}

/** 'Months since diagnosis', or since what happened first. */
export function timelineTimeTitle(w: Writing, analysis: Timeline, plan: TimelinePlan): string {
  const endpoint = analysis.endpoint === undefined ? null : endpointOf(w, analysis.endpoint);
  if (endpoint) return timeAxisTitle(w, plan, label(w, endpoint.timeZero.label));
  const unit = timeUnitNoun(w, plan.unit);
  return say(w, `${capital(unit)} since the first of these`, `自首个事件起的时间（${unit}）`);
}

function entryRow(w: Writing, entry: CourseEntry): TableRow {
  const until = entry.untilTime === null ? [] : inlines(say(w, ' to ', ' 至 '), number(w, entry.untilTime));
  const open = openWords(w, entry);
  const told = [entry.told, open].filter((words) => words !== '').join(say(w, '; ', '；'));
  return {
    kind: 'data',
    indent: 1,
    cells: [
      inlines(about(w, entry), number(w, entry.time), until),
      inlines(entry.what),
      inlines(told === '' ? '–' : told),
    ],
  };
}

/** Who is shown, who has nothing to show, and what could not be placed. */
export function timelineFootnotes(w: Writing, result: AnalysisResult, analysis: Timeline): Inline[][] {
  const of = (name: string) => number(w, `${result.id}.${name}`);
  const isSome = (name: string) => (statisticValue(w, `${result.id}.${name}`) ?? 0) > 0;
  const lines: Inline[][] = [];
  if (analysis.when !== undefined) {
    const open = isSome('missing')
      ? sayInlines(
          w,
          [' Of ', of('missing'), ' it is not known, and they are not shown.'],
          ['另有 ', of('missing'), ' 例情况不明，未列出。'],
        )
      : [];
    lines.push(
      sayInlines(
        w,
        [
          'Shown are ',
          of('count'),
          ' of ',
          of('n'),
          ' patients, those of whom the condition of the timeline is true.',
          open,
        ],
        [of('n'), ' 例中列出符合条件者 ', of('count'), ' 例。', open],
      ),
    );
  }
  if (isSome('noZero'))
    lines.push(
      sayInlines(
        w,
        ['Without a day from which to count, and so not shown: ', of('noZero'), '.'],
        ['无起算日期而未列出：', of('noZero'), ' 例。'],
      ),
    );
  if (isSome('empty'))
    lines.push(
      sayInlines(
        w,
        ['With nothing dated to show, those without such a day included: ', of('empty'), '.'],
        ['无可列出的已注明日期事件（含无起算日期者）：', of('empty'), ' 例。'],
      ),
    );
  if (isSome('beyond'))
    lines.push(
      sayInlines(
        w,
        [
          'In the order of their ids the first forty courses are shown; not shown are those of ',
          of('beyond'),
          ' more patients.',
        ],
        ['按患者编号排序，仅列出前四十例的病程；另有 ', of('beyond'), ' 例未列出。'],
      ),
    );
  return [
    ...lines,
    ...sourceFootnotes(w, result, analysis.sources),
    setFootnote(w, result),
    ...noteFootnotes(w, result),
  ];
}
