import { chiSquareUpperTail, normalQuantile, normalUpperTail, tCdf, tQuantile } from '../distributions/index.ts';
import { assertLevel, assertWord } from '../input/index.ts';
import {
  assertIteration,
  type BetweenStudyMethod,
  type BetweenStudyVariance,
  betweenStudyVariance,
  type Iteration,
} from './between-study-variance.ts';
import { assertEffects, type StudyEffect, weighted } from './study-effects.ts';

/**
 * - `normal`: standard error of the weights, normal distribution;
 * - `hartungKnapp`: standard error from the spread of the effects seen, t on studies less 1 degrees of freedom;
 * - `hartungKnappNotNarrower`: the same, but never a smaller error than that of the weights.
 */
export type PooledTest = 'normal' | 'hartungKnapp' | 'hartungKnappNotNarrower';

/**
 * Quantile of the prediction interval: `asTest`, normal or t on studies less 1 degrees of freedom as the test has it;
 * `higgins`, t on studies less 2, null below three studies.
 */
export type PredictionQuantile = 'asTest' | 'higgins';

export type PoolingOptions = Iteration & {
  /** `common`: all studies estimate one effect; else how tau squared is estimated; restricted maximum likelihood by default */
  betweenStudies?: 'common' | BetweenStudyMethod;
  test?: PooledTest;
  prediction?: PredictionQuantile;
  /** two-sided, 0.95 by default */
  level?: number;
};

export type Limits = { lower: number; upper: number };

/** How much the studies differ beyond sampling. */
export type Heterogeneity = {
  /** tau squared; 0 for a common effect */
  tauSquared: number;
  /** of tau squared; null for a common effect and for one study */
  tauSquaredError: number | null;
  /** share of the variance of effects that is not sampling, 0 to 1: from tau squared, for a common effect from Q */
  iSquared: number;
  /** the variance of effects over that of sampling, by the same rule */
  hSquared: number;
  /** Cochran's Q with its degrees of freedom, p by chi-square; p is 1 for one study */
  q: number;
  degreesOfFreedom: number;
  pValue: number;
};

/** A pooled effect, in the unit of the studies' effects. */
export type PooledEffect = {
  studies: number;
  estimate: number;
  /** 0 by Hartung and Knapp where all effects are equal */
  standardError: number;
  /** z or t of the hypothesis that the effect is 0; null where the error is 0 or there are no degrees of freedom */
  statistic: number | null;
  /** of t; null for z */
  degreesOfFreedom: number | null;
  /** two-sided; 0 where the error is 0 and the effect is not */
  pValue: number | null;
  /** null by Hartung and Knapp with one study */
  interval: Limits | null;
  /** where the true effect of a further study lies; null for a common effect, and as the options say */
  prediction: Limits | null;
  heterogeneity: Heterogeneity;
  /** share of each study, adding up to 1 */
  weights: Float64Array;
  verdict: BetweenStudyVariance['verdict'];
};

/**
 * Pools effects of studies by the inverse of their variances: one common effect, or the mean of effects that differ
 * between studies with variance tau squared.
 *
 * Heterogeneity is told as R's metafor tells it: I squared and H squared of a random-effects model come from tau squared
 * and the typical sampling variance, those of a common effect from Q.
 *
 * @param studies - in any order; one study gives itself back, with tau squared 0 and the verdict `oneStudy`
 * @returns the statistic is null where the error is 0 or there are no degrees of freedom, the interval where one study
 *   is judged by its spread, the prediction for a common effect
 * @throws InputError `effects.none`, `effect.estimate`, `effect.variance` with the index of the study, `level.range`
 * @see Hartung & Knapp (2001) Stat Med 20:3875; Röver, Knapp & Friede (2015) BMC Med Res Methodol 15:99; Higgins &
 *   Thompson (2002) Stat Med 21:1539; Higgins, Thompson & Spiegelhalter (2009) J R Stat Soc A 172:137; Viechtbauer (2010)
 *   J Stat Softw 36(3)
 */
