import { normalQuantile } from '../distributions/index.ts';
import { findRoot } from '../root-finding/index.ts';
import { assertGroups, EMPTY_GROUP, type GroupEvents, type ProportionDifference } from './proportion-difference.ts';

/**
 * Difference of two proportions with the score interval of Miettinen and Nurminen: the differences that a score test
 * does not reject. Its variance is that of the two likeliest proportions with the difference asked about, times
 * N / (N - 1).
 *
 * @returns limits within [-1, 1]; a difference of 1 or -1 is itself a limit; null throughout when a group is empty
 * @throws InputError `proportion.total`, `proportion.events`, `level.range`
 * @see Miettinen & Nurminen (1985) Stat Med 4:213
 */
export function miettinenNurminen(first: GroupEvents, second: GroupEvents, level = 0.95): ProportionDifference {
  assertGroups(first, second, level);
  if (first.n === 0 || second.n === 0) return EMPTY_GROUP;
  const estimate = first.events / first.n - second.events / second.n;
  const z = -normalQuantile((1 - level) / 2);
  const limit = z / Math.hypot(1, z);
  // the score over its length with its standard error is finite where both are 0 or the error alone is
  const score = (difference: number) => {
    const distance = estimate - difference;
    return distance === 0 ? 0 : distance / Math.hypot(distance, standardErrorAt(difference, first, second));
  };
  return {
    estimate,
    lower: estimate === -1 ? -1 : findRoot((difference) => score(difference) - limit, -1, estimate, 1e-15),
    upper: estimate === 1 ? 1 : findRoot((difference) => score(difference) + limit, estimate, 1, 1e-15),
  };
}

/** Standard error of the observed difference if the true one were as given. */
function standardErrorAt(difference: number, first: GroupEvents, second: GroupEvents): number {
  const q = likeliestSecond(difference, first, second);
  const p = Math.min(1, q + difference);
  const total = first.n + second.n;
  return Math.sqrt((((p * (1 - p)) / first.n + (q * (1 - q)) / second.n) * total) / (total - 1));
}

/** The second proportion with the greatest likelihood when the first is larger by the difference: a bisection of its slope. */
function likeliestSecond(difference: number, first: GroupEvents, second: GroupEvents): number {
  const slope = (q: number) => slopeOf(first, q + difference) + slopeOf(second, q);
  let low = Math.max(0, -difference);
  let high = Math.min(1, 1 - difference);
  if (slope(low) <= 0) return low;
  if (slope(high) >= 0) return high;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
}

/** Slope of the log likelihood of a proportion, infinite at an end that the data rule out. */
function slopeOf({ events, n }: GroupEvents, p: number): number {
  const rising = events === 0 ? 0 : events / Math.max(0, p);
  const falling = events === n ? 0 : (n - events) / Math.max(0, 1 - p);
  return rising - falling;
}
