import { InputError } from '../input/index.ts';
import type { CumulativeIncidence } from './cumulative-incidence.ts';

export type RestrictedTimes = {
  /** the horizon, in the unit of the curves */
  tau: number;
  /** mean time free of events up to the horizon */
  eventFree: number;
  /** lost[cause - 1]: mean time up to the horizon spent after the event of the cause */
  lost: number[];
};

/**
 * Mean time spent in each state from 0 to a horizon: the areas under the curves, which add up to the horizon. Curves
 * that end before it keep their last values up to it.
 *
 * @param tau - the horizon; the last time of the curves unless given
 * @returns never null: curves without rows keep everybody free of events
 * @throws InputError `survival.horizon` unless the horizon is a finite number, 0 or more
 * @see Andersen (2013) Stat Med 32:5278
 */
export function restrictedTimes(curves: CumulativeIncidence, tau?: number): RestrictedTimes {
  const horizon = tau ?? curves.time[curves.time.length - 1] ?? 0;
  if (!(horizon >= 0 && horizon < Number.POSITIVE_INFINITY)) {
    throw new InputError(
      'survival.horizon',
      `A horizon is a finite time, 0 or later. This one is ${horizon}. Give a time within the follow-up.`,
    );
  }
  const area = (probability: Float64Array, before: number) => {
    let sum = 0;
    let value = before;
    let since = 0;
    for (let row = 0; row < curves.time.length; row += 1) {
      const time = Math.min(curves.time[row] as number, horizon);
      sum += (time - since) * value;
      since = time;
      value = probability[row] as number;
    }
    return sum + (horizon - since) * value;
  };
  return {
    tau: horizon,
    eventFree: area(curves.eventFree.probability, 1),
    lost: curves.incidence.map(({ probability }) => area(probability, 0)),
  };
}
