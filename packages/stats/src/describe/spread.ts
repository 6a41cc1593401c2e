import { medianOf } from './quantile.ts';
import { sortedValues, type Values } from './values.ts';

/** Makes the median absolute deviation estimate the standard deviation of normal values. */
const NORMAL_CONSISTENCY = 1.4826;

/**
 * Median absolute deviation from the median, times 1.4826 so that it estimates the standard deviation of normal values.
 *
 * @returns null for an empty column
 * @throws InputError `values.notFinite` with the index
 * @see Hampel (1974) J Am Stat Assoc 69:383
 */
export function medianAbsoluteDeviation(values: Values): number | null {
  return medianAbsoluteDeviationOf(sortedValues(values));
}

/** The same for a sorted column without missing values. */
export function medianAbsoluteDeviationOf(sorted: Float64Array): number | null {
  const middle = medianOf(sorted);
  if (middle === null) return null;
  const deviation = medianOf(sorted.map((value) => Math.abs(value - middle)).sort());
  return deviation === null ? null : NORMAL_CONSISTENCY * deviation;
}
