import { standardisedDifference } from '../effect/index.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { twoSamples } from './wilcoxon-rank-sum.ts';

const CALL =
  'm <- tapply(d$value, d$group, mean); v <- tapply(d$value, d$group, var); n <- tapply(d$value, d$group, length); list(smd_average_variance = (m[[1]] - m[[2]]) / sqrt((v[[1]] + v[[2]]) / 2), cohen_d_pooled = (m[[1]] - m[[2]]) / sqrt(((n[[1]] - 1) * v[[1]] + (n[[2]] - 1) * v[[2]]) / (n[[1]] + n[[2]] - 2)))';

export function smd(fixture: FixtureCase): Answer {
  if (fixture.r_call !== CALL) notUnderstood(fixture);
  const { byAverageVariance, byPooledVariance } = standardisedDifference(...twoSamples(fixture));
  const warnings = byAverageVariance === null ? ['no spread to compare'] : [];
  return { output: { smd_average_variance: byAverageVariance, cohen_d_pooled: byPooledVariance }, warnings };
}
