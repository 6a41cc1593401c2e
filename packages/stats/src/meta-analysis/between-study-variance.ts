import { assertPositive, assertWhole, assertWord } from '../input/index.ts';
import { findRoot } from '../root-finding/index.ts';
import { assertEffects, plainMean, type StudyEffect, weighted } from './study-effects.ts';

/** How the variance of the true effects between studies, tau squared, is estimated. */
export type BetweenStudyMethod =
  | 'derSimonianLaird'
  | 'hedges'
  | 'sidikJonkman'
  | 'pauleMandel'
  | 'empiricalBayes'
  | 'maximumLikelihood'
  | 'restrictedMaximumLikelihood';

/** When an iteration is done. */
export type Iteration = {
  /** smallest change of tau squared that counts, in its own unit; by default a share of 1e-12 of the sampling variances */
  tolerance?: number;
  /** 1000 by default */
  maximumIterations?: number;
};

/**
 * Tau squared, in the square of the effects' unit: 0 where the studies differ no more than their sampling lets them, or, by
 * the three methods that iterate, as near to 0 as the tolerance.
 * The standard error is that of its own method; null for one study. `oneStudy`: tau squared is taken as 0, since one
 * study cannot show any. `notConverged`: the last step is given.
 */
export type BetweenStudyVariance = {
  tauSquared: number;
  standardError: number | null;
  verdict: 'converged' | 'notConverged' | 'oneStudy';
};

/**
 * Estimates the variance of the true effects between studies.
 *
 * @returns the verdict `oneStudy`, with tau squared 0, for a single study
 * @throws InputError `effects.none`, `effect.*` with the index of the study, `option.word`, `option.positive`, `option.count`
 * @see DerSimonian & Laird (1986) Control Clin Trials 7:177; Hedges & Olkin (1985) Statistical Methods for Meta-Analysis;
 *   Sidik & Jonkman (2005) J R Stat Soc C 54:367; Paule & Mandel (1982) J Res Natl Bur Stand 87:377; Morris (1983) J Am
 *   Stat Assoc 78:47; Viechtbauer (2005) J Educ Behav Stat 30:261, which has the standard errors too
 */
export function betweenStudyVariance(
  studies: readonly StudyEffect[],
  method: BetweenStudyMethod,
  iteration: Iteration = {},
): BetweenStudyVariance {
  assertEffects(studies);
  assertWord('method', method, BETWEEN_STUDY_METHODS);
  assertIteration(iteration);
  if (studies.length === 1) return { tauSquared: 0, standardError: null, verdict: 'oneStudy' };
  if (method === 'derSimonianLaird') return derSimonianLaird(studies);
  if (method === 'hedges') return hedges(studies);
  if (method === 'sidikJonkman') return sidikJonkman(studies);
  if (method === 'pauleMandel') return pauleMandel(studies, iteration);
  return byScoring(studies, method, iteration);
}

const BETWEEN_STUDY_METHODS: readonly BetweenStudyMethod[] = [
  'derSimonianLaird',
  'hedges',
  'sidikJonkman',
  'pauleMandel',
  'empiricalBayes',
  'maximumLikelihood',
  'restrictedMaximumLikelihood',
];

/** @throws InputError `option.positive`, `option.count` */
export function assertIteration({ tolerance, maximumIterations }: Iteration): void {
  if (tolerance !== undefined) assertPositive('tolerance', tolerance);
  if (maximumIterations !== undefined) assertWhole('number of iterations', maximumIterations, 1);
}

type Studies = readonly StudyEffect[];
type Step = (tauSquared: number) => { step: number; standardError: number };

function derSimonianLaird(studies: Studies): BetweenStudyVariance {
  const { residual, weights, sum, sumOfSquares } = weighted(studies, 0);
  const degrees = studies.length - 1;
  const trace = sum - sumOfSquares / sum;
  const tauSquared = Math.max(0, (residual - degrees) / trace);
  const variance = 2 * degrees + 4 * tauSquared * trace + 2 * tauSquared ** 2 * squares(weights);
  return { tauSquared, standardError: Math.sqrt(variance) / trace, verdict: 'converged' };
}

