import { missingWord } from '../facts/index.ts';
import { type Issue, type PartialDate, parsePartialDate, type Words, words } from '../model/index.ts';
import { type Column, cellIssue, columnQuestion, type Understood } from './column.ts';
import { type DateOrder, type DateParts, type DateText, inOrder, readDateText } from './date-text.ts';
import { dateOfSerial, type SerialFault } from './excel-date.ts';
import { dateFormat } from './number-format.ts';
import { type Answers, type Choice, choiceOf, type Question } from './question.ts';
import { quotedText } from './visible-text.ts';
import type { Cell } from './workbook.ts';

/** A cell before the questions of its column are answered. */
type Read = DateText | { readonly kind: 'empty' } | { readonly kind: 'dateCell'; readonly text: string };
type Fault = 'notInCalendar' | 'notADate' | SerialFault;

/** Cells that allow one order only, and none that allows another only, from which an order is taken unless answered. */
const PLAIN_ENOUGH = 3;
const ORDERS: readonly (Choice & { id: DateOrder })[] = [
  { id: 'dmy', label: words('day, month, year', '日、月、年') },
  { id: 'mdy', label: words('month, day, year', '月、日、年') },
  { id: 'ymd', label: words('year, month, day', '年、月、日') },
];

/**
 * The dates of a column, as precise as they are written: `2021-3-4`, `2021/03`, `2021`, `04.03.2021`, `5 Jan 2021`,
 * `2021年3月4日`, `20210304`, a workbook's dates as far as their format shows them. What the file leaves open is asked:
 * `dateOrder:` for `3/4/21`, `shortYear:` for the century of two figures, `serialDates:` for bare numbers. A day that is
 * not in the calendar, or a text that is no date, is a fault of its row; words for missing are missing.
 */
export function understandDates(column: Column, answers: Answers = {}): Understood<PartialDate> {
  const reads = column.cells.map(readCell);
  const order = orderQuestion(column, reads);
  const century = shortYearQuestion(column, reads);
  const serials = serialQuestion(column, reads);
  const questions = [order, century, serials].filter((question) => question !== null);
  const chosen = {
    order: order && (choiceOf(order, answers) as DateOrder | null),
    century: century && choiceOf(century, answers),
    serials: serials && choiceOf(serials, answers),
  };
  const issues: Issue[] = [];
  const values = reads.map((read, at) => {
    const found = valueOfRead(read, chosen);
    if (found === null || typeof found === 'object') return found;
    issues.push(dateFault(column, at, column.cells[at] as Cell, found));
    return null;
  });
  return { values, questions, issues };
}

function readCell(cell: Cell): Read {
  if (cell.kind === 'empty' || cell.text.trim() === '' || missingWord(cell.text)) return { kind: 'empty' };
  if (cell.date !== undefined) return { kind: 'dateCell', text: shownOf(cell.date, cell.numberFormat) };
  return readDateText(cell.text);
}

/** A workbook stores `2019-03` as its first day and shows the month only: what is shown is what was meant. */
function shownOf(date: string, numberFormat: string | undefined): string {
  const shown = numberFormat === undefined ? null : dateFormat(numberFormat);
  if (!shown?.year || shown.day || !date.endsWith('-01')) return date;
  return shown.month ? date.slice(0, 7) : date.endsWith('-01-01') ? date.slice(0, 4) : date;
}

function valueOfRead(
  read: Read,
  chosen: { order: DateOrder | null; century: string | null; serials: string | null },
): PartialDate | Fault | null {
  switch (read.kind) {
    case 'empty':
      return null;
    case 'none':
      return 'notADate';
    case 'dateCell':
      return parsePartialDate(read.text) ?? 'notInCalendar';
    case 'parts':
      return dateOf(read.parts) ?? 'notInCalendar';
    case 'open':
      return openDate(read, chosen);
    case 'serial':
      return serialDate(read.serial, chosen.serials);
  }
}

function openDate(
  { numbers, shortYear }: DateText & { kind: 'open' },
  { order, century }: { order: DateOrder | null; century: string | null },
): PartialDate | Fault | null {
  if (!possible(numbers, shortYear).length) return 'notInCalendar';
  if (order === null || (shortYear && century === null)) return null;
  const parts = inOrder(numbers, order);
  return dateOf(shortYear ? { ...parts, year: fullYear(parts.year, century as string) } : parts) ?? 'notInCalendar';
}

function serialDate(serial: number, choice: string | null): PartialDate | Fault | null {
  const found = dateOfSerial(serial, choice === 'system1904');
  if (found.fault !== null) return found.fault;
  if (choice === null) return null;
  if (choice === 'notDates') return 'notADate';
  return parsePartialDate(found.date) ?? 'notInCalendar';
}

function dateOf({ year, month, day }: DateParts): PartialDate | null {
  const two = (part: number) => String(part).padStart(2, '0');
  const parts = [
    String(year).padStart(4, '0'),
    ...(month === undefined ? [] : [two(month)]),
    ...(day === undefined ? [] : [two(day)]),
  ];
  return parsePartialDate(parts.join('-'));
}

/** Two figures as a year: `near` from 1950 to 2049, `2000s` or `1900s`. */
function fullYear(short: number, century: string): number {
  if (century === '1900s') return 1900 + short;
  if (century === '2000s') return 2000 + short;
  return short < 50 ? 2000 + short : 1900 + short;
}

/** The orders in which three numbers are a day. */
function possible(numbers: readonly [number, number, number], shortYear: boolean): DateOrder[] {
  const orders: DateOrder[] = shortYear ? ['dmy', 'mdy', 'ymd'] : ['dmy', 'mdy'];
  return orders.filter((order) => {
    const parts = inOrder(numbers, order);
    return dateOf(shortYear ? { ...parts, year: 2000 + (parts.year % 100) } : parts) !== null;
  });
}

