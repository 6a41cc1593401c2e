import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalUpperTail } from '../distributions/index.ts';
import {
  binomialNormalOddsRatio,
  mantelHaenszel,
  petoOddsRatio,
  type StudyOfTwo,
  type TwoGroupMeasure,
  twoGroupEffects,
} from './index.ts';

const MEASURES: TwoGroupMeasure[] = ['logOddsRatio', 'logRiskRatio', 'riskDifference'];
const tables = (...rows: [a: number, b: number, c: number, d: number][]): StudyOfTwo[] =>
  rows.map(([a, b, c, d]) => ({ first: { events: a, n: a + b }, second: { events: c, n: c + d } }));

describe('effects of one table by hand', () => {
  it.each<[TwoGroupMeasure, number, number]>([
    ['logOddsRatio', Math.log(1 / 3), 1 + 1 / 3 + 1 / 2 + 1 / 2],
    ['logRiskRatio', Math.log(1 / 2), 1 - 1 / 4 + 1 / 2 - 1 / 4],
    ['riskDifference', -1 / 4, 3 / 64 + 4 / 64],
  ])('%s of 1 of 4 against 2 of 4', (measure, estimate, variance) => {
    expect(twoGroupEffects(tables([1, 3, 2, 2]), measure)).toEqual([
      { estimate: expect.closeTo(estimate, 14), variance: expect.closeTo(variance, 14) },
    ]);
  });

  it('adds one half to all four counts of a table with a 0, and to no other', () => {
    const [corrected, plain] = twoGroupEffects(tables([0, 4, 2, 2], [1, 3, 2, 2]), 'logOddsRatio');
    expect(corrected?.estimate).toBeCloseTo(Math.log((0.5 * 2.5) / (4.5 * 2.5)), 14);
    expect(plain?.estimate).toBeCloseTo(Math.log(1 / 3), 14);
    // nobody had the event: no difference, and hardly any weight
    expect(twoGroupEffects(tables([0, 4, 0, 4]), 'logOddsRatio')[0]?.estimate).toBe(0);
  });
});

describe('two tables of eight by hand', () => {
  // [1 3 / 2 2] and [3 1 / 1 3], four in each group
  const two = tables([1, 3, 2, 2], [3, 1, 1, 3]);

  it("Mantel and Haenszel's ratios and difference", () => {
    // (1*2 + 3*3) / (3*2 + 1*1); (1 + 3) / (2 + 1); (-1/4 + 2/4) / 2
    expect(mantelHaenszel(two, 'logOddsRatio').estimate).toBeCloseTo(Math.log(11 / 7), 14);
    expect(mantelHaenszel(two, 'logRiskRatio').estimate).toBeCloseTo(Math.log(4 / 3), 14);
    expect(mantelHaenszel(two, 'riskDifference').estimate).toBeCloseTo(1 / 8, 14);
    // two tables leave one degree of freedom: twice the normal tail beyond the root of Q
    const { q, qPValue } = mantelHaenszel(two, 'riskDifference');
    expect(qPValue).toBeCloseTo(2 * normalUpperTail(Math.sqrt(q as number)), 12);
  });

  it('the test that the odds ratio is 1', () => {
    // 1 - 3/2 and 3 - 2 events beyond those expected: the half of the correction eats up the half
    expect(mantelHaenszel(two, 'logOddsRatio').oddsRatioTests).toMatchObject({ chiSquare: 0, pValue: 1 });
    // twice the second table: 2 - 1/2 over 2 * 4^4 / (64 * 7)
    const tests = mantelHaenszel(tables([3, 1, 1, 3], [3, 1, 1, 3]), 'logOddsRatio').oddsRatioTests;
    expect(tests?.chiSquare).toBeCloseTo(1.5 ** 2 / (8 / 7), 12);
    // both tables have the pooled odds ratio of 9
    expect(tests?.equality).toBeCloseTo(0, 12);
  });

  it("Peto's odds ratio", () => {
    // 1/2 event beyond those expected, over the variances 4*4*3*5 / (64*7) and 4^4 / (64*7)
    const found = petoOddsRatio(two);
    expect(found.estimate).toBeCloseTo(14 / 31, 14);
    expect(found.standardError).toBeCloseTo(Math.sqrt(28 / 31), 14);
    // (1/4) / (15/28) + 1 / (4/7) less (1/2)^2 / (31/28)
    expect(found.q).toBeCloseTo(7 / 15 + 7 / 4 - 7 / 31, 12);
    expect(found.interval?.upper).toBeCloseTo(14 / 31 + 1.959963984540054 * Math.sqrt(28 / 31), 12);
    // two tables leave one degree of freedom: twice the normal tail beyond the root of Q
    expect(found.qPValue).toBeCloseTo(2 * normalUpperTail(Math.sqrt(found.q as number)), 12);
  });
});

it('groups of other sizes and the same risk have an odds ratio of 1, given the events of both', () => {
  const alike = tables([2, 18, 4, 36], [6, 24, 2, 8]);
  expect(binomialNormalOddsRatio(alike, 'fixedLevels').estimate).toBeCloseTo(0, 6);
  // the conditional model has the ratio of the risks in its place
  expect(binomialNormalOddsRatio(alike, 'conditional').estimate).toBeCloseTo(0, 6);
});

