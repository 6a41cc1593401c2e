import { type Issue, type TimeUnit, words } from '../model/index.ts';
import type { Column, Question } from '../tables/index.ts';
import type { TableAnalysis } from './asked.ts';
import { atRows, issue, ofRows } from './faults.ts';
import { readNumbers } from './numbers.ts';

/** Why a row has no time that can be used. */
export type NoTime = 'missing' | 'negative' | 'notANumber' | 'date' | 'notADate' | 'partialDate';

export type ReadTimes = {
  unit: TimeUnit;
  /** nobody said the unit, and the name of the column does not say it */
  isUnitAssumed: boolean;
  /** one for each row, in the unit of the column; null where `why` has the reason */
  values: (number | null)[];
  why: (NoTime | null)[];
  /** digits after the point that the column has, at most two */
  decimals: number;
  /** where times were counted between dates: the column of time zero, and its days since 1970-01-01; null where they were not */
  start: { name: string; days: readonly (number | null)[] } | null;
  /** about dates, whether answered or not */
  questions: readonly Question[];
  issues: Issue[];
};

const MOST_DECIMALS = 2;

/** The times of follow-up. What is no time from zero on is left out, counted and never taken for something else. */
export function readTimes(column: Column, asked: TableAnalysis, file: string): ReadTimes {
  const read = readNumbers(column, asked.decimal);
  const place = { file, column };
  const issues: Issue[] = [];
  const negative = column.rows.filter((_row, at) => (read.values[at] ?? 0) < 0);
  const isDate = new Set(read.rowsOf.date);
  const isText = new Set([...read.rowsOf.text, ...read.rowsOf.comma]);
  const why = column.rows.map((row, at): NoTime | null => {
    const value = read.values[at];
    if (value !== null && value !== undefined) return value < 0 ? 'negative' : null;
    return isDate.has(row) ? 'date' : isText.has(row) ? 'notANumber' : 'missing';
  });
  if (read.rowsOf.comma.length > 0) issues.push(commaQuestion(column, read.rowsOf.comma, file));
  const usable = why.filter((reason) => reason === null).length;
  if (usable === 0 && isDate.size > 0) {
    issues.push(
      issue(
        'error',
        'timeIsDate',
        place,
        words(
          `A time is how long somebody was followed, as a number. "${column.field}" holds dates.`,
          `时间须为随访时长（数字）。“${column.field}”列为日期。`,
        ),
        words(
          'Name the column with the dates of time zero, too, with --start: the days between are counted.',
          '请同时用 --start 指定起点日期列，系统将计算两者相隔的天数。',
        ),
      ),
    );
  } else if (usable === 0 && read.rowsOf.comma.length === 0) {
    issues.push(
      issue(
        'error',
        'noTimes',
        place,
        words(
          `A time is a number from 0 on. "${column.field}" holds none.`,
          `时间须为不小于 0 的数字。“${column.field}”列中没有这样的值。`,
        ),
        words('Name another column with --time.', '请用 --time 指定其他列。'),
      ),
    );
  } else {
    const left = (rows: readonly number[], code: string, fact: ReturnType<typeof words>) => {
      if (rows.length > 0) issues.push(issue('warning', code, place, fact, atRows(rows)));
    };
    left(
      negative,
      'negativeTime',
      words(
        `A time counts from 0 on. ${ofRows(negative.length).en} with a negative time ${were(negative)} left out.`,
        `时间自 0 起算。${negative.length} 行的时间为负，未纳入分析。`,
      ),
    );
    left(
      read.rowsOf.date,
      'dateAmongTimes',
      words(
        `A time is a number. ${ofRows(isDate.size).en} with a date in its place ${were(read.rowsOf.date)} left out.`,
        `时间须为数字。${isDate.size} 行在此处为日期，未纳入分析。`,
      ),
    );
    left(
      read.rowsOf.text,
      'textTime',
      words(
        `A time is a number. ${ofRows(read.rowsOf.text.length).en} with text in its place ${were(read.rowsOf.text)} left out.`,
        `时间须为数字。${read.rowsOf.text.length} 行在此处为文字，未纳入分析。`,
      ),
    );
    left(
      read.rowsOf.empty,
      'noTime',
      words(
        `${ofRows(read.rowsOf.empty.length).en} without a time ${were(read.rowsOf.empty)} left out, and not taken for censored.`,
        `${read.rowsOf.empty.length} 行无时间，未纳入分析，亦未当作删失。`,
      ),
    );
    const zero = column.rows.filter((_row, at) => read.values[at] === 0);
    if (zero.length > 0)
      issues.push(
        issue(
          'info',
          'zeroTime',
          place,
          words(
            `${ofRows(zero.length).en} ${zero.length === 1 ? 'has' : 'have'} the time 0; they count from the start.`,
            `${zero.length} 行的时间为 0，自起点计入。`,
          ),
          atRows(zero),
        ),
      );
  }
  const named = asked.unit ?? unitInName(column.field);
  if (named === null && usable > 0)
    issues.push(
      issue(
        'warning',
        'unitAssumed',
        place,
        words(
          `Nobody said in which unit "${column.field}" is; its numbers are called days.`,
          `未说明“${column.field}”列的时间单位，以下按天表述。`,
        ),
        words('Say --unit day, week, month or year.', '请用 --unit 指明 day、week、month 或 year。'),
      ),
    );
  return {
    unit: named ?? 'day',
    isUnitAssumed: named === null,
    values: read.values.map((value, at) => (why[at] === null ? value : null)),
    why,
    decimals: Math.min(MOST_DECIMALS, read.decimals),
    start: null,
    questions: [],
    issues,
  };
}

function were(rows: readonly number[]): string {
  return rows.length === 1 ? 'was' : 'were';
}

/** A comma that may part decimals or thousands: only a person can say. */
export function commaQuestion(column: Column, rows: readonly number[], file: string): Issue {
  const at = column.rows.indexOf(rows[0] as number);
  const example = column.cells[at]?.text.trim() ?? '';
  return issue(
    'error',
    'decimalComma',
    { file, column, row: rows[0] },
    words(
      `A comma in a number parts decimals or thousands. "${column.field}" holds "${example}", which may be either.`,
      `数字中的逗号可为小数点或千位分隔。“${column.field}”列中的“${example}”两者皆有可能。`,
    ),
    words(
      'Say --decimal comma or --decimal point.',
      '请用 --decimal comma（逗号为小数点）或 --decimal point（逗号为千位分隔）指明。',
    ),
  );
}

const UNITS_IN_NAMES: readonly [RegExp, TimeUnit][] = [
  [/(^|[^a-z])(days?|d)$|[（(]\s*(days?|d|天|日)\s*[)）]|天数?$/i, 'day'],
  [/(^|[^a-z])(weeks?|wks?)$|[（(]\s*(weeks?|wks?|周)\s*[)）]|周数?$/i, 'week'],
  [/(^|[^a-z])(months?|mos?|mths?)$|[（(]\s*(months?|mos?|月|个月)\s*[)）]|月数?$/i, 'month'],
  [/(^|[^a-z])(years?|yrs?|y)$|[（(]\s*(years?|yrs?|y|a|年)\s*[)）]|年数?$/i, 'year'],
];

/** 'time_months', 'OS (years)', '随访月数'. */
function unitInName(name: string): TimeUnit | null {
  const plain = name.trim().replaceAll(/[_.]/g, ' ');
  const found = UNITS_IN_NAMES.filter(([pattern]) => pattern.test(plain));
  return found.length === 1 ? (found[0]?.[1] ?? null) : null;
}
