import {
  type GroupEvents,
  miettinenNurminen,
  newcombe,
  newcombeCorrected,
  waldDifference,
} from '../proportions/index.ts';
import { type Answer, type FixtureCase, notUnderstood, parameter } from './fixture-case.ts';
import { limits } from './tables.ts';

export function proportionDifference(fixture: FixtureCase): Answer {
  const call = /^prop_diff\(x1, n1, x2, n2(, conf)?\)$/.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const group = (place: 1 | 2) => ({ events: parameter(fixture, `x${place}`), n: parameter(fixture, `n${place}`) });
  return { output: differenceOf(group(1), group(2), call[1] ? parameter(fixture, 'conf') : 0.95) };
}

export function differenceOf(first: GroupEvents, second: GroupEvents, level: number) {
  const proportion = ({ events, n }: GroupEvents) => (n === 0 ? null : events / n);
  return {
    p1: proportion(first),
    p2: proportion(second),
    difference: newcombe(first, second, level).estimate,
    newcombe: limits(newcombe(first, second, level)),
    newcombe_cc: limits(newcombeCorrected(first, second, level)),
    wald: limits(waldDifference(first, second, level)),
    miettinen_nurminen: limits(miettinenNurminen(first, second, level)),
  };
}
