import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Age, exactDate, InputError, missing, parsePartialDate, type Value } from '../model/index.ts';
import type { CodeList, Item } from '../protocol/index.ts';
import { MISSING_CELLS, parseCell, writeCell } from './cell.ts';

const list: CodeList = {
  codes: [
    { code: 'fever', label: { en: 'Fever', 'zh-CN': '发热' } },
    { code: 'cough', label: { en: 'Cough' } },
    { code: 'pain', label: { en: 'Pain' } },
  ],
};
const item = (type: Item['type'], more: Partial<Item> = {}): Item => ({ id: 'x', label: { en: 'X' }, type, ...more });
const codes = item('codes', { codes: 'symptom' });
const findings = item('codes', { codes: 'symptom', unlisted: 'absent' });
const date = (text: string): Value => parsePartialDate(text) as Value;
const age = (value: number, unit: Age['unit']): Value => ({ kind: 'age', value, unit });
const states = (present: string[], absent: string[]): Value => ({ kind: 'codes', present, absent });

describe('parseCell reads', () => {
  test.each<[Item, string, Value]>([
    [item('integer'), '12', 12],
    [item('integer'), '-3', -3],
    [item('integer'), '-0', 0],
    [item('integer'), ' 7 ', 7],
    [item('integer'), '9007199254740991', Number.MAX_SAFE_INTEGER],
    [item('decimal'), '3.50', 3.5],
    [item('decimal'), '-0.0', 0],
    [item('decimal'), '12', 12],
    [item('decimal'), '0.30000000000000004', 0.1 + 0.2],
    [item('decimal'), '0.10000000000000000000', 0.1],
    [item('date'), '2019', date('2019')],
    [item('date'), '2019-03', date('2019-03')],
    [item('date', { precision: 'day' }), '2020-02-29', date('2020-02-29')],
    [item('date', { precision: 'month' }), '2020-02', date('2020-02')],
    [item('age'), '5 a', age(5, 'a')],
    [item('age'), '8 mo', age(8, 'mo')],
    [item('age'), '1.5a', age(1.5, 'a')],
    [item('age'), '3 wk', age(3, 'wk')],
    [item('age'), '12 d', age(12, 'd')],
    [item('boolean'), 'yes', true],
    [item('boolean'), 'no', false],
    [item('code'), 'fever', 'fever'],
    [codes, 'pain|fever', states(['fever', 'pain'], [])],
    [codes, 'fever|-cough', states(['fever'], ['cough'])],
    [codes, ' -cough | -pain ', states([], ['cough', 'pain'])],
    [findings, 'fever', states(['fever'], ['cough', 'pain'])],
    [findings, '-fever', states([], ['fever', 'cough', 'pain'])],
    [item('text'), ' left lung ', ' left lung '],
    [item('text'), '=1+1', '=1+1'],
    [item('text'), '!!wow', '!wow'],
    [item('text'), '!!!', '!!'],
    [item('text'), 'a\r\nb', 'a\nb'],
    [item('text'), '!not-done', missing('notDone')],
  ])('%o %j', (of, text, value) => {
    expect(parseCell(of, list, text)).toEqual({ value, fault: null });
  });

  test.each(['integer', 'decimal', 'date', 'age', 'boolean', 'code', 'codes', 'text'] as const)(
    'the missing reasons of a %s, and nothing as not entered',
    (type) => {
      for (const [cell, reason] of Object.entries(MISSING_CELLS)) {
        expect(parseCell(item(type), list, cell).value).toBe(missing(reason));
        expect(parseCell(item(type), list, ` ${cell} `).value).toBe(type === 'text' ? ` ${cell} ` : missing(reason));
      }
      expect(parseCell(item(type), list, '').value).toBe(missing('notEntered'));
      expect(parseCell(item(type), list, ' \t').value).toBe(missing('notEntered'));
    },
  );

  test('values out of range: that is not a matter of reading', () => {
    expect(parseCell(item('integer', { maximum: 10 }), null, '999').value).toBe(999);
  });
});

