import { DAYS_PER_MONTH, DAYS_PER_WEEK, DAYS_PER_YEAR, type Issue, type TimeUnit, words } from '../model/index.ts';
import type { Column } from '../tables/index.ts';
import type { TableAnalysis } from './asked.ts';
import { readDays } from './dates.ts';
import { atRows, issue, ofRows } from './faults.ts';
import type { NoTime, ReadTimes } from './times.ts';

export const DAYS_OF: Readonly<Record<TimeUnit, number>> = {
  day: 1,
  week: DAYS_PER_WEEK,
  month: DAYS_PER_MONTH,
  year: DAYS_PER_YEAR,
};

/** The times between two columns of dates: whole days from time zero to the end of follow-up. */
export function readDatedTimes(start: Column, end: Column, asked: TableAnalysis, file: string): ReadTimes {
  const from = readDays(start, asked, file);
  const to = readDays(end, asked, file);
  const issues: Issue[] = [...from.issues, ...to.issues];
  const unit = asked.unit ?? 'day';
  const days = end.rows.map((_row, at) => between(from.days[at] ?? null, to.days[at] ?? null));
  const why = days.map((count, at): NoTime | null => {
    if (count !== null) return count < 0 ? 'negative' : null;
    return from.why[at] === 'missing' || (from.why[at] === null && to.why[at] === 'missing')
      ? 'missing'
      : ((from.why[at] ?? to.why[at]) as NoTime);
  });
  const backwards = end.rows.filter((_row, at) => why[at] === 'negative');
  if (backwards.length > 0)
    issues.push(
      issue(
        'warning',
        'endBeforeStart',
        { file, column: end },
        words(
          `Follow-up ends after it starts. ${ofRows(backwards.length).en} with "${end.field}" before "${start.field}" ${backwards.length === 1 ? 'was' : 'were'} left out.`,
          `随访终止不早于起点。${backwards.length} 行的“${end.field}”早于“${start.field}”，未纳入分析。`,
        ),
        atRows(backwards),
      ),
    );
  return {
    unit,
    isUnitAssumed: false,
    values: days.map((count, at) => (why[at] === null && count !== null ? count / DAYS_OF[unit] : null)),
    why,
    decimals: unit === 'day' ? 0 : 1,
    start: { name: start.field, days: from.days },
    questions: [...from.questions, ...to.questions],
    issues,
  };
}

function between(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : to - from;
}
