import { InputError } from '../input/index.ts';

/**
 * Follow-up of n subjects as columns of one length, in any order: the time of leaving, 1 for the event or 0 for
 * censored, and for late entries the time from which a subject is observed. Whole numbers (days) take a counting sort.
 */
export type FollowUp = {
  /** 0, or no column at all: observed from the start */
  readonly entry?: Float64Array | null;
  readonly exit: Float64Array;
  readonly event: Uint8Array;
  /** how many subjects a row stands for, a whole number; 1 without the column */
  readonly weight?: Float64Array | null;
};

/** What the checking of a follow-up finds on the way, so that nothing reads it again. */
export type CheckedFollowUp = {
  /** the latest time of leaving where all times, entries too, are whole numbers such as days; else null */
  readonly latestDay: number | null;
};

/**
 * @throws InputError `followUp.length`, or with the index of the subject `followUp.event` (neither 0 nor 1),
 *   `followUp.time` (negative, infinite or not a number), `followUp.order` (leaves before entering, or as it enters
 *   late), `followUp.weight` (not a whole number, 1 or more)
 */
export function assertFollowUp(followUp: FollowUp): CheckedFollowUp {
  const { entry, exit, event, weight } = followUp;
  for (const column of [event, entry, weight]) {
    if (column && column.length !== exit.length) refuseLength(exit.length, column.length);
  }
  let latest = 0;
  let areDays = true;
  for (let index = 0; index < exit.length; index += 1) {
    const time = exit[index] as number;
    if (!(time >= 0 && time <= Number.MAX_VALUE)) refuseTime('leaves', time, index);
    const happened = event[index] as number;
    if (happened !== 0 && happened !== 1) refuseEvent(happened, index);
    if (time > latest) latest = time;
    if (time !== Math.floor(time)) areDays = false;
  }
  if (entry) {
    for (let index = 0; index < exit.length; index += 1) {
      const time = entry[index] as number;
      if (!(time >= 0 && time <= Number.MAX_VALUE)) refuseTime('enters', time, index);
      if (time >= (exit[index] as number) && time > 0) refuseOrder(time, exit[index] as number, index);
    }
  }
  if (weight) {
    for (let index = 0; index < exit.length; index += 1) {
      const count = weight[index] as number;
      if (!(count > 0 && Number.isInteger(count))) refuseWeight(count, index);
    }
  }
  return { latestDay: areDays && !(entry && !areWhole(entry)) ? latest : null };
}

/** The follow-up of some subjects, in the order given. */
export function followUpOf({ entry, exit, event, weight }: FollowUp, subjects: Uint32Array): FollowUp {
  const events = new Uint8Array(subjects.length);
  for (let row = 0; row < subjects.length; row += 1) events[row] = event[subjects[row] as number] as number;
  return {
    entry: entry ? valuesOf(entry, subjects) : null,
    exit: valuesOf(exit, subjects),
    event: events,
    weight: weight ? valuesOf(weight, subjects) : null,
  };
}

function valuesOf(column: Float64Array, subjects: Uint32Array): Float64Array {
  const values = new Float64Array(subjects.length);
  for (let row = 0; row < subjects.length; row += 1) values[row] = column[subjects[row] as number] as number;
  return values;
}

function refuseLength(exits: number, others: number): never {
  throw new InputError(
    'followUp.length',
    `The columns of a follow-up have one length. There are ${exits} exits and a column of ${others}. Give each subject a value in each.`,
  );
}

function refuseTime(verb: string, time: number, index: number): never {
  throw new InputError(
    'followUp.time',
    `A time is a finite number, 0 or later. Subject ${index} ${verb} at ${time}. Correct it or leave the subject out.`,
    index,
  );
}

function refuseEvent(event: number, index: number): never {
  throw new InputError(
    'followUp.event',
    `An event is 1, a censored follow-up 0. Subject ${index} has ${event}. Decide which, or leave the subject out.`,
    index,
  );
}

function refuseOrder(entry: number, exit: number, index: number): never {
  throw new InputError(
    'followUp.order',
    `A subject who enters late leaves after entering. Subject ${index} enters at ${entry} and leaves at ${exit}. Correct one, or leave out a subject who was never at risk.`,
    index,
  );
}

function refuseWeight(weight: number, index: number): never {
  throw new InputError(
    'followUp.weight',
    `A weight says how many subjects a row stands for, 1 or more. Subject ${index} has ${weight}. Leave the row out, or give a whole number.`,
    index,
  );
}

/** Whether every time is a whole number, such as a day. */
export function areWhole(times: Float64Array): boolean {
  for (let index = 0; index < times.length; index += 1) {
    if ((times[index] as number) !== Math.floor(times[index] as number)) return false;
  }
  return true;
}
