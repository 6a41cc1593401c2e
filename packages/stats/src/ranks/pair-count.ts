/**
 * How two samples lie to each other: the pairs whose member of the first is the larger, ties counted half, which is
 * Wilcoxon's W and Mann and Whitney's U; and the sum of size^3 - size over the groups of tied values.
 */
export type PairCount = { larger: number; tieSum: number };

/**
 * One pass over two sorted samples.
 *
 * @param shift - taken off each value of the first
 * @param onGroup - told the size of each group of equal values, smallest first
 */
export function countPairs(
  first: Float64Array,
  second: Float64Array,
  shift = 0,
  onGroup?: (size: number) => void,
): PairCount {
  let larger = 0;
  let tieSum = 0;
  let i = 0;
  let j = 0;
  while (i < first.length || j < second.length) {
    const a = i < first.length ? (first[i] as number) - shift : Number.POSITIVE_INFINITY;
    const b = j < second.length ? (second[j] as number) : Number.POSITIVE_INFINITY;
    const value = Math.min(a, b);
    const below = j;
    const start = i;
    while (i < first.length && (first[i] as number) - shift === value) i += 1;
    while (j < second.length && second[j] === value) j += 1;
    const tied = j - below;
    larger += (i - start) * (below + tied / 2);
    const size = i - start + tied;
    if (size > 1) tieSum += size ** 3 - size;
    onGroup?.(size);
  }
  return { larger, tieSum };
}

/** Standard deviation of W when both samples are draws from one, corrected for ties; 0 when all values are equal. */
export function pairCountDeviation(first: number, second: number, tieSum: number): number {
  const all = first + second;
  return Math.sqrt(((first * second) / 12) * (all + 1 - tieSum / (all * (all - 1))));
}
