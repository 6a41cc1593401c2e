/** Weights of partial tables: the logarithm, and how many partial tables have it. */
export type Path = { logWeight: number; count: number };

/** Many paths to one node, lightest first, so that all those under a limit are a head of the list with a known sum. */
export type PathBundle = {
  logWeights: Float64Array;
  counts: Float64Array;
  /** sums[k] is the weight of the first k paths together, over exp(reference) */
  sums: Float64Array;
  reference: number;
};

/** @param paths - at least one */
export function bundleOf(paths: Iterable<Path>): PathBundle {
  const sorted = [...paths].sort((a, b) => a.logWeight - b.logWeight);
  const { logWeight: reference } = sorted.at(-1) as Path;
  const sums = new Float64Array(sorted.length + 1);
  sorted.forEach(({ logWeight, count }, k) => {
    sums[k + 1] = (sums[k] as number) + count * Math.exp(logWeight - reference);
  });
  return {
    logWeights: Float64Array.from(sorted, ({ logWeight }) => logWeight),
    counts: Float64Array.from(sorted, ({ count }) => count),
    sums,
    reference,
  };
}

/** How many paths, counted from the lightest, have at most this log weight; none before `from` is looked at. */
export function pathsUpTo({ logWeights }: PathBundle, limit: number, from = 0): number {
  let low = from;
  let high = logWeights.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((logWeights[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The weight of the paths from one place to before another, times exp(logFactor). */
export function weightBetween(bundle: PathBundle, from: number, to: number, logFactor: number): number {
  if (to <= from) return 0;
  const sum = (bundle.sums[to] as number) - (bundle.sums[from] as number);
  return sum * Math.exp(bundle.reference + logFactor);
}
