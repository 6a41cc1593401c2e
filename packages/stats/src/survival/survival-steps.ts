import type { SurvivalCurve } from './kaplan-meier.ts';

/** One drop of a survival curve. */
export type SurvivalStep = {
  time: number;
  atRisk: number;
  events: number;
  survival: number;
  /** null where S = 0 */
  standardError: number | null;
  /** lower and upper limit; null where they cannot be estimated */
  interval: readonly [number, number] | null;
};

/** The drops of a curve, one per distinct event time, ascending; none when nobody had the event. */
export function survivalSteps(curve: SurvivalCurve): SurvivalStep[] {
  const steps: SurvivalStep[] = [];
  for (let row = 0; row < curve.time.length; row += 1) {
    if (curve.events[row] === 0) continue;
    const lower = curve.lower[row] ?? null;
    const upper = curve.upper[row] ?? null;
    steps.push({
      time: curve.time[row] as number,
      atRisk: curve.atRisk[row] as number,
      events: curve.events[row] as number,
      survival: curve.survival[row] as number,
      standardError: curve.standardError[row] ?? null,
      interval: lower === null || upper === null ? null : [lower, upper],
    });
  }
  return steps;
}
