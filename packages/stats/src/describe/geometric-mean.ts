import { momentsOf } from './moments.ts';
import { presentValues, type Values } from './values.ts';

/**
 * Geometric mean: the exponential of the mean of the logarithms.
 *
 * @returns null for an empty column, or when a value is 0 or negative
 * @throws InputError `values.notFinite` with the index
 */
export function geometricMean(values: Values): number | null {
  return geometricMeanOf(presentValues(values));
}

/** The same for a column without missing values. */
export function geometricMeanOf(values: Float64Array): number | null {
  if (values.some((value) => value <= 0)) return null;
  const ofLogarithms = momentsOf(values.map(Math.log));
  return ofLogarithms === null ? null : Math.exp(ofLogarithms.mean);
}
