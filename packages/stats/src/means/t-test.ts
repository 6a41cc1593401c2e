import { mean, presentValues, type Values, variance } from '../describe/index.ts';
import { tCdf, tQuantile } from '../distributions/index.ts';
import { assertLevel } from '../input/index.ts';

/** A difference of means with its test and interval, in the unit of the values. */
export type TTest = {
  /** first less second; null when a sample is empty */
  difference: number | null;
  /** the rest is null with too few values, or without spread */
  standardError: number | null;
  lower: number | null;
  upper: number | null;
  t: number | null;
  degreesOfFreedom: number | null;
  /** two-sided */
  pValue: number | null;
  sizes: readonly [number, number];
  whyNull: 'tooFewValues' | 'noSpread' | null;
};

/** A standard error of this share of the mean is nothing but rounding. */
const ROUNDING = 10 * Number.EPSILON;

/**
 * Student's t test of two samples with variances of their own, and the interval of the difference of their means.
 *
 * @param first - null is missing and left out, in both samples
 * @returns null where a sample has fewer than two values, or both have no spread
 * @throws InputError `level.range`, `values.notFinite` with the index
 * @see Welch (1947) Biometrika 34:28
 */
export function welchTest(first: Values, second: Values, level = 0.95): TTest {
  const { a, b, difference, sizes } = twoSamples(first, second, level);
  if (a.variance === null || b.variance === null) return tooFew(difference, sizes);
  const [squareA, squareB] = [a.variance / a.n, b.variance / b.n];
  const square = squareA + squareB;
  const degreesOfFreedom = square ** 2 / (squareA ** 2 / (a.n - 1) + squareB ** 2 / (b.n - 1));
  return tested(difference, Math.sqrt(square), degreesOfFreedom, largest(a, b), sizes, level);
}

/**
 * Student's t test of two samples whose variances are taken as equal.
 *
 * @returns null where there are fewer than three values or a sample is empty, or no spread
 * @throws InputError as `welchTest`
 * @see Student (1908) Biometrika 6:1
 */
export function pooledTest(first: Values, second: Values, level = 0.95): TTest {
  const { a, b, difference, sizes } = twoSamples(first, second, level);
  const degreesOfFreedom = a.n + b.n - 2;
  if (difference === null || degreesOfFreedom < 1) return tooFew(difference, sizes);
  const pooled = ((a.n - 1) * (a.variance ?? 0) + (b.n - 1) * (b.variance ?? 0)) / degreesOfFreedom;
  const standardError = Math.sqrt(pooled * (1 / a.n + 1 / b.n));
  return tested(difference, standardError, degreesOfFreedom, largest(a, b), sizes, level);
}

/**
 * Student's t test of differences, as those of pairs: whether their mean is 0.
 *
 * @param differences - null is missing and left out
 * @returns null below two differences, or without spread
 * @throws InputError as `welchTest`
 * @see Student (1908) Biometrika 6:1
 */
export function differenceTest(differences: Values, level = 0.95): TTest {
  assertLevel(level);
  const sample = described(differences);
  const sizes = [sample.n, sample.n] as const;
  if (sample.variance === null) return tooFew(sample.mean, sizes);
  const standardError = Math.sqrt(sample.variance / sample.n);
  return tested(sample.mean, standardError, sample.n - 1, Math.abs(sample.mean as number), sizes, level);
}

type Sample = { n: number; mean: number | null; variance: number | null };

function described(values: Values): Sample {
  const present = presentValues(values);
  return { n: present.length, mean: mean(present), variance: variance(present) };
}

function twoSamples(first: Values, second: Values, level: number) {
  assertLevel(level);
  const [a, b] = [described(first), described(second)];
  const difference = a.mean === null || b.mean === null ? null : a.mean - b.mean;
  return { a, b, difference, sizes: [a.n, b.n] as const };
}

function largest(a: Sample, b: Sample): number {
  return Math.max(Math.abs(a.mean ?? 0), Math.abs(b.mean ?? 0));
}

const NOTHING = { standardError: null, lower: null, upper: null, t: null, degreesOfFreedom: null, pValue: null };

function tooFew(difference: number | null, sizes: readonly [number, number]): TTest {
  return { difference, ...NOTHING, sizes, whyNull: 'tooFewValues' };
}

function tested(
  difference: number | null,
  standardError: number,
  degreesOfFreedom: number,
  largestMean: number,
  sizes: readonly [number, number],
  level: number,
): TTest {
  if (difference === null || standardError <= ROUNDING * largestMean) {
    return { difference, ...NOTHING, sizes, whyNull: 'noSpread' };
  }
  const t = difference / standardError;
  const reach = -tQuantile((1 - level) / 2, degreesOfFreedom) * standardError;
  return {
    difference,
    standardError,
    lower: difference - reach,
    upper: difference + reach,
    t,
    degreesOfFreedom,
    pValue: 2 * tCdf(-Math.abs(t), degreesOfFreedom),
    sizes,
    whyNull: null,
  };
}
