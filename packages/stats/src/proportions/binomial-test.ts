import { binomialCdf, binomialPmf, binomialUpperTail } from '../distributions/index.ts';
import { assertProbability } from '../input/index.ts';
import { assertProportion } from './proportion.ts';

/** Two probabilities that agree to this share are taken as equal. */
const TIE = 1 + 1e-7;

/**
 * Two-sided exact binomial test: the probability of all counts that are no more likely than the observed one, not
 * twice a tail.
 *
 * @param probability - under the hypothesis
 * @returns the p value; 1 when n = 0
 * @throws InputError `proportion.total`, `proportion.events`, `probability.range`
 * @see Conover (1971) Practical Nonparametric Statistics, 97-104
 */
export function binomialTest(events: number, n: number, probability = 0.5): number {
  assertProportion(events, n, 0.95);
  assertProbability(probability);
  const limit = binomialPmf(events, n, probability) * TIE;
  const isLikely = (k: number) => binomialPmf(k, n, probability) > limit;
  const mode = Math.min(n, Math.floor((n + 1) * probability));
  if (!isLikely(mode)) return 1;
  // probabilities rise up to the mode and fall after it, so the likelier counts are one stretch around it
  const first = boundary(isLikely, mode, -1);
  const last = boundary(isLikely, mode, n + 1);
  return Math.min(1, binomialCdf(first - 1, n, probability) + binomialUpperTail(last, n, probability));
}

/** The last whole number, going from one where the condition holds towards one where it does not, at which it holds. */
function boundary(holds: (k: number) => boolean, from: number, towards: number): number {
  let inside = from;
  let outside = towards;
  while (Math.abs(outside - inside) > 1) {
    const middle = Math.trunc((inside + outside) / 2);
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
