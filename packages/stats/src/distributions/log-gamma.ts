import { InputError } from '../input/index.ts';

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * Natural logarithm of the gamma function for x > 0, by Stirling's formula and its remainder.
 *
 * @returns infinity at 0 and at infinity
 * @throws InputError `gamma.value` below 0
 */
export function logGamma(x: number): number {
  if (!(x >= 0)) {
    throw new InputError(
      'gamma.value',
      `The gamma function is taken of 0 or more. This is ${x}. Give a positive number.`,
    );
  }
  if (x === 0 || x === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingRemainder(x);
}

/**
 * What Stirling's formula leaves of log(x!): log(x!) - [(x + 1/2) log x - x + log(2 pi)/2], for x > 0.
 * Densities are built from it, since the large terms of the factorials then cancel on paper and not in floating point.
 *
 * @see Loader (2000) Fast and accurate computation of binomial probabilities
 */
export function stirlingRemainder(x: number): number {
  let shifted = x;
  let remainder = 0;
  // from x to x + 1 the remainder falls by (x + 1/2) log(1 + 1/x) - 1
  while (shifted < 16) {
    remainder += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const series =
    1 / 12 -
    square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - (square * 691) / 360360))));
  return remainder + series / shifted;
}
