import { normalQuantile } from '../distributions/index.ts';
import { assertProportion, NOBODY, type ProportionInterval } from './proportion.ts';

/**
 * Proportion with Wald's interval, the estimate plus or minus z standard errors. It is given to reproduce published
 * limits: it covers too little in small samples, has no width without events, and is not cut to [0, 1].
 *
 * @returns null throughout when n = 0
 * @throws InputError `proportion.total`, `proportion.events`, `level.range`
 * @see Newcombe (1998) Stat Med 17:857, method 1
 */
export function wald(events: number, n: number, level = 0.95): ProportionInterval {
  assertProportion(events, n, level);
  if (n === 0) return NOBODY;
  return around(events / n, events / n, n, level);
}

/**
 * Proportion with the interval of Agresti and Coull: Wald's, after z^2 / 2 events and as many non-events were added.
 * It is not cut to [0, 1].
 *
 * @returns the estimate is the observed proportion; null throughout when n = 0
 * @throws InputError `proportion.total`, `proportion.events`, `level.range`
 * @see Agresti & Coull (1998) Am Stat 52:119
 */
export function agrestiCoull(events: number, n: number, level = 0.95): ProportionInterval {
  assertProportion(events, n, level);
  if (n === 0) return NOBODY;
  const square = normalQuantile((1 - level) / 2) ** 2;
  return around(events / n, (events + square / 2) / (n + square), n + square, level);
}

function around(estimate: number, centre: number, n: number, level: number): ProportionInterval {
  const reach = -normalQuantile((1 - level) / 2) * Math.sqrt((centre * (1 - centre)) / n);
  return { estimate, lower: centre - reach, upper: centre + reach };
}
