import { conditionalOddsRatio, fisherExact, type TwoByTwo } from '../contingency/index.ts';
import { hypergeometricRange, noncentralHypergeometric, type TailsAt, type Urn } from '../distributions/index.ts';
import { findRoot } from '../root-finding/index.ts';
import type { Deviation } from './compare.ts';
import { type Answer, type FixtureCase, notUnderstood, parameter } from './fixture-case.ts';
import { limits, TABLE, twoByTwoOf } from './tables.ts';

export function fisher2x2(fixture: FixtureCase): Answer {
  if (fixture.r_call !== `${TABLE}fisher_all(tab, conf)`) notUnderstood(fixture);
  const table = twoByTwoOf(fixture);
  const level = parameter(fixture, 'conf');
  const { p, pTwiceSmaller, pointProbability, midP } = fisherExact(table);
  const exact = conditionalOddsRatio(table, level);
  const output = {
    p_two_sided: p.twoSided,
    p_less: p.less,
    p_greater: p.greater,
    point_probability: pointProbability,
    mid_p_two_sided_min_likelihood: midP.twoSided,
    mid_p_two_sided_own_point_only: midP.twoSidedOwnTable,
    mid_p_less: midP.less,
    mid_p_greater: midP.greater,
    mid_p_twice_smaller: midP.twiceSmaller,
    p_twice_smaller: pTwiceSmaller,
    or_r_fisher_test: exact.estimate,
    or_ci_r_fisher_test: limits(exact),
    or_conditional_tight: {
      estimate: exact.estimate,
      ci_exact: limits(exact),
      ci_mid_p: limits(conditionalOddsRatio(table, level, 'midP')),
    },
  };
  const deviations = [
    ...(exact.whyNull === 'notEstimable' ? ONE_TABLE : []),
    ...(pointProbability === 0 ? BELOW_DOUBLES : []),
    ...rough(looseOddsRatio(table, level), fixture.tol.rel ?? 0),
  ];
  return { output, deviations };
}

/** docs/validation.md: where the margins leave one table only, R has an odds ratio of 0. */
const ONE_TABLE: Deviation[] = ['or_r_fisher_test', 'or_conditional_tight.estimate'].map((path) => ({
  path,
  applies: () => true,
  ours: null,
  r: 0,
}));

/** docs/validation.md: a table less likely than any double above 0 has the mid-p of 0/0 in R. */
const BELOW_DOUBLES: Deviation[] = [{ path: 'mid_p_two_sided_min_likelihood', applies: () => true, ours: 0, r: null }];

type Loose = { estimate: number[]; lower: number[]; upper: number[] };

/** How near fisher.test goes to its roots. */
const NEAR = Number.EPSILON ** 0.25;

/**
 * What fisher.test prints: the same estimate and limits, searched for among odds ratios up to 1, or the inverse of larger
 * ones, and left with about four digits. To be compared to all digits they have to be left at the same place. Where
 * both ends of the search are equally far from the root, rounding decides from which it starts: then there are two.
 */
function looseOddsRatio(table: TwoByTwo, level: number): Loose {
  const [a, b, c, d] = table;
  const urn: Urn = { marked: a + c, unmarked: b + d, drawn: a + b };
  const { least, most } = hypergeometricRange(urn);
  const tail = (1 - level) / 2;
  const roots = (f: (at: TailsAt) => number) => looseRoots((odds) => f(distribution(a, urn, odds)));
  return {
    estimate: a === least || a === most ? [] : roots(({ meanLessK }) => meanLessK),
    lower: a === least ? [] : roots(({ upper }) => upper - tail),
    upper: a === most ? [] : roots(({ lower }) => tail - lower),
  };
}

function distribution(k: number, urn: Urn, odds: number): TailsAt {
  if (odds > 0) return noncentralHypergeometric(k, urn, Math.log(odds));
  const { least } = hypergeometricRange(urn);
  return { lower: 1, point: 0, upper: k <= least ? 1 : 0, meanLessK: least - k };
}

/** The roots of a rising function of the odds ratio, with the value at 1 a little above and below what it is. */
function looseRoots(f: (odds: number) => number): number[] {
  const atOne = f(1);
  if (Math.abs(atOne) < ROUNDING) return [1];
  return [atOne * (1 + ROUNDING), atOne * (1 - ROUNDING)].map((near) => {
    if (atOne > 0) return findRoot((odds) => (odds === 1 ? near : f(odds)), 0, 1, NEAR) as number;
    const ofInverse = (inverse: number) => (inverse === 1 ? near : f(1 / inverse));
    return 1 / (findRoot(ofInverse, Number.EPSILON, 1, NEAR) as number);
  });
}

const ROUNDING = 1e-13;

/** docs/validation.md: what fisher.test prints is left with about four digits. */
function rough({ estimate, lower, upper }: Loose, tolerance: number): Deviation[] {
  const places = { or_r_fisher_test: estimate, 'or_ci_r_fisher_test.0': lower, 'or_ci_r_fisher_test.1': upper };
  return Object.entries(places).flatMap(([path, roots]) =>
    roots.length === 0
      ? []
      : {
          path,
          applies: () => true,
          agree: (_: number, r: number) => roots.some((root) => Math.abs(root - r) <= tolerance * r),
        },
  );
}
