import { assertNumber, assertProbability, InputError } from '../input/index.ts';
import { betaLogitQuantile, betaLowerTail } from './beta.ts';

/**
 * Distribution function of Student's t, P(T <= t), computed in the tail itself.
 *
 * @throws InputError `studentT.degreesOfFreedom` unless they are positive
 */
export function tCdf(t: number, degreesOfFreedom: number): number {
  assertNumber('value of t', t);
  assertDegrees(degreesOfFreedom);
  const square = t * t;
  const total = degreesOfFreedom + square;
  const tail = betaLowerTail(degreesOfFreedom / total, square / total, degreesOfFreedom / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/**
 * Quantile of Student's t, by the beta distribution of degrees / (degrees + t^2).
 *
 * @returns minus and plus infinity at 0 and 1
 * @throws InputError `studentT.degreesOfFreedom`, `probability.range`
 */
export function tQuantile(p: number, degreesOfFreedom: number): number {
  assertDegrees(degreesOfFreedom);
  assertProbability(p);
  if (p === 0.5) return 0;
  if (p > 0.5) return -tQuantile(1 - p, degreesOfFreedom);
  const logit = betaLogitQuantile(2 * p, 1 - 2 * p, degreesOfFreedom / 2, 0.5);
  return -Math.sqrt(degreesOfFreedom) * Math.exp(-logit / 2);
}

function assertDegrees(degreesOfFreedom: number): void {
  if (degreesOfFreedom > 0 && degreesOfFreedom < Number.POSITIVE_INFINITY) return;
  throw new InputError(
    'studentT.degreesOfFreedom',
    `Degrees of freedom are positive. These are ${degreesOfFreedom}. A t interval needs two values or more.`,
  );
}
