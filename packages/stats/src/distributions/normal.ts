import { assertProbability } from '../level.ts';

const STEP = 0.5; // of the trapezoidal sum; its error is exp(-pi^2 / STEP^2), below the last bit
const SQUARES = Array.from({ length: 13 }, (_, k) => ((k + 1) * STEP) ** 2);
const GAUSS = SQUARES.map((square) => Math.exp(-square));

/**
 * Standard normal distribution function, P(Z <= z), to full double precision in either tail.
 *
 * @returns 0 and 1 at minus and plus infinity, NaN for NaN
 * @see Matta & Reichel (1971) Math Comp 25:339: the complementary error function as a trapezoidal sum
 */
export function normalCdf(z: number): number {
  if (z > 0) return 1 - upperTail(z);
  return upperTail(-z);
}

/** P(Z > z), computed in the tail itself. */
export function normalUpperTail(z: number): number {
  return normalCdf(-z);
}

/** P(Z > z) for z >= 0. */
function upperTail(z: number): number {
  const x = z / Math.SQRT2;
  if (x < 0.5) return 0.5 - erfNearZero(x) / 2;
  if (x > 27.3) return 0;
  let sum = 1 / (2 * x * x);
  for (let k = 0; k < SQUARES.length; k += 1) sum += (GAUSS[k] as number) / ((SQUARES[k] as number) + x * x);
  const trapezoid = ((2 * STEP * x) / Math.PI) * gaussian(z) * sum;
  const pole = x < Math.PI / STEP ? 2 / Math.expm1((2 * Math.PI * x) / STEP) : 0;
  return (trapezoid - pole) / 2;
}

/** exp(-z^2 / 2) with the square split, so that the rounding of a large square does not reach the result. */
function gaussian(z: number): number {
  const coarse = Math.trunc(z * 16) / 16;
  return Math.exp((-coarse * coarse) / 2) * Math.exp((-(z - coarse) * (z + coarse)) / 2);
}

/** Error function for 0 <= x < 0.5 by its series of positive terms. */
function erfNearZero(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 1; term > sum * 1e-17; k += 1) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

// Coefficients of Wichura's rational approximations, lowest power first.
const CENTRE_ABOVE = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
  67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
];
const CENTRE_BELOW = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
  28729.085735721942674, 5226.495278852854561,
];
const MIDDLE_ABOVE = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
  0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
];
const MIDDLE_BELOW = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
const FAR_ABOVE = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
  0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
];
const FAR_BELOW = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
];

/**
 * Standard normal quantile: the z with P(Z <= z) = p, about 16 digits. A quantile of a small upper tail p is
 * `-normalQuantile(p)`.
 *
 * @returns minus and plus infinity at 0 and 1
 * @throws InputError `probability.range`
 * @see Wichura (1988) Appl Stat 37:477, algorithm AS 241
 */
export function normalQuantile(p: number): number {
  assertProbability(p);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_ABOVE, r)) / polynomial(CENTRE_BELOW, r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const size =
    r <= 5
      ? polynomial(MIDDLE_ABOVE, r - 1.6) / polynomial(MIDDLE_BELOW, r - 1.6)
      : polynomial(FAR_ABOVE, r - 5) / polynomial(FAR_BELOW, r - 5);
  return q < 0 ? -size : size;
}

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k -= 1) value = value * x + (coefficients[k] as number);
  return value;
}
