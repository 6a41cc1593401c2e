import { describe, expect, it } from 'vitest';
import { parsePartialDate } from '../model/index.ts';
import { day, evaluated, GAPS, shown } from './test-study.ts';
import type { Context } from './types.ts';

function dates(from: string, to: string): Context {
  return { presentation: { birthDate: day(from), diagnosisDate: day(to) } };
}
const BETWEEN = '(presentation.birthDate, presentation.diagnosisDate)';

describe('dates', () => {
  // [earlier, later, <, <=, ==]
  it.each([
    ['2019-03-14', '2019-03-15', true, true, false],
    ['2019-03-14', '2019-03-14', false, true, true],
    ['2019-03-15', '2019-03-14', false, false, false],
    ['2019', '2020', true, true, false],
    ['2019', '2019', 'imprecise', 'imprecise', 'imprecise'],
    ['2019-03', '2019-03', 'imprecise', 'imprecise', 'imprecise'],
    ['2019-12-31', '2019', false, 'imprecise', 'imprecise'],
    ['2019-01-01', '2019', 'imprecise', true, 'imprecise'],
    ['2019', '2019-12-31', 'imprecise', true, 'imprecise'],
    ['2019', '2019-01-01', false, 'imprecise', 'imprecise'],
    ['2019-02', '2019-03', true, true, false],
    ['2020', '2019-12', false, false, false],
  ])('%s and %s: before %s, not after %s, equal %s', (from, to, before, notAfter, equal) => {
    const ask = (operator: string) =>
      shown(evaluated(`presentation.birthDate ${operator} presentation.diagnosisDate`, dates(from, to)));
    const mirrored = (operator: string) =>
      shown(evaluated(`presentation.diagnosisDate ${operator} presentation.birthDate`, dates(from, to)));
    const contrary = (value: unknown) => (typeof value === 'boolean' ? !value : value);
    expect(ask('<')).toBe(before);
    expect(mirrored('>')).toBe(before);
    expect(ask('>=')).toBe(contrary(before));
    expect(ask('<=')).toBe(notAfter);
    expect(mirrored('>=')).toBe(notAfter);
    expect(ask('>')).toBe(contrary(notAfter));
    expect(ask('==')).toBe(equal);
    expect(ask('!=')).toBe(contrary(equal));
  });

  it('agrees with every pair of days that two intervals allow', () => {
    const texts = ['2019', '2019-01', '2019-12', '2020', '2019-01-01', '2019-01-31', '2019-12-31', '2020-01-01'];
    for (const a of texts) {
      for (const b of texts) {
        const [left, right] = [day(a), day(b)];
        // the extreme days decide an order
        const pairs = [left.earliest, left.latest].flatMap((x) => [right.earliest, right.latest].map((y) => x < y));
        const expected = pairs.every((truth) => truth === pairs[0]) ? pairs[0] : 'imprecise';
        expect([a, b, shown(evaluated('presentation.birthDate < presentation.diagnosisDate', dates(a, b)))]).toEqual([
          a,
          b,
          expected,
        ]);
      }
    }
  });

  it('are missing beside a missing date', () => {
    const context = { presentation: { birthDate: GAPS.notDone, diagnosisDate: day('2019') } };
    expect(shown(evaluated('presentation.birthDate < presentation.diagnosisDate', context))).toBe('notDone');
    expect(shown(evaluated("presentation.birthDate >= date('2016-01-01')", context))).toBe('notDone');
  });

  it.each([
    ['2019-03-14', '2019-03-14', 0],
    ['2019-03-14', '2020-03-14', 366],
    ['2019-03-15', '2019-03-14', -1],
    ['2019', '2019-03-14', 'imprecise'],
  ])('daysBetween %s and %s is %s', (from, to, expected) => {
    expect(shown(evaluated(`daysBetween${BETWEEN}`, dates(from, to)))).toBe(expected);
  });

  it('months are of 30.4375 days and years of 365.25', () => {
    expect(evaluated(`monthsBetween${BETWEEN}`, dates('2016-01-01', '2020-01-01'))).toBe(48);
    expect(evaluated(`yearsBetween${BETWEEN}`, dates('2016-01-01', '2020-01-01'))).toBe(4);
    expect(shown(evaluated(`monthsBetween${BETWEEN}`, dates('2016', '2020-01-01')))).toBe('imprecise');
  });

  it.each([
    ['2010-06-15', '2019-06-14', 8],
    ['2010-06-15', '2019-06-15', 9],
    ['2008-02-29', '2009-02-28', 0],
    ['2008-02-29', '2009-03-01', 1],
    ['2008-02-29', '2012-02-29', 4],
    ['2020-01-01', '2019-12-31', -1],
    ['1899-12-31', '1900-12-31', 1],
    ['2010', '2019-06-15', 'imprecise'],
    ['2010', '2019-12-31', 9],
    ['2010-06', '2019-07-01', 9],
    ['2010-06', '2019', 'imprecise'],
  ])('completedYears from %s to %s is %s', (from, to, expected) => {
    expect(shown(evaluated(`completedYears${BETWEEN}`, dates(from, to)))).toBe(expected);
  });

  it('completedYears counts birthdays on every day of two centuries as the calendar does', () => {
    const birth = day('1960-02-29');
    for (let number = day('1961-01-01').earliest; number < day('2100-01-01').earliest; number += 97) {
      const text = new Date(number * 86_400_000).toISOString().slice(0, 10);
      const [year, monthDay] = [Number(text.slice(0, 4)), text.slice(5)];
      const expected = year - 1960 - (monthDay < '02-29' ? 1 : 0);
      const context = { presentation: { birthDate: birth, diagnosisDate: parsePartialDate(text) ?? GAPS.unknown } };
      expect([text, evaluated(`completedYears${BETWEEN}`, context)]).toEqual([text, expected]);
    }
  });

  it.each(['daysBetween', 'monthsBetween', 'yearsBetween', 'completedYears'])(
    '%s carries the reasons of both dates',
    (name) => {
      const context = { presentation: { birthDate: GAPS.notDone, diagnosisDate: GAPS.unknown } };
      expect(shown(evaluated(name + BETWEEN, context))).toBe('notDone+unknown');
      expect(
        shown(
          evaluated(name + BETWEEN, { presentation: { birthDate: day('2019-01-01'), diagnosisDate: GAPS.refused } }),
        ),
      ).toBe('refused');
    },
  );

  it('yearOf needs no day', () => {
    expect(evaluated('yearOf(presentation.birthDate)', dates('2019', '2019'))).toBe(2019);
    expect(shown(evaluated('yearOf(presentation.birthDate)', {}))).toBe('notEntered');
  });
});

