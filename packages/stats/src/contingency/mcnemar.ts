import { binomialCdf, binomialPmf, chiSquareUpperTail } from '../distributions/index.ts';
import { assertLevel } from '../input/index.ts';
import { binomialTest, clopperPearson } from '../proportions/index.ts';
import type { ChiSquare } from './chi-square-test.ts';
import type { RatioEstimate } from './ratio-estimate.ts';
import { assertTwoByTwo, type TwoByTwo } from './two-by-two.ts';

export type McNemar = {
  /** pairs with the event in the first member only, and in the second only */
  discordant: { first: number; second: number };
  /** one degree of freedom */
  asymptotic: ChiSquare;
  /** with Edwards's correction for continuity */
  corrected: ChiSquare;
  /** the binomial test of the discordant pairs */
  exact: { pValue: number };
  /** the same with the observed split counted half */
  midP: { pValue: number };
  /** first only over second only, with exact limits given the discordant pairs */
  oddsRatio: RatioEstimate;
};

/**
 * McNemar's test of matched pairs, or of one group before and after.
 *
 * @param table - pairs by rows: the first member with, then without the event; in each the second member with first
 * @param level - of the interval of the odds ratio
 * @returns without discordant pairs the asymptotic tests are null and the exact p values 1; the odds ratio is null with
 *   the reason where no pair has the event in the second member only
 * @throws InputError `table.count`, `level.range`
 * @see McNemar (1947) Psychometrika 12:153; Fagerland, Lydersen & Laake (2013) BMC Med Res Methodol 13:91 on mid-p
 */
export function mcnemar(table: TwoByTwo, level = 0.95): McNemar {
  assertTwoByTwo(table);
  assertLevel(level);
  const [, first, second] = table;
  const pairs = first + second;
  const test = (difference: number): ChiSquare => {
    if (pairs === 0) return { statistic: null, pValue: null };
    const statistic = difference ** 2 / pairs;
    return { statistic, pValue: chiSquareUpperTail(statistic, 1) };
  };
  const apart = Math.abs(first - second);
  return {
    discordant: { first, second },
    asymptotic: test(apart),
    corrected: test(Math.max(0, apart - 1)),
    exact: { pValue: binomialTest(first, pairs, 0.5) },
    midP: { pValue: midP(first, second) },
    oddsRatio: pairedOddsRatio(first, second, level),
  };
}

function midP(first: number, second: number): number {
  const pairs = first + second;
  if (pairs === 0) return 1;
  if (first === second) return 1 - binomialPmf(first, pairs, 0.5) / 2;
  const fewer = Math.min(first, second);
  return 2 * binomialCdf(fewer, pairs, 0.5) - binomialPmf(fewer, pairs, 0.5);
}

/** The odds of a proportion and of its limits; the upper limit from the other side, where it is not near 1. */
function pairedOddsRatio(first: number, second: number, level: number): RatioEstimate {
  const pairs = first + second;
  if (pairs === 0) return { estimate: null, lower: 0, upper: null, whyNull: 'notEstimable' };
  const least = clopperPearson(first, pairs, level).lower as number;
  const leastOther = clopperPearson(second, pairs, level).lower as number;
  const lower = least / (1 - least);
  if (second === 0) return { estimate: null, lower, upper: null, whyNull: 'infinite' };
  return { estimate: first / second, lower, upper: (1 - leastOther) / leastOther, whyNull: null };
}
