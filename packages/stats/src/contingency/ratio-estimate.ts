import { normalQuantile } from '../distributions/index.ts';

/**
 * An odds or risk ratio with its confidence limits. `whyNull` says why something is null:
 * - 'infinite': the data put no upper bound to the ratio, so the estimate and the upper limit are null;
 * - 'notEstimable': nothing can be said of the ratio at all, it would be 0/0;
 * - 'noInterval': the ratio is 0, and this kind of interval has no limits there.
 */
export type RatioEstimate = {
  estimate: number | null;
  lower: number | null;
  upper: number | null;
  whyNull: 'infinite' | 'notEstimable' | 'noInterval' | null;
};

/**
 * A ratio of two numbers with the interval that is symmetric on the log scale.
 *
 * @param variance - of the logarithm of the ratio; not finite where a count is 0
 */
export function ratioOf(above: number, below: number, variance: number, level: number): RatioEstimate {
  const nothing = { estimate: null, lower: null, upper: null };
  if (Number.isNaN(above / below)) return { ...nothing, whyNull: 'notEstimable' };
  if (above / below === Number.POSITIVE_INFINITY) return { ...nothing, whyNull: 'infinite' };
  const estimate = above / below;
  if (!Number.isFinite(variance)) return { ...nothing, estimate, whyNull: 'noInterval' };
  const reach = -normalQuantile((1 - level) / 2) * Math.sqrt(variance);
  return { estimate, lower: estimate * Math.exp(-reach), upper: estimate * Math.exp(reach), whyNull: null };
}
