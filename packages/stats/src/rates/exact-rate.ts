import { gammaQuantile, gammaUpperQuantile } from '../distributions/index.ts';
import { assertRate, NO_TIME, type RateInterval } from './incidence-rate.ts';

/**
 * Incidence rate with Garwood's exact interval: each limit is the rate at which the observed number of events, or a
 * more extreme one, has probability (1 - level) / 2 under the Poisson distribution. It covers with at least the level.
 *
 * @param personTime - follow-up of all subjects added up
 * @returns the lower limit is exactly 0 without events: there the interval is one-sided at (1 - level) / 2
 * @throws InputError `rate.events`, `rate.personTime`, `level.range`
 * @see Garwood (1936) Biometrika 28:437
 */
export function exactRate(events: number, personTime: number, level = 0.95): RateInterval {
  assertRate(events, personTime, level);
  if (personTime === 0) return NO_TIME;
  const tail = (1 - level) / 2;
  return {
    estimate: events / personTime,
    lower: events === 0 ? 0 : gammaQuantile(tail, events) / personTime,
    upper: gammaUpperQuantile(tail, events + 1) / personTime,
  };
}

/**
 * One-sided exact upper limit of a rate: the rate at which the observed number of events or fewer has probability
 * 1 - level. Without events it is -log(1 - level) over the person-time, at 95% near 3 (the rule of three).
 *
 * @returns null without any person-time
 * @throws InputError `rate.events`, `rate.personTime`, `level.range`
 * @see Garwood (1936) Biometrika 28:437
 */
export function exactRateUpperLimit(events: number, personTime: number, level = 0.95): number | null {
  assertRate(events, personTime, level);
  if (personTime === 0) return null;
  return gammaUpperQuantile(1 - level, events + 1) / personTime;
}
