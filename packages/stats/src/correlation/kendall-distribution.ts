/**
 * P(T <= t) for the number T of pairs of pairs that are in the same order, among n pairs without ties, all orders being
 * equally likely: T is a sum of independent uniform counts on 0..k for k below n.
 *
 * @see Kendall & Gibbons (1990) Rank Correlation Methods, 5.3
 */
export function kendallCdf(t: number, n: number): number {
  let weights = Float64Array.of(1);
  for (let k = 1; k < n; k += 1) {
    const longer = new Float64Array(weights.length + k);
    let window = 0;
    for (let sum = 0; sum < longer.length; sum += 1) {
      // a window over rising, then falling terms; by the symmetry only the rising half is needed
      if (2 * sum >= longer.length) {
        longer[sum] = longer[longer.length - 1 - sum] as number;
        continue;
      }
      window += weights[sum] ?? 0;
      if (sum > k) window -= weights[sum - k - 1] as number;
      longer[sum] = window / (k + 1);
    }
    weights = longer;
  }
  let tail = 0;
  for (let sum = 0; sum <= Math.min(t, weights.length - 1); sum += 1) tail += weights[sum] as number;
  return Math.min(1, tail);
}