/** Not cut at 0: Fisher scoring begins here. */
function hedgesUncut(studies: Studies): number {
  const mean = plainMean(studies);
  const degrees = studies.length - 1;
  let spread = 0;
  let sampling = 0;
  for (const { estimate, variance } of studies) {
    spread += (estimate - mean) ** 2;
    sampling += variance;
  }
  return spread / degrees - sampling / studies.length;
}

function hedges(studies: Studies): BetweenStudyVariance {
  const tauSquared = Math.max(0, hedgesUncut(studies));
  const degrees = studies.length - 1;
  const equal = new Float64Array(studies.length).fill(1);
  const variances = variancesOf(studies);
  const trace = (variances.reduce((sum, variance) => sum + variance, 0) * degrees) / studies.length;
  const variance = 2 * squares(equal, variances, variances) + 4 * tauSquared * trace + 2 * tauSquared ** 2 * degrees;
  return { tauSquared, standardError: Math.sqrt(variance) / degrees, verdict: 'converged' };
}

function sidikJonkman(studies: Studies): BetweenStudyVariance {
  const mean = plainMean(studies);
  const degrees = studies.length - 1;
  const first = studies.reduce((sum, { estimate }) => sum + (estimate - mean) ** 2, 0) / studies.length;
  const { residual, weights } = weighted(studies, first);
  const tauSquared = (first * residual) / degrees;
  const variances = variancesOf(studies);
  const variance =
    2 * squares(weights, variances, variances) +
    4 * tauSquared * squares(weights, variances) +
    2 * tauSquared ** 2 * squares(weights);
  return { tauSquared, standardError: (first * Math.sqrt(variance)) / degrees, verdict: 'converged' };
}

function pauleMandel(studies: Studies, { tolerance }: Iteration): BetweenStudyVariance {
  const degrees = studies.length - 1;
  const tauSquared = tauSquaredAt(studies, degrees, tolerance);
  return {
    tauSquared: tauSquared ?? 0,
    standardError: errorByWeights(weighted(studies, tauSquared ?? 0).sum, studies.length),
    verdict: tauSquared === null ? 'notConverged' : 'converged',
  };
}

/**
 * The tau squared at which the weighted sum of squares about the mean is a given number; 0 where it is less than that at
 * 0 already, since it falls as tau squared grows. Null where the search has no end.
 */
export function tauSquaredAt(studies: Studies, target: number, tolerance?: number): number | null {
  const excess = (tauSquared: number) => weighted(studies, tauSquared).residual - target;
  if (excess(0) <= 0) return 0;
  let upper = scaleOf(studies);
  while (excess(upper) > 0 && upper < Number.MAX_VALUE / 4) upper *= 4;
  return findRoot(excess, 0, upper, tolerance ?? upper * 1e-16);
}

function byScoring(
  studies: Studies,
  method: 'empiricalBayes' | 'maximumLikelihood' | 'restrictedMaximumLikelihood',
  { tolerance = scaleOf(studies) * 1e-12, maximumIterations = 1000 }: Iteration,
): BetweenStudyVariance {
  const next = scoringStep(studies, method);
  let tauSquared = Math.max(0, hedgesUncut(studies));
  let verdict: BetweenStudyVariance['verdict'] = 'notConverged';
  for (let round = 0; round <= maximumIterations; round += 1) {
    let { step } = next(tauSquared);
    if (tauSquared === 0 && step < 0) step = 0;
    while (tauSquared + step < 0) step /= 2;
    if (round === PATIENCE) step = (topBeyond(next, tauSquared, step, tolerance) ?? tauSquared + step) - tauSquared;
    tauSquared += step;
    if (Math.abs(step) > tolerance) continue;
    verdict = 'converged';
    break;
  }
  // the likelihood can have a top beside 0 that is lower than it is at 0
  const isTop =
    method === 'empiricalBayes' ||
    tauSquared <= tolerance ||
    logLikelihood(studies, tauSquared, method) >= logLikelihood(studies, 0, method);
  if (!isTop) tauSquared = 0;
  return { tauSquared, standardError: next(tauSquared).standardError, verdict };
}

