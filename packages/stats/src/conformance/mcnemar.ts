import { mcnemar as test } from '../contingency/index.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { limits, twoByTwoOf } from './tables.ts';

const CALL =
  't <- matrix(table_by_column, 2); b <- t[1, 2]; cc <- t[2, 1]; list(m = mcnemar.test(t), n = mcnemar.test(t, correct = FALSE), e = if (b + cc > 0) binom.test(b, b + cc) else list(p.value = 1, conf.int = c(0, 1)), mid = midp_mcnemar(b, cc), b = b, cc = cc)';

export function mcnemar(fixture: FixtureCase): Answer {
  if (fixture.r_call !== CALL) notUnderstood(fixture);
  const found = test(twoByTwoOf(fixture, 2));
  return {
    output: {
      b: found.discordant.first,
      c: found.discordant.second,
      chisq_cc: found.corrected.statistic,
      p_cc: found.corrected.pValue,
      chisq: found.asymptotic.statistic,
      p: found.asymptotic.pValue,
      p_exact: found.exact.pValue,
      p_mid: found.midP.pValue,
      or_b_over_c: found.oddsRatio.estimate,
      or_ci_exact: limits(found.oddsRatio),
    },
  };
}
