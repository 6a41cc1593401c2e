import { assertLevel } from '../input/index.ts';
import { type FiveNumbers, fiveNumbersOf } from './five-numbers.ts';
import { geometricMeanOf } from './geometric-mean.ts';
import { meanIntervalOf } from './mean-interval.ts';
import { momentsOf, varianceOf } from './moments.ts';
import { interquartileRangeOf, medianOf, QUANTILE_TYPES, type QuantileType, quantileOf } from './quantile.ts';
import { kurtosisOf, type ShapeType, skewnessOf } from './shape.ts';
import { medianAbsoluteDeviationOf } from './spread.ts';
import { sumOf } from './sum.ts';
import { presentValues, type Values } from './values.ts';

export const DESCRIBED_PROBABILITIES = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1] as const;

/** What a column of numbers looks like, each statistic in the unit of the values; null where it cannot be estimated. */
export type Description = {
  /** how many values there are, and how many are missing */
  n: number;
  missing: number;
  sum: number;
  mean: number | null;
  /** the next three from two values on */
  standardDeviation: number | null;
  variance: number | null;
  standardError: number | null;
  meanInterval: { lower: number; upper: number } | null;
  geometricMean: number | null;
  median: number | null;
  minimum: number | null;
  maximum: number | null;
  /** at each of DESCRIBED_PROBABILITIES; empty for an empty column */
  quantiles: Record<QuantileType, number[]>;
  interquartileRange: Record<QuantileType, number | null>;
  fiveNumbers: FiveNumbers | null;
  medianAbsoluteDeviation: number | null;
  /** from three values on, unless all are equal */
  skewness: Record<ShapeType, number | null>;
  /** excess, from four values on, unless all are equal */
  kurtosis: Record<ShapeType, number | null>;
};

/**
 * Describes a column: location, spread, quantiles by three conventions, shape, and the t interval of its mean.
 *
 * @param values - null is missing; missing values are counted and left out
 * @param level - of the interval of the mean
 * @returns for an empty column n = 0, sum = 0 and null elsewhere
 * @throws InputError `level.range`, `values.notFinite` with the index
 */
export function describe(values: Values, level = 0.95): Description {
  assertLevel(level);
  const present = presentValues(values);
  const sorted = present.slice().sort();
  const n = present.length;
  const central = momentsOf(present);
  const variance = varianceOf(central);
  const quantiles = (type: QuantileType) =>
    n === 0 ? [] : DESCRIBED_PROBABILITIES.map((p) => quantileOf(sorted, p, type) as number);
  return {
    n,
    missing: values.length - n,
    sum: sumOf(present),
    mean: central?.mean ?? null,
    standardDeviation: variance === null ? null : Math.sqrt(variance),
    variance,
    standardError: variance === null ? null : Math.sqrt(variance / n),
    meanInterval: meanIntervalOf(central, level),
    geometricMean: geometricMeanOf(present),
    median: medianOf(sorted),
    minimum: sorted[0] ?? null,
    maximum: sorted[n - 1] ?? null,
    quantiles: byType(QUANTILE_TYPES, quantiles),
    interquartileRange: byType(QUANTILE_TYPES, (type) => interquartileRangeOf(sorted, type)),
    fiveNumbers: fiveNumbersOf(sorted),
    medianAbsoluteDeviation: medianAbsoluteDeviationOf(sorted),
    skewness: byType([1, 2, 3], (type) => skewnessOf(central, type)),
    kurtosis: byType([1, 2, 3], (type) => kurtosisOf(central, type)),
  };
}

function byType<Type extends number, Result>(
  types: readonly Type[],
  compute: (type: Type) => Result,
): Record<Type, Result> {
  return Object.fromEntries(types.map((type) => [type, compute(type)])) as Record<Type, Result>;
}
