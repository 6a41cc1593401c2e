import { normalCdf } from '../distributions/index.ts';
import type { PValues } from './p-values.ts';

/** P values of a standardised excess; with a deviation of 0 those that are not determined are null. */
export function normalPValues(excess: number, deviation: number, continuity: boolean): PValues {
  const half = continuity ? 0.5 : 0;
  const lowerTail = (distance: number) => {
    const p = normalCdf(distance / deviation);
    return Number.isNaN(p) ? null : p;
  };
  const oneTail = lowerTail(-Math.abs(excess - Math.sign(excess) * half));
  return {
    twoSided: oneTail === null ? null : Math.min(1, 2 * oneTail),
    less: lowerTail(excess + half),
    greater: lowerTail(-(excess - half)),
  };
}
