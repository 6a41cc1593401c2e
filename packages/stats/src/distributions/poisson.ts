import { assertNumber, InputError } from '../input/index.ts';
import { gammaCdf, gammaUpperTail } from './gamma.ts';
import { poissonLogWeight } from './poisson-weight.ts';

/**
 * Probability of exactly k events where `mean` are expected.
 *
 * @returns 0 where k is not a whole number of 0 or more
 * @throws InputError `poisson.mean` unless the mean is finite, 0 or more
 */
export function poissonPmf(k: number, mean: number): number {
  assertNumber('count', k);
  assertMean(mean);
  if (!Number.isInteger(k) || k < 0) return 0;
  return Math.exp(poissonLogWeight(k, mean));
}

/**
 * P(X <= k), computed in the lower tail itself.
 *
 * @throws InputError `poisson.mean`
 */
export function poissonCdf(k: number, mean: number): number {
  assertNumber('count', k);
  assertMean(mean);
  if (k < 0) return 0;
  return gammaUpperTail(mean, Math.floor(k) + 1);
}

/**
 * P(X > k), computed in the upper tail itself.
 *
 * @throws InputError `poisson.mean`
 */
export function poissonUpperTail(k: number, mean: number): number {
  assertNumber('count', k);
  assertMean(mean);
  if (k < 0) return 1;
  return gammaCdf(mean, Math.floor(k) + 1);
}

function assertMean(mean: number): void {
  if (mean >= 0 && mean < Number.POSITIVE_INFINITY) return;
  throw new InputError(
    'poisson.mean',
    `An expected number of events is finite, 0 or more. This one is ${mean}. Multiply a rate by the time it is for.`,
  );
}
