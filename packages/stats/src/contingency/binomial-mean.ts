import { binomialPmf } from '../distributions/index.ts';

/** Terms below this share of the likeliest no longer change the sum. */
const NEGLIGIBLE = 1e-20;

/** Mean of values[K] for a binomial K of `values.length - 1` trials. */
export function binomialMean(values: Float64Array, probability: number): number {
  const n = values.length - 1;
  const odds = probability / (1 - probability);
  const mode = Math.min(n, Math.floor((n + 1) * probability));
  let term = binomialPmf(mode, n, probability);
  const negligible = term * NEGLIGIBLE;
  let sum = term * (values[mode] as number);
  for (let k = mode; k < n && term > negligible; k += 1) {
    term *= ((n - k) / (k + 1)) * odds;
    sum += term * (values[k + 1] as number);
  }
  term = binomialPmf(mode, n, probability);
  for (let k = mode; k > 0 && term > negligible; k -= 1) {
    term *= k / ((n - k + 1) * odds);
    sum += term * (values[k - 1] as number);
  }
  return sum;
}

/**
 * The largest mean over all probabilities from 0 to 1, and where it is.
 *
 * On the scale of the arcsine of its root the spread of a share is 1 / (2 sqrt n) everywhere, so the mean cannot turn
 * within much less: it is looked at sixteen times in such a stretch, and every peak among these is searched to its top.
 */
export function largestBinomialMean(values: Float64Array): { mean: number; at: number } {
  const n = values.length - 1;
  const points = Math.ceil(16 * Math.PI * Math.sqrt(Math.max(1, n)));
  const angle = (k: number) => ((Math.PI / 2) * k) / points;
  const meanAt = (theta: number) => binomialMean(values, Math.sin(theta) ** 2);
  const means = Float64Array.from({ length: points + 1 }, (_, k) =>
    k === points ? (values[n] as number) : meanAt(angle(k)),
  );
  let best = { mean: Number.NEGATIVE_INFINITY, at: 0 };
  for (let k = 0; k <= points; k += 1) {
    const here = means[k] as number;
    if (here > best.mean) best = { mean: here, at: Math.sin(angle(k)) ** 2 };
    if (k === 0 || k === points || here < (means[k - 1] as number) || here < (means[k + 1] as number)) continue;
    const top = topOf(meanAt, angle(k - 1), angle(k + 1));
    if (top.value > best.mean) best = { mean: top.value, at: Math.sin(top.at) ** 2 };
  }
  return best;
}

/** The top of a function with one peak between two points, by golden sections. */
function topOf(f: (x: number) => number, from: number, to: number): { value: number; at: number } {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [fLeft, fRight] = [f(left), f(right)];
  // nearer than the root of the precision of doubles a peak is flat
  while (high - low > 1e-9) {
    if (fLeft >= fRight) {
      [high, right, fRight] = [right, left, fLeft];
      left = high - golden * (high - low);
      fLeft = f(left);
    } else {
      [low, left, fLeft] = [left, right, fRight];
      right = low + golden * (high - low);
      fRight = f(right);
    }
  }
  return fLeft >= fRight ? { value: fLeft, at: left } : { value: fRight, at: right };
}
