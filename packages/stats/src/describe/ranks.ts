import { InputError } from '../input/index.ts';
/** Ranks from 1, tied values sharing the mean of their ranks, and the number of values in each group of ties. @throws InputError `values.notFinite` with the index of NaN */
export function midranks(values: Float64Array): { ranks: Float64Array; groups: number[] } {
  const { codes, groups } = tieGroups(values);
  const rankOfGroup = new Float64Array(groups.length);
  let before = 0;
  for (const [group, size] of groups.entries()) {
    rankOfGroup[group] = before + (size + 1) / 2;
    before += size;
  }
  return { ranks: Float64Array.from(codes, (code) => rankOfGroup[code] as number), groups };
}

/**
 * The place of each value among the distinct values, from 0, and how many values share each place. Sorting plain
 * numbers and looking each up is several times faster than sorting their indices.
 *
 * @throws InputError `values.notFinite` with the index of NaN
 */
export function tieGroups(values: Float64Array): { codes: Uint32Array; groups: number[] } {
  const distinct = values.slice().sort();
  // sorted last
  if (Number.isNaN(distinct[distinct.length - 1])) refuseNaN(values);
  const groups: number[] = [];
  for (let index = 0; index < distinct.length; index += 1) {
    const value = distinct[index] as number;
    if (groups.length > 0 && value === distinct[groups.length - 1]) {
      groups[groups.length - 1] = (groups[groups.length - 1] as number) + 1;
    } else {
      distinct[groups.length] = value;
      groups.push(1);
    }
  }
  const codes = new Uint32Array(values.length);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    let low = 0;
    let high = groups.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((distinct[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    codes[index] = low;
  }
  return { codes, groups };
}

/** What is not a number has no place among numbers. */
export function refuseNaN(values: Float64Array): never {
  const at = values.findIndex(Number.isNaN);
  throw new InputError('values.notFinite', `A value is a number. Value ${at} is NaN. Leave out what is missing.`, at);
}
