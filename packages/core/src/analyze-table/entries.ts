import { hasErrors, type Issue, words } from '../model/index.ts';
import type { Column, Question } from '../tables/index.ts';
import type { TableAnalysis } from './asked.ts';
import { DAYS_OF } from './dated-times.ts';
import { readDays } from './dates.ts';
import { atRows, issue, ofRows } from './faults.ts';
import { readNumbers } from './numbers.ts';
import { commaQuestion, type ReadTimes } from './times.ts';

export type NoEntry = 'noEntry' | 'leftBeforeEntry';

/** From when on each patient was under observation (left truncation). */
export type ReadEntries = {
  name: string;
  /** one for each row, in the unit of the times and from 0 on; null where `why` has the reason */
  values: (number | null)[];
  why: (NoEntry | null)[];
  questions: readonly Question[];
  issues: Issue[];
};

/** Late entries: times in the unit of the times, or dates where those are. Whoever entered before time zero is at risk from it on. */
export function readEntries(column: Column, times: ReadTimes, asked: TableAnalysis, file: string): ReadEntries {
  const { values, questions, issues } = times.start
    ? datedEntries(column, times.start.days, times, asked, file)
    : countedEntries(column, asked, file);
  const why = values.map((value, at): NoEntry | null => {
    if (value === null) return 'noEntry';
    const time = times.values[at] ?? null;
    return value > 0 && time !== null && time <= value ? 'leftBeforeEntry' : null;
  });
  const isTimed = (at: number) => times.values[at] !== null && !hasErrors(issues);
  const left = (reason: NoEntry, fact: (count: number) => ReturnType<typeof words>) => {
    const rows = column.rows.filter((_row, at) => why[at] === reason && isTimed(at));
    if (rows.length > 0) issues.push(issue('warning', reason, { file, column }, fact(rows.length), atRows(rows)));
  };
  left('noEntry', (count) =>
    words(
      `Who enters late is at risk from then on only. ${ofRows(count).en} without a readable entry in "${column.field}" ${count === 1 ? 'was' : 'were'} left out.`,
      `延迟进入者仅自进入起处于风险之中。“${column.field}”列有 ${count} 行无可读的进入时间，未纳入分析。`,
    ),
  );
  left('leftBeforeEntry', (count) =>
    words(
      `Who enters late leaves after that. ${ofRows(count).en} with the end of follow-up at or before "${column.field}" ${count === 1 ? 'was' : 'were'} left out.`,
      `延迟进入者的随访终止须晚于进入。${count} 行的随访终止不晚于“${column.field}”，未纳入分析。`,
    ),
  );
  const early = column.rows.filter((_row, at) => (values[at] ?? 0) < 0 && isTimed(at));
  if (early.length > 0)
    issues.push(
      issue(
        'info',
        'entryBeforeStart',
        { file, column },
        words(
          `${ofRows(early.length).en} ${early.length === 1 ? 'has' : 'have'} an entry before time 0; at risk from time 0 on.`,
          `${early.length} 行的进入时间早于时间零点，自时间零点起处于风险之中。`,
        ),
        atRows(early),
      ),
    );
  return {
    name: column.field,
    values: values.map((value, at) => (why[at] !== null || value === null ? null : Math.max(0, value))),
    why,
    questions,
    issues,
  };
}

type Read = { values: (number | null)[]; questions: readonly Question[]; issues: Issue[] };

function countedEntries(column: Column, asked: TableAnalysis, file: string): Read {
  const { values, rowsOf } = readNumbers(column, asked.decimal);
  const issues = rowsOf.comma.length > 0 ? [commaQuestion(column, rowsOf.comma, file)] : [];
  return { values, questions: [], issues };
}

function datedEntries(
  column: Column,
  start: readonly (number | null)[],
  { unit }: ReadTimes,
  asked: TableAnalysis,
  file: string,
): Read {
  const { days, questions, issues } = readDays(column, asked, file);
  const values = days.map((day, at) => {
    const from = start[at] ?? null;
    return day === null || from === null ? null : (day - from) / DAYS_OF[unit];
  });
  // what is missing or no day is said once, as an entry
  return { values, questions, issues: issues.filter(({ severity }) => severity === 'error') };
}
