import { midranks, presentValues, type Values } from '../describe/index.ts';
import { chiSquareUpperTail } from '../distributions/index.ts';

export type KruskalWallis = {
  /** H, corrected for ties; null where nothing can be compared */
  h: number | null;
  /** groups with values, less 1 */
  degreesOfFreedom: number;
  /** by the chi-square approximation, which is rough below five values a group */
  pValue: number | null;
  sizes: number[];
  whyNull: 'oneGroup' | 'noSpread' | null;
};

/**
 * Kruskal and Wallis' test whether several samples come from one distribution.
 *
 * @param groups - a column for each; null is missing and left out, and so is a group without values
 * @returns H and p null with `whyNull` below two groups with values, or when all values are equal
 * @throws InputError `values.notFinite` with the index in its group
 * @see Kruskal & Wallis (1952) J Am Stat Assoc 47:583
 */
export function kruskalWallis(groups: readonly Values[]): KruskalWallis {
  const columns = groups.map(presentValues);
  const sizes = columns.map((column) => column.length);
  const used = sizes.filter((size) => size > 0);
  const n = used.reduce((sum, size) => sum + size, 0);
  const about = { degreesOfFreedom: Math.max(0, used.length - 1), sizes };
  if (used.length < 2) return { h: null, pValue: null, ...about, whyNull: 'oneGroup' };

  const all = new Float64Array(n);
  let filled = 0;
  for (const column of columns) {
    all.set(column, filled);
    filled += column.length;
  }
  const { ranks, groups: ties } = midranks(all);
  if (ties.length === 1) return { h: null, pValue: null, ...about, whyNull: 'noSpread' };

  // distances from the mean rank, so that nothing large cancels
  let between = 0;
  let start = 0;
  for (const size of used) {
    let excess = 0;
    for (let index = start; index < start + size; index += 1) excess += (ranks[index] as number) - (n + 1) / 2;
    between += excess ** 2 / size;
    start += size;
  }
  const tieSum = ties.reduce((sum, size) => sum + (size ** 3 - size), 0);
  const h = (12 * between) / (n * (n + 1)) / (1 - tieSum / (n ** 3 - n));
  return { h, pValue: chiSquareUpperTail(h, about.degreesOfFreedom), ...about, whyNull: null };
}
