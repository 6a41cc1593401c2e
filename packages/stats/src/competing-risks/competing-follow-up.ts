import { InputError } from '../input/index.ts';
import { assertFollowUp, type FollowUp } from '../survival/index.ts';

/**
 * Follow-up of n subjects, of whom each has at most one of several events: columns of one length, in any order and in
 * one unit of time. Whole numbers (days) take a counting sort.
 */
export type CompetingFollowUp = {
  /** the time from which a subject who enters late is observed; 0, or no column at all: from the start */
  readonly entry?: Float64Array | null;
  readonly exit: Float64Array;
  /** 0 is censored, 1 and up are the causes */
  readonly cause: Uint8Array;
  /** how many subjects a row stands for, a whole number; 1 without the column */
  readonly weight?: Float64Array | null;
};

/**
 * The follow-up in which every cause is the event, checked.
 *
 * @throws InputError `followUp.*`, or with the index of the subject `competing.cause` for a cause above `causes`
 */
export function anyCauseFollowUp(followUp: CompetingFollowUp, causes: number): FollowUp {
  const { cause, entry = null, exit, weight = null } = followUp;
  const event = new Uint8Array(cause.length);
  for (let index = 0; index < cause.length; index += 1) {
    const code = cause[index] as number;
    if (!(code >= 0 && code <= causes && Number.isInteger(code))) refuseCause(code, causes, index);
    event[index] = code === 0 ? 0 : 1;
  }
  const checked = { entry, exit, event, weight };
  assertFollowUp(checked);
  return checked;
}

/**
 * The highest cause that occurs.
 *
 * @returns 0 where nobody had an event
 * @throws InputError `competing.cause` with the index of what is not a whole number, 0 or more
 */
export function causesIn(cause: Uint8Array): number {
  let highest = 0;
  for (let index = 0; index < cause.length; index += 1) {
    const code = cause[index] as number;
    if (!(code >= 0 && Number.isInteger(code))) refuseCause(code, 255, index);
    if (code > highest) highest = code;
  }
  return highest;
}

function refuseCause(cause: number, causes: number, index: number): never {
  throw new InputError(
    'competing.cause',
    `Causes are numbered from 1 to ${causes}, and 0 is censored. Subject ${index} has ${cause}. Correct it, or ask for more causes.`,
    index,
  );
}
