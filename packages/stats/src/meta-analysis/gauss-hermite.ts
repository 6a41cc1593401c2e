/** Points and weights with which sum of weight f(point) is the mean of f under the standard normal distribution. */
export type NormalQuadrature = { readonly points: Float64Array; readonly weights: Float64Array };

const MADE = new Map<number, NormalQuadrature>();

/**
 * Gauss-Hermite quadrature of a number of points, exact for polynomials of twice that degree less 1. The points are the
 * zeros of the Hermite polynomial.
 *
 * @see Golub & Welsch (1969) Math Comput 23:221
 */
export function normalQuadrature(count: number): NormalQuadrature {
  const known = MADE.get(count);
  if (known) return known;
  const points = zerosOf(count);
  const weights = points.map((point) => 1 / (count * hermite(count, point).before ** 2));
  const made = { points, weights };
  MADE.set(count, made);
  return made;
}

/**
 * Ascending. The positive half, from the largest down, the other by symmetry: to the right of all that are left, Newton's
 * steps on the polynomial divided by what was found only ever go down, and end at the next one.
 */
function zerosOf(degree: number): Float64Array {
  const zeros = new Float64Array(degree);
  const half = Math.floor(degree / 2);
  let x = 2 * Math.sqrt(degree) + 1; // beyond all of them
  for (let found = 0; found < half; found += 1) {
    for (let round = 0; round < 200; round += 1) {
      const { value, before } = hermite(degree, x);
      let slope = Math.sqrt(degree) * before;
      for (let k = 0; k < found; k += 1) slope -= value / (x - (zeros[degree - 1 - k] as number));
      const step = value / slope;
      x -= step;
      if (Math.abs(step) <= 1e-15 * x) break;
    }
    zeros[degree - 1 - found] = x;
    zeros[found] = -x;
    x -= 0.1 / Math.sqrt(degree); // nearer than the next
  }
  return zeros;
}

/** Hermite polynomials of the normal distribution, each scaled to a mean square of 1. */
function hermite(degree: number, x: number): { value: number; before: number } {
  let [before, value] = [0, 1];
  for (let k = 1; k <= degree; k += 1) {
    [before, value] = [value, (x * value - Math.sqrt(k - 1) * before) / Math.sqrt(k)];
  }
  return { value, before };
}
