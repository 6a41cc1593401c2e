import { tCdf } from '../distributions/index.ts';

/** What all coefficients of correlation say. */
export type Correlation = {
  /** between -1 and 1; null below two pairs, or where one of the columns has no spread */
  estimate: number | null;
  /** two-sided, of the hypothesis that there is none; null with too few pairs */
  pValue: number | null;
  /** complete pairs, and those left out because a member is missing */
  pairs: number;
  missing: number;
  whyNull: 'tooFewPairs' | 'noSpread' | null;
};

/** Two-sided p of a correlation by Student's t with pairs - 2 degrees of freedom; 0 for one of 1 or -1. */
export function tTestOfCorrelation(estimate: number, pairs: number): { t: number | null; pValue: number } {
  const rest = 1 - estimate * estimate;
  if (rest <= 0) return { t: null, pValue: 0 };
  const t = (Math.sqrt(pairs - 2) * estimate) / Math.sqrt(rest);
  return { t, pValue: 2 * tCdf(-Math.abs(t), pairs - 2) };
}
