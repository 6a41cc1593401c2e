import { stirlingRemainder } from './log-gamma.ts';

/**
 * Gamma(n + 1) / (Gamma(k + 1) Gamma(n - k + 1)) x^k y^(n - k) with x + y = 1, for real 0 <= k <= n: the binomial
 * probability, and the building block of the beta distribution. Both x and y are given, so that neither is rounded.
 */
export function binomialWeight(k: number, n: number, x: number, y: number): number {
  if (x === 0) return k === 0 ? 1 : 0;
  if (y === 0) return k === n ? 1 : 0;
  if (k === 0) return Math.exp(n * (x < y ? Math.log1p(-x) : Math.log(y)));
  if (k === n) return Math.exp(n * (y < x ? Math.log1p(-y) : Math.log(x)));
  const logRatio =
    stirlingRemainder(n) - stirlingRemainder(k) - stirlingRemainder(n - k) - deviance(k, n * x) - deviance(n - k, n * y);
  return Math.exp(logRatio) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

/** x log(x / m) + m - x, by a series where x and m are close and the terms would cancel. */
function deviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  const v = difference / (x + m);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let k = 3; ; k += 2) {
    term *= v * v;
    const next = sum + term / k;
    if (next === sum) return sum;
    sum = next;
  }
}
