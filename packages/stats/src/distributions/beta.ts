import { assertProbability, InputError } from '../input/index.ts';
import { binomialLogWeight } from './binomial-weight.ts';
import { logGamma } from './log-gamma.ts';

/** A logit below it belongs to an x near the smallest double. */
const FAR_BELOW = -700;

/**
 * Beta distribution function: the regularised incomplete beta function I_x(a, b).
 *
 * @throws InputError `beta.shape` unless both shapes are positive, `probability.range` unless x is in [0, 1]
 * @see Abramowitz & Stegun (1964) 26.5.8: the continued fraction
 */
export function betaCdf(x: number, a: number, b: number): number {
  assertShapes(a, b);
  assertProbability(x);
  return betaLowerTail(x, 1 - x, a, b);
}

/**
 * P(X > x) of a beta distribution, computed in the upper tail itself.
 *
 * @throws InputError `beta.shape`, `probability.range`
 */
export function betaUpperTail(x: number, a: number, b: number): number {
  assertShapes(a, b);
  assertProbability(x);
  return betaLowerTail(1 - x, x, b, a);
}

/**
 * Beta quantile: the x with I_x(a, b) = p.
 *
 * @returns 0 and 1 for p = 0 and 1
 * @throws InputError `beta.shape`, `probability.range`
 */
export function betaQuantile(p: number, a: number, b: number): number {
  assertShapes(a, b);
  assertProbability(p);
  return logistic(betaLogitQuantile(p, 1 - p, a, b));
}

/**
 * The x with P(X > x) = p: exact for a tail too small to be written as 1 - p.
 *
 * @throws InputError `beta.shape`, `probability.range`
 */
export function betaUpperQuantile(p: number, a: number, b: number): number {
  assertShapes(a, b);
  assertProbability(p);
  return logistic(betaLogitQuantile(1 - p, p, a, b));
}

/** I_x(a, b) with y = 1 - x given beside x, so that neither is rounded. */
export function betaLowerTail(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  return Math.exp(logLowerTail(x, y, a, b).logTail);
}

/**
 * log(x / (1 - x)) of the beta quantile x. On this scale the logarithm of either tail is concave, so Newton's method
 * from anywhere arrives from one side, and small quantiles keep all their digits.
 *
 * @param p - lower tail probability; q = 1 - p is given beside it, so that neither is rounded
 */
export function betaLogitQuantile(p: number, q: number, a: number, b: number): number {
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (q === 0) return Number.POSITIVE_INFINITY;
  const start = Math.log(a / b);
  if (betaLowerTail(logistic(start), logistic(-start), a, b) >= p) return lowerTailRoot(p, a, b, start);
  return -lowerTailRoot(q, b, a, -start);
}

/** Newton's method for log I = log p as a function of the logit, from a start at or above the root. */
function lowerTailRoot(p: number, a: number, b: number, start: number): number {
  const target = Math.log(p);
  let logit = start;
  for (let round = 0; round < 200; round += 1) {
    if (logit < FAR_BELOW) {
      // x is too small to be written, and log I a straight line in log x
      const far = (target + Math.log(a) + logGamma(a) + logGamma(b) - logGamma(a + b)) / a;
      if (far < FAR_BELOW) return far;
      logit = far;
    }
    const { logTail, overSlope } = logLowerTail(logistic(logit), logistic(-logit), a, b);
    const move = (logTail - target) * overSlope;
    logit -= move;
    if (Math.abs(move) < 1e-11 * Math.max(1, Math.abs(logit))) break;
  }
  return logit;
}

/** log I_x(a, b) for 0 < x < 1, and I over its slope on the logit scale, which is x^a y^b / B(a, b). */
function logLowerTail(x: number, y: number, a: number, b: number): { logTail: number; overSlope: number } {
  const logSlope = Math.log((a * b) / (a + b)) + binomialLogWeight(a, a + b, x, y);
  if (x <= (a + 1) / (a + b + 2)) {
    const overSlope = continuedFraction(x, a, b) / a;
    return { logTail: logSlope + Math.log(overSlope), overSlope };
  }
  const slope = Math.exp(logSlope);
  const upper = (slope * continuedFraction(y, b, a)) / b;
  return { logTail: Math.log1p(-upper), overSlope: (1 - upper) / slope };
}

/** The continued fraction of the incomplete beta function, by the method of Lentz as modified by Thompson and Barnett. */
function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let fraction = d;
  for (let m = 1; m < 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    c = 1 + even / c;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    if (Math.abs(c) < tiny) c = tiny;
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    c = 1 + odd / c;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    if (Math.abs(c) < tiny) c = tiny;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return fraction;
}

function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function assertShapes(a: number, b: number): void {
  if (a > 0 && b > 0 && a < Number.POSITIVE_INFINITY && b < Number.POSITIVE_INFINITY) return;
  throw new InputError(
    'beta.shape',
    `The shapes of a beta distribution are positive. These are ${a} and ${b}. Give two positive numbers.`,
  );
}
