import { InputError } from '../input/index.ts';
import { areWhole, assertFollowUp, type FollowUp } from './follow-up.ts';

/** Times whose gap is no more than this share of the mean time are one time: they differ by rounding. */
export const NEAR_TIE = 1.4901161193847656e-8; // 2^-26, the square root of the double precision

/**
 * Makes one time of times that differ only by rounding, as 0.3 and 0.1 + 0.2: a gap of at most 1.5e-8 of the mean
 * distinct time joins its neighbours, and a chain of such gaps takes its earliest time. Relative only, so that the
 * unit of time does not matter; whole numbers are left alone.
 *
 * @returns the same object when nothing is joined
 * @throws InputError `followUp.*`; `followUp.order`, with the index, also when a subject's entry and exit become one time
 */
export function mergeNearTies(followUp: FollowUp): FollowUp {
  assertFollowUp(followUp);
  const { entry, exit } = followUp;
  const columns = entry ? [entry, exit] : [exit];
  if (columns.every(areWhole)) return followUp;

  const times = distinct(columns);
  const starts = chainStarts(times);
  if (starts.length === times.length) return followUp;
  const merged = columns.map((column) => column.map((time) => lastAtOrBefore(starts, time)));
  const mergedExit = merged[merged.length - 1] as Float64Array;
  if (!entry) return { ...followUp, exit: mergedExit };
  const mergedEntry = merged[0] as Float64Array;
  const index = mergedEntry.findIndex((time, subject) => time === mergedExit[subject] && time > 0);
  if (index >= 0) {
    throw new InputError(
      'followUp.order',
      `A subject who enters late leaves after entering, by more than rounding. Subject ${index} enters at ${entry[index]} and leaves at ${exit[index]}. Correct one, or leave the subject out.`,
      index,
    );
  }
  return { ...followUp, entry: mergedEntry, exit: mergedExit };
}

function distinct(columns: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(columns.reduce((sum, column) => sum + column.length, 0));
  let filled = 0;
  for (const column of columns) {
    all.set(column, filled);
    filled += column.length;
  }
  all.sort();
  let count = 0;
  for (let index = 0; index < all.length; index += 1) {
    if (count === 0 || all[index] !== all[count - 1]) {
      all[count] = all[index] as number;
      count += 1;
    }
  }
  return all.subarray(0, count);
}

/** The first time of each chain of near ties. */
function chainStarts(times: Float64Array): Float64Array {
  let sum = 0;
  for (let index = 0; index < times.length; index += 1) sum += times[index] as number;
  const gap = (NEAR_TIE * sum) / times.length;
  const starts = new Float64Array(times.length);
  let count = 0;
  for (let index = 0; index < times.length; index += 1) {
    if (index > 0 && (times[index] as number) - (times[index - 1] as number) <= gap) continue;
    starts[count] = times[index] as number;
    count += 1;
  }
  return starts.subarray(0, count);
}

function lastAtOrBefore(sorted: Float64Array, time: number): number {
  let low = 0;
  let high = sorted.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= time) low = middle;
    else high = middle;
  }
  return sorted[low] as number;
}
