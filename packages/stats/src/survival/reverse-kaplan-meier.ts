import type { FollowUp } from './follow-up.ts';
import { kaplanMeier, type SurvivalCurve, type SurvivalOptions } from './kaplan-meier.ts';

/**
 * Reverse Kaplan-Meier: the distribution of the potential follow-up, where being censored is the event and the event
 * ends the watch. Its median is the median follow-up. At a time with both, the former events count as censored, so
 * they are still at risk of "censoring".
 *
 * @returns a curve whose `events` are the censored subjects
 * @throws as `kaplanMeier`
 * @see Schemper & Smith (1996) Control Clin Trials 17:343
 */
export function reverseKaplanMeier(followUp: FollowUp, options: SurvivalOptions = {}): SurvivalCurve {
  // anything but 0 and 1 is left for the check to refuse
  const event = followUp.event.map((value) => (value <= 1 ? 1 - value : value));
  return kaplanMeier({ ...followUp, event }, options);
}
