import { betaQuantile, betaUpperQuantile } from '../distributions/index.ts';
import { assertWord } from '../input/index.ts';
import { assertProportion, NOBODY, type ProportionInterval } from './proportion.ts';

/**
 * Proportion with Jeffreys' interval: the central part of the beta distribution with shapes events + 1/2 and
 * n - events + 1/2.
 *
 * @param atBoundary - 'fixed' puts the lower limit at 0 without events and the upper at 1 when all had one, since the
 *   plain interval would leave out the estimate itself
 * @returns null throughout when n = 0
 * @throws InputError `proportion.total`, `proportion.events`, `level.range`
 * @see Brown, Cai & DasGupta (2001) Stat Sci 16:101
 */
export function jeffreys(
  events: number,
  n: number,
  level = 0.95,
  atBoundary: 'fixed' | 'plain' = 'fixed',
): ProportionInterval {
  assertProportion(events, n, level);
  assertWord('treatment of the boundary', atBoundary, ['fixed', 'plain']);
  if (n === 0) return NOBODY;
  const tail = (1 - level) / 2;
  const isFixed = atBoundary === 'fixed';
  return {
    estimate: events / n,
    lower: isFixed && events === 0 ? 0 : betaQuantile(tail, events + 0.5, n - events + 0.5),
    upper: isFixed && events === n ? 1 : betaUpperQuantile(tail, events + 0.5, n - events + 0.5),
  };
}
