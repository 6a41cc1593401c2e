import { assertTwoByTwo, type TwoByTwo } from './two-by-two.ts';

/**
 * Number needed to treat, or to harm: one over the absolute difference of the rows' risks. Its interval is that of the
 * difference turned over, and it has none where the difference may be 0; so report the difference.
 *
 * @returns null when the risks are equal, or a row is empty
 * @throws InputError `table.count`
 * @see Laupacis, Sackett & Roberts (1988) N Engl J Med 318:1728; Altman (1998) BMJ 317:1309 on its interval
 */
export function numberNeeded(table: TwoByTwo): number | null {
  assertTwoByTwo(table);
  const [a, b, c, d] = table;
  const needed = 1 / Math.abs(a / (a + b) - c / (c + d));
  return Number.isFinite(needed) ? needed : null;
}
