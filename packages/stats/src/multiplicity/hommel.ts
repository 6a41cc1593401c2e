/**
 * Hommel's adjusted p values: the largest p of Simes' test over all sets of hypotheses that hold the one in question.
 *
 * A set of j hypotheses with the largest p values is the hardest to reject, at s(j) = min j p(n - j + i) / i. With
 * S(j) the largest of s(j), s(j + 1), ..., hypothesis i is rejected at a level in [S(j + 1), S(j)) once j p(i) is no
 * larger, so its adjusted p is the smallest over j of the larger of S(j + 1) and j p(i). Time n log n.
 *
 * @param ascending - p values, smallest first
 * @see Hommel (1988) Biometrika 75:383; Meijer, Krebs & Goeman (2019) Biom J 61:73 for the shortcut
 */
export function hommelAdjusted(ascending: Float64Array): Float64Array {
  const hardest = hardestFrom(ascending);
  return ascending.map((p) => {
    // S(j + 1) falls and j p rises with j: the first j where the one reaches the other
    let low = 0;
    let high = ascending.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (middle * p >= (hardest[middle + 1] as number)) high = middle;
      else low = middle + 1;
    }
    const reached = Math.max(low * p, hardest[low + 1] as number);
    return low === 0 ? reached : Math.min(reached, hardest[low] as number);
  });
}

/** S(j) for j from 0 to n + 1: the largest Simes p of the j or more largest p values. */
function hardestFrom(ascending: Float64Array): Float64Array {
  const n = ascending.length;
  const hardest = new Float64Array(n + 2);
  for (const [size, simes] of simesOfLargest(ascending).entries()) hardest[size + 1] = simes;
  for (let j = n; j >= 0; j -= 1) hardest[j] = Math.max(hardest[j] as number, hardest[j + 1] as number);
  return hardest;
}

/**
 * Simes' p of the j largest p values, for j from 1: j times the least slope from the point (n - j, 0) to the points
 * (rank, p) to its right. That slope is a tangent of their lower hull, which grows to the left from one j to the next.
 */
function simesOfLargest(ascending: Float64Array): number[] {
  const n = ascending.length;
  const height = (rank: number) => ascending[rank - 1] as number;
  const slope = (from: number, to: number) => (height(to) - height(from)) / (to - from);
  const hull: number[] = []; // ranks, the leftmost last
  const simes: number[] = [];
  for (let origin = n - 1; origin >= 0; origin -= 1) {
    const rank = origin + 1;
    while (hull.length >= 2 && slope(rank, hull.at(-1) as number) >= slope(rank, hull.at(-2) as number)) hull.pop();
    hull.push(rank);
    const steepness = (index: number) => height(hull[index] as number) / ((hull[index] as number) - origin);
    // from the right end the slopes fall up to the tangent and rise after it
    let low = 0;
    let high = hull.length - 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (steepness(middle) <= steepness(middle + 1)) high = middle;
      else low = middle + 1;
    }
    simes.push(Math.min(1, (n - origin) * steepness(low)));
  }
  return simes;
}
