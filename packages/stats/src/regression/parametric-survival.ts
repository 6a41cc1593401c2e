import { chiSquareUpperTail, normalCdf, normalUpperTail } from '../distributions/index.ts';
import { assertWord, InputError } from '../input/index.ts';
import { cholesky, choleskyInverse, choleskySolve } from '../linear-algebra/index.ts';
import { assertFollowUp, type FollowUp } from '../survival/index.ts';
import { assertCovariates, type Covariates } from './covariates.ts';

export const SURVIVAL_DISTRIBUTIONS = ['weibull', 'exponential', 'lognormal', 'loglogistic'] as const;
export type SurvivalDistribution = (typeof SURVIVAL_DISTRIBUTIONS)[number];

export type ParametricCoefficient = { estimate: number; standardError: number; z: number; pValue: number };

export type ParametricModel = {
  readonly distribution: SurvivalDistribution;
  readonly subjects: number;
  readonly events: number;
  /** of the logarithm of time, one for each column */
  readonly coefficients: readonly ParametricCoefficient[];
  /** of the scale; 1, and no coefficient, for the exponential distribution */
  readonly scale: number;
  readonly logScale: ParametricCoefficient | null;
  /** of the coefficients, and of the logarithm of the scale after them; row by row */
  readonly variance: Float64Array;
  readonly logLikelihood: number;
  /** with the first column alone, which is to be the intercept */
  readonly nullLogLikelihood: number;
  /** pValue null on 0 degrees of freedom */
  readonly likelihoodRatioTest: { statistic: number; degreesOfFreedom: number; pValue: number | null };
  readonly verdict: 'converged' | 'notConverged';
};

/**
 * Accelerated failure time: log T = x coefficients + scale e, e of the smallest extreme value (Weibull, and
 * exponential with scale 1), normal or logistic distribution. Newton's method on the observed information.
 *
 * @param followUp - from the start, every time above 0
 * @param covariates - the columns, that of ones for the intercept first
 * @returns read `verdict` first. `logScale` is null for the exponential distribution, p on 0 degrees of freedom
 * @throws InputError `followUp.*`, `covariates.*`, `parametric.time` and `parametric.entry` with the index of the
 *   subject, `parametric.events` when nobody had the event, `parametric.weight`, `covariates.dependent`
 * @see Kalbfleisch & Prentice (2002), 3.6; R: survreg
 */
export function parametricSurvival(
  followUp: FollowUp,
  covariates: Covariates,
  distribution: SurvivalDistribution = 'weibull',
): ParametricModel {
  assertWord('distribution', distribution, SURVIVAL_DISTRIBUTIONS);
  assertFollowUp(followUp);
  assertCovariates(covariates, followUp.exit.length);
  assertParametric(followUp);
  const columns = covariates.map((column) => {
    const size = column.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
    return { size, values: column.map((x) => x / size) };
  });
  const data: Data = {
    logTime: followUp.exit.map(Math.log),
    event: followUp.event,
    columns: columns.map(({ values }) => values),
  };
  const full = maximise(data, distribution);
  const none = maximise({ ...data, columns: data.columns.slice(0, 1) }, distribution);

  const p = covariates.length;
  const scales = [...columns.map(({ size }) => size), 1];
  const size = full.theta.length;
  const variance = full.variance.map(
    (value, at) => value / ((scales[Math.floor(at / size)] as number) * (scales[at % size] as number)),
  );
  const found = Array.from(full.theta, (value, k) => {
    const estimate = value / (scales[k] as number);
    const standardError = Math.sqrt(variance[k * size + k] as number);
    const z = estimate / standardError;
    return { estimate, standardError, z, pValue: 2 * normalUpperTail(Math.abs(z)) };
  });
  const statistic = Math.max(0, 2 * (full.logLikelihood - none.logLikelihood));
  return {
    distribution,
    subjects: followUp.exit.length,
    events: followUp.event.reduce((sum, event) => sum + event, 0),
    coefficients: found.slice(0, p),
    scale: distribution === 'exponential' ? 1 : Math.exp(full.theta[p] as number),
    logScale: found[p] ?? null,
    variance,
    logLikelihood: full.logLikelihood,
    nullLogLikelihood: none.logLikelihood,
    likelihoodRatioTest: {
      statistic,
      degreesOfFreedom: p - 1,
      pValue: p > 1 ? chiSquareUpperTail(statistic, p - 1) : null,
    },
    verdict: full.hasConverged && none.hasConverged ? 'converged' : 'notConverged',
  };
}

