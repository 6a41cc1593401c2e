import { normalQuantile, normalUpperTail } from '../distributions/index.ts';
import { assertLevel, InputError } from '../input/index.ts';
import type { RestrictedMean } from './restricted-mean.ts';

type Estimate = { estimate: number; standardError: number; lower: number; upper: number; pValue: number | null };

export type RestrictedMeanContrast = {
  tau: number;
  level: number;
  /** second less first, in the unit of time; null where a mean is */
  difference: Estimate | null;
  /** second over first; its standard error is of the logarithm. null where a mean is, or is 0 */
  ratio: Estimate | null;
};

/**
 * Difference and ratio of the restricted mean survival times of two independent groups, by normal theory; that of the
 * ratio is on the logarithm. p values are two-sided, null where both errors are 0.
 *
 * @param first - the reference
 * @returns null where a mean is; the ratio also where a mean is 0
 * @throws InputError `level.range`, `survival.horizon` when the two have different horizons
 * @see Royston & Parmar (2013) BMC Med Res Methodol 13:152; Uno et al. (2014) J Clin Oncol 32:2380
 */
export function restrictedMeanContrast(
  first: RestrictedMean,
  second: RestrictedMean,
  level = 0.95,
): RestrictedMeanContrast {
  assertLevel(level);
  if (first.tau !== second.tau) {
    throw new InputError(
      'survival.horizon',
      `Restricted means are compared up to one horizon. These go to ${first.tau} and ${second.tau}. Give both the same.`,
    );
  }
  const z = -normalQuantile((1 - level) / 2);
  const estimates = [first.mean, second.mean, first.standardError, second.standardError];
  const [a, b, errorA, errorB] = estimates;
  if (a == null || b == null || errorA == null || errorB == null) {
    return { tau: first.tau, level, difference: null, ratio: null };
  }
  const difference = normalEstimate(b - a, Math.sqrt(errorA ** 2 + errorB ** 2), z);
  const result = { tau: first.tau, level, difference };
  if (a === 0 || b === 0) return { ...result, ratio: null };
  const onLog = normalEstimate(Math.log(b / a), Math.sqrt((errorA / a) ** 2 + (errorB / b) ** 2), z);
  const ratio = {
    ...onLog,
    estimate: Math.exp(onLog.estimate),
    lower: Math.exp(onLog.lower),
    upper: Math.exp(onLog.upper),
  };
  return { ...result, ratio };
}

function normalEstimate(estimate: number, standardError: number, z: number): Estimate {
  return {
    estimate,
    standardError,
    lower: estimate - z * standardError,
    upper: estimate + z * standardError,
    pValue: standardError === 0 ? null : 2 * normalUpperTail(Math.abs(estimate / standardError)),
  };
}
