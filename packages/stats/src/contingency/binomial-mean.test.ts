import { describe, expect, it } from 'vitest';
import { binomialPmf } from '../distributions/index.ts';
import { binomialMean, largestBinomialMean } from './binomial-mean.ts';

describe('the mean over a binomial count', () => {
  it('of ones is 1, however far the ends are from the likeliest count', () => {
    for (const probability of [0.001, 0.1, 0.5, 0.93]) {
      expect(binomialMean(new Float64Array(2_001).fill(1), probability)).toBeCloseTo(1, 11);
    }
  });

  it('of the counts themselves is n p', () => {
    expect(
      binomialMean(
        Float64Array.from({ length: 41 }, (_, k) => k),
        0.3,
      ),
    ).toBeCloseTo(12, 12);
  });
});

describe('its largest', () => {
  it.each([
    ['at 1', [0, 0, 1], 1, 1],
    ['at 0', [1, 0, 0], 1, 0],
    ['at the smaller of two risks that do as well', [1, 0, 1], 1, 0],
    ['between', [0, 0, 1, 0, 0], 6 / 16, 0.5],
    ['of one trial', [0.25, 0.5], 0.5, 1],
  ])('%s', (_, values, mean, at) => {
    const found = largestBinomialMean(Float64Array.from(values));
    expect(found.mean).toBeCloseTo(mean, 14);
    expect(found.at).toBeCloseTo(at, 6);
  });

  it('is the highest of many narrow peaks, wherever among them it is', () => {
    const n = 2_000;
    const counts = [600, 690, 780, 870, 960];
    for (const highest of [690, 780]) {
      const values = new Float64Array(n + 1);
      for (const k of counts) values[k] = (k === highest ? 0.0101 : 0.01) / binomialPmf(k, n, k / n);
      const found = largestBinomialMean(values);
      expect(found.at).toBeCloseTo(highest / n, 3);
      expect(found.mean).toBeGreaterThan(0.0100999);
    }
  });
});
