import { hypergeometricRange, noncentralHypergeometric, type TailsAt, type Urn } from '../distributions/index.ts';
import { assertLevel, assertWord } from '../input/index.ts';
import { findRoot } from '../root-finding/index.ts';
import type { RatioEstimate } from './ratio-estimate.ts';
import { assertTwoByTwo, type TwoByTwo, urnOf } from './two-by-two.ts';

/**
 * Conditional maximum likelihood estimate of the odds ratio, given both margins, with its interval. It is nearer to 1
 * than ad/bc, which is the unconditional one, and it belongs to Fisher's test.
 *
 * @param interval - 'exact' puts (1 - level) / 2 into each tail, as Clopper and Pearson do for a proportion, and covers
 *   with at least the level; 'midP' counts the observed table half, and covers about the level on average
 * @returns estimate and lower limit 0 where the first cell is as small as the margins allow; estimate and upper limit
 *   null, `whyNull` 'infinite', where it is as large; estimate and upper limit
 *   null, lower limit 0, `whyNull` 'notEstimable', where the margins leave no other table
 * @throws InputError `table.count`, `level.range`
 * @see Cornfield (1956) Proc 3rd Berkeley Symp 4:135; Mehta, Patel & Gray (1985) J Am Stat Assoc 80:969
 */
export function conditionalOddsRatio(
  table: TwoByTwo,
  level = 0.95,
  interval: 'exact' | 'midP' = 'exact',
): RatioEstimate {
  assertTwoByTwo(table);
  assertLevel(level);
  assertWord('interval', interval, ['exact', 'midP']);
  const urn = urnOf(table);
  const [a] = table;
  const { least, most } = hypergeometricRange(urn);
  if (least === most) return { estimate: null, lower: 0, upper: null, whyNull: 'notEstimable' };
  const tail = (1 - level) / 2;
  const half = interval === 'midP' ? 0.5 : 0;
  const root = (f: (at: TailsAt) => number) => oddsRatioWhere(f, a, urn);
  const lower = a === least ? 0 : root(({ upper, point }) => upper - half * point - tail);
  if (a === most) return { estimate: null, lower, upper: null, whyNull: 'infinite' };
  return {
    estimate: a === least ? 0 : root(({ meanLessK }) => meanLessK),
    lower,
    upper: root(({ lower, point }) => tail - (lower - half * point)),
    whyNull: null,
  };
}

/** The odds ratio at which a rising function of the distribution, seen from the count k, is 0. */
function oddsRatioWhere(f: (at: TailsAt) => number, k: number, urn: Urn): number {
  const at = (logOddsRatio: number) => f(noncentralHypergeometric(k, urn, logOddsRatio));
  const isAbove = at(0) > 0;
  let inner = 0;
  let outer = isAbove ? -1 : 1;
  while (at(outer) > 0 === isAbove) {
    inner = outer;
    outer *= 2;
  }
  return Math.exp(findRoot(at, inner, outer, 1e-15) as number);
}
