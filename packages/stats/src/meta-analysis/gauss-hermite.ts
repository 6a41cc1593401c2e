import { findRoot } from '../root-finding/index.ts';

/** Points and weights with which sum of weight f(point) is the mean of f under the standard normal distribution. */
export type NormalQuadrature = { readonly points: Float64Array; readonly weights: Float64Array };

const MADE = new Map<number, NormalQuadrature>();

/**
 * Gauss-Hermite quadrature of a number of points, exact for polynomials of twice that degree less 1. The points are the
 * zeros of the Hermite polynomial; between two of them lies one of the polynomial before.
 *
 * @see Golub & Welsch (1969) Math Comput 23:221
 */
export function normalQuadrature(count: number): NormalQuadrature {
  const known = MADE.get(count);
  if (known) return known;
  let zeros: number[] = [];
  for (let degree = 1; degree <= count; degree += 1) {
    const end = 2 * Math.sqrt(degree) + 1; // all zeros lie within
    const bounds = [-end, ...zeros, end];
    const value = (x: number) => hermite(degree, x).value;
    zeros = bounds.slice(1).map((upper, index) => findRoot(value, bounds[index] as number, upper, 1e-15) as number);
  }
  const points = Float64Array.from(zeros);
  const weights = points.map((point) => 1 / (count * hermite(count, point).before ** 2));
  const made = { points, weights };
  MADE.set(count, made);
  return made;
}

/** Hermite polynomials of the normal distribution, each scaled to a mean square of 1. */
function hermite(degree: number, x: number): { value: number; before: number } {
  let [before, value] = [0, 1];
  for (let k = 1; k <= degree; k += 1) {
    [before, value] = [value, (x * value - Math.sqrt(k - 1) * before) / Math.sqrt(k)];
  }
  return { value, before };
}
