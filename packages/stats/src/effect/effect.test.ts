import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardisedDifference, standardisedDifferenceOfProportions } from './index.ts';

describe('standardised differences by hand', () => {
  it('of means', () => {
    // 2 4 6 against 9 11 13 15: means 4 and 12, variances 4 and 20/3; pooled (2 x 4 + 3 x 20/3) / 5
    expect(standardisedDifference([4, null, 2, 6], [9, 15, 11, 13])).toEqual({
      byAverageVariance: expect.closeTo(-8 / Math.sqrt(16 / 3), 12),
      byPooledVariance: expect.closeTo(-8 / Math.sqrt(28 / 5), 12),
      sizes: [3, 4],
      whyNull: null,
    });
  });

  it('of proportions', () => {
    // 1/2 and 1/4: the mean of 1/4 and 3/16
    const found = standardisedDifferenceOfProportions({ events: 3, n: 6 }, { events: 2, n: 8 });
    expect(found).toBeCloseTo(0.25 / Math.sqrt(7 / 32), 12);
  });
});

describe('what cannot be estimated', () => {
  it('without values or spread', () => {
    const nothing = { byAverageVariance: null, byPooledVariance: null };
    expect(standardisedDifference([1], [1, 2])).toMatchObject({ ...nothing, whyNull: 'tooFewValues' });
    expect(standardisedDifference([3, 3], [5, 5])).toMatchObject({ ...nothing, whyNull: 'noSpread' });
    expect(standardisedDifference([3, 3], [5, 7]).byPooledVariance).toBeCloseTo(-3, 12);
    expect(standardisedDifferenceOfProportions({ events: 0, n: 0 }, { events: 1, n: 2 })).toBeNull();
    expect(standardisedDifferenceOfProportions({ events: 3, n: 3 }, { events: 0, n: 2 })).toBeNull();
  });

  it.each([
    ['values.notFinite', 1, () => standardisedDifference([1, Number.NaN], [2])],
    ['proportion.events', 1, () => standardisedDifferenceOfProportions({ events: 1, n: 2 }, { events: 3, n: 2 })],
    ['proportion.events', 0, () => standardisedDifferenceOfProportions({ events: 0.5, n: 2 }, { events: 1, n: 2 })],
  ])('%s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

describe('properties', () => {
  const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 20 });

  it('units do not matter, and samples change places', () => {
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        const found = standardisedDifference(first, second);
        const scaled = (values: number[]) => values.map((value) => value * 0.4 - 70);
        const [moved, back] = [
          standardisedDifference(scaled(first), scaled(second)),
          standardisedDifference(second, first),
        ];
        expect(moved.byAverageVariance ?? 9).toBeCloseTo(found.byAverageVariance ?? 9, 6);
        expect(-(back.byPooledVariance ?? -9)).toBeCloseTo(found.byPooledVariance ?? 9, 12);
      }),
    );
  });

  it('samples of one size are pooled to the mean of their variances', () => {
    fc.assert(
      fc.property(sample, (first) => {
        const found = standardisedDifference(
          first,
          first.map((value, index) => value * 2 + index),
        );
        expect(found.byPooledVariance ?? 9).toBeCloseTo(found.byAverageVariance ?? 9, 10);
      }),
    );
  });

  it('a characteristic coded 0 and 1 has the same difference but for n - 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (a, b) => {
        const coded = (events: number) => Array.from({ length: 50 }, (_, index) => Number(index < events));
        const proportions = standardisedDifferenceOfProportions({ events: a, n: 50 }, { events: b, n: 50 }) as number;
        const means = standardisedDifference(coded(a), coded(b)).byAverageVariance as number;
        expect(proportions).toBeCloseTo(means * Math.sqrt(50 / 49), 10);
      }),
    );
  });
});
