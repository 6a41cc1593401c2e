import { InputError } from '../input/index.ts';

/** Numbers with null for a missing one; a plain or a typed array. */
export type Values = ArrayLike<number | null>;

/**
 * The values that are there, as a column of their own.
 *
 * @throws InputError `values.notFinite`, with the index, for NaN or an infinity: a missing value is null
 */
export function presentValues(values: Values): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (value === null || value === undefined) continue;
    if (!Number.isFinite(value)) {
      throw new InputError(
        'values.notFinite',
        `A value is a finite number, or null where it is missing. Value ${index} is ${value}. Write null or correct it.`,
        index,
      );
    }
    present[count] = value;
    count += 1;
  }
  return present.subarray(0, count);
}

/** The values that are there, ascending. */
export function sortedValues(values: Values): Float64Array {
  return presentValues(values).sort();
}

/** The value at a 1-based rank of a sorted column; ranks outside take the nearest end. */
export function atRank(sorted: Float64Array, rank: number): number {
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1] as number;
}
