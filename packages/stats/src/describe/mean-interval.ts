import { tQuantile } from '../distributions/index.ts';
import { assertLevel } from '../input/index.ts';
import { type Moments, moments, varianceOf } from './moments.ts';
import type { Values } from './values.ts';

/**
 * Confidence interval for a mean by Student's t, in the unit of the values.
 *
 * @returns null below two values
 * @throws InputError `level.range`, `values.notFinite` with the index
 */
export function meanInterval(values: Values, level = 0.95): { lower: number; upper: number } | null {
  assertLevel(level);
  return meanIntervalOf(moments(values), level);
}

export function meanIntervalOf(given: Moments | null, level: number): { lower: number; upper: number } | null {
  const square = varianceOf(given);
  if (given === null || square === null) return null;
  const reach = -tQuantile((1 - level) / 2, given.n - 1) * Math.sqrt(square / given.n);
  return { lower: given.mean - reach, upper: given.mean + reach };
}
