import { byarRate, exactRate, logRate, midPRate, type RateInterval } from '../rates/index.ts';
import { type Answer, type FixtureCase, notUnderstood, parameter } from './fixture-case.ts';

export function incidenceRate(fixture: FixtureCase): Answer {
  if (fixture.r_call !== 'poisson.test(x, t, conf.level = conf)') notUnderstood(fixture);
  const events = parameter(fixture, 'x');
  const personTime = parameter(fixture, 't');
  const level = parameter(fixture, 'conf');
  const pair = ({ lower, upper }: RateInterval) => [lower, upper];
  return {
    output: {
      rate: exactRate(events, personTime, level).estimate,
      ci_exact: pair(exactRate(events, personTime, level)),
      ci_mid_p: pair(midPRate(events, personTime, level)),
      ci_byar: pair(byarRate(events, personTime, level)),
      ci_log: events > 0 ? pair(logRate(events, personTime, level)) : null,
    },
  };
}
