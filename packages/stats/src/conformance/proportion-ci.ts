import {
  agrestiCoull,
  binomialTest,
  clopperPearson,
  exactUpperLimit,
  jeffreys,
  midP,
  type ProportionInterval,
  wald,
  wilson,
  wilsonCorrected,
} from '../proportions/index.ts';
import { type Answer, type FixtureCase, notUnderstood, parameter } from './fixture-case.ts';

export function proportionCi(fixture: FixtureCase): Answer {
  if (fixture.r_call !== 'prop_cis(x, n, conf)') notUnderstood(fixture);
  return { output: proportionOf(parameter(fixture, 'x'), parameter(fixture, 'n'), parameter(fixture, 'conf')) };
}

function proportionOf(x: number, n: number, level: number) {
  const pair = ({ lower, upper }: ProportionInterval) => [lower, upper];
  return {
    estimate: clopperPearson(x, n, level).estimate,
    clopper_pearson: pair(clopperPearson(x, n, level)),
    wilson: pair(wilson(x, n, level)),
    wilson_cc: pair(wilsonCorrected(x, n, level)),
    jeffreys_plain: pair(jeffreys(x, n, level, 'plain')),
    jeffreys_boundary_fixed: pair(jeffreys(x, n, level)),
    agresti_coull_unclamped: pair(agrestiCoull(x, n, level)),
    mid_p: pair(midP(x, n, level)),
    wald_unclamped: pair(wald(x, n, level)),
    binom_test_p_half: binomialTest(x, n, 0.5),
    rule_of_three_exact_upper_one_sided: x === 0 ? exactUpperLimit(x, n, level) : null,
  };
}
