import { normalQuantile } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';
import { binomialTest, clopperPearson } from '../proportions/index.ts';
import { assertRate } from './incidence-rate.ts';

/** Events of one group and its person-time, in the same unit for both groups. */
export type EventsOverTime = { events: number; personTime: number };

/** The rate of the first group over that of the second, with confidence limits. */
export type RateRatio = {
  /** null without events in the second group */
  estimate: number | null;
  lower: number | null;
  /** null where it is infinite */
  upper: number | null;
  whyNull: 'noEvents' | 'noEventsInSecond' | null;
};

/**
 * Ratio of two incidence rates with its exact interval: given all events of both groups, those of the first are
 * binomial, and Clopper and Pearson's limits of that proportion are turned into limits of the ratio.
 *
 * @returns also the exact p value of the hypothesis that the rates are equal, by the counts that are no likelier than
 *   the observed one; 1 without any event. The lower limit is 0 without events in the first group; without any in the
 *   second, estimate and upper limit are null.
 * @throws InputError `rate.events`, `rate.personTime` (more than 0 in both groups), `level.range`
 * @see Lehmann & Romano (2005) Testing Statistical Hypotheses, 4.5
 */
export function rateRatio(first: EventsOverTime, second: EventsOverTime, level = 0.95): RateRatio & { pValue: number } {
  assertGroups(first, second, level);
  const events = first.events + second.events;
  const share = clopperPearson(first.events, events, level);
  const asRatio = (proportion: number) => ((proportion / (1 - proportion)) * second.personTime) / first.personTime;
  return {
    estimate: ratioOf(first, second),
    lower: events === 0 ? 0 : asRatio(share.lower as number),
    upper: second.events === 0 ? null : asRatio(share.upper as number),
    whyNull: reasonFor(first, second),
    pValue: binomialTest(first.events, events, first.personTime / (first.personTime + second.personTime)),
  };
}

/**
 * Ratio of two incidence rates with Wald's interval on the logarithmic scale.
 *
 * @returns limits are null where either group has no events
 * @throws InputError as `rateRatio`
 * @see Rothman, Greenland & Lash (2008) Modern Epidemiology, chapter 14
 */
export function logRateRatio(first: EventsOverTime, second: EventsOverTime, level = 0.95): RateRatio {
  assertGroups(first, second, level);
  const estimate = ratioOf(first, second);
  const whyNull = first.events === 0 ? 'noEvents' : reasonFor(first, second);
  if (estimate === null || whyNull !== null) return { estimate, lower: null, upper: null, whyNull };
  const factor = Math.exp(-normalQuantile((1 - level) / 2) * Math.sqrt(1 / first.events + 1 / second.events));
  return { estimate, lower: estimate / factor, upper: estimate * factor, whyNull };
}

function ratioOf(first: EventsOverTime, second: EventsOverTime): number | null {
  if (second.events === 0) return null;
  return first.events / first.personTime / (second.events / second.personTime);
}

function reasonFor(first: EventsOverTime, second: EventsOverTime): RateRatio['whyNull'] {
  if (second.events > 0) return null;
  return first.events === 0 ? 'noEvents' : 'noEventsInSecond';
}

function assertGroups(first: EventsOverTime, second: EventsOverTime, level: number): void {
  for (const [index, { events, personTime }] of [first, second].entries()) {
    assertRate(events, personTime, level);
    if (personTime > 0) continue;
    throw new InputError(
      'rate.personTime',
      `Rates are compared of groups that both have person-time. Group ${index} has none. Leave it out.`,
      index,
    );
  }
}
