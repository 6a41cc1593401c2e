import type { SumDistribution } from '../distributions/index.ts';

export type ExactTails = { twoSided: number; less: number; greater: number };

/**
 * Tails of an exact null distribution at an observed sum: at most it, at least it, and at least as far from the mean.
 *
 * @param expected - a whole multiple of 1 / scale, so that distances are compared without rounding
 */
export function exactTails(
  { smallest, weights }: SumDistribution,
  observed: number,
  { expected, scale }: { expected: number; scale: number },
): ExactTails {
  const distance = (sum: number) => Math.abs(scale * sum - expected);
  const last = weights.length - 1;
  // each tail is added up from its far end, smallest terms first
  const total = (from: number, step: number, holds: (sum: number) => boolean) => {
    let tail = 0;
    for (let index = from; index >= 0 && index <= last && holds(smallest + index); index += step) {
      tail += weights[index] as number;
    }
    return tail;
  };
  const observedDistance = distance(observed);
  const isLow = (sum: number) => scale * sum < expected && distance(sum) >= observedDistance;
  const isHigh = (sum: number) => scale * sum > expected && distance(sum) >= observedDistance;
  return {
    twoSided: observedDistance === 0 ? 1 : Math.min(1, total(0, 1, isLow) + total(last, -1, isHigh)),
    less: Math.min(
      1,
      total(0, 1, (sum) => sum <= observed),
    ),
    greater: Math.min(
      1,
      total(last, -1, (sum) => sum >= observed),
    ),
  };
}

/** The smallest tails that any sum of the distribution could have had. */
export function smallestTails(distribution: SumDistribution, centre: { expected: number; scale: number }): ExactTails {
  const ends = [distribution.smallest, distribution.smallest + distribution.weights.length - 1].map((end) =>
    exactTails(distribution, end, centre),
  ) as [ExactTails, ExactTails];
  return {
    twoSided: Math.min(ends[0].twoSided, ends[1].twoSided),
    less: ends[0].less,
    greater: ends[1].greater,
  };
}
