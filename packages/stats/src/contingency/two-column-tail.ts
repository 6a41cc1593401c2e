import { logFactorial } from '../distributions/index.ts';
import { lastWhere } from './last-where.ts';
import { type PathBundle, pathsUpTo, weightBetween } from './path-bundle.ts';

/**
 * The weight of the tables of two columns, with given row totals, that stay under a limit. A table that puts x[i] of
 * the rows[i] subjects of each row into the first column weighs the product of 1 / (x[i]! (rows[i] - x[i])!), times the
 * weight of the path that led here; all paths are followed at once.
 *
 * Rows are filled one after the other. The paths for which even the likeliest way to fill the rest is under the limit
 * are done: the rest is one binomial coefficient. So only fillings near the limit are followed to their end, and there
 * the last two rows are a line of weights that rise to one peak.
 *
 * @param rows - at least two
 * @param column - total of the first column
 * @param limit - of the log weight
 * @param logFactor - of all weights, to keep the sum in the range of doubles
 * @param isAllowed - takes the steps of work done and says whether to go on; once it says no the sum means nothing
 */
export function twoColumnTail(
  rows: readonly number[],
  column: number,
  paths: PathBundle,
  limit: number,
  logFactor: number,
  isAllowed: (work: number) => boolean,
): number {
  const likeliest = likeliestRests(rows, column);
  const subjects = suffixSums(rows);
  const logFactorials = suffixSums(rows.map(logFactorial));
  const all = paths.logWeights.length;

  /** log of the weight of all ways to fill the rows from `row` on with `left` in the first column. */
  const logAll = (row: number, left: number) => {
    const size = subjects[row] as number;
    return logFactorial(size) - logFactorial(left) - logFactorial(size - left) - (logFactorials[row] as number);
  };

  /** The rows before `row` weigh exp(logWeight); the paths before `from` are done. */
  const fill = (row: number, left: number, logWeight: number, from: number): number => {
    const best = (likeliest[row] as Float64Array)[left] as number;
    const open = pathsUpTo(paths, limit - logWeight - best, from);
    let sum = weightBetween(paths, from, open, logWeight + logAll(row, left) + logFactor);
    if (!isAllowed(1) || open === all) return sum;
    if (row === rows.length - 2) return sum + line(rows[row] as number, rows[row + 1] as number, left, logWeight, open);
    const size = rows[row] as number;
    const last = Math.min(size, left);
    for (let x = Math.max(0, left - (subjects[row + 1] as number)); x <= last; x += 1) {
      sum += fill(row + 1, left - x, logWeight + logWays(size, x), open);
    }
    return sum;
  };

  /**
   * The last two rows, of p and q subjects. Far from the peak all paths are under the limit, and the weights fall
   * quickly; at the peak none is; between the two it differs from path to path.
   */
  const line = (p: number, q: number, left: number, logWeight: number, from: number): number => {
    const logAt = (x: number) => logWeight + logWays(p, x) + logWays(q, left - x);
    const range = { first: Math.max(0, left - q), last: Math.min(p, left) };
    const peak = Math.floor(((p + 1) * (left + 1)) / (p + q + 2));
    const someOver = stretchOver((x) => logAt(x) > limit - (paths.logWeights[all - 1] as number), peak, range);
    const allOver = stretchOver((x) => logAt(x) > limit - (paths.logWeights[from] as number), peak, range);

    let terms = 0;
    let ends = 0;
    const end = (start: number, until: number, ratio: (x: number) => number) => {
      let term = Math.exp(logAt(start) - logAt(peak));
      const step = Math.sign(until - start);
      for (let x = start; x !== until && term > ends * NEGLIGIBLE; x += step) {
        ends += term;
        terms += 1;
        term *= ratio(x);
      }
    };
    const { first, last } = someOver;
    if (first > range.first)
      end(first - 1, range.first - 1, (x) => (x / (p - x + 1)) * ((q - left + x) / (left - x + 1)));
    if (last < range.last)
      end(last + 1, range.last + 1, (x) => ((p - x) / (x + 1)) * ((left - x) / (q - left + x + 1)));
    let sum = ends * weightBetween(paths, from, all, logAt(peak) + logFactor);
    for (let x = first; x <= last; x += 1) {
      if (x === allOver.first && allOver.last >= x) x = allOver.last + 1;
      if (x > last) break;
      const logTable = logAt(x);
      sum += weightBetween(paths, from, pathsUpTo(paths, limit - logTable, from), logTable + logFactor);
      terms += 1;
    }
    isAllowed(terms);
    return sum;
  };
  return fill(0, column, 0, 0);
}

/** Terms below this share of the sum so far no longer change it. */
const NEGLIGIBLE = 1e-18;

function logWays(size: number, x: number): number {
  return -logFactorial(x) - logFactorial(size - x);
}

/** For each row the sum of what comes from there on. */
function suffixSums(values: readonly number[]): number[] {
  const sums = [...values, 0];
  for (let i = values.length - 1; i >= 0; i -= 1) sums[i] = (sums[i] as number) + (sums[i + 1] as number);
  return sums;
}

/**
 * For each row and each number of subjects left for the first column the log weight of the likeliest way to fill from
 * there on. One more subject in a row changes the log weight by ever less, so the likeliest way takes the best change
 * each time: the changes of two sets of rows are merged as sorted lists are.
 */
function likeliestRests(rows: readonly number[], column: number): Float64Array[] {
  const rests: Float64Array[] = new Array(rows.length);
  let after = new Float64Array(1);
  for (let row = rows.length - 1; row >= 0; row -= 1) {
    const size = rows[row] as number;
    const best = new Float64Array(Math.min(column, size + after.length - 1) + 1);
    best[0] = logWays(size, 0) + (after[0] as number);
    let x = 0;
    for (let left = 1; left < best.length; left += 1) {
      const there = left - 1 - x;
      const here = x < size ? Math.log((size - x) / (x + 1)) : Number.NEGATIVE_INFINITY;
      const change =
        there + 1 < after.length ? (after[there + 1] as number) - (after[there] as number) : Number.NEGATIVE_INFINITY;
      best[left] = (best[left - 1] as number) + Math.max(here, change);
      if (here >= change) x += 1;
    }
    rests[row] = best;
    after = best;
  }
  return rests;
}

type Stretch = { first: number; last: number };

/** The stretch around the peak where weights, which rise to it and fall after it, are over; empty, at the peak, if none is. */
function stretchOver(isOver: (x: number) => boolean, peak: number, range: Stretch): Stretch {
  if (!isOver(peak)) return { first: peak + 1, last: peak };
  return { first: lastWhere(isOver, peak, range.first - 1), last: lastWhere(isOver, peak, range.last + 1) };
}
