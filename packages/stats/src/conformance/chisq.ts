import { chiSquareTest, type TableOfCounts } from '../contingency/index.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { rowsOf, TABLE } from './tables.ts';

export function chisq(fixture: FixtureCase): Answer {
  if (fixture.r_call !== `${TABLE}chisq_all(tab)`) notUnderstood(fixture);
  const table = rowsOf(fixture);
  const warnings = chiSquareTest(table).whyNull ? ['a row or a column has nobody'] : [];
  return { output: testsOf(table), warnings };
}

function testsOf(table: TableOfCounts) {
  const found = chiSquareTest(table);
  const { corrected, scaled } = found;
  return {
    pearson: found.pearson.statistic,
    df: found.degreesOfFreedom,
    p: found.pearson.pValue,
    expected: found.expected,
    residuals: found.residuals,
    std_residuals: found.standardizedResiduals,
    min_expected: found.smallestExpected,
    ...(corrected && { yates: corrected.statistic, yates_p: corrected.pValue }),
    ...(scaled && { n_minus_1: scaled.statistic, n_minus_1_p: scaled.pValue }),
    g_test: found.likelihoodRatio.statistic,
    g_p: found.likelihoodRatio.pValue,
    cramers_v: found.cramersV,
  };
}
