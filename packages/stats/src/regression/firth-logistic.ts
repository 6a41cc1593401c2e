import { assertLevel } from '../input/index.ts';
import type { Covariates } from './covariates.ts';
import { type FirthCoefficient, firthFit, type Penalised, penaltyOf } from './firth-profile.ts';
import { type LogisticData, linearPredictors, logisticData, logOnePlusExp, probabilities } from './logistic-data.ts';

export type FirthLogisticModel = {
  readonly level: number;
  readonly subjects: number;
  /** of the logarithm of the odds */
  readonly coefficients: readonly FirthCoefficient[];
  /** inverse of the information at the estimates, columns x columns */
  readonly variance: Float64Array;
  readonly penalisedLogLikelihood: number;
  readonly verdict: 'converged' | 'notConverged';
};

/**
 * Logistic regression with Firth's penalty: for few outcomes, and where columns separate them.
 *
 * @param outcome - 1 with the outcome, 0 without
 * @param covariates - the columns, that of ones for the intercept among them
 * @returns a limit is null where the profile of the likelihood does not come down that far on its side
 * @throws InputError `covariates.*`, `logistic.*`, `level.range`
 * @see Heinze & Schemper (2002) Stat Med 21:2409
 */
export function firthLogistic(outcome: Uint8Array, covariates: Covariates, level = 0.95): FirthLogisticModel {
  assertLevel(level);
  const data = logisticData(outcome, covariates);
  const found = firthFit((beta) => penalisedLogistic(data, beta), data.columns, level);
  const { scale } = data;
  const p = data.columns;
  return {
    level,
    subjects: data.subjects,
    coefficients: found.coefficients.map((coefficient, k) => unscaledCoefficient(coefficient, scale[k] as number)),
    variance: found.variance.map(
      (value, at) => value / ((scale[Math.floor(at / p)] as number) * (scale[at % p] as number)),
    ),
    penalisedLogLikelihood: found.penalisedLogLikelihood + scale.reduce((sum, value) => sum + Math.log(value), 0),
    verdict: found.verdict,
  };
}

/** From a column divided by a scale to the column itself. */
export function unscaledCoefficient(found: FirthCoefficient, scale: number): FirthCoefficient {
  return {
    ...found,
    estimate: found.estimate / scale,
    standardError: found.standardError / scale,
    lower: found.lower === null ? null : found.lower / scale,
    upper: found.upper === null ? null : found.upper / scale,
  };
}

function penalisedLogistic(data: LogisticData, beta: Float64Array): Penalised {
  const { subjects, columns: p, values, outcome } = data;
  const linear = linearPredictors(data, beta);
  const information = new Float64Array(p * p);
  let logLikelihood = 0;
  for (let row = 0; row < subjects; row += 1) {
    const eta = linear[row] as number;
    const { p: chance, q } = probabilities(eta);
    logLikelihood -= logOnePlusExp(outcome[row] === 1 ? -eta : eta);
    for (let i = 0; i < p; i += 1) {
      const x = chance * q * (values[row * p + i] as number);
      for (let j = 0; j <= i; j += 1) {
        information[i * p + j] = (information[i * p + j] as number) + x * (values[row * p + j] as number);
      }
    }
  }
  const penalty = penaltyOf(information, p);
  const score = new Float64Array(p);
  if (!penalty) return { value: Number.NEGATIVE_INFINITY, score, information };
  for (let row = 0; row < subjects; row += 1) {
    const { p: chance, q } = probabilities(linear[row] as number);
    let leverage = 0;
    for (let i = 0; i < p; i += 1) {
      for (let j = 0; j < p; j += 1) {
        leverage +=
          (values[row * p + i] as number) * (penalty.inverse[i * p + j] as number) * (values[row * p + j] as number);
      }
    }
    leverage *= chance * q;
    const off = (outcome[row] === 1 ? q : -chance) + leverage * (0.5 - chance);
    for (let k = 0; k < p; k += 1) score[k] = (score[k] as number) + off * (values[row * p + k] as number);
  }
  return { value: logLikelihood + penalty.halfLogDeterminant, score, information };
}
