import { logRateRatio, type RateRatio, rateRatio } from '../rates/index.ts';
import { type Answer, type FixtureCase, notUnderstood, numberList } from './fixture-case.ts';

export function incidenceRateRatio(fixture: FixtureCase): Answer {
  if (fixture.r_call !== 'poisson.test(x, t)') notUnderstood(fixture);
  const [events, times] = [numberList(fixture, 'x'), numberList(fixture, 't')];
  const [first, second] = [0, 1].map((group) => ({
    events: events[group] as number,
    personTime: times[group] as number,
  })) as [{ events: number; personTime: number }, { events: number; personTime: number }];
  const exact = rateRatio(first, second);
  const pair = ({ lower, upper }: RateRatio) => [lower, upper];
  return {
    output: {
      ratio: exact.estimate,
      ci_exact: pair(exact),
      p_exact: exact.pValue,
      ci_log: first.events > 0 && second.events > 0 ? pair(logRateRatio(first, second)) : null,
    },
  };
}
