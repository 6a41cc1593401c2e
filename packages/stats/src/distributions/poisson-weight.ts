import { deviance } from './binomial-weight.ts';
import { stirlingRemainder } from './log-gamma.ts';

/**
 * log of mean^k e^-mean / Gamma(k + 1) for real k >= 0: the Poisson probability, and the building block of the gamma
 * distribution.
 *
 * @see Loader (2000) Fast and accurate computation of binomial probabilities
 */
export function poissonLogWeight(k: number, mean: number): number {
  if (mean === 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (k === 0) return -mean;
  return -stirlingRemainder(k) - deviance(k, mean) - Math.log(2 * Math.PI * k) / 2;
}