function orderQuestion(column: Column, reads: readonly Read[]): Question | null {
  const open = reads.flatMap((read, at) => {
    if (read.kind !== 'open') return [];
    const orders = possible(read.numbers, read.shortYear);
    return orders.length > 0 ? [{ at, orders }] : [];
  });
  const first = open.find(({ orders }) => orders.length > 1) ?? open[0];
  if (!first) return null;
  const choices = ORDERS.filter(({ id }) => open.some(({ orders }) => orders.includes(id)));
  const certain = new Map<DateOrder, number>();
  for (const { orders } of open) {
    const [only] = orders.filter((order) => order !== 'ymd');
    if (orders.filter((order) => order !== 'ymd').length === 1 && only) certain.set(only, (certain.get(only) ?? 0) + 1);
  }
  const [plain] = [...certain];
  const isPlain =
    certain.size === 1 &&
    plain !== undefined &&
    plain[1] >= PLAIN_ENOUGH &&
    open.every(({ orders }) => orders.includes(plain[0]));
  return columnQuestion('dateOrder', column, first.at, {
    rule: words('A date says which number is its day and which its month.', '日期须能分清哪个数字是日、哪个是月。'),
    fact: factOf(
      column,
      open.map(({ at }) => at),
      words('leave this open', '未能分清'),
    ),
    choices,
    default: isPlain ? plain[0] : undefined,
  });
}

function shortYearQuestion(column: Column, reads: readonly Read[]): Question | null {
  const short = reads.flatMap((read, at) =>
    read.kind === 'open' && read.shortYear && possible(read.numbers, true).length > 0 ? [at] : [],
  );
  const [first] = short;
  if (first === undefined) return null;
  return columnQuestion('shortYear', column, first, {
    rule: words('A year has four figures.', '年份须写四位数。'),
    fact: factOf(column, short, words('have two', '只写了两位')),
    choices: [
      { id: 'near', label: words('1950 to 2049: 20 is 2020, 85 is 1985', '1950至2049年：20 即 2020，85 即 1985') },
      { id: '2000s', label: words('all 20xx', '一律 20xx') },
      { id: '1900s', label: words('all 19xx', '一律 19xx') },
    ],
    default: 'near',
  });
}

function serialQuestion(column: Column, reads: readonly Read[]): Question | null {
  const serials = reads.flatMap((read, at) =>
    read.kind === 'serial' && dateOfSerial(read.serial, false).fault === null ? [at] : [],
  );
  const [first] = serials;
  if (first === undefined) return null;
  const read = reads[first] as DateText & { kind: 'serial' };
  const shown = (is1904: boolean) => {
    const found = dateOfSerial(read.serial, is1904);
    return found.fault === null ? found.date : '?';
  };
  return columnQuestion('serialDates', column, first, {
    rule: words(
      'A date is written as a date, not as the number by which a spreadsheet counts days.',
      '日期须写作日期，而不是电子表格计日的序号。',
    ),
    fact: factOf(column, serials, words('are numbers', '为数字')),
    choices: [
      {
        id: 'system1900',
        label: words(`days of Excel: the first is ${shown(false)}`, `Excel 日期序号：第一个为 ${shown(false)}`),
      },
      {
        id: 'system1904',
        label: words(
          `days of an old Excel on a Mac: the first is ${shown(true)}`,
          `旧版 Mac Excel 日期序号：第一个为 ${shown(true)}`,
        ),
      },
      { id: 'notDates', label: words('no dates', '不是日期') },
    ],
  });
}

function factOf(column: Column, cells: readonly number[], ends: Words): Words {
  const examples = cells.slice(0, 3).map((at) => quotedText((column.cells[at] as Cell).text));
  return words(
    `${cells.length} cells of "${column.field}" ${ends.en}: ${examples.join(', ')}.`,
    `“${column.field}”有 ${cells.length} 个单元格${ends['zh-CN']}：${examples.join('、')}。`,
  );
}

function dateFault(column: Column, at: number, cell: Cell, fault: Fault): Issue {
  const shown = quotedText(cell.text);
  const reads = words(`this cell reads ${shown}`, `此单元格为 ${shown}`);
  switch (fault) {
    case 'notADate':
      return cellIssue(
        column,
        at,
        'table.date',
        words(
          `A date is a year, a month or a day of the calendar; ${reads.en}.`,
          `日期须为年、年月或年月日；${reads['zh-CN']}。`,
        ),
        words(
          'Write it as far as it is known (2021-03-04, 2021-03, 2021), or leave the cell empty.',
          '请按已知的精确程度书写（2021-03-04、2021-03、2021），或留空。',
        ),
      );
    case 'notInCalendar':
      return cellIssue(
        column,
        at,
        'table.date',
        words(
          `A date is in the calendar, between 1800 and 2199; ${reads.en}.`,
          `日期须真实存在且在1800至2199年之间；${reads['zh-CN']}。`,
        ),
        words(
          'Correct it from the chart; leave out the day, or the day and the month, where they are not known.',
          '请按病历更正；日或月不明时可省略。',
        ),
      );
    default:
      return cellIssue(
        column,
        at,
        'table.date',
        words(
          `A date is in the calendar; ${reads.en}, ${fault === 'falseLeapDay' ? 'the 29 February 1900 that Excel counts and that never was' : 'a number that stands for no day'}.`,
          `日期须真实存在；${reads['zh-CN']}，${fault === 'falseLeapDay' ? '即 Excel 误计的1900年2月29日，实际并无此日' : '不对应任何一天'}。`,
        ),
        words('Correct it from the chart.', '请按病历更正。'),
      );
  }
}