describe('earliest and latest', () => {
  it.each([
    [['2019-05-01', '2018-01-02'], '2018-01-02', '2019-05-01'],
    [['2019', '2020-03-01'], '2019', '2020-03-01'],
    [['2019-05', '2019-05-20'], 'imprecise', 'imprecise'],
    [['2019', '2019-12-31'], '2019', '2019-12-31'],
    [['2019-05', '2019-05'], '2019-05', '2019-05'],
    [['2019-05-01'], '2019-05-01', '2019-05-01'],
  ])('of %s', (texts, earliest, latest) => {
    const surgery = texts.map((text) => ({ date: day(text) }));
    expect(shown(evaluated('earliest(surgery.map(s, s.date))', { surgery }))).toBe(earliest);
    expect(shown(evaluated('latest(surgery.map(s, s.date))', { surgery }))).toBe(latest);
  });

  it('are missing where one date is: it could be the one', () => {
    const surgery = [{ date: day('2019-05-01') }, { date: GAPS.notDone }, {}];
    expect(shown(evaluated('earliest(surgery.map(s, s.date))', { surgery }))).toBe('notEntered+notDone');
  });

  it('of no date at all do not apply; of rows that nobody knows are missing', () => {
    expect(shown(evaluated('earliest(surgery.map(s, s.date))', { surgery: [] }))).toBe('notApplicable');
    expect(shown(evaluated('latest(surgery.map(s, s.date))', { surgery: GAPS.noRows }))).toBe('noRows');
  });
});

