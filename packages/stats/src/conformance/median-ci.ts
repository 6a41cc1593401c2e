import { hodgesLehmann, medianInterval } from '../describe/index.ts';
import { type Answer, column, type FixtureCase, notUnderstood, parameter } from './fixture-case.ts';

export function medianCi(fixture: FixtureCase): Answer {
  const call = fixture.r_call;
  if (call === 'median_sign_ci(d$x, conf)')
    return { output: medianOf(column(fixture, 'x'), parameter(fixture, 'conf')) };
  if (/^wilcox\.test\(d\$x, conf\.int = TRUE, conf\.level = conf(, tol\.root = [\d.e-]+)?\)$/.test(call)) {
    return { output: pseudomedianOf(column(fixture, 'x'), parameter(fixture, 'conf')) };
  }
  return notUnderstood(fixture);
}

function medianOf(values: (number | null)[], level: number) {
  const { rankLower, lower, upper, coverage, median } = medianInterval(values, level);
  return { k: rankLower ?? 0, lower, upper, exact_coverage: coverage, median };
}

function pseudomedianOf(values: (number | null)[], level: number) {
  const found = hodgesLehmann(values, level);
  return {
    pseudomedian: found.estimate,
    ci: [found.lower, found.upper],
    achieved_conf_attr: found.achievedLevel,
    statistic: found.statistic,
    p: found.pValue,
    r_method:
      found.method === 'exact'
        ? 'Wilcoxon signed rank exact test'
        : 'Wilcoxon signed rank test with continuity correction',
  };
}
