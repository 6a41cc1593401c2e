import { describe, expect, it } from 'vitest';
import { missing, parsePartialDate, type Value } from '../model/index.ts';
import { ageBetween, judge, type Measured, type ReferenceRange } from './reference-ranges.ts';

const NONE = missing('notEntered');
const range = (changes: Partial<ReferenceRange>): ReferenceRange => ({
  form: 'blood',
  test: 'hb',
  unit: 'g/L',
  citation: 'An invented handbook',
  ...changes,
});
const judged = (ranges: readonly ReferenceRange[], measured: Partial<Measured>) =>
  judge(
    ranges.map((one, place) => ({ range: one, place })),
    { value: 100, unit: 'g/L', sex: NONE, laboratory: NONE, ageDays: null, ...measured },
  );
const aged = (days: number) => ({ ageDays: { youngest: days, oldest: days } });
const date = (text: string): Value => parsePartialDate(text) ?? NONE;

describe('a value beside its range', () => {
  it.each([
    [99.9, 'below'],
    [100, 'within'],
    [120, 'within'],
    [120.1, 'above'],
  ] as const)('%d lies %s 100 to 120: both bounds are within', (value, verdict) => {
    expect(judged([range({ lower: 100, upper: 120 })], { value })).toEqual({ verdict, range: 0 });
  });

  it.each([
    [{ lower: 100, upper: 120 }, 100, 'below'],
    [{ lower: 100, upper: 120 }, 110, 'open'],
    [{ lower: 100, upper: 120 }, 130, 'open'],
    [{ lower: 100 }, 101, 'open'],
    [{ upper: 5 }, 5, 'within'],
    [{ upper: 5 }, 6, 'open'],
    [{ lower: 0, upper: 5 }, 2, 'within'],
  ] as const)('in %j below a limit of detection of %d is %s', (bounds, value, verdict) => {
    expect(judged([range(bounds)], { value, isLimit: true }).verdict).toBe(verdict);
  });

  it('has nothing above a range without an upper bound', () => {
    expect(judged([range({ lower: 90 })], { value: 9000 }).verdict).toBe('within');
  });

  it('is not judged in another unit, or without one, and is judged by the range in its own', () => {
    const inGrams = range({ lower: 10, unit: 'g/dL' });
    expect(judged([inGrams], {})).toEqual({ verdict: 'otherUnit', range: null });
    expect(judged([inGrams], { unit: null })).toEqual({ verdict: 'otherUnit', range: null });
    expect(judged([inGrams, range({ lower: 101 })], {})).toEqual({ verdict: 'below', range: 1 });
    expect(judged([], {})).toEqual({ verdict: 'noRange', range: null });
  });

  it('goes by the closest range: of the laboratory, then of the sex, then of the age', () => {
    const ranges = [range({}), range({ fromDays: 0 }), range({ sex: 'F' }), range({ laboratory: 'L2' })];
    expect(judged(ranges, { ...aged(5), sex: 'F', laboratory: 'L2' }).range).toBe(3);
    expect(judged(ranges, { ...aged(5), sex: 'F', laboratory: 'L1' }).range).toBe(2);
    expect(judged(ranges, { ...aged(5), sex: 'M', laboratory: 'L1' }).range).toBe(1);
    expect(judged([range({})], {}).range).toBe(0);
  });

  it('is not judged by a wider range where a closer one may hold, and nobody can tell', () => {
    const ranges = [range({}), range({ sex: 'F' })];
    expect(judged(ranges, { sex: 'M' })).toEqual({ verdict: 'within', range: 0 });
    expect(judged(ranges, {})).toEqual({ verdict: 'noRange', range: null });
    expect(judged([range({}), range({ fromDays: 10 })], {})).toEqual({ verdict: 'noRange', range: null });
  });

  it.each([
    [182, null],
    [183, 0],
    [729, 0],
    [730, 1],
  ] as const)(
    'at %d days goes by the range number %s: from its first day up to, not including, its end',
    (day, place) => {
      const ranges = [range({ fromDays: 183, untilDays: 730 }), range({ fromDays: 730 })];
      expect(judged(ranges, aged(day)).range).toBe(place);
    },
  );

  it('of a child whose age is not known to the day goes by a range only where every day gives it', () => {
    const ranges = [range({ fromDays: 0, untilDays: 100 }), range({ fromDays: 100 })];
    expect(judged(ranges, { ageDays: { youngest: 80, oldest: 99 } }).range).toBe(0);
    expect(judged(ranges, { ageDays: { youngest: 80, oldest: 110 } })).toEqual({ verdict: 'noRange', range: null });
  });
});

describe('an age', () => {
  it('is as wide as its dates leave it open, and none without one of them', () => {
    expect(ageBetween(date('2020-01-01'), date('2020-01-31'))).toEqual({ youngest: 30, oldest: 30 });
    expect(ageBetween(date('2020-01'), date('2020-02'))).toEqual({ youngest: 1, oldest: 59 });
    expect(ageBetween(missing('unknown'), date('2020-02'))).toBeNull();
  });
});