/** Steps of scoring after which its way is cut short: where the information of the data is far from the expected, each step goes a hundredth of it. */
const PATIENCE = 50;

/** The top of the hill that a step climbs: steps are doubled until they lead back, and between the last two lies the top. */
function topBeyond(next: Step, from: number, step: number, tolerance: number): number | null {
  const slope = (tauSquared: number) => next(tauSquared).step;
  let near = from;
  for (let length = step; Number.isFinite(length); length *= 2) {
    const far = Math.max(0, near + length);
    if (slope(far) * step <= 0) return findRoot(slope, Math.min(near, far), Math.max(near, far), tolerance);
    if (far === 0) return 0;
    near = far;
  }
  return null;
}

/** The step of Fisher scoring from a tau squared, and the error that its information gives. */
function scoringStep(studies: Studies, method: Parameters<typeof byScoring>[1]): Step {
  const count = studies.length;
  return (tauSquared) => {
    const { weights, sum, sumOfSquares, residual, mean } = weighted(studies, tauSquared);
    if (method === 'empiricalBayes') {
      const step = ((residual * count) / (count - 1) - count) / sum;
      return { step, standardError: errorByWeights(sum, count) };
    }
    let slope = 0;
    for (const [index, weight] of weights.entries()) {
      slope += (weight * ((studies[index] as StudyEffect).estimate - mean)) ** 2;
    }
    const isRestricted = method === 'restrictedMaximumLikelihood';
    const trace = isRestricted ? sum - sumOfSquares / sum : sum;
    const information = isRestricted ? squares(weights) : sumOfSquares;
    return { step: (slope - trace) / information, standardError: Math.sqrt(2 / information) };
  };
}

/** Up to a constant. */
function logLikelihood(studies: Studies, tauSquared: number, method: Parameters<typeof byScoring>[1]): number {
  const { sum, residual } = weighted(studies, tauSquared);
  let value = -residual / 2;
  for (const { variance } of studies) value -= Math.log(variance + tauSquared) / 2;
  return method === 'restrictedMaximumLikelihood' ? value - Math.log(sum) / 2 : value;
}

function errorByWeights(sum: number, count: number): number {
  return (count * Math.sqrt(2 / (count - 1))) / sum;
}

/** A variance of the size of those at hand: an upper end to begin with, and the unit of tolerances. */
function scaleOf(studies: Studies): number {
  let scale = 0;
  for (const { variance } of studies) scale += variance / studies.length;
  return scale + Math.max(0, hedgesUncut(studies));
}

function variancesOf(studies: Studies): Float64Array {
  return Float64Array.from(studies, ({ variance }) => variance);
}

/**
 * Sum over all pairs of P squared times a of the one and b of the other, where P is the projection diag(w) - w w' / sum(w);
 * a and b are 1 where they are not given.
 */
function squares(weights: Float64Array, a?: Float64Array, b?: Float64Array): number {
  let [sum, own, cube, withA, withB] = [0, 0, 0, 0, 0];
  for (const [index, weight] of weights.entries()) {
    const first = a?.[index] ?? 1;
    const second = b?.[index] ?? 1;
    sum += weight;
    own += weight ** 2 * first * second;
    cube += weight ** 3 * first * second;
    withA += weight ** 2 * first;
    withB += weight ** 2 * second;
  }
  return own - (2 * cube) / sum + (withA / sum) * (withB / sum);
}
