import { describe, expect, it } from 'vitest';
import table from '../../fixtures/distributions.json' with { type: 'json' };
import {
  betaCdf,
  betaQuantile,
  betaUpperQuantile,
  betaUpperTail,
  binomialCdf,
  binomialPmf,
  binomialQuantile,
  binomialUpperTail,
  chiSquareCdf,
  chiSquareQuantile,
  chiSquareUpperTail,
  fCdf,
  fQuantile,
  fUpperQuantile,
  fUpperTail,
  gammaCdf,
  gammaQuantile,
  gammaUpperQuantile,
  gammaUpperTail,
  logGamma,
  normalCdf,
  normalQuantile,
  normalUpperTail,
  poissonCdf,
  poissonPmf,
  poissonUpperTail,
  rankSumCdf,
  rankSumQuantile,
  rankSumUpperTail,
  sampleSums,
  sampleSumsWork,
  signedRankCdf,
  signedRankQuantile,
  signedRankUpperTail,
  subsetSums,
  tCdf,
  tQuantile,
} from './index.ts';

type Function = (...given: number[]) => number;
type Row = readonly number[];

/** Each function with the relative error it may have for each power of e that the value is away from 1. */
const FUNCTIONS: Record<keyof typeof table, { f: Function; tolerance: number }> = {
  normalCdf: { f: normalCdf as Function, tolerance: 2e-15 },
  normalQuantile: { f: normalQuantile as Function, tolerance: 2e-15 },
  logGamma: { f: logGamma as Function, tolerance: 4e-15 },
  betaCdf: { f: betaCdf as Function, tolerance: 1e-13 },
  betaQuantile: { f: betaQuantile as Function, tolerance: 3e-13 },
  tCdf: { f: tCdf as Function, tolerance: 4e-15 },
  tQuantile: { f: tQuantile as Function, tolerance: 2e-14 },
  binomialPmf: { f: binomialPmf as Function, tolerance: 4e-15 },
  binomialCdf: { f: binomialCdf as Function, tolerance: 4e-15 },
  signedRankCdf: { f: signedRankCdf as Function, tolerance: 1e-15 },
  gammaCdf: { f: gammaCdf as Function, tolerance: 4e-15 },
  gammaUpperTail: { f: gammaUpperTail as Function, tolerance: 4e-15 },
  gammaQuantile: { f: gammaQuantile as Function, tolerance: 2e-14 },
  chiSquareUpperTail: { f: chiSquareUpperTail as Function, tolerance: 4e-15 },
  poissonPmf: { f: poissonPmf as Function, tolerance: 4e-15 },
  poissonCdf: { f: poissonCdf as Function, tolerance: 4e-15 },
  poissonUpperTail: { f: poissonUpperTail as Function, tolerance: 4e-15 },
  fUpperTail: { f: fUpperTail as Function, tolerance: 4e-14 },
  fUpperQuantile: { f: fUpperQuantile as Function, tolerance: 3e-13 },
  rankSumCdf: { f: rankSumCdf as Function, tolerance: 2e-15 },
};

describe('distributions against 40-digit arithmetic', () => {
  it.each(Object.keys(FUNCTIONS) as (keyof typeof table)[])('%s', (name) => {
    const { f, tolerance } = FUNCTIONS[name];
    const rows = table[name] as Row[];
    const wrong = rows.flatMap((row) => {
      const truth = row[row.length - 1] as number;
      const found = f(...row.slice(0, -1));
      // near its zeros at 1 and 2 the logarithm has no relative precision to give
      const error = Math.abs(found - truth) / Math.max(Math.abs(truth), name === 'logGamma' ? 1 : 0);
      const powers = Math.max(1, Math.abs(Math.log(Math.abs(truth))));
      return truth === found || error <= tolerance * powers ? [] : [{ row, found, error }];
    });
    expect(wrong).toEqual([]);
    expect(rows.length).toBeGreaterThan(10);
  });
});

