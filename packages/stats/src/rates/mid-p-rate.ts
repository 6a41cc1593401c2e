import { poissonCdf, poissonPmf, poissonUpperTail } from '../distributions/index.ts';
import { findRoot } from '../root-finding/index.ts';
import { exactRate } from './exact-rate.ts';
import { assertRate, NO_TIME, type RateInterval } from './incidence-rate.ts';

/**
 * Incidence rate with the mid-p interval: as the exact one, the observed number of events itself counted half. Its
 * coverage is close to the level on average, and below it for some truths.
 *
 * @returns the lower limit is exactly 0 without events; null throughout without any person-time
 * @throws InputError `rate.events`, `rate.personTime`, `level.range`
 * @see Cohen & Yang (1994) Stat Med 13:2189
 */
export function midPRate(events: number, personTime: number, level = 0.95): RateInterval {
  assertRate(events, personTime, level);
  if (personTime === 0) return NO_TIME;
  const tail = (1 - level) / 2;
  const exact = exactRate(events, 1, level); // in expected events; its limits enclose these
  const more = (mean: number) => poissonUpperTail(events, mean) + poissonPmf(events, mean) / 2;
  const fewer = (mean: number) => poissonCdf(events - 1, mean) + poissonPmf(events, mean) / 2;
  return {
    estimate: events / personTime,
    lower: events === 0 ? 0 : rootBetween((mean) => more(mean) - tail, exact.lower as number, events, personTime),
    upper: rootBetween((mean) => fewer(mean) - tail, Math.max(events, 1e-300), exact.upper as number, personTime),
  };
}

/** A root between two expected numbers of events, as a rate; searched in the logarithm, so that small ones keep their digits. */
function rootBetween(f: (mean: number) => number, lower: number, upper: number, personTime: number): number | null {
  const root = findRoot((logMean) => f(Math.exp(logMean)), Math.log(lower), Math.log(upper), 1e-15);
  return root === null ? null : Math.exp(root) / personTime;
}
