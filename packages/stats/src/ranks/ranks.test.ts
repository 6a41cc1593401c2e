import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairedDifferences } from '../describe/index.ts';
import { normalCdf } from '../distributions/index.ts';
import { kruskalWallis, locationShift, rankSumTest, signedRankTest } from './index.ts';

const close = (value: number) => expect.closeTo(value, 12);

describe('two samples of three by hand', () => {
  // ranks 2.5 5 6 against 1 2.5 4; of 9 pairs the first is larger in 7 and equal in 1
  const first = [4, 2, 5];
  const second = [3, 1, 2];

  it('exactly, with the tie', () => {
    // 20 samples of 3 of 1 2.5 2.5 4 5 6, mean sum 10.5: 13.5 twice and 15 lie as high, 7.5 twice and 6 as low
    expect(rankSumTest(first, second)).toEqual({
      statistic: 7.5,
      shareLarger: 7.5 / 9,
      z: close(3 / Math.sqrt(5.1)),
      p: { twoSided: close(6 / 20), less: close(19 / 20), greater: close(3 / 20) },
      method: 'exact',
      smallestAttainable: { twoSided: close(2 / 20), less: close(1 / 20), greater: close(1 / 20) },
      hasTies: true,
      sizes: [3, 3],
      whyNull: null,
    });
  });

  it('by the normal approximation: variance 9/12 (7 - 6/30)', () => {
    const deviation = Math.sqrt(5.1);
    expect(rankSumTest(first, second, { method: 'normal' })).toMatchObject({
      p: {
        twoSided: close(2 * normalCdf(-2.5 / deviation)),
        less: close(normalCdf(3.5 / deviation)),
        greater: close(normalCdf(-2.5 / deviation)),
      },
      smallestAttainable: null,
    });
    const { p } = rankSumTest(first, second, { method: 'normal', continuity: false });
    expect(p.twoSided).toBeCloseTo(2 * normalCdf(-3 / deviation), 12);
    expect((p.less as number) + (p.greater as number)).toBeCloseTo(1, 12);
  });

  it('the shift: nine differences, their ends cover 90%', () => {
    // -1 0 1 1 2 2 3 3 4; one sample of 20 has no pair
    expect(locationShift(first, second)).toEqual({
      estimate: 2,
      lower: -1,
      upper: 4,
      coverage: close(0.9),
      method: 'exact',
      whyNull: null,
    });
    // 2 of 20 samples have at most one pair: the next ones cover 80%
    expect(locationShift(first, second, { level: 0.79 })).toMatchObject({ lower: 0, upper: 3, coverage: close(0.8) });
  });

  it('a far value against three equal ones: as far from the middle is itself alone', () => {
    // ranks 2 2 2 4, mean 2.5: twice the tail would be 0.5
    expect(rankSumTest([5], [1, 1, 1]).p).toEqual({ twoSided: 0.25, less: 1, greater: 0.25 });
    expect(rankSumTest([1], [1, 1, 5])).toMatchObject({ p: { twoSided: 1 }, smallestAttainable: { twoSided: 0.25 } });
  });
});

describe('signed ranks of six differences by hand', () => {
  // sizes 1 2 2 3 4 rank 1 2.5 2.5 4 5, one is 0; positive 4 + 2.5 + 2.5
  const differences = [3, -1, null, 2, 2, 0, -4];

  it('exactly, with the tie', () => {
    // 12 of 32 subsets have a sum of 6 or less, as many 9 or more, 2 of them 9 itself: 4+5 and 4+2.5+2.5
    expect(signedRankTest(differences)).toEqual({
      statistic: 9,
      z: close(1.5 / Math.sqrt(13.75 - 6 / 48)),
      p: { twoSided: 24 / 32, less: 22 / 32, greater: 12 / 32 },
      method: 'exact',
      smallestAttainable: { twoSided: 2 / 32, less: 1 / 32, greater: 1 / 32 },
      hasTies: true,
      differences: 5,
      zeros: 1,
      whyNull: null,
    });
  });

  it('by the normal approximation: 1 off the middle after the correction', () => {
    const deviation = Math.sqrt(13.625);
    expect(signedRankTest(differences, { method: 'normal' }).p).toEqual({
      twoSided: close(2 * normalCdf(-1 / deviation)),
      less: close(normalCdf(2 / deviation)),
      greater: close(normalCdf(-1 / deviation)),
    });
  });

  it('pairs with a missing member have no difference', () => {
    expect(pairedDifferences([5, null, 3, 1], [2, 2, null, 1])).toEqual([3, null, null, 0]);
  });
});

