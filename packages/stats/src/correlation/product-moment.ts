import { mean, sumOf } from '../describe/index.ts';

/** Pearson's coefficient of two columns without missing values; null where one of them has no spread. */
export function productMoment(x: Float64Array, y: Float64Array): number | null {
  const [a, b] = [distances(x), distances(y)];
  if (a === null || b === null) return null;
  const total = (value: (index: number) => number) => sumOf(a.map((_, index) => value(index)));
  const at = (column: Float64Array, index: number) => column[index] as number;
  const squares = total((index) => at(a, index) ** 2) * total((index) => at(b, index) ** 2);
  const product = total((index) => at(a, index) * at(b, index));
  return Math.min(1, Math.max(-1, product / Math.sqrt(squares)));
}

/**
 * Distances from the mean over the largest of them: the unit does not matter to a correlation, a perfect line gives the
 * same column twice, and squares stay in range. Null where all values are equal.
 */
function distances(values: Float64Array): Float64Array | null {
  if (values.every((value) => value === values[0])) return null;
  const centre = mean(values) as number;
  const apart = values.map((value) => value - centre);
  const largest = apart.reduce((most, distance) => Math.max(most, Math.abs(distance)), 0);
  return apart.map((distance) => distance / largest);
}
