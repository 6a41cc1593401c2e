import { tCdf } from '../distributions/index.ts';
import { assertEffects, type StudyEffect } from './study-effects.ts';

/** Whether effects lean with their standard errors, as they do where small studies without an effect stay in the drawer. */
export type SmallStudyRegression = {
  /** effect per unit of standard error */
  slope: number;
  /** t of the slope, on studies less 2 degrees of freedom; null where the effects lie on the line */
  t: number | null;
  degreesOfFreedom: number;
  /** two-sided */
  pValue: number | null;
  /** the effect of a study without sampling error */
  limit: number;
};

/**
 * Egger's regression of effects on their standard errors, weighted by the inverse variances, with the spread about the
 * line estimated.
 *
 * @returns null with fewer than two studies, or all of one standard error: there is no line then. Two studies make a line
 *   without a test.
 * @throws InputError as `poolEffects`
 * @see Egger, Davey Smith, Schneider & Minder (1997) BMJ 315:629
 */
export function smallStudyRegression(studies: readonly StudyEffect[]): SmallStudyRegression | null {
  assertEffects(studies);
  const degreesOfFreedom = studies.length - 2;
  if (degreesOfFreedom < 0) return null;
  let [sum, sumX, sumY] = [0, 0, 0];
  for (const { estimate, variance } of studies) {
    sum += 1 / variance;
    sumX += 1 / Math.sqrt(variance);
    sumY += estimate / variance;
  }
  const [meanX, meanY] = [sumX / sum, sumY / sum];
  let [squareX, product] = [0, 0];
  for (const { estimate, variance } of studies) {
    squareX += (Math.sqrt(variance) - meanX) ** 2 / variance;
    product += ((Math.sqrt(variance) - meanX) * (estimate - meanY)) / variance;
  }
  // equal errors leave nothing but rounding
  if (squareX <= studies.length * 1e-24) return null;
  const slope = product / squareX;
  let residual = 0;
  for (const { estimate, variance } of studies) {
    residual += (estimate - meanY - slope * (Math.sqrt(variance) - meanX)) ** 2 / variance;
  }
  const isLine = degreesOfFreedom === 0 || residual <= studies.length * 1e-24;
  const t = isLine ? null : slope / Math.sqrt(residual / degreesOfFreedom / squareX);
  return {
    slope,
    t,
    degreesOfFreedom,
    pValue: t === null ? null : 2 * tCdf(-Math.abs(t), degreesOfFreedom),
    limit: meanY - slope * meanX,
  };
}
