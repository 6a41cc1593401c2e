import { chiSquareTest, cochranArmitage as test } from '../contingency/index.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { list } from './tables.ts';

export function cochranArmitage(fixture: FixtureCase): Answer {
  if (fixture.r_call !== 'list(p = prop.trend.test(x, n, score), c = chisq.test(rbind(x, n - x)))')
    notUnderstood(fixture);
  const [events, n] = [list(fixture, 'x'), list(fixture, 'n')];
  const { z, pValue, whyNull } = test(events, n, list(fixture, 'score'));
  const all = chiSquareTest([events, n.map((size, group) => size - (events[group] as number))]);
  // of two groups chisq.test corrects for continuity by itself
  const total = all.corrected ?? all.pearson;
  const trend = z === null ? null : z ** 2;
  const output = {
    chisq_trend: trend,
    p_trend: pValue,
    z_abs: z === null ? null : Math.abs(z),
    chisq_total: total.statistic,
    df_total: all.degreesOfFreedom,
    p_total: total.pValue,
    departure_chisq: trend === null || total.statistic === null ? null : total.statistic - trend,
  };
  return { output, warnings: whyNull ? [whyNull] : [] };
}
