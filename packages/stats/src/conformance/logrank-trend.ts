import { logRank, logRankTrend } from '../survival/index.ts';
import {
  type Answer,
  dropLevels,
  type FixtureCase,
  factor,
  notUnderstood,
  numberList,
  numbers,
} from './fixture-case.ts';
import { groupingOf } from './logrank.ts';

const CALL =
  'f <- survdiff(Surv(time, status) ~ group, data = d); u <- sum(scores * (f$obs - f$exp)); v <- drop(scores %*% f$var %*% scores); list(u = u, v = v, z = u / sqrt(v), chisq = u^2 / v, p = pchisq(u^2 / v, 1, lower.tail = FALSE))';

export function logrankTrend(fixture: FixtureCase): Answer {
  if (fixture.r_call !== CALL) notUnderstood(fixture);
  const test = logRank(
    { exit: numbers(fixture, 'time'), event: Uint8Array.from(numbers(fixture, 'status')) },
    groupingOf(dropLevels(factor(fixture, 'group'))),
  );
  const trend = logRankTrend(test, numberList(fixture, 'scores') as number[]);
  return {
    output: { u: trend.statistic, v: trend.variance, z: trend.z, chisq: trend.chiSquare, p: trend.pValue },
  };
}
