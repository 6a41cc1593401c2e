import { assertProbability, InputError } from '../input/index.ts';
import { betaLogitQuantile, betaLowerTail } from './beta.ts';

/**
 * Distribution function of Fisher's F, P(F <= f), with degrees of freedom above and below the line.
 *
 * @throws InputError `f.degreesOfFreedom` unless both are positive, `f.value` unless f is 0 or more
 */
export function fCdf(f: number, above: number, below: number): number {
  const { share, rest } = shareOf(f, above, below);
  return betaLowerTail(share, rest, above / 2, below / 2);
}

/**
 * P(F > f), the p value of an analysis of variance, computed in the tail itself.
 *
 * @throws InputError `f.degreesOfFreedom`, `f.value`
 */
export function fUpperTail(f: number, above: number, below: number): number {
  const { share, rest } = shareOf(f, above, below);
  return betaLowerTail(rest, share, below / 2, above / 2);
}

/**
 * Quantile of Fisher's F.
 *
 * @returns 0 and infinity for p = 0 and 1
 * @throws InputError `f.degreesOfFreedom`, `probability.range`
 */
export function fQuantile(p: number, above: number, below: number): number {
  assertDegrees(above, below);
  assertProbability(p);
  return (below / above) * Math.exp(betaLogitQuantile(p, 1 - p, above / 2, below / 2));
}

/**
 * The f with P(F > f) = p: exact for a tail too small to be written as 1 - p.
 *
 * @throws InputError `f.degreesOfFreedom`, `probability.range`
 */
export function fUpperQuantile(p: number, above: number, below: number): number {
  assertDegrees(above, below);
  assertProbability(p);
  return (below / above) * Math.exp(betaLogitQuantile(1 - p, p, above / 2, below / 2));
}

/** The beta variable of f, and 1 less it. */
function shareOf(f: number, above: number, below: number): { share: number; rest: number } {
  assertDegrees(above, below);
  if (!(f >= 0)) {
    throw new InputError('f.value', `A ratio of variances is 0 or more. This one is ${f}. Give a number of 0 or more.`);
  }
  if (f === Number.POSITIVE_INFINITY) return { share: 1, rest: 0 };
  const total = above * f + below;
  return { share: (above * f) / total, rest: below / total };
}

function assertDegrees(above: number, below: number): void {
  if ([above, below].every((degrees) => degrees > 0 && degrees < Number.POSITIVE_INFINITY)) return;
  throw new InputError(
    'f.degreesOfFreedom',
    `Degrees of freedom are positive. These are ${above} and ${below}. Compare two groups or more, with repeats in them.`,
  );
}
