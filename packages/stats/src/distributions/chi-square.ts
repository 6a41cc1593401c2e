import { InputError } from '../input/index.ts';
import { gammaCdf, gammaQuantile, gammaUpperTail } from './gamma.ts';

/**
 * Chi-square distribution function.
 *
 * @throws InputError `chiSquare.degreesOfFreedom` unless they are positive, `gamma.value` unless x is 0 or more
 */
export function chiSquareCdf(x: number, degreesOfFreedom: number): number {
  assertDegrees(degreesOfFreedom);
  return gammaCdf(x / 2, degreesOfFreedom / 2);
}

/**
 * P(X > x), the p value of a chi-square test, computed in the tail itself.
 *
 * @throws InputError `chiSquare.degreesOfFreedom`, `gamma.value`
 */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  assertDegrees(degreesOfFreedom);
  return gammaUpperTail(x / 2, degreesOfFreedom / 2);
}

/**
 * Chi-square quantile.
 *
 * @returns 0 and infinity for p = 0 and 1
 * @throws InputError `chiSquare.degreesOfFreedom`, `probability.range`
 */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  assertDegrees(degreesOfFreedom);
  return 2 * gammaQuantile(p, degreesOfFreedom / 2);
}

function assertDegrees(degreesOfFreedom: number): void {
  if (degreesOfFreedom > 0 && degreesOfFreedom < Number.POSITIVE_INFINITY) return;
  throw new InputError(
    'chiSquare.degreesOfFreedom',
    `Degrees of freedom are positive. These are ${degreesOfFreedom}. A comparison needs two groups or more.`,
  );
}