describe('three groups of two by hand', () => {
  it('Kruskal and Wallis', () => {
    // rank sums 5 7 9 about 7: 12 (4/2 + 0 + 4/2) / 42; chi-square with 2 degrees is exponential
    expect(
      kruskalWallis([
        [1, 4],
        [2, 6, null],
        [3, 9],
      ]),
    ).toEqual({
      h: close(8 / 7),
      degreesOfFreedom: 2,
      pValue: close(Math.exp(-4 / 7)),
      sizes: [2, 2, 2],
      whyNull: null,
    });
    // with 4 tied twice the ranks are 1 3.5, 2 3.5... of two groups: sums 4.5 and 5.5, ties 6 / 60
    expect(kruskalWallis([[1, 4], [], [2, 4]]).h).toBeCloseTo((12 * 2 * (0.25 / 2)) / 20 / (1 - 6 / 60), 12);
  });
});

describe('what cannot be found out', () => {
  it('an empty sample', () => {
    expect(rankSumTest([], [1, 2])).toMatchObject({ statistic: null, p: { twoSided: null }, whyNull: 'noValues' });
    expect(locationShift([null], [1])).toMatchObject({ estimate: null, method: null, whyNull: 'noValues' });
    expect(signedRankTest([0, null, 0])).toMatchObject({
      statistic: 0,
      method: null,
      whyNull: 'noDifferences',
      zeros: 2,
    });
    expect(kruskalWallis([[1, 2], [null]])).toMatchObject({ h: null, pValue: null, whyNull: 'oneGroup' });
  });

  it('all values equal: exactly p is 1, approximately there is none', () => {
    const [three, four] = [
      [3, 3, 3],
      [3, 3, 3, 3],
    ];
    expect(rankSumTest(three, four)).toMatchObject({ z: null, p: { twoSided: 1, less: 1, greater: 1 }, whyNull: null });
    expect(rankSumTest(three, four).smallestAttainable).toEqual({ twoSided: 1, less: 1, greater: 1 });
    expect(rankSumTest(three, four, { method: 'normal' })).toMatchObject({
      p: { twoSided: null, less: 1, greater: 1 },
      whyNull: 'noSpread',
    });
    expect(locationShift(three, four, { method: 'normal' })).toMatchObject({
      estimate: 0,
      lower: null,
      whyNull: 'noSpread',
    });
    expect(kruskalWallis([three, four])).toMatchObject({ h: null, whyNull: 'noSpread' });
  });

  it('an interval that no order statistic reaches says what it covers', () => {
    expect(locationShift([1, 4], [2, 3])).toMatchObject({
      estimate: 0,
      lower: -2,
      upper: 2,
      coverage: close(1 - 2 / 6),
    });
    expect(locationShift([3], [1])).toMatchObject({ estimate: 2, lower: 2, upper: 2, coverage: 0 });
  });
});

