import {
  hypergeometricCdf,
  hypergeometricMode,
  hypergeometricPmf,
  hypergeometricRange,
  hypergeometricUpperTail,
  type Urn,
} from '../distributions/index.ts';
import { lastWhere } from './last-where.ts';
import { TIE } from './tie.ts';
import { assertTwoByTwo, type TwoByTwo, urnOf } from './two-by-two.ts';

/** One p value for each direction: against any association, a smaller and a larger first cell. */
export type Directions = { twoSided: number; less: number; greater: number };

export type FisherExact = {
  /** two-sided: all tables no likelier than the observed one */
  p: Directions;
  /** twice the smaller one-sided p, at most 1 */
  pTwiceSmaller: number;
  /** of the observed table, given its margins */
  pointProbability: number;
  /**
   * The tables that are as likely as the observed one counted half. Two-sided there are three conventions: `twoSided`
   * halves all of them, `twoSidedOwnTable` the observed one only, `twiceSmaller` doubles the smaller one-sided mid-p.
   */
  midP: Directions & { twoSidedOwnTable: number; twiceSmaller: number };
  /** the smallest p that any table with these margins could have reached */
  smallestAttainable: Directions;
};

/**
 * Fisher's exact test of a two-by-two table: the probability of tables given both margins, when the odds ratio is 1.
 *
 * With margins that leave one table only (an empty row or column), every p is 1: nothing could be found out, and
 * `smallestAttainable` says so. Time grows with the square root of the counts.
 *
 * @returns never null
 * @throws InputError `table.count`, with the index of the cell
 * @see Fisher (1935) J R Stat Soc 98:39; Agresti (1992) Stat Sci 7:131; Hirji, Tan & Elashoff (1991) Stat Med 10:1137
 */
export function fisherExact(table: TwoByTwo): FisherExact {
  assertTwoByTwo(table);
  const urn = urnOf(table);
  const [a] = table;
  const { least, most } = hypergeometricRange(urn);
  const point = hypergeometricPmf(a, urn);
  const { noLikelier, asLikely } = unlikely(a, urn);
  const less = hypergeometricCdf(a, urn);
  const greater = hypergeometricUpperTail(a - 1, urn);
  const midLess = hypergeometricCdf(a - 1, urn) + point / 2;
  const midGreater = hypergeometricUpperTail(a, urn) + point / 2;
  return {
    p: { twoSided: noLikelier, less, greater },
    pTwiceSmaller: Math.min(1, 2 * Math.min(less, greater)),
    pointProbability: point,
    midP: {
      twoSided: noLikelier - asLikely / 2,
      twoSidedOwnTable: noLikelier - point / 2,
      less: midLess,
      greater: midGreater,
      twiceSmaller: Math.min(1, 2 * Math.min(midLess, midGreater)),
    },
    smallestAttainable: {
      twoSided: Math.min(unlikely(least, urn).noLikelier, unlikely(most, urn).noLikelier),
      less: hypergeometricPmf(least, urn),
      greater: hypergeometricPmf(most, urn),
    },
  };
}

/** The probability of all counts that are no likelier than k: the two-sided p of the table whose first cell is k. */
export function noLikelierP(k: number, urn: Urn): number {
  return unlikely(k, urn).noLikelier;
}

/** The same, and the probability of those that are as likely. */
function unlikely(k: number, urn: Urn): { noLikelier: number; asLikely: number } {
  const { least, most } = hypergeometricRange(urn);
  const point = hypergeometricPmf(k, urn);
  const isLikelier = (j: number) => hypergeometricPmf(j, urn) > point * (1 + TIE);
  const isTied = (j: number) => Math.abs(hypergeometricPmf(j, urn) / point - 1) < TIE;
  const mode = hypergeometricMode(urn);
  // probabilities rise up to the mode and fall after it, so the likelier counts are one stretch around it
  const first = isLikelier(mode) ? lastWhere(isLikelier, mode, least - 1) : mode + 1;
  const last = isLikelier(mode) ? lastWhere(isLikelier, mode, most + 1) : mode;
  let asLikely = 0;
  for (let j = first - 1; j >= least && isTied(j); j -= 1) asLikely += hypergeometricPmf(j, urn);
  for (let j = last + 1; j <= most && isTied(j); j += 1) asLikely += hypergeometricPmf(j, urn);
  const noLikelier = hypergeometricCdf(first - 1, urn) + hypergeometricUpperTail(last, urn);
  return { noLikelier: Math.min(1, noLikelier), asLikely };
}
