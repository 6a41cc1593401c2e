import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageAt } from './age.ts';
import { candidatesOf } from './candidates.ts';
import { candidatesJson } from './candidates-json.ts';
import { told } from './testing/invented-reports.ts';

const LONG =
  'Received is a firm grey nodule of an invented child, bisected, entirely embedded in six blocks: zzz of the lung.';
const only = (...reports: Parameters<typeof candidatesOf>[0] extends Iterable<infer One> ? One[] : never) =>
  candidatesOf(reports)[0];

describe('candidates', () => {
  it('are one for each patient with a mention or a code, by status, first date and number', () => {
    const found = candidatesOf([
      told({ patient: 'P3', date: '2019-05-01' }),
      told({ patient: 'P1', says: { status: 'not' } }),
      told({ patient: 'P2', date: '2019-06-01' }),
      told({ patient: 'P2', date: '2018-06-01', says: { status: 'history', source: 'clinical' } }),
      told({ patient: 'P4', says: null, codes: ['D48.1'] }),
      told({ patient: 'P5', says: null }),
    ]);
    expect(found.map(({ patient, status }) => [patient, status])).toEqual([
      ['P3', 'case'],
      ['P2', 'case'],
      ['P4', 'possible'],
      ['P1', 'not'],
    ]);
    expect(found[2]?.remarks).toContainEqual({ code: 'codeWithoutText' });
  });

  it('are dated by the earliest report that by itself supports the status', () => {
    const found = only(
      told({ patient: 'P', date: '2019-01-01', says: { status: 'possible', source: 'imaging' } }),
      told({ patient: 'P', date: '2019-03', says: {} }),
      told({ patient: 'P', date: '2019-02-20', says: {} }),
      told({ patient: 'P', date: null, says: {} }),
    );
    expect(found?.firstDate).toBe('2019-02-20');
    expect(found?.remarks.map(({ code }) => code)).toEqual(['someWithoutDate', 'noAge']);
    expect(only(told({ patient: 'P', date: null }))).toMatchObject({ firstDate: null, firstReport: null });
  });

  it('outside of the dates and ages of the search are said to be, and stay', () => {
    const limits = { dates: { from: '2016-01-01', to: '2024-06-30' }, ages: { maximum: 17 } };
    const remarksAt = (date: string, birthDate: string) =>
      candidatesOf([told({ patient: 'P', date, birthDate })], limits)[0]?.remarks;
    expect(remarksAt('2015-12-31', '2010-01-01')).toEqual([{ code: 'outsideDates', side: 'before', perhaps: false }]);
    expect(remarksAt('2024', '2010')).toEqual([
      { code: 'outsideDates', side: 'after', perhaps: true },
      { code: 'noAge', why: 'imprecise' },
    ]);
    expect(remarksAt('2020-01-01', '2002-01-01')).toEqual([{ code: 'outsideAges', side: 'after', perhaps: false }]);
    expect(remarksAt('2020-01-01', '2002-01-02')).toEqual([]);
    expect(remarksAt('2020-01-01', '2002')).toEqual([
      { code: 'outsideAges', side: 'after', perhaps: true },
      { code: 'noAge', why: 'imprecise' },
    ]);
  });

  it('say what is missing and what speaks against them', () => {
    const found = candidatesOf(
      [
        told({ patient: 'P', id: 'A', text: LONG }),
        told({ patient: 'P', id: 'B', text: LONG.toUpperCase() }),
        told({ patient: 'P', id: 'C', date: '2021-01-01', says: { status: 'not', overturns: true } }),
      ],
      { hasCodes: true },
    );
    expect(found[0]?.remarks).toEqual([
      { code: 'noAge', why: 'noBirthDate' },
      { code: 'textWithoutCode' },
      { code: 'sameTextTwice', reports: ['A', 'B'] },
      { code: 'contradicted', reports: ['A'] },
    ]);
  });

  it('under two numbers are pointed out and not merged', () => {
    const near = LONG.replace('six', 'five');
    const pairs = (one: Parameters<typeof told>[0], other: Parameters<typeof told>[0]) =>
      candidatesOf([told(one), told(other)]).map(({ patient, remarks }) => [
        patient,
        remarks.flatMap((remark) => (remark.code === 'twoNumbers' ? [[remark.other, ...remark.because]] : [])),
      ]);
    const born = '2015-03-02';
    expect(pairs({ patient: 'A', text: LONG }, { patient: 'B', text: LONG })).toEqual([
      ['A', [['B', 'sameText', 'sameDate']]],
      ['B', [['A', 'sameText', 'sameDate']]],
    ]);
    expect(
      pairs(
        { patient: 'A', text: LONG, birthDate: born },
        { patient: 'B', text: near, date: '2020-02-02', birthDate: born },
      )[0],
    ).toEqual(['A', [['B', 'sameBirthDate', 'similarText']]]);
    expect(
      pairs({ patient: 'A', text: LONG, birthDate: born }, { patient: 'B', text: LONG, birthDate: '2015-03-03' })[0],
    ).toEqual(['A', []]);
    expect(pairs({ patient: 'A', text: LONG }, { patient: 'B', text: near })[0]).toEqual(['A', []]);
  });

  it('as JSON have every mention with its cues and the rule that decided', () => {
    const report = told({ patient: 'P', id: 'A', text: 'No\n zzz.', says: { status: 'not' } });
    const [mention] = report.mentions;
    if (!mention) throw new Error('The test has a mention.');
    const cue = { start: 0, end: 2 };
    const denied = { ...mention, negation: { value: 'negated' as const, cue, scope: null, rule: 'no' } };
    const json = candidatesJson(candidatesOf([{ ...report, mentions: [denied] }]), { reports: 7, patients: 5 });
    expect(json).toMatchObject({
      reports: 7,
      patients: 5,
      candidates: [{ patient: 'P', status: 'not', firstDate: '2020-01-01' }],
    });
    expect(json.candidates[0]?.evidence).toEqual([
      {
        report: 'A',
        sentence: 'No zzz.',
        term: 'tumourName',
        negation: 'negated',
        temporality: 'recent',
        experiencer: 'patient',
        cues: ['No'],
        rule: 'no',
      },
    ]);
  });
});

