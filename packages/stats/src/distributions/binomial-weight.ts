import { stirlingRemainder } from './log-gamma.ts';

/**
 * Gamma(n + 1) / (Gamma(k + 1) Gamma(n - k + 1)) x^k y^(n - k) with x + y = 1, for real 0 <= k <= n: the binomial
 * probability, and the building block of the beta distribution. Both x and y are given, so that neither is rounded.
 */
export function binomialWeight(k: number, n: number, x: number, y: number): number {
  return Math.exp(binomialLogWeight(k, n, x, y));
}

/** Its logarithm, for weights too small to be written. */
export function binomialLogWeight(k: number, n: number, x: number, y: number): number {
  if (x === 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (y === 0) return k === n ? 0 : Number.NEGATIVE_INFINITY;
  if (k === 0) return n * (x < y ? Math.log1p(-x) : Math.log(y));
  if (k === n) return n * (y < x ? Math.log1p(-y) : Math.log(x));
  const remainders = stirlingRemainder(n) - stirlingRemainder(k) - stirlingRemainder(n - k);
  const scale = Math.log(n / (2 * Math.PI * k * (n - k))) / 2;
  return remainders - deviance(k, n * x) - deviance(n - k, n * y) + scale;
}

/** x log(x / m) + m - x, by a series where x and m are close and the terms would cancel. */
export function deviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  const v = difference / (x + m);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let k = 3; Math.abs(term) > Math.abs(sum) * 1e-17; k += 2) {
    term *= v * v;
    sum += term / k;
  }
  return sum;
}
