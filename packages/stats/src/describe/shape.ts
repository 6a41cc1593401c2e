import { type Moments, moments } from './moments.ts';
import type { Values } from './values.ts';

/** 1: the moment ratio itself (g); 2: as SAS and SPSS, unbiased under normality (G); 3: by the sample variance (b). */
export type ShapeType = 1 | 2 | 3;

/**
 * Skewness: third central moment over the cube of the standard deviation.
 *
 * @returns null below three values, or when all values are equal
 * @throws InputError `values.notFinite` with the index
 * @see Joanes & Gill (1998) The Statistician 47:183
 */
export function skewness(values: Values, type: ShapeType): number | null {
  return skewnessOf(moments(values), type);
}

/**
 * Excess kurtosis: fourth central moment over the square of the variance, less 3.
 *
 * @returns null below four values, or when all values are equal
 * @throws InputError `values.notFinite` with the index
 * @see Joanes & Gill (1998) The Statistician 47:183
 */
export function kurtosis(values: Values, type: ShapeType): number | null {
  return kurtosisOf(moments(values), type);
}

export function skewnessOf(given: Moments | null, type: ShapeType): number | null {
  if (given === null || given.n < 3 || given.second === 0) return null;
  const { n } = given;
  const g = given.third / given.second ** 1.5;
  if (type === 1) return g;
  if (type === 2) return (g * Math.sqrt(n * (n - 1))) / (n - 2);
  return g * ((n - 1) / n) ** 1.5;
}

export function kurtosisOf(given: Moments | null, type: ShapeType): number | null {
  if (given === null || given.n < 4 || given.second === 0) return null;
  const { n } = given;
  const g = given.fourth / given.second ** 2 - 3;
  if (type === 1) return g;
  if (type === 2) return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g + 6);
  return (g + 3) * (1 - 1 / n) ** 2 - 3;
}
