import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { binomialCdf } from '../distributions/index.ts';
import {
  describe,
  fiveNumbers,
  geometricMean,
  hodgesLehmann,
  interquartileRange,
  kurtosis,
  mean,
  meanInterval,
  median,
  medianAbsoluteDeviation,
  medianInterval,
  quantile,
  skewness,
  standardDeviation,
  variance,
} from './index.ts';

group('six values by hand', () => {
  // 2 3 3 5 8 15: sum 36, mean 6, deviations -4 -3 -3 -1 2 9, squares 16 9 9 1 4 81 = 120
  const six = [8, 3, 15, 3, 2, 5];

  it('location and spread', () => {
    expect([mean(six), variance(six), standardDeviation(six), median(six)]).toEqual([6, 24, Math.sqrt(24), 4]);
    // |x - 4|: 2 1 1 1 4 11, median 1.5
    expect(medianAbsoluteDeviation(six)).toBeCloseTo(1.5 * 1.4826, 14);
    expect(geometricMean(six)).toBeCloseTo((8 * 3 * 15 * 3 * 2 * 5) ** (1 / 6), 13);
    // t with 5 degrees at 97.5%: 2.570582; standard error 2
    expect(meanInterval(six)).toEqual({
      lower: expect.closeTo(6 - 2 * 2.5705818, 6),
      upper: expect.closeTo(6 + 2 * 2.5705818, 6),
    });
  });

  it('quantiles by each convention', () => {
    // type 2: 6/4 = 1.5, the 2nd value; 4.5, the 5th. type 6: rank 1.75 and 5.25. type 7: rank 2.25 and 4.75
    expect([quantile(six, 0.25, 2), quantile(six, 0.75, 2)]).toEqual([3, 8]);
    expect([quantile(six, 0.25, 6), quantile(six, 0.75, 6)]).toEqual([2.75, 9.75]);
    expect([quantile(six, 0.25, 7), quantile(six, 0.75)]).toEqual([3, 7.25]);
    expect([interquartileRange(six, 2), interquartileRange(six, 6), interquartileRange(six)]).toEqual([5, 7, 4.25]);
    expect(quantile(six, 1 / 3, 2)).toBe(3); // n p = 2, the mean of the 2nd and 3rd
    expect(fiveNumbers(six)).toEqual({ minimum: 2, lowerHinge: 3, median: 4, upperHinge: 8, maximum: 15 });
  });

  it('n p that rounding keeps from a whole number is one', () => {
    const values = Array.from({ length: 100 }, (_, k) => k + 1);
    expect([0.29 * 100 < 29, 0.07 * 100 > 7]).toEqual([true, true]);
    expect([quantile(values, 0.29, 2), quantile(values, 0.07, 2)]).toEqual([29.5, 7.5]);
  });

  it('shape', () => {
    // cubes -64 -27 -27 -1 8 729 = 618, mean 103; second moment 20
    const g = 103 / 20 ** 1.5;
    expect([skewness(six, 1), skewness(six, 2), skewness(six, 3)]).toEqual(
      [g, (g * Math.sqrt(30)) / 4, g * (5 / 6) ** 1.5].map((value) => expect.closeTo(value, 13)),
    );
    // fourth powers 256 81 81 1 16 6561 = 6996, mean 1166
    const k = 1166 / 400 - 3;
    expect([kurtosis(six, 1), kurtosis(six, 2), kurtosis(six, 3)]).toEqual(
      [k, (5 / 12) * (7 * k + 6), (k + 3) * (5 / 6) ** 2 - 3].map((value) => expect.closeTo(value, 13)),
    );
  });
});

