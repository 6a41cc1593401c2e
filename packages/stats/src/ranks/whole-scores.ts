/** Midranks as whole numbers, as small as they can be: rank = (least + step * score) / 2. */
export type WholeScores = { scores: Float64Array; least: number; step: number };

/**
 * Scores of the sizes of groups of ties, smallest values first. Doubling makes midranks whole; taking off the least
 * and dividing by what all have in common keeps exact distributions short.
 */
export function wholeScores(groups: readonly number[], least: 'lowest' | 0 = 'lowest'): WholeScores {
  const doubled: number[] = [];
  let before = 0;
  for (const size of groups) {
    doubled.push(2 * before + size + 1);
    before += size;
  }
  const lowest = least === 0 ? 0 : (doubled[0] ?? 0);
  const step = doubled.reduce((common, rank) => greatestCommonDivisor(common, rank - lowest), 0) || 1;
  const scores = new Float64Array(before);
  let filled = 0;
  for (const [index, size] of groups.entries()) {
    scores.fill(((doubled[index] as number) - lowest) / step, filled, filled + size);
    filled += size;
  }
  return { scores, least: lowest, step };
}

function greatestCommonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
