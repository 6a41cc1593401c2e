import { InputError } from '../input/index.ts';
import { hypergeometricRange, hypergeometricStep, type Urn } from './hypergeometric.ts';

/** The distribution seen from one count k: P(X <= k), P(X = k), P(X >= k), and the mean less k. */
export type TailsAt = { lower: number; point: number; upper: number; meanLessK: number };

/** Terms below this share of the sum so far no longer change it. */
const NEGLIGIBLE = 1e-30;

/**
 * Fisher's noncentral hypergeometric distribution: the first cell of a two-by-two table given its margins, at a given
 * odds ratio. The terms are summed from the likeliest count outwards, each from its neighbour, so that neither large
 * counts nor extreme odds leave the range of doubles.
 *
 * @param k - a count within the range of the urn
 * @param logOddsRatio - natural logarithm; any finite number
 * @throws InputError `hypergeometric.urn`, `hypergeometric.count` unless the urn can give k and the log odds are finite
 * @see Fisher (1935) J R Stat Soc 98:39
 */
export function noncentralHypergeometric(k: number, urn: Urn, logOddsRatio: number): TailsAt {
  const { least, most } = hypergeometricRange(urn);
  if (!(Number.isInteger(k) && k >= least && k <= most && Number.isFinite(logOddsRatio))) {
    throw new InputError(
      'hypergeometric.count',
      `A count lies within the range of its urn, and log odds are finite. This count is ${k} of ${least} to ${most}, the log odds ${logOddsRatio}. Count again.`,
    );
  }
  const oddsRatio = Math.exp(logOddsRatio);
  const step = (j: number) => hypergeometricStep(j, urn) * oddsRatio;
  const start = likeliest(step, least, most);
  let below = 0;
  let point = 0;
  let above = 0;
  let shift = 0;
  const add = (j: number, weight: number) => {
    if (j < k) below += weight;
    else if (j === k) point += weight;
    else above += weight;
    shift += (j - k) * weight;
    return weight > NEGLIGIBLE * (below + point + above);
  };
  let weight = 1;
  for (let j = start; j <= most && add(j, weight); j += 1) weight *= step(j);
  weight = 1;
  for (let j = start - 1; j >= least; j -= 1) {
    weight /= step(j);
    if (!add(j, weight)) break;
  }
  const total = below + point + above;
  return {
    lower: (below + point) / total,
    point: point / total,
    upper: (above + point) / total,
    meanLessK: shift / total,
  };
}

/** The first count whose successor is no likelier: the steps fall from one count to the next. */
function likeliest(step: (k: number) => number, least: number, most: number): number {
  let low = least;
  let high = most;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (step(middle) > 1) low = middle + 1;
    else high = middle;
  }
  return low;
}