describe('edges', () => {
  it('nobody had the event in any table', () => {
    const none = tables([0, 4, 0, 6], [0, 3, 0, 3]);
    expect(petoOddsRatio(none)).toMatchObject({ estimate: null, q: null, telling: 0 });
    expect(mantelHaenszel(none, 'logOddsRatio')).toMatchObject({
      estimate: null,
      interval: null,
      pValue: null,
      oddsRatioTests: { chiSquare: null, equality: null },
    });
    expect(mantelHaenszel(none, 'logRiskRatio').estimate).toBeNull();
    expect(mantelHaenszel(none, 'riskDifference')).toMatchObject({ estimate: 0, standardError: 0, pValue: null });
    expect(binomialNormalOddsRatio(none, 'fixedLevels')).toMatchObject({
      estimate: null,
      whyNull: 'oneSided',
      studies: 0,
    });
  });

  it('all events are in one group: no bound', () => {
    const apart = tables([3, 4, 0, 6], [2, 3, 0, 3]);
    expect(mantelHaenszel(apart, 'logOddsRatio')).toMatchObject({ estimate: null, q: null, telling: 2 });
    expect(petoOddsRatio(apart).estimate).toBeGreaterThan(0);
    expect(binomialNormalOddsRatio(apart, 'conditional').whyNull).toBe('oneSided');
  });

  it('a table without events has no Q to give, but counts in a difference', () => {
    const [with0, without0] = [tables([1, 3, 2, 2], [3, 1, 1, 3], [0, 8, 0, 8]), tables([1, 3, 2, 2], [3, 1, 1, 3])];
    expect(mantelHaenszel(with0, 'riskDifference')).toMatchObject({ estimate: expect.closeTo(1 / 16, 14), telling: 2 });
    expect(mantelHaenszel(with0, 'logOddsRatio')).toEqual(mantelHaenszel(without0, 'logOddsRatio'));
    expect(petoOddsRatio(with0)).toEqual(petoOddsRatio(without0));
  });

  it('one table has no heterogeneity', () => {
    expect(mantelHaenszel(tables([1, 3, 2, 2]), 'logRiskRatio')).toMatchObject({ q: 0, qPValue: 1, iSquared: 0 });
    expect(petoOddsRatio(tables([1, 3, 2, 2]))).toMatchObject({ qPValue: 1, iSquared: 0 });
  });

  it.each<[string, number | undefined, StudyOfTwo[]]>([
    ['studies.none', undefined, []],
    ['study.n', 1, tables([1, 1, 1, 1], [0, 0, 1, 1])],
    ['study.events', 0, [{ first: { events: 5, n: 4 }, second: { events: 1, n: 4 } }]],
    ['study.events', 0, [{ first: { events: 1, n: 4 }, second: { events: 0.5, n: 4 } }]],
  ])('%s at %s is refused', (code, at, wrong) => {
    const refused = expect.objectContaining({ name: 'InputError', code, at });
    for (const measure of MEASURES) {
      expect(() => twoGroupEffects(wrong, measure)).toThrow(refused);
      expect(() => mantelHaenszel(wrong, measure)).toThrow(refused);
    }
    expect(() => petoOddsRatio(wrong)).toThrow(refused);
    expect(() => binomialNormalOddsRatio(wrong, 'conditional')).toThrow(refused);
  });
});

describe('properties', () => {
  const group = fc
    .integer({ min: 2, max: 40 })
    .chain((n) => fc.integer({ min: 1, max: n - 1 }).map((events) => ({ events, n })));
  const several = fc.array(fc.record({ first: group, second: group }), { minLength: 1, maxLength: 6 });
  const swapped = (some: StudyOfTwo[]) => some.map(({ first, second }) => ({ first: second, second: first }));
  const others = (some: StudyOfTwo[]) =>
    some.map(({ first, second }) => ({
      first: { events: first.n - first.events, n: first.n },
      second: { events: second.n - second.events, n: second.n },
    }));

  it('groups that change places, and outcomes, turn the sign', () => {
    fc.assert(
      fc.property(several, fc.constantFrom(...MEASURES), (some, measure) => {
        const [there, back] = [mantelHaenszel(some, measure), mantelHaenszel(swapped(some), measure)];
        expect(there.estimate).toBeCloseTo(-(back.estimate as number), 9);
        expect(there.standardError).toBeCloseTo(back.standardError as number, 9);
        expect(petoOddsRatio(some).estimate).toBeCloseTo(-(petoOddsRatio(swapped(some)).estimate as number), 9);
        if (measure === 'logRiskRatio') return;
        expect(there.estimate).toBeCloseTo(-(mantelHaenszel(others(some), measure).estimate as number), 9);
      }),
    );
  });

  it('a table many times over has its own effect, and no heterogeneity', () => {
    fc.assert(
      fc.property(fc.record({ first: group, second: group }), fc.constantFrom(...MEASURES), (one, measure) => {
        const found = mantelHaenszel([one, one, one], measure);
        const [alone] = twoGroupEffects([one], measure);
        expect(found.estimate).toBeCloseTo(alone?.estimate as number, 9);
        // of a ratio the error is that of one table, with a third of its variance
        if (measure !== 'riskDifference') {
          expect(found.standardError).toBeCloseTo(Math.sqrt((alone?.variance as number) / 3), 9);
        }
        expect(found.q).toBeCloseTo(0, 9);
        expect(found.oddsRatioTests?.equality ?? 0).toBeCloseTo(0, 7);
      }),
    );
  });
});
