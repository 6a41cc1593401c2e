import { betaQuantile, betaUpperQuantile } from '../distributions/index.ts';
import { assertProportion, NOBODY, type ProportionInterval } from './proportion.ts';

/**
 * Proportion with the exact interval of Clopper and Pearson: each limit is the probability at which the observed count,
 * or a more extreme one, has probability (1 - level) / 2. It covers with at least the level, whatever the truth.
 *
 * @returns the lower limit is exactly 0 without events, the upper exactly 1 when all had one: there the interval is
 *   one-sided at (1 - level) / 2; null throughout when n = 0
 * @throws InputError `proportion.total`, `proportion.events`, `level.range`
 * @see Clopper & Pearson (1934) Biometrika 26:404
 */
export function clopperPearson(events: number, n: number, level = 0.95): ProportionInterval {
  assertProportion(events, n, level);
  if (n === 0) return NOBODY;
  const tail = (1 - level) / 2;
  return {
    estimate: events / n,
    lower: events === 0 ? 0 : betaQuantile(tail, events, n - events + 1),
    upper: events === n ? 1 : betaUpperQuantile(tail, events + 1, n - events),
  };
}

/**
 * One-sided exact upper limit of a proportion: the probability at which the observed count or fewer has probability
 * 1 - level. With 0 of n it is 1 - (1 - level)^(1/n), near 3/n at 95% (the rule of three).
 *
 * @returns exactly 1 when all had the event; null when n = 0
 * @throws InputError `proportion.total`, `proportion.events`, `level.range`
 * @see Clopper & Pearson (1934) Biometrika 26:404; Hanley & Lippman-Hand (1983) JAMA 249:1743 on 0 of n
 */
export function exactUpperLimit(events: number, n: number, level = 0.95): number | null {
  assertProportion(events, n, level);
  if (n === 0) return null;
  if (events === n) return 1;
  return betaUpperQuantile(1 - level, events + 1, n - events);
}