describe('age at a date', () => {
  it.each([
    ['2015-03-02', '2020-03-01', { days: 1826, years: 4.9, months: 59 }],
    ['2015-03-02', '2020-03-02', { days: 1827, years: 5, months: 60 }],
    ['2016-02-29', '2017-02-28', { days: 365, years: 0.9, months: 11 }],
    ['2016-02-29', '2017-03-01', { days: 366, years: 1, months: 12 }],
    ['2020-01-15', '2020-01-15', { days: 0, years: 0, months: 0 }],
  ])('born %s, on %s', (birth, date, age) => {
    expect(ageAt(date, [birth])).toEqual(age);
  });

  it.each([
    [null, ['2015-03-02'], 'noDate'],
    ['2020-01-01', [], 'noBirthDate'],
    ['2020-01-01', ['2015-03-02', '2015-03-03'], 'birthDatesDiffer'],
    ['2020', ['2015-03-02'], 'imprecise'],
    ['2014-01-01', ['2015-03-02'], 'beforeBirth'],
    ['2014', ['2015-03-02'], 'beforeBirth'],
  ])('on %s, born %o: %s', (date, births, why) => {
    expect(ageAt(date, births)).toBe(why);
  });

  it('grows with every day, by a tenth of a year at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 18_000 }), fc.nat(6000), (birth, days) => {
        const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
        const [now, next] = [ageAt(iso(birth + days), [iso(birth)]), ageAt(iso(birth + days + 1), [iso(birth)])];
        if (typeof now === 'string' || typeof next === 'string') throw new Error('Both are known.');
        expect(now.days).toBe(days);
        expect(next.years - now.years).toBeGreaterThanOrEqual(0);
        expect(next.years - now.years).toBeLessThan(0.11);
        expect(Math.abs(now.years - days / 365.25)).toBeLessThan(0.11);
      }),
    );
  });
});
