import { binomialCdf, binomialPmf, binomialUpperTail } from '../distributions/index.ts';
import { findRoot } from '../root-finding/index.ts';
import { clopperPearson } from './clopper-pearson.ts';
import { assertProportion, NOBODY, type ProportionInterval } from './proportion.ts';

/**
 * Proportion with the mid-p interval: as Clopper and Pearson's, the observed count itself counted half. Its coverage
 * is close to the level on average, and below it for some truths.
 *
 * @returns the lower limit is exactly 0 without events, the upper exactly 1 when all had one; null throughout when n = 0
 * @throws InputError `proportion.total`, `proportion.events`, `level.range`
 * @see Berry & Armitage (1995) The Statistician 44:417
 */
export function midP(events: number, n: number, level = 0.95): ProportionInterval {
  assertProportion(events, n, level);
  if (n === 0) return NOBODY;
  const tail = (1 - level) / 2;
  const exact = clopperPearson(events, n, level);
  const more = (p: number) => binomialUpperTail(events, n, p) + binomialPmf(events, n, p) / 2;
  const fewer = (p: number) => binomialCdf(events - 1, n, p) + binomialPmf(events, n, p) / 2;
  return {
    estimate: events / n,
    // the exact limits enclose the mid-p ones
    lower: events === 0 ? 0 : rootOnLogitScale((p) => more(p) - tail, exact.lower as number, events / n),
    upper: events === n ? 1 : rootOnLogitScale((p) => fewer(p) - tail, events / n, exact.upper as number),
  };
}

/** A root between two probabilities, searched on the logit scale so that small ones keep their digits. */
function rootOnLogitScale(f: (p: number) => number, lower: number, upper: number): number | null {
  const edge = 40; // beyond it a probability rounds to 0 or 1
  const logit = (p: number) => Math.min(edge, Math.max(-edge, Math.log(p / (1 - p))));
  const probability = (x: number) => 1 / (1 + Math.exp(-x));
  const root = findRoot((x) => f(probability(x)), logit(lower), logit(upper), 1e-15);
  return root === null ? null : probability(root);
}
