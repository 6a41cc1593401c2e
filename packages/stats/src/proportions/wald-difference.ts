import { normalQuantile } from '../distributions/index.ts';
import { assertGroups, EMPTY_GROUP, type GroupEvents, type ProportionDifference } from './proportion-difference.ts';

/**
 * Difference of two proportions with Wald's interval. It is given to reproduce published limits: it covers too little
 * in small samples, has no width where both proportions are 0 or 1, and is not cut to [-1, 1].
 *
 * @returns null throughout when a group is empty
 * @throws InputError `proportion.total`, `proportion.events`, `level.range`
 * @see Newcombe (1998) Stat Med 17:873, method 1
 */
export function waldDifference(first: GroupEvents, second: GroupEvents, level = 0.95): ProportionDifference {
  assertGroups(first, second, level);
  if (first.n === 0 || second.n === 0) return EMPTY_GROUP;
  const [p, q] = [first.events / first.n, second.events / second.n];
  const reach = -normalQuantile((1 - level) / 2) * Math.sqrt((p * (1 - p)) / first.n + (q * (1 - q)) / second.n);
  return { estimate: p - q, lower: p - q - reach, upper: p - q + reach };
}
