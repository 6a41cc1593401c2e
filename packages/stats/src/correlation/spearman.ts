import { completePairs, midranks, type Values } from '../describe/index.ts';
import { assertWord, InputError } from '../input/index.ts';
import { type Correlation, tTestOfCorrelation } from './correlation.ts';
import { productMoment } from './product-moment.ts';
import { SPEARMAN_EXACT_UP_TO, spearmanUpperTail, spearmanUpperTailBySeries } from './spearman-distribution.ts';

/** exact: all orders, up to 12 pairs without ties. series: Edgeworth's, without ties. t: as Pearson's, ties or not. */
export type SpearmanMethod = 'exact' | 'series' | 't';

export type SpearmanCorrelation = Correlation & {
  /** S, the sum of squared differences of the ranks, or with ties what gives the estimate by the same formula */
  s: number | null;
  method: SpearmanMethod | null;
};

/** With more pairs the series gains nothing over t. */
const SERIES_UP_TO = 1290;

/**
 * Spearman's rank correlation of pairs, tied values sharing the mean of their ranks.
 *
 * @param first - null is missing; a pair with a missing member is left out
 * @param method - by default exact up to 12 pairs, then the series up to 1290, and t beyond or with ties
 * @returns null with `whyNull` below two pairs, or where a column has no spread; p by t from three pairs on
 * @throws InputError `pairs.length`, `values.notFinite` with the index, `spearman.ties` for exact or series with ties,
 *   `spearman.size` for exact beyond 12 pairs
 * @see Spearman (1904) Am J Psychol 15:72; Kendall & Gibbons (1990) Rank Correlation Methods
 */
export function spearman(first: Values, second: Values, method?: SpearmanMethod): SpearmanCorrelation {
  if (method) assertWord('method', method, ['exact', 'series', 't']);
  const { x, y, missing } = completePairs(first, second);
  const n = x.length;
  const about = { pairs: n, missing };
  const nothing = { estimate: null, pValue: null, s: null, method: null };
  if (n < 2) return { ...nothing, ...about, whyNull: 'tooFewPairs' };
  const [ranksX, ranksY] = [midranks(x), midranks(y)];
  const estimate = productMoment(ranksX.ranks, ranksY.ranks);
  if (estimate === null) return { ...nothing, ...about, whyNull: 'noSpread' };

  const hasTies = Math.min(ranksX.groups.length, ranksY.groups.length) < n;
  const chosen = method ?? methodFor(n, hasTies);
  if (hasTies && chosen !== 't') {
    throw new InputError(
      'spearman.ties',
      `The distribution of Spearman's correlation is known without ties. ${first.length} pairs have some. Take t.`,
    );
  }
  const s = ((n ** 3 - n) * (1 - estimate)) / 6;
  const found = { estimate, s, method: chosen, ...about };
  if (chosen !== 't') return { ...found, pValue: pValueOf(s, n, chosen), whyNull: null };
  if (n < 3) return { ...found, pValue: null, whyNull: 'tooFewPairs' };
  return { ...found, pValue: tTestOfCorrelation(estimate, n).pValue, whyNull: null };
}

function methodFor(n: number, hasTies: boolean): SpearmanMethod {
  if (hasTies || n > SERIES_UP_TO) return 't';
  return n <= SPEARMAN_EXACT_UP_TO ? 'exact' : 'series';
}

/** Twice the smaller tail. S is even, and as likely as what it leaves of (n^3 - n) / 3. */
function pValueOf(s: number, n: number, method: 'exact' | 'series'): number {
  const upperTail = method === 'exact' ? spearmanUpperTail : spearmanUpperTailBySeries;
  const whole = Math.round(s);
  const largest = (n ** 3 - n) / 3;
  return Math.min(1, 2 * upperTail(Math.max(whole, largest - whole), n));
}
