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
  gammaCdf,
  gammaQuantile,
  gammaUpperQuantile,
  gammaUpperTail,
  logGamma,
  normalCdf,
  normalQuantile,
  normalUpperTail,
  signedRankCdf,
  signedRankQuantile,
  signedRankUpperTail,
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
    expect([tQuantile(0, 3), tQuantile(1, 3), tQuantile(0.5, 3)]).toEqual([-Infinity, Infinity, 0]);
    expect([binomialCdf(-1, 5, 0.3), binomialCdf(5, 5, 0.3), binomialPmf(2.5, 5, 0.3)]).toEqual([0, 1, 0]);
    expect([binomialPmf(0, 5, 0), binomialPmf(5, 5, 1), binomialPmf(1, 5, 0)]).toEqual([1, 1, 0]);
    expect([logGamma(0), logGamma(-1)]).toEqual([Infinity, Number.NaN]);
  });

  it('a quantile that rounding alone would miss is reached', () => {
    // P(X <= 0) of binomial (5, 1/2) is 1/32 itself
    expect(binomialQuantile(1 / 32, 5, 0.5)).toBe(0);
    expect(binomialQuantile(1 / 32 + 1e-9, 5, 0.5)).toBe(1);
    expect(signedRankQuantile(0.25, 2)).toBe(0);
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
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code }));
  });
});
