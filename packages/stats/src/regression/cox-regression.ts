import { chiSquareUpperTail, normalQuantile, normalUpperTail } from '../distributions/index.ts';
import { assertLevel, assertWhole, assertWord, InputError } from '../input/index.ts';
import { cholesky, choleskyInverse, choleskySolve, largestOnDiagonal } from '../linear-algebra/index.ts';
import { assertGrouping, type Grouping } from '../survival/index.ts';
import { assertCoxInput, type CoxData, type CoxInput, coxData, weightedMean } from './cox-data.ts';
import { type CoxLikelihood, coxLikelihood } from './cox-likelihood.ts';
import { scoreResidualsAt } from './cox-residuals.ts';
import { exactLikelihood } from './exact-likelihood.ts';

export type CoxOptions = {
  /** how tied events enter; 'efron' unless given */
  readonly ties?: 'efron' | 'breslow' | 'exact';
  /** a variance that holds though the model does not: the sum of squared influences, of subjects or of clusters */
  readonly robust?: boolean;
  /** subjects whose follow-ups go together; with it the variance is robust */
  readonly cluster?: Grouping | null;
  /** two-sided confidence level; 0.95 unless given */
  readonly level?: number;
  /** false keeps times apart that differ by rounding only; true unless given */
  readonly mergeNearTies?: boolean;
  /** of Newton's method; 50 unless given */
  readonly maximumIterations?: number;
};

export type CoxCoefficient = {
  /** of the logarithm of the hazard; null for a column that depends on earlier ones, or without events */
  estimate: number | null;
  standardError: number | null;
  hazardRatio: number | null;
  lower: number | null;
  upper: number | null;
  z: number | null;
  pValue: number | null;
};

/** pValue is null on 0 degrees of freedom. */
export type ModelTest = { statistic: number; degreesOfFreedom: number; pValue: number | null };

export type CoxModel = {
  readonly ties: 'efron' | 'breslow' | 'exact';
  readonly level: number;
  readonly subjects: number;
  readonly events: number;
  readonly coefficients: readonly CoxCoefficient[];
  /** columns x columns, row by row; 0 for columns without an estimate. Robust where that was asked for */
  readonly variance: Float64Array;
  /** by the model's information alone; the same as `variance` unless that is robust */
  readonly modelVariance: Float64Array;
  readonly nullLogLikelihood: number;
  readonly logLikelihood: number;
  readonly likelihoodRatioTest: ModelTest;
  readonly scoreTest: ModelTest;
  readonly waldTest: ModelTest;
  /** null unless the variance is robust */
  readonly robustScoreTest: ModelTest | null;
  readonly iterations: number;
  /**
   * 'separated': some combination of columns orders the events all by itself, the likelihood rises for ever and the
   * coefficients given are where it became flat: use Firth's method. 'notConverged': the iterations ran out
   */
  readonly verdict: 'converged' | 'separated' | 'notConverged';
  /** of each subject: x coefficients + offset, columns as they were given */
  readonly linearPredictor: Float64Array;
  /** what else is computed from the model takes the data from here */
  readonly data: CoxData;
  /** coefficients of the centred and scaled columns of the data, 0 for those without an estimate */
  readonly scaled: Float64Array;
};

/**
 * Cox's proportional-hazards regression, with strata, weights, an offset, late entry and (start, stop] rows.
 *
 * Risk sets are entry < t <= exit. Newton's method with halved steps. A column that depends on earlier ones gets no
 * estimate. O(n log n) time, linear for whole days, but for exact ties: those cost subjects times events at each tied time.
 *
 * @param input - columns in one order; a subject with changing covariates is several rows, one cluster
 * @returns read `verdict` first. Coefficients are null for a column that depends on earlier ones, and without events
 *   for all
 * @throws InputError `followUp.*`, `covariates.*`, `grouping.*`, `cox.weight` with the index of the subject,
 *   `cox.ties` for exact ties with weights or a robust variance, `level.range`
 * @see Cox (1972) J R Stat Soc B 34:187; Efron (1977) JASA 72:557; Lin & Wei (1989) JASA 84:1074; Therneau & Grambsch (2000)
 */