describe('parseCell refuses', () => {
  test.each<[Item, string, string, RegExp]>([
    [item('integer'), '5.5', 'cell.integer', /has decimals/],
    [item('integer'), '05', 'cell.integer', /leading zero/],
    [item('integer'), '1e2', 'cell.integer', /short form/],
    [item('integer'), 'abc', 'cell.integer', /"abc"/],
    [item('integer'), 'NA', 'cell.integer', /"NA"/],
    [item('integer'), '٥', 'cell.integer', /digits 0-9/],
    [item('integer'), '５', 'cell.integer', /digits 0-9/],
    [item('integer'), '五岁', 'cell.integer', /"五岁"/],
    [item('integer'), '5 y', 'cell.integer', /after the number/],
    [item('integer'), 'Infinity', 'cell.integer', /"Infinity"/],
    [item('integer'), '12345678901234567890', 'cell.digits', /would be rounded/],
    [item('decimal'), '3,5', 'cell.decimalComma', /comma may mean/],
    [item('decimal'), '1,234', 'cell.decimalComma', /comma may mean/],
    [item('decimal'), '1.234,5', 'cell.decimalComma', /comma may mean/],
    [item('integer'), '1,234,567', 'cell.decimalComma', /comma may mean/],
    [item('decimal'), '.5', 'cell.decimal', /"\.5"/],
    [item('decimal'), '+1', 'cell.decimal', /"\+1"/],
    [item('decimal'), '−1', 'cell.decimal', /"−1"/],
    [item('decimal'), '5.0 cm', 'cell.decimal', /after the number/],
    [item('decimal'), '<5', 'cell.decimal', /limit/],
    [item('decimal'), '约8', 'cell.decimal', /limit/],
    [item('decimal'), '0.12345678901234567891', 'cell.digits', /would be rounded/],
    [item('decimal'), `1${'0'.repeat(400)}`, 'cell.digits', /would be rounded/],
    [item('date'), '31/02/2020', 'cell.date', /order of day, month and year/],
    [item('date'), '1/2/20', 'cell.date', /order of day, month and year/],
    [item('date'), '2020-1-1', 'cell.date', /order of day, month and year/],
    [item('date'), '2020-13-01', 'cell.date', /not in the calendar/],
    [item('date'), '2020-00-10', 'cell.date', /not in the calendar/],
    [item('date'), '2019-02-29', 'cell.date', /not in the calendar/],
    [item('date'), '1900-01-00', 'cell.date', /not in the calendar/],
    [item('date'), '0000-00-00', 'cell.date', /between 1800 and 2199/],
    [item('date'), '9999-12-31', 'cell.date', /between 1800 and 2199/],
    [item('date'), '43831', 'cell.date', /day number of a spreadsheet/],
    [item('date'), '20200230', 'cell.date', /"20200230"/],
    [item('date'), 'Jan 5 2020', 'cell.date', /"Jan 5 2020"/],
    [item('date'), '2020年1月5日', 'cell.date', /"2020年1月5日"/],
    [item('date'), 'unknown', 'cell.date', /"unknown"/],
    [item('date', { precision: 'day' }), '2020-05', 'cell.datePrecision', /names only a month/],
    [item('date', { precision: 'month' }), '2020', 'cell.datePrecision', /names only a year/],
    [item('age'), '5', 'cell.age', /without a unit/],
    [item('age'), '5 y', 'cell.age', /"5 y"/],
    [item('age'), '11 months', 'cell.age', /"11 months"/],
    [item('age'), '-1 a', 'cell.age', /below zero/],
    [item('age'), '3,5 a', 'cell.decimalComma', /comma may mean/],
    [item('boolean'), 'Yes', 'cell.boolean', /"Yes"/],
    [item('boolean'), '1', 'cell.boolean', /"1"/],
    [item('code'), 'headache', 'cell.code', /"headache"/],
    [codes, 'fever|headache', 'cell.code', /"headache"/],
    [codes, 'fever|-fever', 'cell.codeContradiction', /both/],
    [codes, 'fever|fever', 'cell.codeTwice', /twice/],
    [codes, 'fever||cough', 'cell.codes', /empty/],
    [codes, 'fever|-', 'cell.codes', /empty/],
    [codes, 'fever;cough', 'cell.code', /"fever;cough"/],
    [item('integer'), '!notdone', 'cell.missingReason', /not one of the reasons/],
    [item('text'), '!wow', 'cell.missingReason', /not one of the reasons/],
    [item('integer'), '!!5', 'cell.missingReason', /not one of the reasons/],
  ])('%o %j as %s', (of, text, code, message) => {
    const { value, fault } = parseCell(of, list, text);
    expect(value).toBeNull();
    expect(fault).toMatchObject({
      code,
      message: { en: expect.stringMatching(message), 'zh-CN': expect.stringMatching(/\p{sc=Han}.*。$/u) },
      hint: { en: expect.stringMatching(/\w/), 'zh-CN': expect.stringMatching(/\p{sc=Han}/u) },
    });
  });

  test.each([
    ['Fever', 'fever'],
    ['发热', 'fever'],
    ['PAIN', 'pain'],
  ])('a code by its label or in another case, naming what was meant: %s', (text, code) => {
    expect(parseCell(item('code'), list, text).fault?.hint.en).toContain(`Did you mean ${code}?`);
  });

  test('long cells and characters that cannot be seen, shortened and spelled out', () => {
    expect(parseCell(item('integer'), null, `1\u200b${'9'.repeat(100)}`).fault?.message.en).toContain(
      `"1<U+200B>${'9'.repeat(38)}…"`,
    );
    expect(parseCell(item('integer'), null, '\u202e5').fault?.message.en).toContain('"<U+202E>5"');
  });

  test('a coded item without its list, which is a fault of the caller', () => {
    expect(() => parseCell(item('code'), null, 'fever')).toThrow(InputError);
  });
});

