import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type Cell,
  type Column,
  checkIds,
  choiceOf,
  columnLetters,
  dateFormat,
  dateOfSerial,
  guardedText,
  idText,
  openQuestions,
  tableColumns,
  understandAges,
  understandDates,
  understandNumbers,
  unguardedText,
  visibleText,
} from './index.ts';

function text(written: string): Cell {
  return written === '' ? { kind: 'empty', text: '' } : { kind: 'text', text: written };
}

function column(field: string, cells: readonly (string | Cell)[]): Column {
  return {
    file: 'invented.csv',
    field,
    index: 1,
    cells: cells.map((cell) => (typeof cell === 'string' ? text(cell) : cell)),
    rows: cells.map((_cell, at) => at + 2),
  };
}

describe('understandDates', () => {
  test.each([
    ['2021-3-4', '2021-03-04'],
    ['2021/03/04', '2021-03-04'],
    ['2021.3.4', '2021-03-04'],
    ['04.03.2021', '2021-03-04'],
    ['2021年3月4日', '2021-03-04'],
    ['２０２１年３月４日', '2021-03-04'],
    ['20210304', '2021-03-04'],
    ['2021-03-04T08:30:00Z', '2021-03-04'],
    ['2021/3/4 8:30', '2021-03-04'],
    ['2021年3月', '2021-03'],
    ['2021/3', '2021-03'],
    ['2021', '2021'],
    ['2021年', '2021'],
    ['4-Mar-2021', '2021-03-04'],
    ['March 4, 2021', '2021-03-04'],
    ['Mar 2021', '2021-03'],
    ['二〇二一年十二月二十一日', '2021-12-21'],
    ['二○二一年三月', '2021-03'],
  ])('reads %s', (written, date) => {
    const { values, questions, issues } = understandDates(column('seen', [written]));
    expect(values.map((value) => value?.text)).toEqual([date]);
    expect([questions, issues]).toEqual([[], []]);
  });

  test.each([
    '2021-02-29',
    '2021-13-01',
    '20210230',
    '0000-00-00',
    '31.02.2021',
    '1/32/20',
    '2021-01-01 25:00',
    'soon',
    '9999-12-31',
    '五岁',
  ])('names %s as a fault of its row', (written) => {
    const { values, issues } = understandDates(column('seen', ['2021-01-01', written]));
    expect(values[1]).toBeNull();
    expect(issues.map(({ code, line, field }) => [code, line, field])).toEqual([['table.date', 3, 'seen']]);
    expect(issues[0]?.message.en).toContain(written);
  });

  it('asks for the order and takes none unseen', () => {
    const seen = column('seen', ['3/4/2021', '25/4/2021', '2021-01-02']);
    const open = understandDates(seen);
    expect(open.questions.map(({ id, default: taken }) => [id, taken])).toEqual([['dateOrder:seen', undefined]]);
    expect(open.values.map((value) => value?.text ?? null)).toEqual([null, null, '2021-01-02']);
    expect(openQuestions(open.questions, {})).toHaveLength(1);
    const answered = understandDates(seen, { 'dateOrder:seen': 'dmy' });
    expect(answered.values.map((value) => value?.text ?? null)).toEqual(['2021-04-03', '2021-04-25', '2021-01-02']);
    const otherwise = understandDates(seen, { 'dateOrder:seen': 'mdy' });
    expect(otherwise.values.map((value) => value?.text ?? null)).toEqual(['2021-03-04', null, '2021-01-02']);
    expect(otherwise.issues.map(({ line }) => line)).toEqual([3]);
  });

  it('takes an order that three cells prove and none contradicts, and shows the question', () => {
    const proven = understandDates(column('seen', ['13/1/2021', '14/1/2021', '15/1/2021', '2/1/2021']));
    expect(proven.questions[0]?.default).toBe('dmy');
    expect(proven.values[3]?.text).toBe('2021-01-02');
    const mixed = understandDates(column('seen', ['13/1/2021', '14/1/2021', '15/1/2021', '1/16/2021']));
    expect(mixed.questions[0]?.default).toBeUndefined();
  });

  it('does not take bare numbers for days unless told which', () => {
    const serials = column('seen', [{ kind: 'number', text: '43831', number: 43_831 }, '60', '-3']);
    expect(understandDates(serials).values).toEqual([null, null, null]);
    const read = understandDates(serials, { 'serialDates:seen': 'system1900' });
    expect(read.values.map((value) => value?.text ?? null)).toEqual(['2020-01-01', null, null]);
    expect(read.issues.map(({ line }) => line)).toEqual([3, 4]);
  });

  it('keeps a day partial that its workbook shows as a month', () => {
    const day = (numberFormat: string): Cell => ({
      kind: 'date',
      text: '2019-03-01',
      date: '2019-03-01',
      number: 43_525,
      numberFormat,
    });
    const formats = ['mmm-yy', 'yyyy"年"m"月"', 'yyyy-mm-dd', 'm/d'];
    expect(understandDates(column('seen', formats.map(day))).values.map((value) => value?.text)).toEqual([
      '2019-03',
      '2019-03',
      '2019-03-01',
      '2019-03-01',
    ]);
  });

  it('takes words for missing as missing', () => {
    const { values, issues } = understandDates(column('seen', ['不详', 'NA', 'unknown', '']));
    expect(values).toEqual([null, null, null, null]);
    expect(issues).toEqual([]);
  });

  it('reads back every day in every habit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2199 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        (year, month, day) => {
          const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          const habits = [
            `${year}-${month}-${day}`,
            `${year}/${month}/${day}`,
            `${day}.${month}.${year}`,
            `${year}年${month}月${day}日`,
            iso.replaceAll('-', ''),
          ];
          expect(understandDates(column('seen', habits)).values.map((value) => value?.text)).toEqual(
            habits.map(() => iso),
          );
          const answered = understandDates(column('seen', [`${month}/${day}/${year}`]), { 'dateOrder:seen': 'mdy' });
          expect(answered.values[0]?.text).toBe(iso);
        },
      ),
    );
  });
});

