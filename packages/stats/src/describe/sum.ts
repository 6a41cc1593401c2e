import { refuseNaN } from './ranks.ts';
/**
 * Sum of a column, with the rounding error of each addition carried along (Neumaier 1974).
 *
 * @throws InputError `values.notFinite` with the index of NaN
 */
export function sumOf(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  if (Number.isNaN(sum) && values.some(Number.isNaN)) refuseNaN(values);
  return sum + lost;
}
