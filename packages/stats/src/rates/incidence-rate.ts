import { assertLevel, InputError } from '../input/index.ts';

/**
 * Events per unit of person-time with confidence limits, in the unit of the time given: deaths over person-years make
 * a rate per year. Null throughout without any person-time.
 */
export type RateInterval = { estimate: number | null; lower: number | null; upper: number | null };

/**
 * @throws InputError `rate.events` unless the events are a whole number of 0 or more, `rate.personTime` unless the time
 *   is finite and 0 or more, and more than 0 where there are events, `level.range`
 */
export function assertRate(events: number, personTime: number, level: number): void {
  assertLevel(level);
  if (!Number.isInteger(events) || events < 0) {
    throw new InputError(
      'rate.events',
      `Events are a whole number, 0 or more. There are ${events}. Count each event once.`,
    );
  }
  if (!(personTime >= 0 && personTime < Number.POSITIVE_INFINITY) || (personTime === 0 && events > 0)) {
    throw new InputError(
      'rate.personTime',
      `Person-time is a finite number, and more than 0 where there are events. ` +
        `It is ${personTime} for ${events} events. Add up the follow-up of all subjects.`,
    );
  }
}

export const NO_TIME: RateInterval = Object.freeze({ estimate: null, lower: null, upper: null });
