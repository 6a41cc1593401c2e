import { InputError } from '../input/index.ts';
import type { CumulativeIncidence } from './cumulative-incidence.ts';

/**
 * Gray's variance of the cumulative incidence of a cause at each row of its curve, as R's cmprsk prints it. Events at
 * one time are draws without replacement; it is about a thousandth off the variance that the curve's own standard
 * errors are of, and is here to reproduce published numbers and to go with Gray's test. Not meant for late entries.
 *
 * @param cause - 1 and up
 * @returns one variance for each row of the curves, 0 before the first event
 * @throws InputError `competing.cause` unless the curves have the cause
 * @see Gray (1988) Ann Stat 16:1141, section 2; R: cmprsk::cuminc
 */
export function grayVariance(curves: CumulativeIncidence, cause: number): Float64Array {
  const own = curves.events[cause - 1];
  if (!own) {
    throw new InputError(
      'competing.cause',
      `A curve has the causes 1 to ${curves.events.length}. This asks for ${cause}. Give one of them.`,
    );
  }
  const variance = new Float64Array(curves.time.length);
  // Each term is a weight times the square of a value that moves along a line as the incidence F grows: for events of
  // the cause 1 - (F(t) - F(u))/S(u), for others (F(t) - F(u))/S(u). So three sums say how all of them move.
  let squares = 0;
  let products = 0;
  let slopes = 0;
  let survival = 1;
  for (let row = 0; row < variance.length; row += 1) {
    const n = curves.atRisk[row] as number;
    const ofCause = own[row] as number;
    let d = 0;
    for (const events of curves.events) d += events[row] as number;
    const step = (survival * ofCause) / n;
    squares += step * (2 * products + step * slopes);
    products += step * slopes;

    const after = (survival * (n - d)) / n;
    const steepness = after > 0 ? 1 / after : 0;
    const weightOf = (count: number) => (survival ** 2 * withoutReplacement(count, n) * count) / n ** 2;
    if (ofCause > 0) {
      const weight = weightOf(ofCause);
      squares += weight;
      products -= weight * steepness;
      slopes += weight * steepness ** 2;
    }
    if (d > ofCause) slopes += weightOf(d - ofCause) * steepness ** 2;
    survival = after;
    variance[row] = Math.max(0, squares);
  }
  return variance;
}

/** What the variance of a count of draws from n loses because none is put back. */
export function withoutReplacement(count: number, n: number): number {
  return count > 1 ? 1 - (count - 1) / (n - 1) : 1;
}
