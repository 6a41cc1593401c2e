import { completePairs, type Values } from '../describe/index.ts';
import { normalQuantile } from '../distributions/index.ts';
import { assertLevel } from '../input/index.ts';
import { type Correlation, tTestOfCorrelation } from './correlation.ts';
import { productMoment } from './product-moment.ts';

export type PearsonCorrelation = Correlation & {
  /** null for a correlation of 1 or -1, where it is infinite, and below three pairs */
  t: number | null;
  /** from four pairs on */
  lower: number | null;
  upper: number | null;
};

/**
 * Pearson's correlation of pairs, tested by Student's t, with the interval by Fisher's transformation.
 *
 * @param first - null is missing; a pair with a missing member is left out
 * @returns null with `whyNull` below two pairs, or where a column has no spread; p from three pairs on, limits from
 *   four
 * @throws InputError `pairs.length`, `values.notFinite` with the index, `level.range`
 * @see Fisher (1921) Metron 1:3
 */
export function pearson(first: Values, second: Values, level = 0.95): PearsonCorrelation {
  assertLevel(level);
  const { x, y, missing } = completePairs(first, second);
  const about = { pairs: x.length, missing };
  const nothing = { pValue: null, t: null, lower: null, upper: null };
  const estimate = x.length < 2 ? null : productMoment(x, y);
  if (x.length < 3) return { estimate, ...nothing, ...about, whyNull: 'tooFewPairs' };
  if (estimate === null) return { estimate, ...nothing, ...about, whyNull: 'noSpread' };
  const tested = tTestOfCorrelation(estimate, x.length);
  if (x.length < 4) return { estimate, ...tested, lower: null, upper: null, ...about, whyNull: null };
  const reach = -normalQuantile((1 - level) / 2) / Math.sqrt(x.length - 3);
  const transformed = Math.atanh(estimate);
  return {
    estimate,
    ...tested,
    lower: Math.tanh(transformed - reach),
    upper: Math.tanh(transformed + reach),
    ...about,
    whyNull: null,
  };
}
