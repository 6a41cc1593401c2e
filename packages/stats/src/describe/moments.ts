import { sumOf } from './sum.ts';
import { presentValues, type Values } from './values.ts';

/**
 * The first four central moments of n values: mean, and the means of the squared, cubed and fourth-power distances
 * from it. Two passes, so that a large common offset costs no digits.
 */
export type Moments = { n: number; mean: number; second: number; third: number; fourth: number };

/** @returns null for an empty column */
export function moments(values: Values): Moments | null {
  return momentsOf(presentValues(values));
}

/** The same for a column without missing values. */
export function momentsOf(values: Float64Array): Moments | null {
  const n = values.length;
  const mean = meanOf(values);
  if (mean === null) return null;
  const powerMean = (power: number) => sumOf(values.map((value) => (value - mean) ** power)) / n;
  return { n, mean, second: powerMean(2), third: powerMean(3), fourth: powerMean(4) };
}

/**
 * Arithmetic mean; null for an empty column.
 *
 * @throws InputError `values.notFinite` with the index
 */
export function mean(values: Values): number | null {
  return meanOf(presentValues(values));
}

function meanOf(values: Float64Array): number | null {
  if (values.length === 0) return null;
  const rough = sumOf(values) / values.length;
  return rough + sumOf(values.map((value) => value - rough)) / values.length;
}

/**
 * Sample variance, with n - 1 in the denominator; null below two values.
 *
 * @throws InputError `values.notFinite` with the index
 */
export function variance(values: Values): number | null {
  const present = presentValues(values);
  const centre = meanOf(present);
  if (centre === null || present.length < 2) return null;
  return sumOf(present.map((value) => (value - centre) ** 2)) / (present.length - 1);
}

/**
 * Sample standard deviation; null below two values.
 *
 * @throws InputError `values.notFinite` with the index
 */
export function standardDeviation(values: Values): number | null {
  const square = variance(values);
  return square === null ? null : Math.sqrt(square);
}

export function varianceOf(given: Moments | null): number | null {
  if (given === null || given.n < 2) return null;
  return (given.second * given.n) / (given.n - 1);
}