export function poolEffects(studies: readonly StudyEffect[], options: PoolingOptions = {}): PooledEffect {
  const {
    betweenStudies = 'restrictedMaximumLikelihood',
    test = 'normal',
    prediction = 'asTest',
    level = 0.95,
  } = options;
  assertEffects(studies);
  assertLevel(level);
  assertIteration(options);
  assertWord('test', test, ['normal', 'hartungKnapp', 'hartungKnappNotNarrower']);
  assertWord('prediction', prediction, ['asTest', 'higgins']);
  const isCommon = betweenStudies === 'common';
  const between: BetweenStudyVariance = isCommon
    ? { tauSquared: 0, standardError: null, verdict: studies.length === 1 ? 'oneStudy' : 'converged' }
    : betweenStudyVariance(studies, betweenStudies, options);
  const { weights, sum, mean: estimate, residual } = weighted(studies, between.tauSquared);
  const degrees = test === 'normal' ? null : studies.length - 1;
  const standardError = Math.sqrt(errorFactor(test, residual, studies.length) / sum);
  const statistic = standardError > 0 && degrees !== 0 ? estimate / standardError : null;
  const limits = (quantile: number | null, error: number): Limits | null =>
    quantile === null ? null : { lower: estimate - quantile * error, upper: estimate + quantile * error };
  const spread = Math.sqrt(standardError ** 2 + between.tauSquared);
  return {
    studies: studies.length,
    estimate,
    standardError,
    statistic,
    degreesOfFreedom: degrees,
    pValue: pValueOf(estimate, standardError, degrees),
    interval: limits(quantileOf(degrees, level), standardError),
    prediction: isCommon
      ? null
      : limits(quantileOf(prediction === 'higgins' ? studies.length - 2 : degrees, level), spread),
    heterogeneity: heterogeneityOf(studies, between, isCommon),
    weights: weights.map((weight) => weight / sum),
    verdict: between.verdict,
  };
}

/** What the variance of the weights is multiplied with. */
function errorFactor(test: PooledTest, residual: number, count: number): number {
  if (test === 'normal' || count === 1) return 1;
  // equal effects leave nothing but rounding
  const factor = residual <= Number.EPSILON ? 0 : residual / (count - 1);
  return test === 'hartungKnapp' ? factor : Math.max(1, factor);
}

function pValueOf(estimate: number, standardError: number, degrees: number | null): number | null {
  if (degrees === 0) return null;
  if (standardError === 0) return estimate === 0 ? null : 0;
  const statistic = estimate / standardError;
  return 2 * (degrees === null ? normalUpperTail(Math.abs(statistic)) : tCdf(-Math.abs(statistic), degrees));
}

function quantileOf(degrees: number | null, level: number): number | null {
  if (degrees === null) return -normalQuantile((1 - level) / 2);
  return degrees > 0 ? -tQuantile((1 - level) / 2, degrees) : null;
}

function heterogeneityOf(
  studies: readonly StudyEffect[],
  { tauSquared, standardError }: BetweenStudyVariance,
  isCommon: boolean,
): Heterogeneity {
  const found = { tauSquared, tauSquaredError: standardError };
  const degrees = studies.length - 1;
  if (degrees === 0) return { ...found, iSquared: 0, hSquared: 1, q: 0, degreesOfFreedom: 0, pValue: 1 };
  const q = weighted(studies, 0).residual;
  return {
    ...found,
    ...(isCommon ? sharesByQ(q, degrees) : sharesAt(tauSquared, typicalVariance(studies))),
    q,
    degreesOfFreedom: degrees,
    pValue: chiSquareUpperTail(q, degrees),
  };
}

export function sharesByQ(q: number, degrees: number): { iSquared: number; hSquared: number } {
  return { iSquared: q > degrees ? (q - degrees) / q : 0, hSquared: q / degrees };
}

/** I squared and H squared that a tau squared makes. */
export function sharesAt(tauSquared: number, typical: number): { iSquared: number; hSquared: number } {
  return { iSquared: tauSquared / (typical + tauSquared), hSquared: tauSquared / typical + 1 };
}

/** The sampling variance that studies like these have in the mean of Q. @see Higgins & Thompson (2002), equation 9 */
export function typicalVariance(studies: readonly StudyEffect[]): number {
  const { sum, sumOfSquares } = weighted(studies, 0);
  return (studies.length - 1) / (sum - sumOfSquares / sum);
}
