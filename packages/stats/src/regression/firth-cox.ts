import { chiSquareUpperTail } from '../distributions/index.ts';
import { assertLevel, InputError } from '../input/index.ts';
import { type CoxData, type CoxInput, coxData } from './cox-data.ts';
import { coxLikelihood } from './cox-likelihood.ts';
import { risksAt } from './cox-regression.ts';
import { unscaledCoefficient } from './firth-logistic.ts';
import { type FirthCoefficient, firthFit, type Penalised, penaltyOf } from './firth-profile.ts';

export type FirthCoxModel = {
  readonly level: number;
  readonly subjects: number;
  readonly events: number;
  /** of the logarithm of the hazard */
  readonly coefficients: readonly FirthCoefficient[];
  /** inverse of the information at the estimates, columns x columns */
  readonly variance: Float64Array;
  /** without the penalty */
  readonly logLikelihood: number;
  readonly penalisedLogLikelihood: number;
  readonly nullPenalisedLogLikelihood: number;
  /** penalised likelihood ratio test that no column has an effect */
  readonly test: { statistic: number; degreesOfFreedom: number; pValue: number };
  readonly verdict: 'converged' | 'notConverged';
};

/**
 * Cox regression with Firth's penalty: for few events, and where columns separate them. Breslow's way with ties, strata,
 * an offset and late entry. Each look at the likelihood is linear in subjects, and cubic in columns.
 *
 * @returns a limit is null where the profile of the likelihood does not come down that far on its side
 * @throws InputError `followUp.*`, `covariates.*`, `grouping.*`, `level.range`, `firth.events` when nobody had the event,
 *   `firth.weight` for weights
 * @see Heinze & Schemper (2001) Biometrics 57:114
 */
export function firthCox(input: CoxInput, level = 0.95): FirthCoxModel {
  assertLevel(level);
  if (input.weight) {
    throw new InputError(
      'firth.weight',
      "Firth's penalty is for subjects that count once. These have weights. Leave the weights out, or use the plain model.",
    );
  }
  const data = coxData(input, true);
  const events = data.blocks.events.reduce((sum, count) => sum + count, 0);
  if (events === 0) {
    throw new InputError(
      'firth.events',
      `A regression of hazards needs events. Nobody among ${data.subjects} had one. Give the rate with its exact upper limit.`,
    );
  }
  const p = data.columns;
  const found = firthFit((beta) => penalisedCox(data, beta), p, level);
  const { risk, linear } = risksAt(data, found.beta);
  const { logLikelihood } = coxLikelihood(data, risk, linear, 'breslow');
  // of the columns as they were given: their information is larger by the squares of the scales
  const shift = data.scale.reduce((sum, value) => sum + Math.log(value), 0);
  const atNull = penalisedCox(data, new Float64Array(p)).value;
  const statistic = Math.max(0, 2 * (found.penalisedLogLikelihood - atNull));
  return {
    level,
    subjects: data.subjects,
    events,
    coefficients: found.coefficients.map((coefficient, k) => unscaledCoefficient(coefficient, data.scale[k] as number)),
    variance: found.variance.map(
      (value, at) => value / ((data.scale[Math.floor(at / p)] as number) * (data.scale[at % p] as number)),
    ),
    logLikelihood,
    penalisedLogLikelihood: found.penalisedLogLikelihood + shift,
    nullPenalisedLogLikelihood: atNull + shift,
    test: { statistic, degreesOfFreedom: p, pValue: chiSquareUpperTail(statistic, p) },
    verdict: found.verdict,
  };
}

function penalisedCox(data: CoxData, beta: Float64Array): Penalised {
  const { columns: p } = data;
  const { risk, linear } = risksAt(data, beta);
  const { logLikelihood, score, information } = coxLikelihood(data, risk, linear, 'breslow');
  const penalty = penaltyOf(information, p);
  if (!penalty) return { value: Number.NEGATIVE_INFINITY, score, information };
  const slopes = penaltySlopes(data, risk, penalty.inverse);
  for (let k = 0; k < p; k += 1) score[k] = (score[k] as number) + (slopes[k] as number) / 2;
  return { value: logLikelihood + penalty.halfLogDeterminant, score, information };
}

/**
 * The slopes of the logarithm of the determinant of the information: for column k the sum over event times of d times
 * the third central moment of the covariates among those at risk, (x - m)(x - m)'(x_k - m_k), traced with the inverse.
 */
function penaltySlopes(data: CoxData, risk: Float64Array, inverse: Float64Array): Float64Array {
  const { columns: p, covariates, blocks, late } = data;
  const slopes = new Float64Array(p);
  // with Q = x' A x, A the inverse: sums of risk, risk x, risk x x', risk Q and risk Q x say all that is needed
  const s1 = new Float64Array(p);
  const s2 = new Float64Array(p * p);
  const q1 = new Float64Array(p);
  let s0 = 0;
  let q0 = 0;
  const add = (place: number, sign: number): void => {
    const r = sign * (risk[place] as number);
    const x = place * p;
    let form = 0;
    for (let i = 0; i < p; i += 1) {
      const xi = covariates[x + i] as number;
      for (let j = 0; j < p; j += 1) {
        const xj = covariates[x + j] as number;
        form += xi * (inverse[i * p + j] as number) * xj;
        s2[i * p + j] = (s2[i * p + j] as number) + r * xi * xj;
      }
      s1[i] = (s1[i] as number) + r * xi;
    }
    s0 += r;
    q0 += r * form;
    for (let k = 0; k < p; k += 1) q1[k] = (q1[k] as number) + r * form * (covariates[x + k] as number);
  };
  let removed = 0;
  for (let block = 0; block < blocks.count; block += 1) {
    if (block === 0 || blocks.stratum[block] !== blocks.stratum[block - 1]) {
      s0 = 0;
      q0 = 0;
      for (const sums of [s1, s2, q1]) sums.fill(0);
      while (late && removed < late.until.length && (late.until[removed] as number) <= block) removed += 1;
    }
    for (; late && removed < late.until.length && (late.until[removed] as number) <= block; removed += 1) {
      add(late.places[removed] as number, -1);
    }
    for (let place = blocks.start[block] as number; place < (blocks.start[block + 1] as number); place += 1)
      add(place, 1);
    const d = blocks.events[block] as number;
    if (d === 0) continue;
    // E[(x - m)'A(x - m)(x_k - m_k)], written out in moments about 0
    const mean = s1.map((value) => value / s0);
    const am = Float64Array.from(mean, (_, i) =>
      mean.reduce((sum, m, j) => sum + (inverse[i * p + j] as number) * m, 0),
    );
    const mam = mean.reduce((sum, m, i) => sum + m * (am[i] as number), 0);
    for (let k = 0; k < p; k += 1) {
      const mk = mean[k] as number;
      let cross = 0;
      for (let i = 0; i < p; i += 1) cross += (am[i] as number) * ((s2[i * p + k] as number) / s0);
      const moment = (q1[k] as number) / s0 - (mk * q0) / s0 - 2 * cross + 2 * mk * mam;
      slopes[k] = (slopes[k] as number) + d * moment;
    }
  }
  return slopes;
}