describe('tails', () => {
  it('are computed where they are small', () => {
    expect(normalUpperTail(12)).toBe(normalCdf(-12));
    expect(betaUpperTail(0.999999, 2, 5)).toBeCloseTo(6e-30, 32);
    expect(gammaUpperQuantile(1e-20, 1)).toBeCloseTo(20 * Math.LN10, 12);
    expect(binomialUpperTail(15, 16, 1e-5) / 1e-80).toBeCloseTo(1, 12);
    expect(signedRankUpperTail(54, 10)).toBe(2 ** -10);
    expect(rankSumUpperTail(63, 8, 8)).toBeCloseTo(1 / 12870, 18);
    expect(fCdf(1e-3, 4, 9)).toBeCloseTo(1 - fUpperTail(1e-3, 4, 9), 14);
    expect(fCdf(1e-6, 4, 9) / fUpperTail(1e6, 9, 4)).toBeCloseTo(1, 12);
    expect(betaUpperQuantile(1e-20, 1, 1)).toBe(1);
    expect(betaUpperQuantile(0.025, 1, 16)).toBeCloseTo(0.20590721420782265, 15);
  });
});

describe('ends of the range', () => {
  it('are exact', () => {
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5)]).toEqual([-Infinity, Infinity, 0]);
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(0)]).toEqual([0, 1, 0.5]);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
    expect([betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 1]);
    expect([gammaQuantile(0, 2), gammaQuantile(1, 2)]).toEqual([0, Infinity]);
    expect([chiSquareCdf(0, 2), chiSquareUpperTail(0, 2), chiSquareCdf(Infinity, 2)]).toEqual([0, 1, 1]);
    expect(chiSquareQuantile(0.95, 1)).toBeCloseTo(1.959963984540054 ** 2, 13);
    expect([fQuantile(0, 2, 3), fQuantile(1, 2, 3), fUpperTail(Infinity, 2, 3)]).toEqual([0, Infinity, 0]);
    expect(fQuantile(0.95, 1, 9)).toBeCloseTo(tQuantile(0.975, 9) ** 2, 12);
    expect([poissonPmf(0, 0), poissonPmf(1.5, 2), poissonCdf(-1, 2), poissonUpperTail(-1, 2)]).toEqual([1, 0, 0, 1]);
    expect([poissonCdf(3, 0), poissonUpperTail(0, 0)]).toEqual([1, 0]);
    expect([tQuantile(0, 3), tQuantile(1, 3), tQuantile(0.5, 3)]).toEqual([-Infinity, Infinity, 0]);
    expect([binomialCdf(-1, 5, 0.3), binomialCdf(5, 5, 0.3), binomialPmf(2.5, 5, 0.3)]).toEqual([0, 1, 0]);
    expect([binomialPmf(0, 5, 0), binomialPmf(5, 5, 1), binomialPmf(1, 5, 0)]).toEqual([1, 1, 0]);
    expect([logGamma(0), logGamma(Infinity)]).toEqual([Infinity, Infinity]);
  });

  it('a quantile beyond the range of doubles is at the end of it', () => {
    expect([fUpperQuantile(0.025, 3, 1e-4), fUpperQuantile(0.975, 1e-4, 3)]).toEqual([Infinity, 0]);
    expect([betaQuantile(0.025, 1e-8, 3), betaQuantile(0.025, 0.001, 0.001)]).toEqual([0, 0]);
    // near the end of it: p = x^a / (a B(a, b)), here with a B(a, 1) = 1
    expect(betaQuantile(0.5, 0.001, 1) / 0.5 ** 1000).toBeCloseTo(1, 9);
    expect(fUpperQuantile(0.025, 3, 0.1) / 6.65535784103969e30).toBeCloseTo(1, 12);
  });

  it('a quantile that rounding alone would miss is reached', () => {
    // P(X <= 0) of binomial (5, 1/2) is 1/32 itself
    expect(binomialQuantile(1 / 32, 5, 0.5)).toBe(0);
    expect(binomialQuantile(1 / 32 + 1e-9, 5, 0.5)).toBe(1);
    expect(signedRankQuantile(0.25, 2)).toBe(0);
    // of the 6 samples of 2 and 2 one has no pair and one has one
    expect([rankSumQuantile(1 / 6, 2, 2), rankSumQuantile(1 / 6 + 1e-9, 2, 2)]).toEqual([0, 1]);
  });
});