export function coxRegression(input: CoxInput, options: CoxOptions = {}): CoxModel {
  const { ties = 'efron', cluster = null, level = 0.95, maximumIterations = 50 } = options;
  const isRobust = options.robust === true || cluster !== null;
  assertLevel(level);
  assertWord('way of counting ties', ties, ['efron', 'breslow', 'exact']);
  assertWhole('number of iterations', maximumIterations, 0);
  const data = coxData(input, options.mergeNearTies ?? true);
  if (cluster) assertGrouping(cluster, data.subjects);
  if (ties === 'exact' && (isRobust || data.weight)) refuseExact();

  const found = maximise(data, ties, maximumIterations);
  const p = data.columns;
  const inverse = unscaled(choleskyInverse(found.factor), data.scale);
  const isEstimated = Array.from({ length: p }, (_, k) => found.factor.factor[k * p + k] !== 0);
  const estimates = found.beta.map((value, k) => value / (data.scale[k] as number));
  const degrees = found.factor.rank;
  const nullScore = choleskySolve(cholesky(found.atNull.information, p, SINGULAR), found.atNull.score);
  const robust = isRobust && ties !== 'exact' ? robustVariance(data, found.beta, ties, inverse, cluster) : null;
  const variance = robust?.variance ?? inverse;
  return {
    ties,
    level,
    subjects: data.subjects,
    events: data.blocks.events.reduce((sum, events) => sum + events, 0),
    coefficients: Array.from(estimates, (estimate, k) =>
      isEstimated[k] ? coefficientOf(estimate, Math.sqrt(variance[k * p + k] as number), level) : NO_ESTIMATE,
    ),
    variance,
    modelVariance: inverse,
    nullLogLikelihood: found.atNull.logLikelihood,
    logLikelihood: found.atEnd.logLikelihood,
    likelihoodRatioTest: testOf(2 * (found.atEnd.logLikelihood - found.atNull.logLikelihood), degrees),
    scoreTest: testOf(dot(found.atNull.score, nullScore), degrees),
    waldTest: testOf(quadraticForm(variance, estimates), degrees),
    robustScoreTest: robust ? testOf(robust.scoreStatistic, degrees) : null,
    iterations: found.iterations,
    verdict: found.verdict,
    linearPredictor: linearPredictorOf(input, estimates),
    data,
    scaled: found.beta,
  };
}

/** R's tolerance for a singular information: eps^(3/4). */
const SINGULAR = 1.8189894035458565e-12;

const NO_ESTIMATE: CoxCoefficient = {
  estimate: null,
  standardError: null,
  hazardRatio: null,
  lower: null,
  upper: null,
  z: null,
  pValue: null,
};

