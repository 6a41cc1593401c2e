import { assertProbability } from '../input/index.ts';
import type { SurvivalCurve } from './kaplan-meier.ts';
import type { BareCurve } from './survival-without.ts';

/** A time with its limits, in the unit of the curve; null where the curve does not come down that far. */
export type SurvivalQuantile = { time: number | null; lower: number | null; upper: number | null };

/** A survival probability within this of the wanted one has reached it: products of shares are rounded. */
const REACHED = 1.4901161193847656e-8;

/**
 * The time by which a share p of the subjects had the event (0.5: median survival), by the rule of printed tables: the
 * first time with S < 1 - p; where S is 1 - p itself over a stretch that ends in a further drop, the middle of that
 * stretch; where it stays there to the end, the stretch's start. Limits are the same rule on the two limit curves.
 *
 * @param p - the share with the event, between 0 and 1
 * @returns each null where its curve does not come down that far
 * @throws InputError `probability.range`
 * @see Brookmeyer & Crowley (1982) Biometrics 38:29; R: summary(survfit)$table
 */
export function survivalQuantile(curve: SurvivalCurve, p: number): SurvivalQuantile {
  assertProbability(p);
  const target = 1 - p;
  return {
    time: firstBelow(curve.time, curve.survival, target),
    lower: firstBelow(curve.time, curve.lower, target),
    upper: firstBelow(curve.time, curve.upper, target),
  };
}

/** The time alone of `survivalQuantile`, of a curve that has no limits. */
export function survivalTime({ time, survival }: BareCurve, p: number): number | null {
  assertProbability(p);
  return firstBelow(time, survival, 1 - p);
}

function firstBelow(times: Float64Array, values: ArrayLike<number | null>, target: number): number | null {
  let start: number | null = null; // of a stretch at the target itself
  let level = 0;
  for (let row = 0; row < times.length; row += 1) {
    const value = values[row] ?? null;
    if (value === null || value >= target + REACHED) continue;
    const time = times[row] as number;
    if (start === null) {
      if (Math.abs(value - target) >= REACHED) return time;
      start = time;
      level = value;
    } else if (value < level) {
      return (start + time) / 2;
    }
  }
  return start;
}

/**
 * The same times by the rule of R's quantile(): the middle of a stretch at 1 - p also where it ends with the last
 * observed time, and limits read off the limit curves as if their values were sorted. It is given to reproduce
 * published numbers; `survivalQuantile` is what a report prints.
 *
 * @param probabilities - shares with the event; they are asked for together, since R answers nothing when the curve
 *   stays above the smallest of them
 * @returns one for each probability, null as `survivalQuantile`
 * @throws InputError `probability.range`
 * @see R: survival's quantile() of a survfit
 */
export function survivalQuantilesMidpoint(curve: SurvivalCurve, probabilities: readonly number[]): SurvivalQuantile[] {
  probabilities.forEach(assertProbability);
  const smallest = Math.min(...probabilities);
  const read = [curve.survival, curve.lower, curve.upper].map((values) => midpointReader(curve.time, values, smallest));
  return probabilities.map((p) => ({
    time: read[0]?.(p) ?? null,
    lower: read[1]?.(p) ?? null,
    upper: read[2]?.(p) ?? null,
  }));
}

/** Reads times off a curve of 1 - S that starts with 0 at time 0. */
function midpointReader(
  times: Float64Array,
  values: ArrayLike<number | null>,
  smallest: number,
): (p: number) => number | null {
  const seen = new Set<number>([0]);
  const points = [{ time: 0, fallen: 0 }];
  let pointsBeforeFirstGap = Number.POSITIVE_INFINITY;
  for (let row = 0; row < times.length; row += 1) {
    const value = values[row] ?? null;
    if (value === null) pointsBeforeFirstGap = Math.min(pointsBeforeFirstGap, points.length);
    if (value === null || seen.has(1 - value)) continue;
    seen.add(1 - value);
    points.push({ time: times[row] as number, fallen: 1 - value });
  }
  const last = points[points.length - 1] as { time: number; fallen: number };
  const end = times[times.length - 1] ?? 0;
  const endsInGap = pointsBeforeFirstGap === points.length;
  const byFall = points.slice().sort((a, b) => a.fallen - b.fallen);
  const reached = (p: number, tolerance: number) => byFall.find(({ fallen }) => fallen + tolerance >= p) ?? null;
  if ((byFall[byFall.length - 1]?.fallen ?? 0) < smallest) return () => null;
  return (p) => {
    if (p === 0) return 0;
    const early = reached(p, REACHED);
    if (early === null) return null;
    if (!endsInGap && Math.abs(p - last.fallen) < REACHED) return (early.time + end) / 2;
    const late = reached(p, -REACHED);
    return late === null ? null : (early.time + late.time) / 2;
  };
}
