import { assertWhole } from '../input/index.ts';
import { logGamma } from './log-gamma.ts';

/** Up to here logarithms are kept: eight megabytes at most. */
const KEPT = 2 ** 20;
let kept = new Float64Array(0);

/** log(n!) for whole n >= 0; computed once and kept, so that sums over many tables cost a look-up each. @throws InputError `option.count` */
export function logFactorial(n: number): number {
  const known = kept[n];
  if (known !== undefined) return known;
  assertWhole('number of factors', n, 0);
  if (n >= KEPT) return logGamma(n + 1);
  const longer = new Float64Array(Math.min(KEPT, Math.max(256, 2 * n)));
  longer.set(kept);
  for (let k = kept.length; k < longer.length; k += 1) longer[k] = logGamma(k + 1);
  kept = longer;
  return kept[n] as number;
}
