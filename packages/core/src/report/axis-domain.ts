/** How near two ends of an axis may lie, as a share of what they are, before it has no room for ticks. */
const CLOSEST = 1e-9;

/** The ends of a linear axis: from 0 where the values reach near it, one unit long where they are all alike. */
export function axisDomain(least: number, most: number): [number, number] {
  const from = least >= 0 && least <= most * 0.5 ? 0 : least;
  return [from, most - from > CLOSEST * Math.max(1, Math.abs(most)) ? most : from + 1];
}
