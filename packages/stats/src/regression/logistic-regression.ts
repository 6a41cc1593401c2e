import { chiSquareUpperTail, normalQuantile, normalUpperTail } from '../distributions/index.ts';
import { assertLevel, assertPositive, assertWhole } from '../input/index.ts';
import { cholesky, choleskyInverse, choleskySolve } from '../linear-algebra/index.ts';
import type { Covariates } from './covariates.ts';
import { type LogisticData, linearPredictors, logisticData, logOnePlusExp, probabilities } from './logistic-data.ts';

export type LogisticOptions = {
  /** two-sided confidence level; 0.95 unless given */
  readonly level?: number;
  /** the deviance changes by no more than this share when the iterations stop; 1e-12 unless given */
  readonly tolerance?: number;
  /** 60 unless given */
  readonly maximumIterations?: number;
};

export type LogisticCoefficient = {
  /** logarithm of the odds ratio; null for a column that depends on earlier ones */
  estimate: number | null;
  standardError: number | null;
  /** limits of the estimate, by Wald */
  lower: number | null;
  upper: number | null;
  oddsRatio: number | null;
  z: number | null;
  pValue: number | null;
};

export type LogisticModel = {
  readonly level: number;
  readonly subjects: number;
  readonly coefficients: readonly LogisticCoefficient[];
  /** columns x columns, row by row; 0 for columns without an estimate */
  readonly variance: Float64Array;
  readonly deviance: number;
  /** of the share with the outcome alone */
  readonly nullDeviance: number;
  readonly likelihoodRatioTest: { statistic: number; degreesOfFreedom: number; pValue: number | null };
  readonly akaike: number;
  readonly residualDegreesOfFreedom: number;
  readonly iterations: number;
  /** 'separated': the columns tell some of those with the outcome from those without; use Firth's method */
  readonly verdict: 'converged' | 'separated' | 'notConverged';
};

/**
 * Logistic regression by iterated weighted least squares.
 *
 * @param outcome - 1 with the outcome, 0 without
 * @param covariates - the columns, that of ones for the intercept among them
 * @returns read `verdict` first. Coefficients are null for a column that depends on earlier ones
 * @throws InputError `covariates.*`, `logistic.*`, `level.range`
 * @see McCullagh & Nelder (1989), 4.4
 */
export function logisticRegression(
  outcome: Uint8Array,
  covariates: Covariates,
  options: LogisticOptions = {},
): LogisticModel {
  const { level = 0.95, tolerance = 1e-12, maximumIterations = 60 } = options;
  assertLevel(level);
  assertPositive('tolerance', tolerance);
  assertWhole('number of iterations', maximumIterations, 1);
  const data = logisticData(outcome, covariates);
  const p = data.columns;
  let linear = Float64Array.from(outcome, (y) => (y === 1 ? Math.log(3) : -Math.log(3))); // of (y + 1/2)/2
  let deviance = devianceOf(data, linear);
  let beta = new Float64Array(p);
  let factor = cholesky(new Float64Array(p * p), p);
  let verdict: LogisticModel['verdict'] = 'notConverged';
  let iterations = 0;
  while (iterations < maximumIterations && verdict === 'notConverged') {
    iterations += 1;
    const { information, right } = workingEquations(data, linear);
    factor = cholesky(information, p);
    beta = choleskySolve(factor, right) as Float64Array<ArrayBuffer>;
    const next = linearPredictors(data, beta);
    const change = next.reduce((most, value, row) => Math.max(most, Math.abs(value - (linear[row] as number))), 0);
    const nextDeviance = devianceOf(data, next);
    const isFlat = Math.abs(nextDeviance - deviance) / (Math.abs(nextDeviance) + 0.1) < tolerance;
    if (isFlat) verdict = change > 0.01 ? 'separated' : 'converged';
    linear = next as Float64Array<ArrayBuffer>;
    deviance = nextDeviance;
  }
  const scaled = choleskyInverse(factor);
  const variance = scaled.map(
    (value, at) => value / ((data.scale[Math.floor(at / p)] as number) * (data.scale[at % p] as number)),
  );
  const nullDeviance = nullDevianceOf(outcome);
  const degrees = Math.max(0, factor.rank - 1);
  const statistic = Math.max(0, nullDeviance - deviance);
  return {
    level,
    subjects: data.subjects,
    coefficients: Array.from(beta, (value, k) => {
      if (factor.factor[k * p + k] === 0) return NO_ESTIMATE;
      return coefficientOf(value / (data.scale[k] as number), Math.sqrt(variance[k * p + k] as number), level);
    }),
    variance,
    deviance,
    nullDeviance,
    likelihoodRatioTest: {
      statistic,
      degreesOfFreedom: degrees,
      pValue: degrees > 0 ? chiSquareUpperTail(statistic, degrees) : null,
    },
    akaike: deviance + 2 * factor.rank,
    residualDegreesOfFreedom: data.subjects - factor.rank,
    iterations,
    verdict,
  };
}

const NO_ESTIMATE: LogisticCoefficient = {
  estimate: null,
  standardError: null,
  lower: null,
  upper: null,
  oddsRatio: null,
  z: null,
  pValue: null,
};

function coefficientOf(estimate: number, standardError: number, level: number): LogisticCoefficient {
  const reach = -normalQuantile((1 - level) / 2) * standardError;
  const z = estimate / standardError;
  return {
    estimate,
    standardError,
    lower: estimate - reach,
    upper: estimate + reach,
    oddsRatio: Math.exp(estimate),
    z,
    pValue: 2 * normalUpperTail(Math.abs(z)),
  };
}

/** X'WX and X'Wz, z the linear predictor moved by how far each outcome is off. */
function workingEquations(data: LogisticData, linear: Float64Array) {
  const { subjects, columns: p, values, outcome } = data;
  const information = new Float64Array(p * p);
  const right = new Float64Array(p);
  for (let row = 0; row < subjects; row += 1) {
    const { p: chance, q } = probabilities(linear[row] as number);
    const w = chance * q;
    const moved = w * (linear[row] as number) + (outcome[row] === 1 ? q : -chance);
    for (let i = 0; i < p; i += 1) {
      const x = values[row * p + i] as number;
      right[i] = (right[i] as number) + x * moved;
      for (let j = 0; j <= i; j += 1) {
        information[i * p + j] = (information[i * p + j] as number) + w * x * (values[row * p + j] as number);
      }
    }
  }
  return { information, right };
}

function devianceOf({ outcome }: LogisticData, linear: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < linear.length; row += 1) {
    sum += logOnePlusExp(outcome[row] === 1 ? -(linear[row] as number) : (linear[row] as number));
  }
  return 2 * sum;
}

function nullDevianceOf(outcome: Uint8Array): number {
  const n = outcome.length;
  const cases = outcome.reduce((sum, y) => sum + y, 0);
  return -2 * (cases * Math.log(cases / n) + (n - cases) * Math.log((n - cases) / n));
}
