import { normalQuantile } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';
import { survivalLimits } from './confidence-limits.ts';
import type { SurvivalCurve } from './kaplan-meier.ts';
import { survivalAt } from './survival-at.ts';

export type ConditionalOptions = {
  /**
   * false: given survival beyond the first time, P(T > to | T > from), the ratio S(to)/S(from); unless given. true:
   * given survival up to just before it, P(T > to | T >= from), so that events at that time count (R: start.time)
   */
  readonly countsEventsAtStart?: boolean;
};

export type ConditionalSurvival = {
  from: number;
  to: number;
  /** null where nobody survives to the condition */
  survival: number | null;
  standardError: number | null;
  /** of the logarithm; null where the survival is 0 too */
  logStandardError: number | null;
  /** on the scale and at the level of the curve; null where they cannot be estimated */
  lower: number | null;
  upper: number | null;
  /** at risk just before the later time */
  atRisk: number;
};

/**
 * Survival to a time given survival to an earlier one: the product of the curve's factors between the two, with
 * Greenwood's terms of those times alone.
 *
 * @param curve - of `kaplanMeier`
 * @returns null where nobody survives to the condition; error and limits also where nobody survives to the later time
 * @throws InputError `survival.time` unless `from` and `to` are finite, 0 or later, and in this order
 * @see Zabor, Gonen, Chapman & Panageas (2013) Cancer 119:3589; Greenwood as for any Kaplan-Meier estimate
 */
export function conditionalSurvival(
  curve: SurvivalCurve,
  from: number,
  to: number,
  { countsEventsAtStart = false }: ConditionalOptions = {},
): ConditionalSurvival {
  if (!(from >= 0 && from <= to && to < Number.POSITIVE_INFINITY)) {
    throw new InputError(
      'survival.time',
      `Survival is conditional on an earlier time, both finite and 0 or later. This asks for ${to} given ${from}. Give two numbers, the earlier one first.`,
    );
  }
  const { atRisk } = survivalAt(curve, to);
  let before = 1;
  let survival = 1;
  let varianceOfLog = 0;
  for (let row = 0; row < curve.time.length; row += 1) {
    const time = curve.time[row] as number;
    if (time > to) break;
    const n = curve.atRisk[row] as number;
    const d = curve.events[row] as number;
    if (time < from || (time === from && !countsEventsAtStart)) {
      before *= (n - d) / n;
      continue;
    }
    survival *= (n - d) / n;
    if (d > 0) varianceOfLog += d / (n * (n - d));
  }
  const nothing = { survival: null, standardError: null, logStandardError: null, lower: null, upper: null };
  if (before === 0) return { from, to, ...nothing, atRisk };
  if (survival === 0) return { from, to, ...nothing, survival, atRisk };
  const logStandardError = Math.sqrt(varianceOfLog);
  const limits = { lower: 0, upper: 0 };
  survivalLimits(curve.confidence, survival, logStandardError, -normalQuantile((1 - curve.level) / 2), limits);
  return {
    from,
    to,
    survival,
    standardError: survival * logStandardError,
    logStandardError,
    lower: Number.isNaN(limits.lower) ? null : limits.lower,
    upper: Number.isNaN(limits.upper) ? null : limits.upper,
    atRisk,
  };
}
