import { completePairs, type Values } from '../describe/index.ts';
import { normalCdf } from '../distributions/index.ts';
import { assertWord, InputError } from '../input/index.ts';
import { type ConcordanceCount, countConcordance } from './concordance-count.ts';
import type { Correlation } from './correlation.ts';
import { kendallCdf } from './kendall-distribution.ts';

/** exact: all orders, without ties. normal: by the variance corrected for ties. */
export type KendallMethod = 'exact' | 'normal';

export type KendallCorrelation = Correlation & {
  /** pairs of pairs in the same order, where there are no ties; else null */
  concordant: number | null;
  /** distance from 0 in standard deviations; null without variance */
  z: number | null;
  method: KendallMethod | null;
};

/** The exact method serves fewer pairs than this unless it is asked for. */
const EXACT_BELOW = 50;
const LARGEST_EXACT = 1000;

/**
 * Kendall's rank correlation tau-b of pairs, which ties in either column may not make smaller than it is.
 *
 * @param first - null is missing; a pair with a missing member is left out
 * @param method - by default exact below 50 pairs without ties, else the normal approximation
 * @returns null with `whyNull` below two pairs, or where a column has no spread
 * @throws InputError `pairs.length`, `values.notFinite` with the index, `kendall.exact` for the exact method with ties
 *   or beyond 1000 pairs
 * @see Kendall (1945) Biometrika 33:239; Kendall & Gibbons (1990) Rank Correlation Methods
 */
export function kendall(first: Values, second: Values, method?: KendallMethod): KendallCorrelation {
  if (method) assertWord('method', method, ['exact', 'normal']);
  const { x, y, missing } = completePairs(first, second);
  const n = x.length;
  const about = { pairs: n, missing };
  const nothing = { estimate: null, pValue: null, concordant: null, z: null, method: null };
  if (n < 2) return { ...nothing, ...about, whyNull: 'tooFewPairs' };
  const count = countConcordance(x, y);
  const [untiedFirst, untiedSecond] = [count.all - count.tiedFirst, count.all - count.tiedSecond];
  if (untiedFirst === 0 || untiedSecond === 0) return { ...nothing, ...about, whyNull: 'noSpread' };

  const hasTies = count.tiedFirst > 0 || count.tiedSecond > 0;
  const chosen = method ?? (n < EXACT_BELOW && !hasTies ? 'exact' : 'normal');
  if (chosen === 'exact' && (hasTies || n > LARGEST_EXACT)) {
    throw new InputError(
      'kendall.exact',
      `The exact distribution of Kendall's correlation takes up to ${LARGEST_EXACT} pairs without ties. There are ${n}` +
        `${hasTies ? ', with ties' : ''}. Take the normal approximation.`,
    );
  }
  const deviation = Math.sqrt(varianceOf(count, n));
  const z = deviation > 0 ? count.difference / deviation : null;
  const concordant = hasTies ? null : (count.all + count.difference) / 2;
  return {
    estimate: count.difference / Math.sqrt(untiedFirst * untiedSecond),
    concordant,
    z,
    pValue: chosen === 'exact' ? exactP(concordant as number, count.all, n) : normalP(z),
    method: chosen,
    ...about,
    whyNull: null,
  };
}

/** Twice the smaller tail; the distribution is symmetric. */
function exactP(concordant: number, all: number, n: number): number {
  return Math.min(1, 2 * kendallCdf(Math.min(concordant, all - concordant), n));
}

function normalP(z: number | null): number | null {
  return z === null ? null : 2 * normalCdf(-Math.abs(z));
}

/** Variance of concordant less discordant, with both columns' ties. */
function varianceOf({ groupsFirst, groupsSecond }: ConcordanceCount, n: number): number {
  const over = (groups: readonly number[], value: (size: number) => number) =>
    groups.reduce((sum, size) => sum + value(size), 0);
  const ordered = (size: number) => size * (size - 1);
  const triples = (size: number) => ordered(size) * (size - 2);
  const spread = (size: number) => ordered(size) * (2 * size + 5);
  const both = (value: (size: number) => number) => over(groupsFirst, value) * over(groupsSecond, value);
  const untied = (spread(n) - over(groupsFirst, spread) - over(groupsSecond, spread)) / 18;
  const tripled = n > 2 ? both(triples) / (9 * triples(n)) : 0;
  return untied + both(ordered) / (2 * ordered(n)) + tripled;
}
