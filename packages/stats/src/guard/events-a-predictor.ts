import { assertWhole } from '../input/index.ts';
import type { Finding } from './finding.ts';
import { GUARD_LIMITS } from './guard-limits.ts';

/** Whether there are events enough for so many predictors; a predictor of k levels counts k - 1 times. */
export function eventsAPredictor(events: number, predictors: number): Finding[] {
  assertWhole('number of predictors', predictors, 0);
  if (predictors === 0) return [];
  const ratio = events / predictors;
  const facts = { events, predictors, ratio };
  if (ratio < GUARD_LIMITS.fewestEventsAPredictor) return [{ code: 'underFiveEventsAPredictor', ...facts }];
  if (ratio < GUARD_LIMITS.enoughEventsAPredictor) return [{ code: 'underTenEventsAPredictor', ...facts }];
  return [];
}
