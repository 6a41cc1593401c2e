import {
  normalCdf,
  normalQuantile,
  signedRankCdf,
  signedRankQuantile,
  signedRankUpperTail,
} from '../distributions/index.ts';
import { assertLevel } from '../input/index.ts';
import { findRoot } from '../root-finding/index.ts';
import { medianOf } from './quantile.ts';
import { midranks } from './ranks.ts';
import { presentValues, type Values } from './values.ts';

/** The exact method serves fewer values than this. */
const EXACT_BELOW = 50;
const ROOT_TOLERANCE = 1e-12;

export type HodgesLehmann = {
  /** the pseudomedian; null when nothing but zeros is left */
  estimate: number | null;
  /** null when all values are equal, or nothing but zeros is left */
  lower: number | null;
  upper: number | null;
  /** the level itself, or what could be achieved where it could not; 0 where there are no limits */
  achievedLevel: number;
  /** sum of the ranks of the positive values */
  statistic: number;
  /** two-sided, of the hypothesis that the values are symmetric about 0; null when it has no variance */
  pValue: number | null;
  method: 'exact' | 'normal';
};

/**
 * Hodges-Lehmann pseudomedian with the interval that inverts Wilcoxon's signed-rank test, as R's wilcox.test gives them.
 *
 * Values that are 0 are left out. Below 50 values without zeros and without ties of their sizes the method is exact:
 * the median and two order statistics of the Walsh averages. Otherwise it is the normal approximation with continuity
 * correction and tie-corrected variance, where estimate and limits are roots of a step function in the shift: a value
 * near the step, or the first point of a flat stretch that the search meets.
 *
 * @param values - null is missing and left out
 * @returns estimate null when nothing but zeros is left, limits also when all values are equal; where the level cannot
 *   be reached `achievedLevel` says what is
 * @throws InputError `level.range`, `values.notFinite` with the index
 * @see Hollander & Wolfe (1999) Nonparametric Statistical Methods, 3.1-3.3; Bauer (1972) J Am Stat Assoc 67:687
 */
export function hodgesLehmann(values: Values, level = 0.95): HodgesLehmann {
  assertLevel(level);
  const present = presentValues(values);
  const nonZero = present.filter((value) => value !== 0);
  const { ranks, groups } = midranks(nonZero.map(Math.abs));
  let statistic = 0;
  for (let index = 0; index < nonZero.length; index += 1) {
    if ((nonZero[index] as number) > 0) statistic += ranks[index] as number;
  }
  const isExact =
    nonZero.length > 0 &&
    nonZero.length < EXACT_BELOW &&
    nonZero.length === present.length &&
    groups.length === nonZero.length;
  return isExact ? exactInterval(nonZero, statistic, level) : normalInterval(nonZero, statistic, level);
}

function exactInterval(values: Float64Array, statistic: number, level: number): HodgesLehmann {
  const n = values.length;
  const averages = walshAverages(values);
  const tail = statistic > averages.length / 2 ? signedRankUpperTail(statistic - 1, n) : signedRankCdf(statistic, n);
  const wanted = 1 - level;
  const rank = Math.max(1, signedRankQuantile(wanted / 2, n));
  const reached = 2 * signedRankCdf(rank - 1, n);
  return {
    estimate: medianOf(averages),
    lower: averages[rank - 1] as number,
    upper: averages[averages.length - rank] as number,
    achievedLevel: reached - wanted > wanted / 2 ? 1 - toTwoDigits(reached) : level,
    statistic,
    pValue: Math.min(1, 2 * tail),
    method: 'exact',
  };
}

/** Two significant digits, a tie to the even one as R's signif has it. */
function toTwoDigits(value: number): number {
  const scale = 10 ** (1 - Math.floor(Math.log10(value)));
  const scaled = value * scale;
  const below = Math.floor(scaled);
  const isUp = scaled - below > 0.5 || (scaled - below === 0.5 && below % 2 === 1);
  return (isUp ? below + 1 : below) / scale;
}

/** The means of all pairs of values, each value paired with itself too, ascending. */
function walshAverages(values: Float64Array): Float64Array {
  const averages = new Float64Array((values.length * (values.length + 1)) / 2);
  let count = 0;
  for (let first = 0; first < values.length; first += 1) {
    for (let second = first; second < values.length; second += 1) {
      averages[count] = ((values[first] as number) + (values[second] as number)) / 2;
      count += 1;
    }
  }
  return averages.sort();
}

function normalInterval(values: Float64Array, statistic: number, level: number): HodgesLehmann {
  const score = signedRankScore(values, 0, true);
  const pValue = Number.isFinite(score) ? Math.min(1, 2 * normalCdf(-Math.abs(score))) : null;
  const sorted = values.slice().sort();
  const lowest = sorted[0];
  const highest = sorted[sorted.length - 1];
  const without = { lower: null, upper: null, achievedLevel: 0, statistic, pValue, method: 'normal' as const };
  if (lowest === undefined || highest === undefined) return { estimate: null, ...without };
  const scoreBelow = signedRankScore(values, lowest, true);
  const scoreAbove = signedRankScore(values, highest, true);
  if (!Number.isFinite(scoreBelow) || !Number.isFinite(scoreAbove)) {
    return { estimate: (lowest + highest) / 2, ...without };
  }

  // a level that the extreme shifts cannot reach is lowered until they can
  let missed = 1 - level;
  while (missed < 1 && (scoreBelow < -normalQuantile(missed / 2) || scoreAbove > normalQuantile(missed / 2)))
    missed *= 2;
  const isLowered = missed >= 1 || 1 - level < missed * 0.75;
  const shiftWith = (wanted: number, isCorrected: boolean) =>
    findRoot((shift) => signedRankScore(values, shift, isCorrected) - wanted, lowest, highest, ROOT_TOLERANCE);
  const middle = medianOf(sorted);
  return {
    estimate: shiftWith(0, false),
    lower: missed < 1 ? shiftWith(-normalQuantile(missed / 2), true) : middle,
    upper: missed < 1 ? shiftWith(normalQuantile(missed / 2), true) : middle,
    achievedLevel: isLowered ? 1 - Math.min(1, missed) : level,
    statistic,
    pValue,
    method: 'normal',
  };
}

/** Standardised signed-rank statistic of the values less a shift; NaN or infinite when its variance is 0. */
function signedRankScore(values: Float64Array, shift: number, isCorrected: boolean): number {
  const differences = values.map((value) => value - shift).filter((difference) => difference !== 0);
  const n = differences.length;
  const { ranks, groups } = midranks(differences.map(Math.abs));
  let excess = (-n * (n + 1)) / 4;
  for (let index = 0; index < n; index += 1) {
    if ((differences[index] as number) > 0) excess += ranks[index] as number;
  }
  const ties = groups.reduce((sum, size) => sum + (size ** 3 - size), 0);
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48);
  const correction = isCorrected ? Math.sign(excess) * 0.5 : 0;
  return (excess - correction) / deviation;
}
