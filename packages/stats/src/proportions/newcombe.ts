import type { ProportionInterval } from './proportion.ts';
import { assertGroups, EMPTY_GROUP, type GroupEvents, type ProportionDifference } from './proportion-difference.ts';
import { wilson, wilsonCorrected } from './wilson.ts';

/**
 * Difference of two proportions with Newcombe's hybrid score interval: the distances from each proportion to its own
 * Wilson limits, joined by the rule of Pythagoras. It stays within [-1, 1] and needs no iteration.
 *
 * @returns null throughout when a group is empty
 * @throws InputError `proportion.total`, `proportion.events`, `level.range`
 * @see Newcombe (1998) Stat Med 17:873, method 10
 */
export function newcombe(first: GroupEvents, second: GroupEvents, level = 0.95): ProportionDifference {
  return hybrid(first, second, level, wilson);
}

/**
 * Newcombe's interval from Wilson limits with continuity correction: wider, and nearer to an exact one.
 *
 * @returns as `newcombe`
 * @throws InputError `proportion.total`, `proportion.events`, `level.range`
 * @see Newcombe (1998) Stat Med 17:873, method 11
 */
export function newcombeCorrected(first: GroupEvents, second: GroupEvents, level = 0.95): ProportionDifference {
  return hybrid(first, second, level, wilsonCorrected);
}

type OneProportion = (events: number, n: number, level: number) => ProportionInterval;

function hybrid(first: GroupEvents, second: GroupEvents, level: number, one: OneProportion): ProportionDifference {
  assertGroups(first, second, level);
  if (first.n === 0 || second.n === 0) return EMPTY_GROUP;
  const p = distances(first, level, one);
  const q = distances(second, level, one);
  const estimate = p.estimate - q.estimate;
  return {
    estimate,
    lower: estimate - Math.hypot(p.below, q.above),
    upper: estimate + Math.hypot(p.above, q.below),
  };
}

/** How far the limits of a group's own proportion are from it. */
function distances({ events, n }: GroupEvents, level: number, one: OneProportion) {
  const { lower, upper } = one(events, n, level);
  const estimate = events / n;
  return { estimate, below: estimate - (lower as number), above: (upper as number) - estimate };
}
