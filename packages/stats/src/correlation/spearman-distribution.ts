import { normalUpperTail } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';

/** The exact distribution serves up to so many pairs; their orders are 12! = 479 million. */
export const SPEARMAN_EXACT_UP_TO = 12;

/**
 * P(S >= s) for the sum S of squared differences of two orders of n without ties, all orders being equally likely.
 * Orders are counted by the set of places that they have filled, not one by one.
 *
 * @throws InputError `spearman.size` unless n is a whole number between 1 and 12
 */
export function spearmanUpperTail(s: number, n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > SPEARMAN_EXACT_UP_TO) {
    throw new InputError(
      'spearman.size',
      `The exact distribution of Spearman's correlation takes 1 to ${SPEARMAN_EXACT_UP_TO} pairs. There are ${n}. Take ` +
        "Edgeworth's series or t.",
    );
  }
  const orders = known.get(n) ?? ordersBySum(n);
  known.set(n, orders);
  let above = 0;
  let all = 0;
  for (let half = 0; half < orders.length; half += 1) {
    const count = orders[half] as number;
    all += count;
    if (2 * half >= s) above += count;
  }
  return above / all;
}

/** Counts once made are kept: those of 12 pairs take as long as a thousand tests. */
const known = new Map<number, Float64Array>();

/** How many orders have the sum 2 x index; all sums are even. */
function ordersBySum(n: number): Float64Array {
  const width = (n ** 3 - n) / 6 + 1;
  const filled = Array.from({ length: 2 ** n }, () => null as Float64Array | null);
  filled[0] = new Float64Array(2 * width - 1);
  (filled[0] as Float64Array)[0] = 1;
  const last = 2 ** n - 1;
  for (let places = 0; places < last; places += 1) {
    const before = filled[places] as Float64Array;
    filled[places] = null; // whoever comes after has taken it over
    const rank = bitCount(places);
    for (let place = 0; place < n; place += 1) {
      if (places & (1 << place)) continue;
      const square = (rank - place) ** 2;
      const next = places | (1 << place);
      const after = filled[next] ?? new Float64Array(before.length);
      for (let sum = 0; sum + square < before.length; sum += 1) {
        after[sum + square] = (after[sum + square] as number) + (before[sum] as number);
      }
      filled[next] = after;
    }
  }
  return (filled[last] as Float64Array).filter((_, sum) => sum % 2 === 0);
}

function bitCount(places: number): number {
  let count = 0;
  for (let rest = places; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/**
 * The same for any n by Edgeworth's series, whose coefficients are given to four places; about 1e-4 off near n = 10,
 * and of no use for p below 1e-5.
 *
 * @see Best & Roberts (1975) Appl Stat 24:377, algorithm AS 89
 */
export function spearmanUpperTailBySeries(s: number, n: number): number {
  const largest = (n * (n * n - 1)) / 3;
  if (s <= 0) return 1;
  if (s > largest) return 0;
  const b = 1 / n;
  const x = ((6 * (s - 1) * b) / (n * n - 1) - 1) * Math.sqrt(n - 1);
  const y = x * x;
  const innermost = 0.0072 - 0.0831 * b + y * b * (0.0131 - 0.00046 * y);
  const inner = 0.0879 + 0.0151 * b - y * innermost;
  const middle = -0.0758 + b * (0.1033 + 0.3932 * b) - y * b * inner;
  const term = x * b * (0.2274 + b * (0.2531 + 0.1745 * b) + y * middle);
  return Math.min(1, Math.max(0, term / Math.exp(y / 2) + normalUpperTail(x)));
}