describe('sums of scores', () => {
  it('by hand: two of 1, 1, 2, 4', () => {
    // 1+1, 1+2 twice, 1+4 twice, 2+4
    const { smallest, weights } = sampleSums([1, 1, 2, 4], 2);
    expect(smallest).toBe(2);
    expect(Array.from(weights)).toEqual([1, 2, 0, 2, 1].map((count) => expect.closeTo(count / 6, 15)));
    // without the 4: 0 1 1 2 2 3 3 4; with it as many, each 4 more
    expect(Array.from(subsetSums([1, 1, 2, 4]).weights)).toEqual(
      [1, 2, 2, 2, 2, 2, 2, 2, 1].map((count) => count / 16),
    );
  });

  it('all and none of them', () => {
    expect(sampleSums([1, 3, 3], 3)).toEqual({ smallest: 7, weights: Float64Array.of(1) });
    expect(sampleSums([1, 3, 3], 0)).toEqual({ smallest: 0, weights: Float64Array.of(1) });
  });

  it('never overflow: 700 of 1400', () => {
    const scores = Float64Array.from({ length: 1400 }, (_, k) => (k < 1000 ? 0 : 1));
    const { weights } = sampleSums(scores, 700);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(weights[200]).toBeGreaterThan(0.04);
  });

  it('count their work before it is done', () => {
    const work = sampleSumsWork([1, 1, 2, 4], 2, 100);
    // after 1: {1}; after 2: {1}, {2}; after 3: {1, 2}, {2, 3}; after 4: 2 to 6
    expect(work).toBe(1 + 2 + 4 + 5);
    expect(sampleSumsWork([1, 1, 2, 4], 2, work - 1)).toBe(Infinity);
    expect(sampleSumsWork(new Float64Array(1e6), 5e5, 1e9)).toBe(Infinity);
  });
});

describe('what is refused', () => {
  it.each([
    ['probability.range', () => normalQuantile(1.5)],
    ['probability.range', () => betaQuantile(Number.NaN, 1, 1)],
    ['probability.range', () => binomialCdf(1, 5, -0.1)],
    ['beta.shape', () => betaCdf(0.5, 0, 1)],
    ['binomial.trials', () => binomialPmf(1, 2.5, 0.5)],
    ['studentT.degreesOfFreedom', () => tQuantile(0.9, 0)],
    ['gamma.shape', () => gammaCdf(1, 0)],
    ['gamma.value', () => gammaUpperTail(Number.NaN, 1)],
    ['probability.range', () => gammaQuantile(2, 1)],
    ['chiSquare.degreesOfFreedom', () => chiSquareUpperTail(1, 0)],
    ['signedRank.size', () => signedRankCdf(3, 1001)],
    ['rankSum.size', () => rankSumCdf(3, 0, 4)],
    ['rankSum.size', () => rankSumQuantile(0.1, 3, 2.5)],
    ['scores.order', () => sampleSums([2, 1], 1)],
    ['scores.order', () => subsetSums([0.5])],
    ['scores.size', () => sampleSums([1, 2], 3)],
    ['poisson.mean', () => poissonCdf(1, -1)],
    ['f.degreesOfFreedom', () => fUpperTail(1, 0, 3)],
    ['f.value', () => fCdf(Number.NaN, 2, 3)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code }));
  });
});
