import { assertLevel } from '../input/index.ts';
import { type RatioEstimate, ratioOf } from './ratio-estimate.ts';
import { assertTwoByTwo, type TwoByTwo } from './two-by-two.ts';

/**
 * Risk of the first row over that of the second, with Katz's interval, symmetric on the log scale.
 *
 * @returns without events in the first row 0 and no limits, without events in the second null with the reason; 1 with
 *   limits 1 and 1 when all in both rows had the event
 * @throws InputError `table.count`, `level.range`
 * @see Katz, Baptista, Azen & Pike (1978) Biometrics 34:469
 */
export function riskRatio(table: TwoByTwo, level = 0.95): RatioEstimate {
  assertTwoByTwo(table);
  assertLevel(level);
  const [a, b, c, d] = table;
  // 1/a - 1/(a + b), without the cancellation
  const variance = b / (a * (a + b)) + d / (c * (c + d));
  return ratioOf(a / (a + b), c / (c + d), variance, level);
}
