import { chiSquareUpperTail } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';
import { cholesky, choleskySolve } from '../linear-algebra/index.ts';
import type { ModelTest } from './cox-regression.ts';

/**
 * Wald's test that some coefficients of a model are all 0, such as those of the levels of one predictor.
 *
 * @param estimates - of all columns; null without an estimate
 * @param variance - columns x columns, row by row
 * @param columns - those that are tested; columns without an estimate are passed over
 * @returns pValue null where none of them has an estimate
 * @throws InputError `wald.column`, with its number, for a column that the model does not have;
 *   `wald.variance` unless it has a row and a column for each estimate, `wald.estimate` with the index of one not finite
 * @see Wald (1943) Trans Am Math Soc 54:426
 */
export function waldTest(
  estimates: readonly (number | null)[],
  variance: Float64Array,
  columns: readonly number[],
): ModelTest {
  const p = estimates.length;
  if (variance.length !== p * p) {
    throw new InputError(
      'wald.variance',
      `The variance of ${p} coefficients has ${p} rows and columns. This one has ${variance.length} numbers. Take both from one model.`,
    );
  }
  const wrong = estimates.findIndex((estimate) => estimate !== null && !Number.isFinite(estimate));
  if (wrong >= 0) {
    throw new InputError(
      'wald.estimate',
      `A coefficient is a finite number, or null without an estimate. That of column ${wrong} is ${estimates[wrong]}. Write null.`,
      wrong,
    );
  }
  const missing = columns.findIndex((column) => !(column in estimates));
  if (missing >= 0) {
    throw new InputError(
      'wald.column',
      `A test is of columns of the model. It has ${p}, and column ${columns[missing]} is asked for. Name columns from 0 to ${p - 1}.`,
      columns[missing],
    );
  }
  const kept = columns.filter((column) => estimates[column] !== null);
  const chosen = Float64Array.from(kept, (column) => estimates[column] as number);
  const matrix = Float64Array.from(kept.flatMap((i) => kept.map((j) => variance[i * p + j] as number)));
  const solved = choleskySolve(cholesky(matrix, kept.length), chosen);
  const statistic = chosen.reduce((sum, value, at) => sum + value * (solved[at] as number), 0);
  const pValue = kept.length > 0 ? chiSquareUpperTail(Math.max(0, statistic), kept.length) : null;
  return { statistic: Math.max(0, statistic), degreesOfFreedom: kept.length, pValue };
}
