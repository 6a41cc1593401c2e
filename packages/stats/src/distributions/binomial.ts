import { assertNumber, assertProbability, InputError } from '../input/index.ts';
import { betaLowerTail } from './beta.ts';
import { binomialWeight } from './binomial-weight.ts';

/**
 * Probability of exactly k events in n independent trials.
 *
 * @returns 0 where k is not a whole number between 0 and n
 * @throws InputError `number.notANumber`, `binomial.trials`, `probability.range`
 * @see Loader (2000) Fast and accurate computation of binomial probabilities
 */
export function binomialPmf(k: number, n: number, probability: number): number {
  assertNumber('count', k);
  assertTrials(n);
  assertProbability(probability);
  if (!Number.isInteger(k) || k < 0 || k > n) return 0;
  return binomialWeight(k, n, probability, 1 - probability);
}

/**
 * P(X <= k) in n independent trials, computed in the lower tail itself.
 *
 * @throws InputError `number.notANumber`, `binomial.trials`, `probability.range`
 */
export function binomialCdf(k: number, n: number, probability: number): number {
  assertNumber('count', k);
  assertTrials(n);
  assertProbability(probability);
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  return betaLowerTail(1 - probability, probability, n - whole, whole + 1);
}

/**
 * P(X > k) in n independent trials, computed in the upper tail itself.
 *
 * @throws InputError `number.notANumber`, `binomial.trials`, `probability.range`
 */
export function binomialUpperTail(k: number, n: number, probability: number): number {
  assertNumber('count', k);
  assertTrials(n);
  assertProbability(probability);
  const whole = Math.floor(k);
  if (whole < 0) return 1;
  if (whole >= n) return 0;
  return betaLowerTail(probability, 1 - probability, whole + 1, n - whole);
}

/**
 * The smallest k with P(X <= k) >= p; a distribution function that misses p by rounding only counts as having reached it.
 *
 * @throws InputError `binomial.trials`, `probability.range`
 */
export function binomialQuantile(p: number, n: number, probability: number): number {
  assertTrials(n);
  assertProbability(p);
  const target = p * (1 - 64 * Number.EPSILON);
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialCdf(middle, n, probability) >= target) high = middle;
    else low = middle + 1;
  }
  return low;
}

function assertTrials(n: number): void {
  if (Number.isInteger(n) && n >= 0) return;
  throw new InputError(
    'binomial.trials',
    `A number of trials is a whole number, 0 or more. This one is ${n}. Count the subjects.`,
  );
}
