import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceTest, oneWayAnova, pooledTest, type TTest, welchAnova, welchTest } from './index.ts';

const close = (value: number) => expect.closeTo(value, 12);

describe('two samples by hand', () => {
  it('variances of their own', () => {
    // means 4 and 9, variances 4 and 32: 4/3 + 32/2; degrees (52/3)^2 / ((4/3)^2 / 2 + 16^2)
    const found = welchTest([2, 4, 6], [5, 13, null]);
    expect(found).toMatchObject({ difference: -5, sizes: [3, 2], whyNull: null });
    expect(found.standardError).toBeCloseTo(Math.sqrt(52 / 3), 12);
    expect(found.degreesOfFreedom).toBeCloseTo((52 / 3) ** 2 / (8 / 9 + 256), 12);
    expect(found.t).toBeCloseTo(-5 / Math.sqrt(52 / 3), 12);
  });

  it('one variance', () => {
    // (2 x 4 + 1 x 32) / 3 = 40/3, times 1/3 + 1/2
    const found = pooledTest([2, 4, 6], [5, 13]);
    const error = Math.sqrt((40 / 3) * (5 / 6));
    expect(found).toMatchObject({ standardError: close(error), degreesOfFreedom: 3, t: close(-5 / error) });
    // t with 3 degrees at 97.5%: 3.1824463; two-sided p = 1 - (2/pi)(u + sin u cos u), tan u = |t| / sqrt 3
    expect(found.lower).toBeCloseTo(-5 - 3.1824463 * error, 6);
    expect(found.upper).toBeCloseTo(-5 + 3.1824463 * error, 6);
    const angle = Math.atan(5 / error / Math.sqrt(3));
    expect(found.pValue).toBeCloseTo(1 - (2 / Math.PI) * (angle + Math.sin(angle) * Math.cos(angle)), 12);
  });

  it('differences of pairs', () => {
    // 1 2 3 6: mean 3, variance 14/3
    expect(differenceTest([1, null, 2, 3, 6])).toMatchObject({
      difference: 3,
      standardError: close(Math.sqrt(14 / 12)),
      degreesOfFreedom: 3,
      t: close(3 / Math.sqrt(14 / 12)),
    });
  });
});

describe('three groups of two by hand', () => {
  // means 2 4 6, variances 2 8 2
  const groups = [
    [1, 3],
    [2, null, 6],
    [5, 7],
  ];

  it('one variance: between 16/2, within 12/3', () => {
    const found = oneWayAnova(groups);
    expect(found).toMatchObject({ f: 2, degreesOfFreedom: [2, 3], sizes: [2, 2, 2], whyNull: null });
    // P(F > f) with 2 and 3 degrees: (1 + 2 f / 3)^(-3/2)
    expect(found.pValue).toBeCloseTo((1 + 4 / 3) ** -1.5, 12);
  });

  it('variances of their own: weights 1, 1/4, 1', () => {
    const found = welchAnova(groups);
    expect(found.f).toBeCloseTo(216 / 73, 12);
    expect(found.degreesOfFreedom).toEqual([2, close(36 / 19)]);
  });
});

describe('what cannot be found out', () => {
  const nothing = { standardError: null, lower: null, upper: null, t: null, degreesOfFreedom: null, pValue: null };

  it.each<[string, TTest, number | null, string]>([
    ['an empty sample', welchTest([], [1, 2]), null, 'tooFewValues'],
    ['a single value with a variance of its own', welchTest([1], [1, 2]), -0.5, 'tooFewValues'],
    ['one against one', pooledTest([1], [3]), -2, 'tooFewValues'],
    ['an empty sample with one variance', pooledTest([null], [3, 4, 5]), null, 'tooFewValues'],
    ['one difference', differenceTest([3]), 3, 'tooFewValues'],
    ['no difference', differenceTest([]), null, 'tooFewValues'],
    ['no spread', welchTest([3, 3], [5, 5]), -2, 'noSpread'],
    ['no spread but rounding', differenceTest([0.3, 0.1 + 0.2, 0.3]), 0.3, 'noSpread'],
  ])('%s', (_, found, difference, whyNull) => {
    expect(found).toMatchObject({ ...nothing, whyNull });
    if (difference === null) expect(found.difference).toBeNull();
    else expect(found.difference).toBeCloseTo(difference, 12);
  });

  it('one value against some is enough where the variance is one', () => {
    expect(pooledTest([1], [3, 4]).degreesOfFreedom).toBe(1);
  });

  it('groups', () => {
    expect(oneWayAnova([[1, 2], []])).toMatchObject({ f: null, pValue: null, whyNull: 'oneGroup' });
    expect(oneWayAnova([[1], [2], [3]])).toMatchObject({ f: null, whyNull: 'tooFewValues' });
    expect(
      oneWayAnova([
        [1, 1],
        [2, 2],
      ]),
    ).toMatchObject({ f: null, whyNull: 'noSpread' });
    expect(oneWayAnova([[1, 2], [4]])).toMatchObject({ degreesOfFreedom: [1, 1], whyNull: null });
    expect(welchAnova([[1, 2]])).toMatchObject({ f: null, degreesOfFreedom: [0, null], whyNull: 'oneGroup' });
    expect(welchAnova([[1, 2], [4]])).toMatchObject({ f: null, whyNull: 'tooFewValues' });
    expect(
      welchAnova([
        [1, 2],
        [4, 4],
      ]),
    ).toMatchObject({ f: null, whyNull: 'noSpread' });
  });
});

describe('what is refused', () => {
  it.each([
    ['values.notFinite', () => welchTest([1, Number.NaN], [2])],
    ['values.notFinite', () => oneWayAnova([[1], [Number.NaN]])],
    ['level.range', () => pooledTest([1], [2], 1)],
    ['level.range', () => differenceTest([1], 95)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code }));
  });
});

describe('properties', () => {
  const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 20 });

  it('two groups: F is the square of t, and the p values are one', () => {
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        for (const [t, f] of [
          [pooledTest(first, second), oneWayAnova([first, second])],
          [welchTest(first, second), welchAnova([first, second])],
        ] as const) {
          if (t.t === null || f.f === null) continue;
          expect(f.f).toBeCloseTo(t.t ** 2, 7);
          expect(f.degreesOfFreedom[1]).toBeCloseTo(t.degreesOfFreedom as number, 7);
          expect(f.pValue).toBeCloseTo(t.pValue as number, 9);
        }
      }),
    );
  });

  it('the interval leaves out 0 just where p is below what it leaves', () => {
    fc.assert(
      fc.property(sample, sample, fc.constantFrom(0.5, 0.9, 0.95), (first, second, level) => {
        for (const test of [welchTest, pooledTest]) {
          const { lower, upper, pValue } = test(first, second, level);
          if (lower === null || upper === null || pValue === null) continue;
          if (Math.abs(pValue - (1 - level)) < 1e-9) continue;
          expect(lower > 0 || upper < 0).toBe(pValue < 1 - level);
        }
      }),
    );
  });

  it('units do not matter to t and F', () => {
    fc.assert(
      fc.property(sample, sample, sample, (a, b, c) => {
        const scaled = (values: number[]) => values.map((value) => value * 2.54 + 1e6);
        const [plain, moved] = [welchTest(a, b), welchTest(scaled(a), scaled(b))];
        if (plain.t !== null) expect(moved.t).toBeCloseTo(plain.t, 4);
        const [f, movedF] = [oneWayAnova([a, b, c]), oneWayAnova([a, b, c].map(scaled))];
        if (f.f !== null) expect(movedF.f).toBeCloseTo(f.f, 3);
      }),
    );
  });
});
