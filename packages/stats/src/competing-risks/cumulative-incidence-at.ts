import { InputError } from '../input/index.ts';
import { rowsUpTo } from '../survival/index.ts';
import type { CumulativeIncidence, StateProbability } from './cumulative-incidence.ts';

type Point = {
  probability: number;
  standardError: number;
  /** null where the curve has none */
  lower: number | null;
  upper: number | null;
};

export type CumulativeIncidencePoint = {
  time: number;
  eventFree: Point;
  /** incidence[cause - 1] */
  incidence: Point[];
  /** at risk just before the time */
  atRisk: number;
};

/**
 * The curves at a time. They are step functions that change at an event time itself, and keep their last value after
 * the last time, with nobody at risk. Numbers at risk are as those of `survivalAt`.
 *
 * @param time - in the unit of the curves
 * @returns before the first row everybody is free of events, with standard error 0 and the limits of each scale there
 * @throws InputError `survival.time` unless the time is a number
 */
export function cumulativeIncidenceAt(curves: CumulativeIncidence, time: number): CumulativeIncidencePoint {
  if (Number.isNaN(time)) {
    throw new InputError('survival.time', 'A curve is read at a time. This one is not a number. Give a number.');
  }
  const rows = rowsUpTo(curves.time, time);
  const isRow = rows > 0 && curves.time[rows - 1] === time;
  const { confidence } = curves;
  const atOne = confidence === 'plain' || confidence === 'log' ? 1 : null;
  const atZero = confidence === 'plain' ? 0 : null;
  return {
    time,
    eventFree: pointOf(curves.eventFree, rows - 1, 1, atOne),
    incidence: curves.incidence.map((state) => pointOf(state, rows - 1, 0, atZero)),
    atRisk: curves.atRisk[isRow ? rows - 1 : rows] ?? 0,
  };
}

function pointOf(state: StateProbability, row: number, before: number, limitBefore: number | null): Point {
  if (row < 0) return { probability: before, standardError: 0, lower: limitBefore, upper: limitBefore };
  return {
    probability: state.probability[row] as number,
    standardError: state.standardError[row] as number,
    lower: state.lower[row] ?? null,
    upper: state.upper[row] ?? null,
  };
}