type Data = { logTime: Float64Array; event: Uint8Array; columns: readonly Float64Array[] };

/** At a standardised logarithm of time: log density or log survival, and its first two slopes. */
type Curve = { value: number; slope: number; bend: number };

const LOG_SQRT_TWO_PI = 0.9189385332046728;

function curveAt(distribution: SurvivalDistribution, z: number, hasEvent: boolean, into: Curve): void {
  if (distribution === 'lognormal') {
    if (hasEvent) {
      into.value = -LOG_SQRT_TWO_PI - (z * z) / 2;
      into.slope = -z;
      into.bend = -1;
      return;
    }
    const logTail = logNormalUpperTail(z);
    const hazard = Math.exp(-LOG_SQRT_TWO_PI - (z * z) / 2 - logTail);
    into.value = logTail;
    into.slope = -hazard;
    into.bend = -hazard * (hazard - z);
    return;
  }
  if (distribution === 'loglogistic') {
    const p = 1 / (1 + Math.exp(-z)); // of an event before
    const logSurvival = z > 0 ? -z - Math.log1p(Math.exp(-z)) : -Math.log1p(Math.exp(z));
    into.value = hasEvent ? z + 2 * logSurvival : logSurvival;
    into.slope = hasEvent ? 1 - 2 * p : -p;
    into.bend = (hasEvent ? -2 : -1) * p * (1 - p);
    return;
  }
  const hazard = Math.exp(z);
  into.value = (hasEvent ? z : 0) - hazard;
  into.slope = (hasEvent ? 1 : 0) - hazard;
  into.bend = -hazard;
}

/** log P(Z > z); beyond the range of doubles by the first terms of its asymptotic series. */
function logNormalUpperTail(z: number): number {
  const tail = z > 0 ? normalUpperTail(z) : 1 - normalCdf(z);
  if (tail > 1e-300) return Math.log(tail);
  return -LOG_SQRT_TWO_PI - (z * z) / 2 - Math.log(z) + Math.log1p(-1 / (z * z) + 3 / z ** 4);
}

function likelihoodAt(data: Data, distribution: SurvivalDistribution, theta: Float64Array) {
  const p = data.columns.length;
  const size = theta.length;
  const hasScale = size > p;
  const logScale = hasScale ? (theta[p] as number) : 0;
  const scale = Math.exp(logScale);
  const score = new Float64Array(size);
  const information = new Float64Array(size * size);
  const x = new Float64Array(size);
  const curve = { value: 0, slope: 0, bend: 0 };
  let logLikelihood = 0;
  for (let row = 0; row < data.logTime.length; row += 1) {
    let centre = 0;
    for (let k = 0; k < p; k += 1) {
      x[k] = data.columns[k]?.[row] as number;
      centre += (x[k] as number) * (theta[k] as number);
    }
    const hasEvent = data.event[row] === 1;
    const z = ((data.logTime[row] as number) - centre) / scale;
    curveAt(distribution, z, hasEvent, curve);
    // the density of the time itself: that of its logarithm over the time
    logLikelihood += curve.value - (hasEvent ? logScale + (data.logTime[row] as number) : 0);
    for (let i = 0; i < p; i += 1) {
      score[i] = (score[i] as number) - (curve.slope / scale) * (x[i] as number);
      for (let j = 0; j <= i; j += 1) {
        const at = i * size + j;
        information[at] = (information[at] as number) - (curve.bend / scale ** 2) * (x[i] as number) * (x[j] as number);
      }
    }
    if (!hasScale) continue;
    score[p] = (score[p] as number) - z * curve.slope - (hasEvent ? 1 : 0);
    for (let j = 0; j < p; j += 1) {
      const at = p * size + j;
      information[at] = (information[at] as number) - ((z * curve.bend + curve.slope) / scale) * (x[j] as number);
    }
    information[p * size + p] = (information[p * size + p] as number) - z * z * curve.bend - z * curve.slope;
  }
  return { logLikelihood, score, information };
}