function maximise(data: CoxData, ties: CoxModel['ties'], maximumIterations: number) {
  const p = data.columns;
  const evaluate = (beta: Float64Array): CoxLikelihood => {
    const { linear, risk } = risksAt(data, beta);
    return ties === 'exact' ? exactLikelihood(data, risk, linear) : coxLikelihood(data, risk, linear, ties);
  };
  let beta: Float64Array = new Float64Array(p);
  const atNull = evaluate(beta);
  let atEnd = atNull;
  // judged by the scale at the start: where the likelihood gets flat, what is left of the information is rounding
  const largest = largestOnDiagonal(atNull.information, p);
  let factor = cholesky(atNull.information, p, SINGULAR, largest);
  let verdict: CoxModel['verdict'] = 'notConverged';
  let previousStep = Number.POSITIVE_INFINITY;
  let timesStuck = 0;
  let iterations = 0;
  while (iterations < maximumIterations) {
    const step = choleskySolve(factor, atEnd.score);
    const gain = dot(atEnd.score, step); // twice what the step promises the likelihood
    const size = Math.max(...step.map(Math.abs));
    const isFlat = gain <= 1e-9 * (1 + Math.abs(atEnd.logLikelihood));
    const isShort = size <= 1e-10 * Math.max(1, ...beta.map(Math.abs));
    const isStuck = isFlat && size > 0.5 * previousStep;
    timesStuck = isStuck ? timesStuck + 1 : 0;
    // short steps that do not get shorter are rounding, long ones lead nowhere
    if (isShort || (isStuck && size <= 0.01)) {
      // Newton's next step would be of the square of this one: nothing is left to look at again
      if (isShort) beta = beta.map((value, k) => value + (step[k] as number));
      verdict = 'converged';
      break;
    }
    if (isStuck && (size > 0.1 || timesStuck > 2)) {
      verdict = 'separated';
      break;
    }
    iterations += 1;
    let length = 1;
    let next = beta.map((value, k) => value + (step[k] as number));
    let tried = evaluate(next);
    const slack = 1e-12 * (1 + Math.abs(atEnd.logLikelihood));
    while (!(tried.logLikelihood >= atEnd.logLikelihood - slack) && length > 1e-10) {
      length /= 2;
      next = beta.map((value, k) => value + length * (step[k] as number));
      tried = evaluate(next);
    }
    const nextFactor = cholesky(tried.information, p, SINGULAR, largest);
    if (nextFactor.rank < factor.rank) {
      verdict = 'separated';
      break;
    }
    beta = next;
    atEnd = tried;
    factor = nextFactor;
    previousStep = size;
  }
  return { beta, atNull, atEnd, factor, verdict, iterations };
}

/** Linear predictors less the largest of them, and their exponentials, in the order of the data. */
export function risksAt(data: CoxData, beta: Float64Array): { linear: Float64Array; risk: Float64Array } {
  const { subjects, columns: p, covariates, offset } = data;
  const linear = new Float64Array(subjects);
  if (!offset && beta.every((value) => value === 0)) return { linear, risk: new Float64Array(subjects).fill(1) };
  let largest = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < subjects; place += 1) {
    let value = offset ? (offset[place] as number) : 0;
    for (let k = 0; k < p; k += 1) value += (covariates[place * p + k] as number) * (beta[k] as number);
    linear[place] = value;
    if (value > largest) largest = value;
  }
  const risk = new Float64Array(subjects);
  for (let place = 0; place < subjects; place += 1) {
    const value = (linear[place] as number) - largest;
    linear[place] = value;
    risk[place] = Math.exp(value);
  }
  return { linear, risk };
}

function robustVariance(
  data: CoxData,
  beta: Float64Array,
  ties: 'efron' | 'breslow',
  variance: Float64Array,
  cluster: Grouping | null,
) {
  const p = data.columns;
  const residuals = scoreResidualsAt(data, risksAt(data, beta).risk, ties);
  const influence = productOf(addedByCluster(weighted(residuals, data), p, cluster), variance, p);
  // at no effect, and without the offset
  const atNull = scoreResidualsAt(data, new Float64Array(data.subjects).fill(1), ties);
  const scores = addedByCluster(weighted(atNull, data), p, cluster);
  const sum = new Float64Array(p);
  for (let at = 0; at < scores.length; at += 1) sum[at % p] = (sum[at % p] as number) + (scores[at] as number);
  return {
    variance: squaresOf(influence, p),
    scoreStatistic: dot(sum, choleskySolve(cholesky(squaresOf(scores, p), p, SINGULAR), sum)),
  };
}

/** Residuals by subject, times the subject's weight. */
export function weighted(residuals: Float64Array, { columns: p, weight, order }: CoxData): Float64Array {
  if (!weight) return residuals;
  const found = residuals.slice();
  for (let place = 0; place < order.length; place += 1) {
    const row = (order[place] as number) * p;
    for (let k = 0; k < p; k += 1) found[row + k] = (found[row + k] as number) * (weight[place] as number);
  }
  return found;
}

