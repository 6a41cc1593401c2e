import { numberNeeded, oddsRatio, riskRatio, type TwoByTwo } from '../contingency/index.ts';
import { type Answer, type FixtureCase, notUnderstood, parameter } from './fixture-case.ts';
import { differenceOf } from './proportion-difference.ts';
import { limits, TABLE, twoByTwoOf } from './tables.ts';

export function twoByTwo(fixture: FixtureCase): Answer {
  if (fixture.r_call !== `${TABLE}two_by_two(tab, conf)`) notUnderstood(fixture);
  return { output: measuresOf(twoByTwoOf(fixture), parameter(fixture, 'conf')) };
}

function measuresOf(table: TwoByTwo, level: number) {
  const [a, b, c, d] = table;
  const difference = differenceOf({ events: a, n: a + b }, { events: c, n: c + d }, level);
  return {
    risk1: difference.p1,
    risk2: difference.p2,
    risk_ratio: riskRatio(table, level).estimate,
    rr_ci_katz_log: limits(riskRatio(table, level)),
    odds_ratio: oddsRatio(table, level).estimate,
    or_ci_woolf: limits(oddsRatio(table, level)),
    odds_ratio_haldane: oddsRatio(table, level, 0.5).estimate,
    or_ci_haldane: limits(oddsRatio(table, level, 0.5)),
    difference,
    nnt: numberNeeded(table),
  };
}
