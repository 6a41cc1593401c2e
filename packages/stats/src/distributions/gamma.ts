import { assertProbability, InputError } from '../input/index.ts';
import { poissonLogWeight } from './poisson-weight.ts';

/**
 * Gamma distribution function: the regularised lower incomplete gamma function P(shape, x), at scale 1.
 *
 * @throws InputError `gamma.shape` unless the shape is positive, `gamma.value` unless x is 0 or more
 * @see Abramowitz & Stegun (1964) 6.5.29 and 6.5.31: a series below the mean, a continued fraction above
 */
export function gammaCdf(x: number, shape: number): number {
  assertShape(shape);
  assertValue(x);
  return gammaTails(x, shape).lower;
}

/**
 * P(X > x) of a gamma distribution, computed in the upper tail itself.
 *
 * @throws InputError `gamma.shape`, `gamma.value`
 */
export function gammaUpperTail(x: number, shape: number): number {
  assertShape(shape);
  assertValue(x);
  return gammaTails(x, shape).upper;
}

/**
 * Gamma quantile: the x with P(shape, x) = p.
 *
 * @returns 0 and infinity for p = 0 and 1
 * @throws InputError `gamma.shape`, `probability.range`
 */
export function gammaQuantile(p: number, shape: number): number {
  assertShape(shape);
  assertProbability(p);
  return quantile(p, 1 - p, shape);
}

/**
 * The x with P(X > x) = p: exact for a tail too small to be written as 1 - p.
 *
 * @throws InputError `gamma.shape`, `probability.range`
 */
export function gammaUpperQuantile(p: number, shape: number): number {
  assertShape(shape);
  assertProbability(p);
  return quantile(1 - p, p, shape);
}

type Tails = { lower: number; upper: number };

/** Both tails at x; the smaller of them is computed, the other is what it leaves. */
function gammaTails(x: number, shape: number): Tails {
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const weight = Math.exp(poissonLogWeight(shape, x));
  if (x < shape + 1) {
    const lower = weight * lowerSeries(x, shape);
    return { lower, upper: 1 - lower };
  }
  const upper = weight * shape * upperFraction(x, shape);
  return { lower: 1 - upper, upper };
}

/** P(shape, x) over x^shape e^-x / Gamma(shape + 1): a sum of positive terms. */
function lowerSeries(x: number, shape: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k += 1) {
    term *= x / (shape + k);
    sum += term;
  }
  return sum;
}

/** Q(shape, x) over x^shape e^-x / Gamma(shape): a continued fraction, by the method of Lentz. */
function upperFraction(x: number, shape: number): number {
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 1_000_000; k += 1) {
    const a = -k * (k - shape);
    b += 2;
    d = a * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + a / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return fraction;
}

function quantile(p: number, q: number, shape: number): number {
  if (p === 0) return 0;
  if (q === 0) return Number.POSITIVE_INFINITY;
  if (gammaTails(shape, shape).lower >= p) return lowerTailRoot(p, shape);
  return upperTailRoot(q, shape);
}

/** Newton's method for log P = log p in log x, where log P is concave and, far out, straight. */
function lowerTailRoot(p: number, shape: number): number {
  const target = Math.log(p);
  let logX = Math.log(shape);
  for (let round = 0; round < 200; round += 1) {
    const x = Math.exp(logX);
    if (x === 0) return 0;
    const series = lowerSeries(x, shape);
    const logTail = poissonLogWeight(shape, x) + Math.log(series);
    const move = ((logTail - target) * series) / shape;
    logX -= move;
    if (Math.abs(move) < 1e-15 * Math.max(1, Math.abs(logX))) break;
  }
  return Math.exp(logX);
}

/** Newton's method for log Q = log q in x, where log Q bends one way only and, far out, is straight. */
function upperTailRoot(q: number, shape: number): number {
  const target = Math.log(q);
  let x = shape;
  for (let round = 0; round < 200; round += 1) {
    const logWeight = poissonLogWeight(shape, x);
    const { upper } = gammaTails(x, shape);
    const overSlope = x < shape + 1 ? (upper * x) / (shape * Math.exp(logWeight)) : x * upperFraction(x, shape);
    const logTail = x < shape + 1 ? Math.log(upper) : logWeight + Math.log(shape) + Math.log(upperFraction(x, shape));
    const move = (logTail - target) * overSlope;
    x += move;
    if (Math.abs(move) < 1e-15 * x) break;
  }
  return x;
}

function assertShape(shape: number): void {
  if (shape > 0 && shape < Number.POSITIVE_INFINITY) return;
  throw new InputError(
    'gamma.shape',
    `The shape of a gamma distribution is positive. This one is ${shape}. Give a positive number.`,
  );
}

function assertValue(x: number): void {
  if (x >= 0) return;
  throw new InputError(
    'gamma.value',
    `A gamma or chi-square variable is 0 or more. This value is ${x}. Give a number that is not negative.`,
  );
}