group('what cannot be estimated', () => {
  it('nothing of an empty column', () => {
    expect(describe([null, null])).toEqual({
      n: 0,
      missing: 2,
      sum: 0,
      mean: null,
      standardDeviation: null,
      variance: null,
      standardError: null,
      meanInterval: null,
      geometricMean: null,
      median: null,
      minimum: null,
      maximum: null,
      quantiles: { 2: [], 6: [], 7: [] },
      interquartileRange: { 2: null, 6: null, 7: null },
      fiveNumbers: null,
      medianAbsoluteDeviation: null,
      skewness: { 1: null, 2: null, 3: null },
      kurtosis: { 1: null, 2: null, 3: null },
    });
    expect([quantile([], 0.5), median([]), mean([]), geometricMean([]), fiveNumbers([])]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(medianInterval([])).toEqual({
      median: null,
      lower: null,
      upper: null,
      coverage: 1,
      rankLower: null,
      rankUpper: null,
    });
    expect(hodgesLehmann([])).toMatchObject({ estimate: null, lower: null, pValue: null });
  });

  it('no spread of one value, no shape of few or equal ones', () => {
    expect(describe([4])).toMatchObject({ mean: 4, median: 4, variance: null, meanInterval: null });
    expect([skewness([1, 2], 1), kurtosis([1, 2, 4], 1), skewness([3, 3, 3, 3], 2), kurtosis([3, 3, 3, 3], 2)]).toEqual(
      [null, null, null, null],
    );
    expect([geometricMean([1, 0]), geometricMean([2, -1])]).toEqual([null, null]);
    expect(variance([5, 5, 5])).toBe(0);
  });

  it('no interval where all values are equal', () => {
    expect(hodgesLehmann([3, 3, 3])).toMatchObject({
      estimate: 3,
      lower: null,
      upper: null,
      achievedLevel: 0,
      method: 'normal',
    });
    expect(hodgesLehmann([0, 0])).toMatchObject({ estimate: null, statistic: 0, pValue: null });
  });
});

group('interval of a median by hand', () => {
  it('16 values: ranks 4 and 13 cover 97.9%', () => {
    // 2 (1 + 16 + 120 + 560) / 65536 lies outside
    const found = medianInterval(Array.from({ length: 16 }, (_, k) => 10 * (k + 1)));
    expect(found).toEqual({
      median: 85,
      lower: 40,
      upper: 130,
      coverage: expect.closeTo(1 - (2 * 697) / 65536, 14),
      rankLower: 4,
      rankUpper: 13,
    });
  });

  it('none below six values at 95%', () => {
    expect(medianInterval([1, 2, 3, 4, 5])).toMatchObject({ median: 3, lower: null, rankLower: null, coverage: 1 });
    expect(medianInterval([6, 5, 4, 3, 2, 1])).toMatchObject({ lower: 1, upper: 6, coverage: 1 - 2 / 64 });
  });
});

group('Hodges and Lehmann by hand', () => {
  it('the median of the ten pair means, the signed ranks and their test', () => {
    // -1 2 4 7: pair means -1 .5 1.5 2 3 3 4 4.5 5.5 7; sizes rank 1 2 3 4, positive 9; P(V >= 9) = 2/16
    expect(hodgesLehmann([2, -1, 7, 4])).toEqual({
      estimate: 3,
      lower: -1,
      upper: 7,
      achievedLevel: 0.88,
      statistic: 9,
      pValue: 0.25,
      method: 'exact',
    });
  });
});

group('what is refused', () => {
  it.each([
    ['values.notFinite', 1, () => describe([1, Number.NaN])],
    ['values.notFinite', 0, () => quantile([Infinity, 2], 0.5)],
    ['values.notFinite', 2, () => medianInterval([1, null, Number.NaN])],
    ['probability.range', undefined, () => quantile([1, 2], 50)],
    ['quantile.type', undefined, () => quantile([1, 2], 0.5, 5 as 7)],
    ['level.range', undefined, () => medianInterval([1, 2], 95)],
    ['level.range', undefined, () => describe([1, 2], 1)],
    ['level.range', undefined, () => hodgesLehmann([1, 2], 0)],
  ])('%s at %s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

group('properties', () => {
  const value = fc.integer({ min: -50, max: 50 });
  const values = fc.array(value, { minLength: 1, maxLength: 60 });
  const type = fc.constantFrom(2 as const, 6 as const, 7 as const);
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it('quantiles stay within the values and rise with p', () => {
    fc.assert(
      fc.property(values, type, share, share, (given, convention, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((p) => quantile(given, p, convention) as number) as [
          number,
          number,
        ];
        expect(low).toBeGreaterThanOrEqual(Math.min(...given));
        expect(high).toBeLessThanOrEqual(Math.max(...given));
        expect(low).toBeLessThanOrEqual(high + 1e-12);
      }),
    );
  });

  it('an offset of a thousand million costs the spread nothing', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 4, maxLength: 40 }), (given) => {
        const moved = given.map((x) => x + 1e9);
        expect(variance(moved)).toBeCloseTo(variance(given) as number, 6);
        expect(mean(moved)).toBeCloseTo((mean(given) as number) + 1e9, 5);
        const bend = skewness(given, 1);
        if (bend !== null) expect(skewness(moved, 1)).toBeCloseTo(bend, 6);
      }),
    );
  });

  it('order and missing values do not matter', () => {
    fc.assert(
      fc.property(values, (given) => {
        const mixed = [null, ...[...given].reverse(), null];
        expect(medianInterval(mixed)).toEqual(medianInterval(given));
        expect(describe(mixed).quantiles).toEqual(describe(given).quantiles);
        expect(describe(mixed)).toMatchObject({ n: given.length, missing: 2 });
      }),
    );
  });

  it('the interval of a median holds it and covers with at least the level; one rank closer would not', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0.8, 0.9, 0.95, 0.99), (given, level) => {
        const found = medianInterval(given, level);
        expect(found.coverage).toBeGreaterThanOrEqual(level);
        if (found.lower === null || found.rankLower === null) return;
        expect(found.lower).toBeLessThanOrEqual(found.median as number);
        expect(found.upper).toBeGreaterThanOrEqual(found.median as number);
        expect(1 - 2 * binomialCdf(found.rankLower, given.length, 0.5)).toBeLessThan(level);
      }),
    );
  });

  it('the pseudomedian moves with the values and lies within its limits', () => {
    const apart = fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 6, maxLength: 30 });
    fc.assert(
      fc.property(apart, (given) => {
        const found = hodgesLehmann(given);
        const moved = hodgesLehmann(given.map((x) => x + 1000));
        expect(found.method).toBe('exact');
        expect(moved.estimate).toBe((found.estimate as number) + 1000);
        expect(moved.lower).toBe((found.lower as number) + 1000);
        expect(found.lower).toBeLessThanOrEqual(found.estimate as number);
        expect(found.upper).toBeGreaterThanOrEqual(found.estimate as number);
      }),
    );
  });
});