describe('the budget of work', () => {
  const many = Array.from({ length: 60 }, (_, index) => (index * 37) % 61);

  it('is kept by the normal approximation, and refused when exactness was wanted', () => {
    expect(rankSumTest(many, [0, ...many], { workBudget: 1e4 }).method).toBe('normal');
    expect(rankSumTest(many, [0, ...many]).method).toBe('exact');
    expect(signedRankTest(many, { workBudget: 1e4 }).method).toBe('normal');
    expect(() => rankSumTest(many, [0, ...many], { workBudget: 1e4, method: 'exact' })).toThrow(
      expect.objectContaining({ code: 'rankSum.work' }),
    );
    expect(() => signedRankTest(many, { workBudget: 1e4, method: 'exact' })).toThrow(
      expect.objectContaining({ code: 'signedRank.work' }),
    );
  });

  it('shifts of large samples are found by roots', () => {
    const shifted = many.map((value) => value + 5);
    expect(locationShift(shifted, many)).toMatchObject({ method: 'normal', coverage: null });
    expect(locationShift(shifted, many).estimate).toBeCloseTo(5, 9);
    expect(locationShift(shifted, many, { method: 'exact' })).toMatchObject({ method: 'exact', estimate: 5 });
  });
});

describe('what is refused', () => {
  it.each([
    ['values.notFinite', 1, () => rankSumTest([1, Number.NaN], [2])],
    ['values.notFinite', 0, () => locationShift([1], [Number.POSITIVE_INFINITY])],
    ['values.notFinite', 2, () => signedRankTest([1, null, Number.NaN])],
    ['values.notFinite', 0, () => kruskalWallis([[1], [Number.NaN]])],
    ['level.range', undefined, () => locationShift([1], [2], { level: 95 })],
    ['pairs.length', undefined, () => pairedDifferences([1, 2], [1])],
    ['rankSum.size', undefined, () => locationShift(new Float64Array(201), [1], { method: 'exact' })],
  ])('%s at %s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

describe('properties', () => {
  const few = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 6 });
  const sample = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 25 });

  /** All ways to choose members of a list, as the sum of what is chosen. */
  function sumsOfSize(values: readonly number[], size: number): number[] {
    if (size === 0) return [0];
    return values.flatMap((value, index) => sumsOfSize(values.slice(index + 1), size - 1).map((sum) => sum + value));
  }
  const rankOf = (values: readonly number[]) => (value: number) =>
    values.filter((other) => other < value).length + (values.filter((other) => other === value).length + 1) / 2;

  it('exact p of the rank sum are those of all samples', () => {
    fc.assert(
      fc.property(few, few, (first, second) => {
        const all = [...first, ...second];
        const ranks = all.map(rankOf(all));
        const sums = sumsOfSize(ranks, first.length);
        const observed = ranks.slice(0, first.length).reduce((sum, rank) => sum + rank, 0);
        const expected = (first.length * (all.length + 1)) / 2;
        const share = (holds: (sum: number) => boolean) => sums.filter(holds).length / sums.length;
        const found = rankSumTest(first, second);
        const far = Math.max(...sums.map((sum) => Math.abs(sum - expected)));
        expect(found.p.less).toBeCloseTo(
          share((sum) => sum <= observed),
          12,
        );
        expect(found.p.greater).toBeCloseTo(
          share((sum) => sum >= observed),
          12,
        );
        expect(found.p.twoSided).toBeCloseTo(
          share((sum) => Math.abs(sum - expected) >= Math.abs(observed - expected)),
          12,
        );
        expect(found.smallestAttainable?.twoSided).toBeCloseTo(
          share((sum) => Math.abs(sum - expected) === far),
          12,
        );
        expect(found.smallestAttainable?.less).toBeCloseTo(
          share((sum) => sum === Math.min(...sums)),
          12,
        );
        expect(found.smallestAttainable?.greater).toBeCloseTo(
          share((sum) => sum === Math.max(...sums)),
          12,
        );
      }),
    );
  });

  it('exact p of signed ranks are those of all signs', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 9 }), (values) => {
        const sizes = values.filter((value) => value !== 0).map(Math.abs);
        const found = signedRankTest(values);
        if (sizes.length === 0) return;
        const ranks = sizes.map(rankOf(sizes));
        const sums = ranks.reduce((so, rank) => so.flatMap((sum) => [sum, sum + rank]), [0]);
        const share = (holds: (sum: number) => boolean) => sums.filter(holds).length / sums.length;
        const { less, greater, twoSided } = found.p;
        expect(less).toBeCloseTo(
          share((sum) => sum <= found.statistic),
          12,
        );
        expect(greater).toBeCloseTo(
          share((sum) => sum >= found.statistic),
          12,
        );
        expect(twoSided).toBeCloseTo(Math.min(1, 2 * Math.min(less as number, greater as number)), 12);
      }),
    );
  });

  it('samples change places, units do not matter', () => {
    fc.assert(
      fc.property(sample, sample, fc.constantFrom('exact' as const, 'normal' as const), (first, second, method) => {
        const [there, back] = [rankSumTest(first, second, { method }), rankSumTest(second, first, { method })];
        expect((there.statistic as number) + (back.statistic as number)).toBe(first.length * second.length);
        expect(there.p.less ?? -1).toBeCloseTo(back.p.greater ?? -1, 12);
        expect(there.p.twoSided ?? -1).toBeCloseTo(back.p.twoSided ?? -1, 12);
        const stretch = (values: number[]) => values.map((value) => value ** 3 * 2 + 7);
        expect(rankSumTest(stretch(first), stretch(second), { method })).toEqual(there);
      }),
    );
  });

  it('the approximation is near the exact p in samples of 20', () => {
    const twenty = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 20, maxLength: 25 });
    fc.assert(
      fc.property(twenty, twenty, (first, second) => {
        const [exact, normal] = [rankSumTest(first, second), rankSumTest(first, second, { method: 'normal' })];
        expect(Math.abs((exact.p.twoSided as number) - (normal.p.twoSided as number))).toBeLessThan(0.01);
      }),
    );
  });

  it('the shift moves with the first sample, turns round with the order, and lies within its limits', () => {
    const apart = fc.uniqueArray(fc.integer({ min: 0, max: 4000 }), { minLength: 6, maxLength: 20 });
    fc.assert(
      fc.property(apart, fc.constantFrom('exact' as const, 'normal' as const), (values, method) => {
        const [first, second] = [values.slice(0, 3), values.slice(3)];
        const there = locationShift(first, second, { method });
        const moved = locationShift(
          first.map((value) => value + 512),
          second,
          { method },
        );
        const back = locationShift(second, first, { method });
        for (const limit of ['estimate', 'lower', 'upper'] as const) {
          if (method === 'exact') expect(moved[limit]).toBe((there[limit] as number) + 512);
          expect(there.lower).toBeLessThanOrEqual((there[limit] as number) + 1e-9);
          expect(there.upper).toBeGreaterThanOrEqual((there[limit] as number) - 1e-9);
        }
        if (method === 'exact')
          expect([-(back.upper as number), -(back.lower as number)]).toEqual([there.lower, there.upper]);
      }),
    );
  });

  it('exact limits leave out 0 just where the exact test rejects', () => {
    const apart = fc.uniqueArray(fc.integer({ min: 0, max: 4000 }), { minLength: 8, maxLength: 20 });
    fc.assert(
      fc.property(apart, fc.integer({ min: -4000, max: 4000 }), (values, offset) => {
        const [first, second] = [values.slice(0, 4).map((value) => value + offset + 0.5), values.slice(4)];
        const { lower, upper, coverage } = locationShift(first, second);
        const isOutside = (lower as number) > 0 || (upper as number) < 0;
        expect((rankSumTest(first, second).p.twoSided as number) <= 1 - (coverage as number) + 1e-12).toBe(isOutside);
      }),
    );
  });

  it('two groups: H is the square of z', () => {
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        const { z } = rankSumTest(first, second, { method: 'normal' });
        expect(kruskalWallis([first, second]).h ?? -1).toBeCloseTo(z === null ? -1 : z * z, 9);
      }),
    );
  });
});