describe('understandNumbers', () => {
  it('asks what a comma means', () => {
    const sizes = column('size', ['3,5', '1,234', '2.5', '']);
    const open = understandNumbers(sizes);
    expect(open.questions.map(({ id, default: taken }) => [id, taken])).toEqual([['numberFormat:size', undefined]]);
    expect(open.values).toEqual([null, null, 2.5, null]);
    expect(understandNumbers(sizes, { 'numberFormat:size': 'decimalComma' }).values).toEqual([3.5, 1.234, 2.5, null]);
    const thousands = understandNumbers(sizes, { 'numberFormat:size': 'thousandsComma' });
    expect(thousands.values).toEqual([null, 1234, 2.5, null]);
    expect(thousands.issues.map(({ code, line }) => [code, line])).toEqual([['table.number', 2]]);
  });

  it('takes thousands where nothing else can be meant', () => {
    const { values, questions } = understandNumbers(column('cost', ['1,234.5', '12,345,678', '1,234']));
    expect(values).toEqual([1234.5, 12_345_678, 1234]);
    expect(questions[0]?.default).toBe('thousandsComma');
  });

  test.each([
    ['５', 5],
    ['-0.5', -0.5],
    ['1e3', 1000],
    ['12345678901234567890', null],
    ['5 cm', null],
    ['Infinity', null],
    ['0x10', null],
    ['٥', null],
    ['1,23,4', null],
  ])('reads %s as %s', (written, value) => {
    const { values, issues } = understandNumbers(column('n', [written]), { 'numberFormat:n': 'thousandsComma' });
    expect(values).toEqual([value]);
    expect(issues).toHaveLength(value === null ? 1 : 0);
  });
});

test('understandAges takes no negative, unreached or worded age for a value', () => {
  const { values, issues } = understandAges(
    column('age', ['5', '-1', '999', '3岁', 'abc', '18个月', 'NA', '122', '123']),
  );
  expect(values).toEqual([5, null, null, 3, null, 1.5, null, 122, null]);
  expect(issues.map(({ line }) => line)).toEqual([3, 4, 6, 10]);
  expect(understandAges(column('age', ['6']), 'mo').values).toEqual([0.5]);
});

test('checkIds names both rows and merges nothing', () => {
  const issues = checkIds(column('id', ['P1', 'P2', 'P1', 'p1', 'Ｐ２', 'P3']));
  expect(issues.map(({ code, line, severity }) => [code, line, severity])).toEqual([
    ['table.repeatedId', 4, 'warning'],
    ['table.lookAlike', 5, 'warning'],
    ['table.lookAlike', 6, 'warning'],
  ]);
  expect(issues[1]?.message.en).toContain('row 2');
});

test('idText shows the zeros that a format adds', () => {
  expect(idText({ kind: 'number', text: '7', number: 7, numberFormat: '000' })).toBe('007');
  expect(idText({ kind: 'number', text: '7', number: 7, numberFormat: '0.00' })).toBe('7');
  expect(idText({ kind: 'text', text: '007' })).toBe('007');
});

