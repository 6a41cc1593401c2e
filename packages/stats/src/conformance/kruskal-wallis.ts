import { oneWayAnova, welchAnova } from '../means/index.ts';
import { kruskalWallis as kruskalWallisTest } from '../ranks/index.ts';
import { type Answer, column, dropLevels, type FixtureCase, factor, notUnderstood } from './fixture-case.ts';

const CALL =
  'list(k = kruskal.test(value ~ group, data = d), a = oneway.test(value ~ group, data = d, var.equal = TRUE), w = oneway.test(value ~ group, data = d))';

export function kruskalWallis(fixture: FixtureCase): Answer {
  if (fixture.r_call !== CALL) notUnderstood(fixture);
  const values = column(fixture, 'value');
  const { levels, codes } = dropLevels(factor(fixture, 'group'));
  const groups = levels.map((_, level) => values.filter((_, row) => codes[row] === level));
  const ranks = kruskalWallisTest(groups);
  const pooled = oneWayAnova(groups);
  const welch = welchAnova(groups);
  return {
    output: {
      H: ranks.h,
      df: ranks.degreesOfFreedom,
      p: ranks.pValue,
      anova_F: pooled.f,
      anova_df: pooled.degreesOfFreedom,
      anova_p: pooled.pValue,
      welch_F: welch.f,
      welch_df: welch.degreesOfFreedom,
      welch_p: welch.pValue,
    },
    warnings: [ranks.whyNull, pooled.whyNull, welch.whyNull].filter((why) => why !== null),
  };
}
