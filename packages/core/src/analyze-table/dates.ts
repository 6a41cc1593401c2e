import { type Issue, type Words, words } from '../model/index.ts';
import { type Column, openQuestions, type Question, understandDates } from '../tables/index.ts';
import type { TableAnalysis } from './asked.ts';
import { atRows, issue, ofRows } from './faults.ts';

/** Why a cell names no day. */
export type NoDay = 'missing' | 'notADate' | 'partialDate';

export type ReadDays = {
  /** days since 1970-01-01, one for each row; null where `why` has the reason */
  days: (number | null)[];
  why: (NoDay | null)[];
  /** what the table leaves open, whether answered or not */
  questions: readonly Question[];
  issues: Issue[];
};

/**
 * The days in a column of dates. What the table leaves open (3/4/21) is asked and not guessed; a date that names no day
 * cannot be counted from, and leaves its row out.
 */
export function readDays(column: Column, { answers }: TableAnalysis, file: string): ReadDays {
  const { values, questions, issues: faults } = understandDates(column, answers);
  const open = openQuestions(questions, answers);
  if (open.length > 0) {
    const asking = open.map((question) => openQuestion(question, column, file));
    return { days: values.map(() => null), why: values.map(() => 'notADate'), questions, issues: asking };
  }
  const unreadable = new Set(faults.map(({ line }) => line));
  const why = values.map((value, at): NoDay | null => {
    if (value === null) return unreadable.has(column.rows[at]) ? 'notADate' : 'missing';
    return value.precision === 'day' ? null : 'partialDate';
  });
  const issues: Issue[] = [];
  const left = (reason: NoDay, code: string, fact: (count: number) => Words) => {
    const rows = column.rows.filter((_row, at) => why[at] === reason);
    if (rows.length > 0) issues.push(issue('warning', code, { file, column }, fact(rows.length), atRows(rows)));
  };
  left('notADate', 'textDate', (count) =>
    words(
      `"${column.field}" holds dates. ${ofRows(count).en} with something else in its place ${was(count)} left out.`,
      `“${column.field}”列为日期。${count} 行在此处不是日期，未纳入分析。`,
    ),
  );
  left('partialDate', 'partialDate', (count) =>
    words(
      `Times are counted between days. ${ofRows(count).en} of "${column.field}" with a month or a year alone ${was(count)} left out.`,
      `时间须由确切日期推算。“${column.field}”列有 ${count} 行仅有年月或年份，未纳入分析。`,
    ),
  );
  left('missing', 'noDate', (count) =>
    words(
      `${ofRows(count).en} without a date in "${column.field}" ${was(count)} left out, and not taken for censored.`,
      `“${column.field}”列有 ${count} 行无日期，未纳入分析，亦未当作删失。`,
    ),
  );
  return {
    days: values.map((value, at) => (why[at] === null && value ? value.earliest : null)),
    why,
    questions,
    issues,
  };
}

function was(count: number): string {
  return count === 1 ? 'was' : 'were';
}

function openQuestion({ id, rule, fact, choices }: Question, column: Column, file: string): Issue {
  const joined = (language: 'en' | 'zh-CN', mark: string) =>
    choices.map((choice) => `${choice.id} (${choice.label[language]})`).join(mark);
  return issue(
    'error',
    'openDates',
    { file, column },
    words(`${rule.en} ${fact.en}`, `${rule['zh-CN']}${fact['zh-CN']}`),
    words(
      `Say --answer "${id}=CHOICE", the choice being one of ${joined('en', ', ')}.`,
      `请用 --answer "${id}=选项" 指明，选项为 ${joined('zh-CN', '、')} 之一。`,
    ),
  );
}
