import { normalQuantile } from '../distributions/index.ts';
import { assertRate, NO_TIME, type RateInterval } from './incidence-rate.ts';

/**
 * Incidence rate with Byar's interval, an approximation of the exact one by the cube root of a chi-square.
 *
 * @returns the lower limit is exactly 0 without events; null throughout without any person-time
 * @throws InputError `rate.events`, `rate.personTime`, `level.range`
 * @see Breslow & Day (1987) Statistical Methods in Cancer Research II, chapter 2
 */
export function byarRate(events: number, personTime: number, level = 0.95): RateInterval {
  assertRate(events, personTime, level);
  if (personTime === 0) return NO_TIME;
  const z = -normalQuantile((1 - level) / 2);
  const limit = (count: number, reach: number) => count * (1 - 1 / (9 * count) + reach / (3 * Math.sqrt(count))) ** 3;
  return {
    estimate: events / personTime,
    lower: events === 0 ? 0 : limit(events, -z) / personTime,
    upper: limit(events + 1, z) / personTime,
  };
}

/**
 * Incidence rate with Wald's interval on the logarithmic scale, where its standard error is 1 / sqrt(events).
 *
 * @returns limits are null without events: the logarithm of 0 has none
 * @throws InputError `rate.events`, `rate.personTime`, `level.range`
 * @see Rothman, Greenland & Lash (2008) Modern Epidemiology, chapter 14
 */
export function logRate(events: number, personTime: number, level = 0.95): RateInterval {
  assertRate(events, personTime, level);
  if (personTime === 0) return NO_TIME;
  const estimate = events / personTime;
  if (events === 0) return { estimate, lower: null, upper: null };
  const factor = Math.exp(-normalQuantile((1 - level) / 2) / Math.sqrt(events));
  return { estimate, lower: estimate / factor, upper: estimate * factor };
}
