import { InputError } from '../input/index.ts';
import { assertFollowUp, type FollowUp } from './follow-up.ts';

/**
 * How many are at risk just before each time: entry < time <= exit, an entry of 0 being the start. Exact between the
 * rows of a curve too, also with late entries.
 *
 * @param times - in any order, in the unit of the follow-up
 * @returns one number for each time, by weight
 * @throws InputError `followUp.*` with the index of the subject, `survival.time` with that of a time that is no number
 */
export function numbersAtRisk(followUp: FollowUp, times: readonly number[]): number[] {
  assertFollowUp(followUp);
  const { entry, exit, weight } = followUp;
  return times.map((time, place) => {
    if (Number.isNaN(time)) {
      throw new InputError(
        'survival.time',
        `Subjects are at risk at a time. Time ${place} is not a number. Give a number.`,
        place,
      );
    }
    let atRisk = 0;
    for (let index = 0; index < exit.length; index += 1) {
      const hasEntered = !entry || entry[index] === 0 || (entry[index] as number) < time;
      if (hasEntered && time <= (exit[index] as number)) atRisk += weight ? (weight[index] as number) : 1;
    }
    return atRisk;
  });
}
