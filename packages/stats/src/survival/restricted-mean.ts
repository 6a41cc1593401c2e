import { InputError } from '../input/index.ts';
import type { SurvivalCurve } from './kaplan-meier.ts';

export type RestrictedMean = {
  /** the horizon, in the unit of the curve */
  tau: number;
  /** mean time lived up to the horizon; null for an empty curve */
  mean: number | null;
  standardError: number | null;
};

/**
 * Restricted mean survival time: the area under S(t) from 0 to a horizon. A curve that ends before the horizon keeps
 * its last value up to it. Standard error by Greenwood's terms; a term where the whole risk set had the event is 0.
 *
 * @param tau - the horizon; the last time of the curve unless given. To compare groups give all of them the same, such
 *   as the last time over all groups (R: rmean = "common")
 * @returns mean and error null for a curve without rows
 * @throws InputError `survival.horizon` unless the horizon is a finite number, 0 or more
 * @see Irwin (1949) J Hyg 47:188; Royston & Parmar (2013) BMC Med Res Methodol 13:152
 */
export function restrictedMean(curve: SurvivalCurve, tau?: number): RestrictedMean {
  const horizon = tau ?? curve.time[curve.time.length - 1] ?? 0;
  if (!(horizon >= 0 && horizon < Number.POSITIVE_INFINITY)) {
    throw new InputError(
      'survival.horizon',
      `A horizon is a finite time, 0 or later. This one is ${horizon}. Give a time within the follow-up.`,
    );
  }
  if (curve.time.length === 0) return { tau: horizon, mean: null, standardError: null };

  // from the horizon back to 0, so that the area after each time is at hand for its variance term
  let area = 0;
  let variance = 0;
  let until = horizon;
  for (let row = curve.time.length - 1; row >= 0; row -= 1) {
    const time = curve.time[row] as number;
    if (time > horizon) continue;
    area += (until - time) * (curve.survival[row] as number);
    until = time;
    const n = curve.atRisk[row] as number;
    const d = curve.events[row] as number;
    if (d > 0 && d < n) variance += (area * area * d) / (n * (n - d));
  }
  return { tau: horizon, mean: area + until, standardError: Math.sqrt(variance) };
}
