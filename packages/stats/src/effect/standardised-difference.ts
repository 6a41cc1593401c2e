import { mean, presentValues, type Values, variance } from '../describe/index.ts';
import { InputError } from '../input/index.ts';

export type StandardisedDifference = {
  /** difference of the means, first less second, over the root of the mean of both variances; without unit */
  byAverageVariance: number | null;
  /** over the pooled standard deviation, where a larger sample counts for more: Cohen's d */
  byPooledVariance: number | null;
  sizes: readonly [number, number];
  whyNull: 'tooFewValues' | 'noSpread' | null;
};

/**
 * Standardised difference of the means of two samples: how far apart they are in standard deviations.
 *
 * @param first - null is missing and left out, in both samples
 * @returns null where a sample has fewer than two values, or neither has spread
 * @throws InputError `values.notFinite` with the index
 * @see Cohen (1988) Statistical Power Analysis, 2.2; Austin (2009) Stat Med 28:3083 for the mean of the variances
 */
export function standardisedDifference(first: Values, second: Values): StandardisedDifference {
  const [a, b] = [presentValues(first), presentValues(second)];
  const sizes = [a.length, b.length] as const;
  const nothing = { byAverageVariance: null, byPooledVariance: null, sizes };
  const [varianceA, varianceB] = [variance(a), variance(b)];
  if (varianceA === null || varianceB === null) return { ...nothing, whyNull: 'tooFewValues' };
  if (varianceA === 0 && varianceB === 0) return { ...nothing, whyNull: 'noSpread' };
  const difference = (mean(a) as number) - (mean(b) as number);
  const pooled = ((a.length - 1) * varianceA + (b.length - 1) * varianceB) / (a.length + b.length - 2);
  return {
    byAverageVariance: difference / Math.sqrt((varianceA + varianceB) / 2),
    byPooledVariance: difference / Math.sqrt(pooled),
    sizes,
    whyNull: null,
  };
}

/**
 * The same for a characteristic that is present or absent: the difference of two proportions over the root of the
 * mean of p (1 - p) of both.
 *
 * @returns null where a group is empty, or both proportions are 0 or 1
 * @throws InputError `proportion.events` with the group, unless the events are whole numbers between 0 and its size
 * @see Austin (2009) Stat Med 28:3083
 */
export function standardisedDifferenceOfProportions(
  first: { events: number; n: number },
  second: { events: number; n: number },
): number | null {
  for (const [index, { events, n }] of [first, second].entries()) {
    if (Number.isInteger(n) && Number.isInteger(events) && events >= 0 && events <= n) continue;
    throw new InputError(
      'proportion.events',
      `Events are a whole number between 0 and the size of their group. Group ${index} has ${events} of ${n}. Count ` +
        'each subject once.',
      index,
    );
  }
  if (first.n === 0 || second.n === 0) return null;
  const [p, q] = [first.events / first.n, second.events / second.n];
  const average = (p * (1 - p) + q * (1 - q)) / 2;
  return average === 0 ? null : (p - q) / Math.sqrt(average);
}