function addedByCluster(rows: Float64Array, p: number, cluster: Grouping | null): Float64Array {
  if (!cluster) return rows;
  const sums = new Float64Array(cluster.count * p);
  for (let index = 0; index < cluster.code.length; index += 1) {
    const to = (cluster.code[index] as number) * p;
    for (let k = 0; k < p; k += 1) sums[to + k] = (sums[to + k] as number) + (rows[index * p + k] as number);
  }
  return sums;
}

/** Rows times a symmetric matrix. */
export function productOf(rows: Float64Array, matrix: Float64Array, p: number): Float64Array {
  const found = new Float64Array(rows.length);
  for (let from = 0; from < rows.length; from += p) {
    for (let k = 0; k < p; k += 1) {
      let sum = 0;
      for (let j = 0; j < p; j += 1) sum += (rows[from + j] as number) * (matrix[k * p + j] as number);
      found[from + k] = sum;
    }
  }
  return found;
}

/** The rows' sum of squares and products. */
function squaresOf(rows: Float64Array, p: number): Float64Array {
  const found = new Float64Array(p * p);
  for (let from = 0; from < rows.length; from += p) {
    for (let i = 0; i < p; i += 1) {
      for (let j = 0; j < p; j += 1) {
        found[i * p + j] = (found[i * p + j] as number) + (rows[from + i] as number) * (rows[from + j] as number);
      }
    }
  }
  return found;
}

function unscaled(matrix: Float64Array, scale: Float64Array): Float64Array {
  const p = scale.length;
  return matrix.map((value, at) => value / ((scale[Math.floor(at / p)] as number) * (scale[at % p] as number)));
}

function coefficientOf(estimate: number, standardError: number, level: number): CoxCoefficient {
  const reach = -normalQuantile((1 - level) / 2) * standardError;
  const z = estimate / standardError;
  return {
    estimate,
    standardError,
    hazardRatio: Math.exp(estimate),
    lower: Math.exp(estimate - reach),
    upper: Math.exp(estimate + reach),
    z,
    pValue: 2 * normalUpperTail(Math.abs(z)),
  };
}

/** estimates' V^-1 estimates, over the columns that V has. */
function quadraticForm(variance: Float64Array, estimates: Float64Array): number {
  return dot(estimates, choleskySolve(cholesky(variance, estimates.length, SINGULAR), estimates));
}

function testOf(statistic: number, degreesOfFreedom: number): ModelTest {
  const value = Math.max(0, statistic);
  const pValue = degreesOfFreedom > 0 ? chiSquareUpperTail(value, degreesOfFreedom) : null;
  return { statistic: value, degreesOfFreedom, pValue };
}

function linearPredictorOf({ covariates, offset, followUp }: CoxInput, estimates: Float64Array): Float64Array {
  const linear = offset ? offset.slice() : new Float64Array(followUp.exit.length);
  for (let k = 0; k < estimates.length; k += 1) {
    const column = covariates[k] as Float64Array;
    const estimate = estimates[k] as number;
    for (let index = 0; index < linear.length; index += 1) {
      linear[index] = (linear[index] as number) + (column[index] as number) * estimate;
    }
  }
  return linear;
}

/**
 * What R subtracts from the columns before it prints linear predictors: the mean, and 0 for a column of -1, 0 and 1
 * only. Of (start, stop] rows it takes the mean without weights, else with them.
 *
 * @returns one value a column, in its unit
 * @see R's coxph, of survival 3
 */
export function referenceValues(input: CoxInput): Float64Array {
  assertCoxInput(input);
  const { covariates, weight = null, followUp } = input;
  return Float64Array.from(covariates, (column) =>
    column.every((value) => value === 0 || value === 1 || value === -1)
      ? 0
      : weightedMean(column, followUp.entry ? null : weight),
  );
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += (a[k] as number) * (b[k] as number);
  return sum;
}

function refuseExact(): never {
  throw new InputError(
    'cox.ties',
    'Exact ties have neither weights nor a robust variance. These were asked for together. Use Efron ties.',
  );
}
