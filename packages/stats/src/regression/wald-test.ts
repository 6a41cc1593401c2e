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
 * @throws InputError `wald.column` for a column that the model does not have
 * @see Wald (1943) Trans Am Math Soc 54:426
 */
export function waldTest(
  estimates: readonly (number | null)[],
  variance: Float64Array,
  columns: readonly number[],
): ModelTest {
  const p = estimates.length;
  const missing = columns.find((column) => !(column in estimates));
  if (missing !== undefined) {
    throw new InputError(
      'wald.column',
      `A test is of columns of the model. It has ${p}, and column ${missing} is asked for. Name columns from 0 to ${p - 1}.`,
      missing,
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
