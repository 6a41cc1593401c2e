import { InputError } from '../input-error.ts';

/**
 * Follow-up of n subjects as columns of one length, in any order: the time of leaving, 1 for the event or 0 for
 * censored, and for late entries the time from which a subject is observed. Whole numbers (days) take a counting sort.
 */
export type FollowUp = {
  /** 0, or no column at all: observed from the start */
  readonly entry?: Float64Array | null;
  readonly exit: Float64Array;
  readonly event: Uint8Array;
  /** how many subjects a row stands for; 1 without the column */
  readonly weight?: Float64Array | null;
};

/**
 * @throws InputError `followUp.length`, or with the index of the subject `followUp.event` (neither 0 nor 1),
 *   `followUp.time` (negative, infinite or not a number), `followUp.order` (leaves before entering, or as it enters
 *   late), `followUp.weight` (not a positive finite number)
 */
export function assertFollowUp(followUp: FollowUp): void {
  const { entry, exit, event, weight } = followUp;
  const n = exit.length;
  for (const column of [event, entry, weight]) {
    if (column && column.length !== n) {
      throw new InputError(
        'followUp.length',
        `The columns of a follow-up have one length. There are ${n} exits and a column of ${column.length}. Give each subject a value in each.`,
      );
    }
  }
  for (let index = 0; index < n; index += 1) {
    assertTime('leaves', exit[index] as number, index);
    if ((event[index] as number) > 1) {
      throw new InputError(
        'followUp.event',
        `An event is 1, a censored follow-up 0. Subject ${index} has ${event[index]}. Decide which, or leave the subject out.`,
        index,
      );
    }
  }
  if (entry) {
    for (let index = 0; index < n; index += 1) assertOrder(entry[index] as number, exit[index] as number, index);
  }
  if (weight) {
    for (let index = 0; index < n; index += 1) assertWeight(weight[index] as number, index);
  }
}

function assertTime(verb: string, time: number, index: number): void {
  if (time >= 0 && time < Number.POSITIVE_INFINITY) return;
  throw new InputError(
    'followUp.time',
    `A time is a finite number, 0 or later. Subject ${index} ${verb} at ${time}. Correct it or leave the subject out.`,
    index,
  );
}

function assertOrder(entry: number, exit: number, index: number): void {
  assertTime('enters', entry, index);
  if (entry < exit || entry === 0) return;
  throw new InputError(
    'followUp.order',
    `A subject who enters late leaves after entering. Subject ${index} enters at ${entry} and leaves at ${exit}. Correct one, or leave out a subject who was never at risk.`,
    index,
  );
}

function assertWeight(weight: number, index: number): void {
  if (weight > 0 && weight < Number.POSITIVE_INFINITY) return;
  throw new InputError(
    'followUp.weight',
    `A weight is a positive number. Subject ${index} has ${weight}. Leave out a subject that counts for nothing.`,
    index,
  );
}
