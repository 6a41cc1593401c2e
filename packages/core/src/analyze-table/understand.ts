import { hasErrors, type Issue, words } from '../model/index.ts';
import type { Question } from '../tables/index.ts';
import type { ReadTable, TableAnalysis } from './asked.ts';
import { readDatedTimes } from './dated-times.ts';
import { duplicateIssues } from './duplicates.ts';
import { type ReadEntries, readEntries } from './entries.ts';
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
  entries: ReadEntries | null;
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
  const start = asked.start === null ? null : find(asked.start, '--start');
  const entry = asked.entry === null ? null : find(asked.entry, '--entry');
  const event = find(asked.event, '--event');
  const group = asked.group === null ? null : find(asked.group, '--group');
  const adjust = asked.adjust
    .filter((name) => name.trim() !== asked.group?.trim())
    .map((name) => find(name, '--adjust'));
  issues.push(...namedTwice(asked, table.file));
  if (!time || !event || hasErrors(issues)) return { understood: null, issues };
  const times = start ? readDatedTimes(start, time, asked, table.file) : readTimes(time, asked, table.file);
  const entries = entry ? readEntries(entry, times, asked, table.file) : null;
  const statuses = readStatuses(event, asked, table.file);
  const grouping = group === null ? null : readGroups(group, asked, table.file);
  const predictors = adjust.flatMap((column) => (column === null ? [] : [readPredictor(column, asked, table.file)]));
  for (const part of [times, entries, statuses, grouping, ...predictors]) issues.push(...(part?.issues ?? []));
  issues.push(...answersAmiss([...times.questions, ...(entries?.questions ?? [])], asked, table.file));
  const noStatus = event.rows.filter((_row, at) => statuses.values[at] === null);
  if (noStatus.length > 0 && !hasErrors(statuses.issues)) issues.push(withoutStatus(noStatus, event.field, table.file));
  issues.push(...duplicateIssues(table));
  const used = times.values.filter(
    (value, at) => value !== null && statuses.values[at] !== null && (entries?.why[at] ?? null) === null,
  ).length;
  if (used === 0 && !hasErrors(issues)) issues.push(nobody(table.file));
  if (hasErrors(issues)) return { understood: null, issues };
  return {
    understood: {
      file: table.file,
      rows: time.rows,
      names: { time: time.field, event: event.field },
      times,
      entries,
      statuses,
      group: grouping,
      predictors,
    },
    issues,
  };
}

function namedTwice({ time, start, entry, event, group, adjust }: TableAnalysis, file: string): Issue[] {
  const seen = new Map<string, string>();
  const named: [string, string][] = [
    ['--time', time],
    ...(start === null ? [] : [['--start', start] as [string, string]]),
    ...(entry === null ? [] : [['--entry', entry] as [string, string]]),
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

/** Answers to nothing that was asked, and answers that are none of the choices. */
function answersAmiss(questions: readonly Question[], { answers }: TableAnalysis, file: string): Issue[] {
  return Object.entries(answers).flatMap(([id, answer]) => {
    const question = questions.find((one) => one.id === id);
    if (question?.choices.some((choice) => choice.id === answer)) return [];
    const fact = question
      ? words(
          `"${answer}" is none of ${question.choices.map((choice) => choice.id).join(', ')}.`,
          `“${answer}”不在 ${question.choices.map((choice) => choice.id).join('、')} 之中。`,
        )
      : words(`Nothing asks "${id}".`, `没有问题“${id}”。`);
    return [
      issue(
        'error',
        'answer',
        { file },
        words(
          `An answer belongs to a question about the table and is one of its choices. ${fact.en}`,
          `答复须对应此表的一个问题，且为其选项之一。${fact['zh-CN']}`,
        ),
        words('Correct it, or leave it out.', '请更正或删去。'),
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
