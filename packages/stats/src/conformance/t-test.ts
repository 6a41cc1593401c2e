import { pairedDifferences } from '../describe/index.ts';
import { differenceTest, pooledTest, type TTest, welchTest } from '../means/index.ts';
import { type Answer, column, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { limits } from './tables.ts';
import { twoSamples } from './wilcoxon-rank-sum.ts';

const LEVEL = String.raw`(?:, conf\.level = (0?\.\d+))?`;
const SAMPLES = "x <- d$value[d$group == 'a']; y <- d$value[d$group == 'b']; ";
const TWO_SAMPLES = new RegExp(
  String.raw`^list\(welch = t\.test\(x, y${LEVEL}\), pooled = t\.test\(x, y, var\.equal = TRUE${LEVEL}\)\)$`,
);
const PAIRED = new RegExp(String.raw`^t\.test\(d\$x, d\$y, paired = TRUE${LEVEL}\)$`);

export function tTest(fixture: FixtureCase): Answer {
  const ofPairs = PAIRED.exec(fixture.r_call);
  if (ofPairs) return paired(fixture, Number(ofPairs[1] ?? 0.95));
  const call = fixture.r_call.startsWith(SAMPLES) ? TWO_SAMPLES.exec(fixture.r_call.slice(SAMPLES.length)) : null;
  if (!call) return notUnderstood(fixture);
  const samples = twoSamples(fixture);
  const [welch, pooled] = [
    welchTest(...samples, Number(call[1] ?? 0.95)),
    pooledTest(...samples, Number(call[2] ?? 0.95)),
  ];
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

function paired(fixture: FixtureCase, level: number): Answer {
  const found = differenceTest(pairedDifferences(column(fixture, 'x'), column(fixture, 'y')), level);
  const { t, degreesOfFreedom: df, pValue: p, difference } = found;
  return { output: { t, df, p, mean_difference: difference, ci: limits(found) }, warnings: reasons(found) };
}

function reasons(...tests: TTest[]): string[] {
  return tests.map(({ whyNull }) => whyNull).filter((why) => why !== null);
}
