import { pairedDifferences } from '../describe/index.ts';
import { differenceTest, pooledTest, type TTest, welchTest } from '../means/index.ts';
import { type Answer, column, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { limits } from './tables.ts';
import { twoSamples } from './wilcoxon-rank-sum.ts';

const TWO_SAMPLES =
  "x <- d$value[d$group == 'a']; y <- d$value[d$group == 'b']; list(welch = t.test(x, y), pooled = t.test(x, y, var.equal = TRUE))";

export function tTest(fixture: FixtureCase): Answer {
  if (fixture.r_call === 't.test(d$x, d$y, paired = TRUE)') return paired(fixture);
  if (fixture.r_call !== TWO_SAMPLES) notUnderstood(fixture);
  const samples = twoSamples(fixture);
  const [welch, pooled] = [welchTest(...samples), pooledTest(...samples)];
  const form = (found: TTest) => ({
    t: found.t,
    df: found.degreesOfFreedom,
    p: found.pValue,
    difference: found.difference,
    ci: limits(found),
    se: found.standardError,
  });
  return { output: { welch: form(welch), pooled: form(pooled) }, warnings: reasons(welch, pooled) };
}

function paired(fixture: FixtureCase): Answer {
  const found = differenceTest(pairedDifferences(column(fixture, 'x'), column(fixture, 'y')));
  const { t, degreesOfFreedom: df, pValue: p, difference } = found;
  return { output: { t, df, p, mean_difference: difference, ci: limits(found) }, warnings: reasons(found) };
}

function reasons(...tests: TTest[]): string[] {
  return tests.map(({ whyNull }) => whyNull).filter((why) => why !== null);
}
