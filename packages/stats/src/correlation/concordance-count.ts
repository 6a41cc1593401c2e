/** Pairs of pairs: those in the same order less those in opposite order, and what ties leave of them. */
export type ConcordanceCount = {
  difference: number;
  /** all pairs of pairs, and those tied in the first column, in the second */
  all: number;
  tiedFirst: number;
  tiedSecond: number;
  /** sizes of the groups of ties in each column */
  groupsFirst: number[];
  groupsSecond: number[];
};

/**
 * Counts concordant and discordant pairs of pairs by sorting, in time n log n.
 *
 * @see Knight (1966) J Am Stat Assoc 61:436
 */
export function countConcordance(x: Float64Array, y: Float64Array): ConcordanceCount {
  const n = x.length;
  const order = Uint32Array.from(x, (_, index) => index).sort(
    (a, b) => (x[a] as number) - (x[b] as number) || (y[a] as number) - (y[b] as number),
  );
  const byFirst = Float64Array.from(order, (index) => y[index] as number);
  const groupsFirst = runs(n, (index) => x[order[index] as number] === x[order[index - 1] as number]);
  const groupsBoth = runs(
    n,
    (index) => x[order[index] as number] === x[order[index - 1] as number] && byFirst[index] === byFirst[index - 1],
  );
  const discordant = sortCountingSwaps(byFirst);
  const groupsSecond = runs(n, (index) => byFirst[index] === byFirst[index - 1]);
  const [all, tiedFirst, tiedSecond, tiedBoth] = [[n], groupsFirst, groupsSecond, groupsBoth].map(pairsWithin) as [
    number,
    number,
    number,
    number,
  ];
  const difference = all - tiedFirst - tiedSecond + tiedBoth - 2 * discordant;
  return { difference, all, tiedFirst, tiedSecond, groupsFirst, groupsSecond };
}

/** Lengths of the stretches of 0..n-1 in which each index is equal to the one before it. */
function runs(n: number, isEqualToLast: (index: number) => boolean): number[] {
  const lengths: number[] = [];
  for (let index = 0; index < n; index += 1) {
    if (index > 0 && isEqualToLast(index)) lengths[lengths.length - 1] = (lengths.at(-1) as number) + 1;
    else lengths.push(1);
  }
  return lengths;
}

function pairsWithin(groups: readonly number[]): number {
  return groups.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}

/** Sorts in place by merging, and counts how many pairs stood in the wrong order. */
function sortCountingSwaps(values: Float64Array): number {
  let swaps = 0;
  let source: Float64Array = values;
  let target: Float64Array = new Float64Array(values.length);
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length);
      const end = Math.min(start + 2 * width, values.length);
      let [left, right] = [start, middle];
      for (let place = start; place < end; place += 1) {
        const takesRight = right < end && (left >= middle || (source[right] as number) < (source[left] as number));
        if (takesRight) {
          swaps += middle - left;
          target[place] = source[right] as number;
          right += 1;
        } else {
          target[place] = source[left] as number;
          left += 1;
        }
      }
    }
    [source, target] = [target, source];
  }
  if (source !== values) values.set(source);
  return swaps;
}