function maximise(data: Data, distribution: SurvivalDistribution) {
  const p = data.columns.length;
  let theta: Float64Array = startOf(data, distribution === 'exponential' ? p : p + 1);
  let at = likelihoodAt(data, distribution, theta);
  let hasConverged = false;
  for (let round = 0; round < 200; round += 1) {
    const step = stepOf(at.information, at.score);
    const longest = Math.max(...step.map(Math.abs));
    let length = 1;
    let next = theta.map((value, k) => value + (step[k] as number));
    let tried = likelihoodAt(data, distribution, next);
    while (!(tried.logLikelihood >= at.logLikelihood - 1e-12 * (1 + Math.abs(at.logLikelihood))) && length > 1e-10) {
      length /= 2;
      next = theta.map((value, k) => value + length * (step[k] as number));
      tried = likelihoodAt(data, distribution, next);
    }
    theta = next;
    at = tried;
    if (length * longest < 1e-11 * Math.max(1, ...theta.map(Math.abs))) {
      hasConverged = true;
      break;
    }
  }
  const factor = cholesky(at.information, theta.length, 1e-14);
  if (factor.rank < theta.length) {
    throw new InputError(
      'covariates.dependent',
      'A parametric model needs columns that do not depend on each other. Some column here is made up of the others. Leave it out.',
    );
  }
  return { theta, variance: choleskyInverse(factor), logLikelihood: at.logLikelihood, hasConverged };
}

/** Newton's step; where the likelihood is not concave yet, a shorter one uphill. */
function stepOf(information: Float64Array, score: Float64Array): Float64Array {
  const size = score.length;
  let ridge = 0;
  for (let round = 0; round < 60; round += 1) {
    const matrix = information.slice();
    for (let k = 0; k < size; k += 1) matrix[k * size + k] = (matrix[k * size + k] as number) + ridge;
    const factor = cholesky(matrix, size, 1e-14);
    if (factor.rank === size) return choleskySolve(factor, score);
    ridge = ridge === 0 ? 1e-4 * Math.max(...information.map(Math.abs)) : 4 * ridge;
  }
  return new Float64Array(size);
}

/** Least squares on the logarithm of time, and the spread left over. */
function startOf({ logTime, columns }: Data, size: number): Float64Array {
  const p = columns.length;
  const matrix = new Float64Array(p * p);
  const right = new Float64Array(p);
  for (let i = 0; i < p; i += 1) {
    for (let row = 0; row < logTime.length; row += 1) {
      const x = columns[i]?.[row] as number;
      right[i] = (right[i] as number) + x * (logTime[row] as number);
      for (let j = 0; j <= i; j += 1)
        matrix[i * p + j] = (matrix[i * p + j] as number) + x * (columns[j]?.[row] as number);
    }
  }
  const start = new Float64Array(size);
  start.set(choleskySolve(cholesky(matrix, p), right));
  if (size === p) return start;
  let squares = 0;
  for (let row = 0; row < logTime.length; row += 1) {
    let rest = logTime[row] as number;
    for (let k = 0; k < p; k += 1) rest -= (columns[k]?.[row] as number) * (start[k] as number);
    squares += rest * rest;
  }
  start[p] = Math.log(Math.sqrt(squares / logTime.length) || 1);
  return start;
}

function assertParametric({ entry, exit, event, weight }: FollowUp): void {
  if (weight) {
    throw new InputError(
      'parametric.weight',
      'A parametric model is for subjects that count once. These have weights. Write each subject out.',
    );
  }
  const late = entry?.findIndex((time) => time > 0) ?? -1;
  if (late >= 0) {
    throw new InputError(
      'parametric.entry',
      `A parametric model is for subjects observed from the start. Subject ${late} enters at ${entry?.[late]}. Use Cox regression, which takes late entries.`,
      late,
    );
  }
  const index = exit.indexOf(0);
  if (index >= 0) {
    throw new InputError(
      'parametric.time',
      `A parametric model takes the logarithm of time. Subject ${index} leaves at 0. Give a time above 0, or leave the subject out.`,
      index,
    );
  }
  if (event.includes(1)) return;
  throw new InputError(
    'parametric.events',
    `A parametric model needs events. Nobody among ${exit.length} had one. Give the rate with its exact upper limit.`,
  );
}
