import { assertProbability } from '../input/index.ts';

const STEP = 0.5; // of the trapezoidal sum; its error is exp(-pi^2 / STEP^2), below the last bit
const SQUARES = Array.from({ length: 13 }, (_, k) => ((k + 1) * STEP) ** 2);
const GAUSS = SQUARES.map((square) => Math.exp(-square));

/**
 * Standard normal distribution function, P(Z <= z), to full double precision in either tail.
 *
 * @returns 0 and 1 at minus and plus infinity, NaN for NaN: a search for a maximum may try a step too far
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
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const MIDDLE_ABOVE = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const MIDDLE_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_ABOVE = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
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
