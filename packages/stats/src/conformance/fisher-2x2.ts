import { conditionalOddsRatio, fisherExact } from '../contingency/index.ts';
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
  return { output, deviations: [...(exact.whyNull === 'notEstimable' ? ONE_TABLE : []), ...ROUGH] };
}

/** docs/validation.md: where the margins leave one table only, R has an odds ratio of 0. */
const ONE_TABLE: Deviation[] = ['or_r_fisher_test', 'or_conditional_tight.estimate'].map((path) => ({
  path,
  applies: () => true,
  ours: null,
  r: 0,
}));

/** docs/validation.md: fisher.test searches odds ratios up to 1, or the inverse of larger ones, and stops this near. */
const NEAR = Number.EPSILON ** 0.25;
const ROUGH: Deviation[] = ['or_r_fisher_test', 'or_ci_r_fisher_test.#'].map((path) => ({
  path,
  applies: () => true,
  agree: (ours, r) => Math.abs(Math.min(ours, 1 / ours) - Math.min(r, 1 / r)) <= NEAR,
}));
