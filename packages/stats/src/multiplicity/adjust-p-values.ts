import { assertWord, InputError } from '../input/index.ts';
import { hommelAdjusted } from './hommel.ts';

/**
 * Of the family-wise error: bonferroni, holm (never worse than it), hochberg and hommel (better still, for independent
 * or positively dependent tests). Of the false discovery rate: benjaminiHochberg (independent or positively dependent),
 * benjaminiYekutieli (any).
 */
export type Adjustment = 'bonferroni' | 'holm' | 'hochberg' | 'hommel' | 'benjaminiHochberg' | 'benjaminiYekutieli';

/**
 * P values adjusted for there being several of them, in the order given: each may be compared with the level as it is.
 *
 * @param pValues - null is a test that gave no p value; it stays null and is not counted
 * @returns in the order given, each at most 1; null where there was none
 * @throws InputError `pValues.range` with the index unless each lies in [0, 1]
 * @see Holm (1979) Scand J Stat 6:65; Hochberg (1988) Biometrika 75:800; Hommel (1988) Biometrika 75:383; Benjamini &
 *   Hochberg (1995) J R Stat Soc B 57:289; Benjamini & Yekutieli (2001) Ann Stat 29:1165
 */
export function adjustPValues(pValues: ArrayLike<number | null>, method: Adjustment): (number | null)[] {
  assertWord('adjustment', method, Object.keys(ADJUSTED));
  const present = presentOf(pValues);
  const order = present.map((_, index) => index).sort((a, b) => (present[a] as Tested).p - (present[b] as Tested).p);
  const ascending = Float64Array.from(order, (index) => (present[index] as Tested).p);
  const adjusted = ADJUSTED[method](ascending);
  const result: (number | null)[] = Array.from({ length: pValues.length }, () => null);
  for (const [rank, index] of order.entries()) result[(present[index] as Tested).at] = adjusted[rank] as number;
  return result;
}

type Tested = { p: number; at: number };

/** Adjusts ascending p values. */
const ADJUSTED: Record<Adjustment, (ascending: Float64Array) => Float64Array> = {
  bonferroni: (p) => p.map((value) => Math.min(1, p.length * value)),
  holm: (p) => raised(p.map((value, rank) => (p.length - rank) * value)),
  hochberg: (p) => lowered(p.map((value, rank) => (p.length - rank) * value)),
  hommel: hommelAdjusted,
  benjaminiHochberg: (p) => lowered(p.map((value, rank) => (p.length / (rank + 1)) * value)),
  benjaminiYekutieli: (p) => {
    let sum = 0;
    for (let rank = 1; rank <= p.length; rank += 1) sum += 1 / rank;
    return lowered(p.map((value, rank) => ((sum * p.length) / (rank + 1)) * value));
  },
};

/** Each value no smaller than those before it, and at most 1. */
function raised(values: Float64Array): Float64Array {
  let largest = 0;
  return values.map((value) => {
    largest = Math.max(largest, value);
    return Math.min(1, largest);
  });
}

/** Each value no larger than those after it, and at most 1. */
function lowered(values: Float64Array): Float64Array {
  let smallest = 1;
  for (let rank = values.length - 1; rank >= 0; rank -= 1) {
    smallest = Math.min(smallest, values[rank] as number);
    values[rank] = smallest;
  }
  return values;
}

function presentOf(pValues: ArrayLike<number | null>): Tested[] {
  const present: Tested[] = [];
  for (let at = 0; at < pValues.length; at += 1) {
    const p = pValues[at];
    if (p === null || p === undefined) continue;
    if (!(p >= 0 && p <= 1)) {
      throw new InputError(
        'pValues.range',
        `A p value lies between 0 and 1, or is null where a test gave none. P value ${at} is ${p}. Correct it.`,
        at,
      );
    }
    present.push({ p, at });
  }
  return present;
}