describe('numbers', () => {
  const surgery = [{ bloodLoss: 20 }, { bloodLoss: 50.5 }, { bloodLoss: 5 }];
  it.each([
    ['min(surgery.map(s, s.bloodLoss))', 5],
    ['max(surgery.map(s, s.bloodLoss))', 50.5],
    ['sum(surgery.map(s, s.bloodLoss))', 75.5],
    ['min(3, 2, 4)', 2],
    ['max(3, 2.5)', 3],
    ['sum(1, 2)', 3],
    ['round(2.5)', 3],
    ['round(-2.5)', -3],
    ['round(1.005, 2)', 1.01],
    ['round(0.00000012, 7)', 1e-7],
    ['round(-0.2)', 0],
    ['round(1234.5678, 1)', 1234.6],
  ])('%s is %s', (text, expected) => {
    expect(evaluated(text, { surgery })).toBe(expected);
  });

  it('are missing where one value is', () => {
    const context = { surgery: [{ bloodLoss: 20 }, { bloodLoss: GAPS.refused }] };
    for (const name of ['min', 'max', 'sum']) {
      expect(shown(evaluated(`${name}(surgery.map(s, s.bloodLoss))`, context))).toBe('refused');
    }
    expect(shown(evaluated('round(presentation.weight, 1)', {}))).toBe('notEntered');
  });

  it('of nothing: no smallest and no largest, and a sum of 0', () => {
    expect(shown(evaluated('min(surgery.map(s, s.bloodLoss))', { surgery: [] }))).toBe('notApplicable');
    expect(shown(evaluated('max(surgery.map(s, s.bloodLoss))', { surgery: [] }))).toBe('notApplicable');
    expect(evaluated('sum(surgery.map(s, s.bloodLoss))', { surgery: [] })).toBe(0);
  });

  it('take ages as years', () => {
    const ages = {
      surgery: [{ age: { kind: 'age', value: 6, unit: 'mo' } }, { age: { kind: 'age', value: 2, unit: 'a' } }],
    } as const;
    expect(evaluated('max(surgery.map(s, s.age))', ages)).toBe(2);
    expect(evaluated('sum(surgery.map(s, s.age))', ages)).toBe(2.5);
    expect(evaluated('0.5 in surgery.map(s, s.age)', ages)).toBe(true);
  });
});

describe('count', () => {
  it('counts what holds, and is missing where it is not known', () => {
    const text = 'count([presentation.fever, presentation.pain, presentation.nodules > 3])';
    expect(evaluated(text, { presentation: { fever: true, pain: false, nodules: 4 } })).toBe(2);
    expect(shown(evaluated(text, { presentation: { fever: true, pain: GAPS.notDone, nodules: 4 } }))).toBe('notDone');
  });
});

describe('what is missing', () => {
  const context: Context = {
    presentation: { weight: GAPS.notDone, sex: 'female' },
    surgery: GAPS.noRows,
    followUp: [],
  };
  it.each([
    ['has(presentation.weight)', false],
    ['isMissing(presentation.weight)', true],
    ['has(presentation.sex)', true],
    ['isMissing(presentation.sex)', false],
    ['has(presentation)', true],
    ['has(study)', true],
    ['has(surgery)', false],
    ['has(followUp)', true],
    ['has(presentation.fever && presentation.pain)', false],
    ["missingBecause(presentation.weight, 'notDone')", true],
    ["missingBecause(presentation.weight, 'unknown')", false],
    ["missingBecause(presentation.sex, 'notDone')", false],
    ["missingBecause(surgery, 'noRows')", true],
    ["missingBecause(presentation.weight + presentation.nodules, 'notEntered')", true],
    ['orElse(presentation.weight, 3)', 3],
    ["orElse(presentation.sex, 'male')", 'female'],
    ['orElse(presentation.fever, false)', false],
  ])('%s is %s', (text, expected) => {
    expect(evaluated(text, { ...context, study: {} })).toBe(expected);
  });

  it('orElse is missing where both are', () => {
    expect(shown(evaluated('orElse(presentation.weight, presentation.nodules)', context))).toBe('notEntered');
  });
});

describe('texts', () => {
  it.each([
    ["contains(presentation.note, 'mass')", true],
    ["presentation.note.startsWith('Firm')", true],
    ["presentation.note.endsWith('Firm')", false],
    ["lower(presentation.note) == 'firm mass'", true],
    ["contains(lower(presentation.note), 'Firm')", false],
    ['size(presentation.note)', 9],
  ])('%s is %s', (text, expected) => {
    expect(evaluated(text, { presentation: { note: 'Firm mass' } })).toBe(expected);
  });

  it.each(['contains', 'startsWith', 'endsWith'])('%s is missing where a text is', (name) => {
    expect(shown(evaluated(`${name}(presentation.note, 'a')`, { presentation: { note: GAPS.refused } }))).toBe(
      'refused',
    );
    expect(shown(evaluated(`${name}('a', presentation.note)`, { presentation: { note: GAPS.refused } }))).toBe(
      'refused',
    );
  });

  it('lower and size are missing where the text is; size counts characters, not code units', () => {
    expect(shown(evaluated('lower(presentation.note)', {}))).toBe('notEntered');
    expect(shown(evaluated('size(presentation.note)', {}))).toBe('notEntered');
    expect(evaluated('size(presentation.note)', { presentation: { note: '𠮷野' } })).toBe(2);
  });
});
