import { InputError } from '../input/index.ts';
import { presentValues, type Values } from './values.ts';

/** Two columns of one length without missing values, and how many pairs were left out. */
export type Pairs = { x: Float64Array; y: Float64Array; missing: number };

/**
 * The pairs of which both members are there.
 *
 * @returns empty columns where no pair is complete
 * @throws InputError `pairs.length` unless both columns have one length, `values.notFinite` with the index
 */
export function completePairs(first: Values, second: Values): Pairs {
  assertPairs(first, second);
  // refuses what is not a number with its index in the column
  presentValues(first);
  presentValues(second);
  const [x, y] = [new Float64Array(first.length), new Float64Array(first.length)];
  let count = 0;
  for (let index = 0; index < first.length; index += 1) {
    const [a, b] = [first[index], second[index]];
    if (typeof a !== 'number' || typeof b !== 'number') continue;
    x[count] = a;
    y[count] = b;
    count += 1;
  }
  return { x: x.subarray(0, count), y: y.subarray(0, count), missing: first.length - count };
}

/**
 * The differences of pairs, first less second.
 *
 * @returns null for a pair with a missing member
 * @throws InputError `pairs.length` unless both columns have one length, `values.notFinite` with the index
 */
export function pairedDifferences(first: Values, second: Values): (number | null)[] {
  assertPairs(first, second);
  presentValues(first);
  presentValues(second);
  return Array.from({ length: first.length }, (_, index) => {
    const [a, b] = [first[index], second[index]];
    return typeof a === 'number' && typeof b === 'number' ? a - b : null;
  });
}

function assertPairs(first: Values, second: Values): void {
  if (first.length === second.length) return;
  throw new InputError(
    'pairs.length',
    `Pairs have two members. There are ${first.length} first and ${second.length} second values. Write null for a ` +
      'missing one.',
  );
}