describe('tableColumns', () => {
  const sheet = (rows: readonly (readonly string[])[], name = '') => ({
    name,
    hidden: false,
    merged: [],
    rows: rows.map((cells, at) => ({ number: at + 1, cells: cells.map(text) })),
  });

  it('keeps columns of one name apart and asks', () => {
    const { columns, questions } = tableColumns(
      { file: 'a.csv', format: 'csv' },
      sheet([
        ['id', 'age', 'Age '],
        ['1', '3', '4'],
      ]),
    );
    expect(columns.map(({ field }) => field)).toEqual(['id', 'age (column 2)', 'Age (column 3)']);
    expect(questions.map(({ id, choices }) => [id, choices.map((choice) => choice.id)])).toEqual([
      ['repeatedColumn:age', ['2', '3']],
    ]);
    expect(choiceOf(questions[0] as (typeof questions)[number], {})).toBeNull();
  });

  it('names ragged rows of a text and not of a workbook, whose rows end with their last cell', () => {
    const rows = [['id', 'a'], ['1'], ['2', 'x', 'beyond'], ['3', 'x', '']];
    expect(
      tableColumns({ file: 'a.csv', format: 'csv' }, sheet(rows)).issues.map(({ code, line }) => [code, line]),
    ).toEqual([
      ['table.raggedRow', 2],
      ['table.raggedRow', 3],
    ]);
    const workbook = tableColumns({ file: 'a.xlsx', format: 'xlsx' }, sheet(rows, 'S'));
    expect(workbook.issues.map(({ code, path }) => [code, path])).toEqual([['table.columnWithoutName', 'S!C1']]);
    expect(workbook.columns.map(({ field }) => field)).toEqual(['id', 'a', 'column 3']);
  });

  it('says that a table has no rows', () => {
    expect(tableColumns({ file: 'a.csv', format: 'csv' }, sheet([['id']])).issues.map(({ code }) => code)).toEqual([
      'table.noRows',
    ]);
  });
});

describe('dateOfSerial', () => {
  test.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [43_831.75, false, '2020-01-01'],
    [43_831.999_999, false, '2020-01-02'],
    [2_958_465, false, '9999-12-31'],
    [0, true, '1904-01-01'],
    [42_369, true, '2020-01-01'],
  ])('%s (1904: %s) is %s', (serial, is1904, date) =>
    expect(dateOfSerial(serial, is1904)).toMatchObject({ fault: null, date }),
  );

  test.each([
    [60, false, 'falseLeapDay'],
    [60.5, false, 'falseLeapDay'],
    [0, false, 'notPositive'],
    [-1, false, 'notPositive'],
    [-1, true, 'notPositive'],
    [2_958_466, false, 'beyond9999'],
  ])('%s (1904: %s) is none: %s', (serial, is1904, fault) => expect(dateOfSerial(serial, is1904)).toEqual({ fault }));

  it('keeps the time', () => expect(dateOfSerial(43_831.75, false)).toMatchObject({ time: '18:00:00' }));
});

test.each([
  ['yyyy-mm-dd', true],
  ['m/d/yy h:mm', true],
  ['[$-804]yyyy"年"m"月"d"日";@', true],
  ['mmm-yy', true],
  ['0.00', false],
  ['#,##0 "days"', false],
  ['[h]:mm:ss', false],
  ['h:mm AM/PM', false],
  ['mm:ss', false],
  ['0.00E+00', false],
  ['[Red]0', false],
  ['@', false],
  ['General', false],
])('the format %s shows a day: %s', (format, isDate) => expect(dateFormat(format) !== null).toBe(isDate));

test('every text comes back from behind its guard, and none begins as a formula', () => {
  const risky = fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', "'", '\t', '\r', ' ', '1', '.', 'a', '＝'),
    maxLength: 6,
  });
  fc.assert(
    fc.property(fc.oneof(risky, fc.string()), (written) => {
      const guarded = guardedText(written);
      expect(unguardedText(guarded)).toBe(written);
      if (!/^-?\d+(\.\d+)?$/.test(guarded)) expect(guarded).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
  expect(['-2', '-1.5', '=1', "'=1"].map(guardedText)).toEqual(['-2', '-1.5', "'=1", "''=1"]);
});

test('visibleText shows what cannot be seen', () => {
  expect(visibleText('a\u202eb\u200bc\u00add\u0000e\tf')).toBe('a‹U+202E›b‹U+200B›c‹U+00AD›d‹U+0000›e f');
  expect(visibleText('炎性 ALK（+）é')).toBe('炎性 ALK（+）é');
});

test('columnLetters', () =>
  expect([1, 26, 27, 702, 703, 16_384].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']));
