import { hasErrors, type Issue, words } from '../model/index.ts';
import type { ReadTable, TableAnalysis } from './asked.ts';
import { duplicateIssues } from './duplicates.ts';
import { atRows, issue } from './faults.ts';
import { findColumn } from './find-column.ts';
import { type ReadStatuses, readStatuses } from './statuses.ts';
import { type ReadTimes, readTimes } from './times.ts';
import { type ReadVariable, readGroups, readPredictor } from './variables.ts';

/** What a table was understood to hold. */
export type UnderstoodTable = {
  file: string;
  /** of each patient the number of its row */
  rows: readonly number[];
  names: { time: string; event: string };
  times: ReadTimes;
  statuses: ReadStatuses;
  group: ReadVariable | null;
  predictors: readonly ReadVariable[];
};

/**
 * Reads from a table what was asked for, every fault at once. With an error among the issues nothing is understood:
 * no status is guessed, and no cell is passed over in silence.
 */
export function understandTable(
  table: ReadTable,
  asked: TableAnalysis,
): { understood: UnderstoodTable | null; issues: Issue[] } {
  const issues: Issue[] = [];
  const find = (name: string, option: string) => {
    const found = findColumn(table, name, option);
    issues.push(...found.issues);
    return found.column;
  };
  const time = find(asked.time, '--time');
  const event = find(asked.event, '--event');
  const group = asked.group === null ? null : find(asked.group, '--group');
  const adjust = asked.adjust
    .filter((name) => name.trim() !== asked.group?.trim())
    .map((name) => find(name, '--adjust'));
  issues.push(...namedTwice(asked, table.file));
  if (!time || !event || hasErrors(issues)) return { understood: null, issues };
  const times = readTimes(time, asked, table.file);
  const statuses = readStatuses(event, asked, table.file);
  const grouping = group === null ? null : readGroups(group, asked, table.file);
  const predictors = adjust.flatMap((column) => (column === null ? [] : [readPredictor(column, asked, table.file)]));
  for (const part of [times, statuses, grouping, ...predictors]) issues.push(...(part?.issues ?? []));
  const noStatus = event.rows.filter((_row, at) => statuses.values[at] === null);
  if (noStatus.length > 0 && !hasErrors(statuses.issues)) issues.push(withoutStatus(noStatus, event.field, table.file));
  issues.push(...duplicateIssues(table));
  const used = times.values.filter((value, at) => value !== null && statuses.values[at] !== null).length;
  if (used === 0 && !hasErrors(issues)) issues.push(nobody(table.file));
  if (hasErrors(issues)) return { understood: null, issues };
  return {
    understood: {
      file: table.file,
      rows: time.rows,
      names: { time: time.field, event: event.field },
      times,
      statuses,
      group: grouping,
      predictors,
    },
    issues,
  };
}

function namedTwice({ time, event, group, adjust }: TableAnalysis, file: string): Issue[] {
  const seen = new Map<string, string>();
  const named: [string, string][] = [
    ['--time', time],
    ['--event', event],
    ...(group === null ? [] : [['--group', group] as [string, string]]),
    ...adjust.filter((name) => name.trim() !== group?.trim()).map((name): [string, string] => ['--adjust', name]),
  ];
  return named.flatMap(([option, name]) => {
    const before = seen.get(name.trim());
    seen.set(name.trim(), option);
    if (before === undefined) return [];
    return [
      issue(
        'error',
        'columnInTwoParts',
        { file },
        words(
          `A column has one part. "${name.trim()}" is named by ${before} and by ${option}.`,
          `一列只能有一种用途。“${name.trim()}”同时由 ${before} 与 ${option} 指定。`,
        ),
        words(`Name another column under ${option}, or leave it out.`, `请在 ${option} 中指定其他列，或删去。`),
      ),
    ];
  });
}

function withoutStatus(rows: readonly number[], field: string, file: string): Issue {
  return issue(
    'warning',
    'noStatusInRow',
    { file },
    words(
      `${rows.length === 1 ? '1 row' : `${rows.length} rows`} without a status in "${field}" ${rows.length === 1 ? 'was' : 'were'} left out, and not taken for censored.`,
      `“${field}”列有 ${rows.length} 行无状态，未纳入分析，亦未当作删失。`,
    ),
    atRows(rows),
  );
}

function nobody(file: string): Issue {
  return issue(
    'error',
    'nobody',
    { file },
    words(
      'An analysis needs somebody with a time and a status. No row has both.',
      '分析至少需要一行同时具有时间与状态。表中没有这样的行。',
    ),
    words('Look at the columns that --time and --event name.', '请核对 --time 与 --event 指定的列。'),
  );
}
