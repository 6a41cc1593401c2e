import { assertLevel, assertWord } from '../input/index.ts';
import { type RatioEstimate, ratioOf } from './ratio-estimate.ts';
import { assertTwoByTwo, type TwoByTwo } from './two-by-two.ts';

/**
 * Unconditional odds ratio ad/bc with Woolf's interval, symmetric on the log scale. With small counts prefer
 * `conditionalOddsRatio`.
 *
 * @param correction - added to each cell before anything is computed: 0.5 for Haldane and Anscombe's, which always has
 *   an estimate and limits, 0 for none
 * @returns with a 0 in the table and no correction no limits; estimate 0, or null with the reason
 * @throws InputError `table.count`, `level.range`
 * @see Woolf (1955) Ann Hum Genet 19:251; Haldane (1956) Ann Hum Genet 20:309
 */
export function oddsRatio(table: TwoByTwo, level = 0.95, correction: 0 | 0.5 = 0): RatioEstimate {
  assertTwoByTwo(table);
  assertLevel(level);
  assertWord('correction', correction, [0, 0.5]);
  const [a, b, c, d] = table.map((count) => count + correction) as [number, number, number, number];
  return ratioOf(a * d, b * c, 1 / a + 1 / b + 1 / c + 1 / d, level);
}
