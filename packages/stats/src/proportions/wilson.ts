import { normalQuantile } from '../distributions/index.ts';
import { assertProportion, NOBODY, type ProportionInterval } from './proportion.ts';

/**
 * Proportion with Wilson's score interval: the probabilities that a score test does not reject.
 *
 * @returns a limit is exactly 0 without events and exactly 1 when all had one; null throughout when n = 0
 * @throws InputError `proportion.total`, `proportion.events`, `level.range`
 * @see Wilson (1927) J Am Stat Assoc 22:209; Newcombe (1998) Stat Med 17:857, method 3
 */
export function wilson(events: number, n: number, level = 0.95): ProportionInterval {
  assertProportion(events, n, level);
  if (n === 0) return NOBODY;
  const p = events / n;
  const z = -normalQuantile((1 - level) / 2);
  const square = z * z;
  const centre = p + square / (2 * n);
  const reach = z * Math.sqrt((p * (1 - p) + square / (4 * n)) / n);
  const scale = 1 + square / n;
  return {
    estimate: p,
    lower: events === 0 ? 0 : (centre - reach) / scale,
    upper: events === n ? 1 : (centre + reach) / scale,
  };
}

/**
 * Wilson's interval with continuity correction, which is kept at every count (R's prop.test drops it near n/2).
 *
 * @returns as `wilson`; a corrected limit that would fall outside [0, 1] is cut there
 * @throws InputError `proportion.total`, `proportion.events`, `level.range`
 * @see Newcombe (1998) Stat Med 17:857, method 4
 */
export function wilsonCorrected(events: number, n: number, level = 0.95): ProportionInterval {
  assertProportion(events, n, level);
  if (n === 0) return NOBODY;
  const p = events / n;
  const z = -normalQuantile((1 - level) / 2);
  const square = z * z;
  const centre = 2 * n * p + square;
  const scale = 2 * (n + square);
  const below = z * Math.sqrt(square - 2 - 1 / n + 4 * p * (n * (1 - p) + 1));
  const above = z * Math.sqrt(square + 2 - 1 / n + 4 * p * (n * (1 - p) - 1));
  return {
    estimate: p,
    lower: events === 0 ? 0 : Math.max(0, (centre - 1 - below) / scale),
    upper: events === n ? 1 : Math.min(1, (centre + 1 + above) / scale),
  };
}
