import { InputError } from '../input/index.ts';
import { assertCovariates, type Covariates } from './covariates.ts';

/** Rows of columns, each column divided by its largest size, so that none rules the others. */
export type LogisticData = {
  readonly subjects: number;
  readonly columns: number;
  readonly values: Float64Array;
  readonly scale: Float64Array;
  readonly outcome: Uint8Array;
};

/**
 * @throws InputError `covariates.*`, or with the index of the subject `logistic.value`, or
 *   `logistic.outcome` when all have the outcome, or none
 */
export function logisticData(outcome: Uint8Array, covariates: Covariates): LogisticData {
  assertCovariates(covariates, outcome.length);
  const columns = covariates.length;
  const scale = Float64Array.from(
    covariates,
    (column) => column.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1,
  );
  const values = new Float64Array(outcome.length * columns);
  let cases = 0;
  for (let row = 0; row < outcome.length; row += 1) {
    const y = outcome[row] as number;
    if (y !== 0 && y !== 1) {
      throw new InputError(
        'logistic.value',
        `An outcome is 1, its absence 0. Subject ${row} has ${y}. Decide which, or leave the subject out.`,
        row,
      );
    }
    cases += y;
    for (let k = 0; k < columns; k += 1) {
      values[row * columns + k] = (covariates[k]?.[row] as number) / (scale[k] as number);
    }
  }
  if (cases === 0 || cases === outcome.length) {
    throw new InputError(
      'logistic.outcome',
      `A logistic regression tells those with an outcome from those without. ${cases === 0 ? 'Nobody' : 'Everybody'} among ${outcome.length} has it. Describe it as a proportion with its interval.`,
    );
  }
  return { subjects: outcome.length, columns, values, scale, outcome };
}

export function linearPredictors({ subjects, columns, values }: LogisticData, beta: Float64Array): Float64Array {
  const linear = new Float64Array(subjects);
  for (let row = 0; row < subjects; row += 1) {
    let sum = 0;
    for (let k = 0; k < columns; k += 1) sum += (values[row * columns + k] as number) * (beta[k] as number);
    linear[row] = sum;
  }
  return linear;
}

/** 1 / (1 + exp(-x)), and what is left of 1, each with all its digits. */
export function probabilities(linear: number): { p: number; q: number } {
  if (linear >= 0) {
    const small = Math.exp(-linear);
    return { p: 1 / (1 + small), q: small / (1 + small) };
  }
  const small = Math.exp(linear);
  return { p: small / (1 + small), q: 1 / (1 + small) };
}

/** log(1 + exp(x)). */
export function logOnePlusExp(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