describe('writeCell', () => {
  test.each<[Item, Value]>([
    [item('integer'), 'twelve'],
    [item('decimal'), Number.NaN],
    [item('text'), '  '],
    [item('text'), 3],
    [item('date'), '2019-01-01'],
    [item('date'), states(['fever'], [])],
    [codes, states([], [])],
    [item('boolean'), 'yes'],
    [item('age'), 5],
    [item('integer'), missing('imprecise')],
    [item('integer'), missing('noRows')],
  ])('refuses what no cell of %o can hold: %o', (of, value) => {
    expect(() => writeCell(of, value)).toThrow(expect.objectContaining({ code: 'cell.notWritable' }));
  });

  test.each<[Item, Value, string]>([
    [item('decimal'), 1.5e-7, '0.00000015'],
    [item('decimal'), 1e21, '1000000000000000000000'],
    [item('decimal'), -2.5e22, '-25000000000000000000000'],
    [item('decimal'), -0, '0'],
    [item('text'), '!wow', '!!wow'],
    [codes, states(['fever'], ['pain']), 'fever|-pain'],
    [findings, states(['fever'], ['cough', 'pain']), 'fever'],
    [findings, states([], ['fever', 'cough', 'pain']), '-fever|-cough|-pain'],
    [item('integer'), missing('notEntered'), ''],
  ])('writes %o %o as %j', (of, value, cell) => {
    expect(writeCell(of, value)).toBe(cell);
  });

  const reason = fc.constantFrom(...Object.values(MISSING_CELLS), 'notEntered' as const).map(missing);
  const day = fc.integer({ min: -62_091, max: 84_005 }).map(exactDate);
  const anyDate = fc
    .tuple(day, fc.constantFrom(4, 7, 10))
    .map(([{ text }, length]) => parsePartialDate(text.slice(0, length)) as Value);
  const decimal = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0);
  const inOrder = ['fever', 'cough', 'pain'];
  const someCodes = fc
    .array(fc.constantFrom('present', 'absent', null), { minLength: 3, maxLength: 3 })
    .filter((marks) => marks.some((mark) => mark !== null))
    .map((marks) => ({
      kind: 'codes' as const,
      present: inOrder.filter((_, index) => marks[index] === 'present'),
      absent: inOrder.filter((_, index) => marks[index] === 'absent'),
    }));
  const allCodes = fc.subarray(inOrder).map((present) => ({
    kind: 'codes' as const,
    present,
    absent: inOrder.filter((code) => !present.includes(code)),
  }));
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('!', '-', '"', ',', '|', '\n', '\r', '=', ' ', '肿', 'a') }),
  );

  test.each<[string, Item, fc.Arbitrary<Value>]>([
    ['integer', item('integer'), fc.maxSafeInteger()],
    ['decimal', item('decimal'), decimal],
    ['date', item('date'), anyDate],
    ['date to the day', item('date', { precision: 'day' }), day],
    [
      'age',
      item('age'),
      fc.record({
        kind: fc.constant('age' as const),
        value: decimal.map(Math.abs),
        unit: fc.constantFrom('a', 'mo', 'wk', 'd'),
      }),
    ],
    ['boolean', item('boolean'), fc.boolean()],
    ['code', item('code'), fc.constantFrom(...inOrder)],
    ['codes', codes, someCodes],
    ['codes whose unlisted are absent', findings, allCodes],
    ['text', item('text'), text.filter((value) => value.trim() !== '' && !value.includes('\r\n'))],
  ])('what it writes of a %s is read as the same value', (_what, of, values) => {
    fc.assert(
      fc.property(fc.oneof({ arbitrary: values, weight: 9 }, reason), (value) => {
        expect(parseCell(of, list, writeCell(of, value))).toEqual({ value, fault: null });
      }),
    );
  });

  test('no text whatever makes parseCell throw', () => {
    const types = ['integer', 'decimal', 'date', 'age', 'boolean', 'code', 'codes', 'text'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...types), text, (type, cell) => {
        const { value, fault } = parseCell(item(type), list, cell);
        expect(value === null).toBe(fault !== null);
      }),
    );
  });
});
