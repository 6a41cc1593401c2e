import { tieGroups } from '../describe/index.ts';

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
  const [first, second] = [tieGroups(x), tieGroups(y)];
  const width = second.groups.length;
  // both places in one number: sorted by the first, then by the second
  const both = Float64Array.from(first.codes, (code, index) => code * width + (second.codes[index] as number)).sort();
  const groupsBoth = runs(both);
  const discordant = sortCountingSwaps(both.map((places) => places % width));
  const [all, tiedFirst, tiedSecond, tiedBoth] = [[x.length], first.groups, second.groups, groupsBoth].map(
    pairsWithin,
  ) as [number, number, number, number];
  const difference = all - tiedFirst - tiedSecond + tiedBoth - 2 * discordant;
  return { difference, all, tiedFirst, tiedSecond, groupsFirst: first.groups, groupsSecond: second.groups };
}

/** Lengths of the stretches of equal values in a sorted column. */
function runs(sorted: Float64Array): number[] {
  const lengths: number[] = [];
  for (let index = 0; index < sorted.length; index += 1) {
    if (index > 0 && sorted[index] === sorted[index - 1]) lengths[lengths.length - 1] = (lengths.at(-1) as number) + 1;
    else lengths.push(1);
  }
  return lengths;
}

function pairsWithin(groups: readonly number[]): number {
  return groups.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}

/** How many pairs of a column stand in the wrong order, counted while it is sorted by merging. */
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
  return swaps;
}
