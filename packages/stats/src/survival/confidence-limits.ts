import { InputError } from '../input/index.ts';

/**
 * The scale on which an interval for a survival probability is symmetric. R's default is 'log', SAS's and this
 * library's 'log-log', which keeps its limits inside 0 and 1 by itself and is the better one in small samples.
 */
export const CONFIDENCE_SCALES = ['log-log', 'log', 'plain', 'logit', 'arcsin'] as const;
export type ConfidenceScale = (typeof CONFIDENCE_SCALES)[number];

/** @throws InputError `survival.confidence` unless the scale is one of them */
export function assertConfidenceScale(confidence: ConfidenceScale): void {
  if (CONFIDENCE_SCALES.includes(confidence)) return;
  throw new InputError(
    'survival.confidence',
    `Limits are symmetric on one of the scales ${CONFIDENCE_SCALES.join(', ')}. This one is ${confidence}. Choose one of them.`,
  );
}

/** Both limits as one pair that is written over at each call, so that a long curve allocates nothing. */
export type LimitPair = { lower: number; upper: number };

/**
 * Pointwise limits of a survival probability from the standard error of its logarithm.
 *
 * @param z - standard normal quantile of the two-sided level
 * @param into - receives the limits; NaN for both where they cannot be estimated: at S = 0 on every scale, and at
 *   S = 1 on the scales that are infinite there (log-log, logit, arcsin)
 * @see Borgan & Liestøl (1990) Scand J Stat 17:35; Kalbfleisch & Prentice (2002), 1.4
 */
export function survivalLimits(
  scale: ConfidenceScale,
  survival: number,
  logStandardError: number,
  z: number,
  into: LimitPair,
): void {
  into.lower = Number.NaN;
  into.upper = Number.NaN;
  if (survival === 0) return;
  const reach = z * logStandardError;
  switch (scale) {
    case 'plain':
      into.lower = Math.max(0, survival - reach * survival);
      into.upper = Math.min(1, survival + reach * survival);
      return;
    case 'log':
      into.lower = survival * Math.exp(-reach);
      into.upper = Math.min(1, survival * Math.exp(reach));
      return;
  }
  if (survival === 1) return;
  if (scale === 'log-log') {
    const logSurvival = Math.log(survival);
    const shift = reach / -logSurvival;
    into.lower = Math.exp(logSurvival * Math.exp(shift));
    into.upper = Math.exp(logSurvival * Math.exp(-shift));
  } else if (scale === 'logit') {
    const shift = reach / (1 - survival);
    const odds = survival / (1 - survival);
    into.lower = 1 / (1 + Math.exp(shift) / odds);
    into.upper = 1 / (1 + Math.exp(-shift) / odds);
  } else {
    const angle = Math.asin(Math.sqrt(survival));
    const shift = (reach / 2) * Math.sqrt(survival / (1 - survival));
    into.lower = Math.sin(Math.max(0, angle - shift)) ** 2;
    into.upper = Math.sin(Math.min(Math.PI / 2, angle + shift)) ** 2;
  }
}
