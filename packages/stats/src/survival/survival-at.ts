import { assertNumber, InputError } from '../input/index.ts';
import type { SurvivalCurve } from './kaplan-meier.ts';

export type SurvivalPoint = {
  time: number;
  survival: number;
  /** null where S = 0 */
  standardError: number | null;
  /** null where the curve has none */
  lower: number | null;
  upper: number | null;
  /** at risk just before the time */
  atRisk: number;
  /** up to and including the time */
  cumulativeEvents: number;
  cumulativeCensored: number;
};

/**
 * The curve at a time. S is a step function that falls at an event time itself; after the last time it keeps its last
 * value, with nobody at risk (R: extend = TRUE). Numbers at risk count those who leave at the time or later; with late
 * entries they are those at risk when the next one leaves (`numbersAtRisk` counts exactly).
 *
 * @param time - in the unit of the curve
 * @returns before the first row S = 1 with standard error 0, and limits as the curve's scale has them at S = 1:
 *   1 on the plain and log scales, null on the others
 * @throws InputError `survival.time` unless the time is a number
 */
export function survivalAt(curve: SurvivalCurve, time: number): SurvivalPoint {
  if (Number.isNaN(time)) {
    throw new InputError('survival.time', 'A curve is read at a time. This one is not a number. Give a number.');
  }
  const rows = rowsUpTo(curve.time, time);
  const last = rows - 1;
  const isRow = last >= 0 && curve.time[last] === time;
  const limitAtStart = curve.confidence === 'plain' || curve.confidence === 'log' ? 1 : null;
  return {
    time,
    survival: curve.survival[last] ?? 1,
    standardError: last < 0 ? 0 : (curve.standardError[last] ?? null),
    lower: last < 0 ? limitAtStart : (curve.lower[last] ?? null),
    upper: last < 0 ? limitAtStart : (curve.upper[last] ?? null),
    atRisk: curve.atRisk[isRow ? last : rows] ?? 0,
    cumulativeEvents: sumTo(curve.events, rows),
    cumulativeCensored: sumTo(curve.censored, rows),
  };
}

/** How many rows have a time at or before this one. @throws InputError `number.notANumber` */
export function rowsUpTo(times: Float64Array, time: number): number {
  assertNumber('time', time);
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sumTo(column: Float64Array, rows: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) sum += column[row] as number;
  return sum;
}
