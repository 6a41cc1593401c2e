import { assertLevel, InputError } from '../input/index.ts';

/** A proportion with its confidence limits, all as probabilities; null throughout when nobody was observed. */
export type ProportionInterval = { estimate: number | null; lower: number | null; upper: number | null };

/**
 * @throws InputError `proportion.total` unless n is a whole number, `proportion.events` unless events is a whole
 *   number between 0 and n, `level.range`
 */
export function assertProportion(events: number, n: number, level: number): void {
  assertLevel(level);
  if (!Number.isInteger(n) || n < 0) {
    throw new InputError(
      'proportion.total',
      `A proportion is of a whole number of subjects, 0 or more. This total is ${n}. Count the subjects.`,
    );
  }
  if (!Number.isInteger(events) || events < 0 || events > n) {
    throw new InputError(
      'proportion.events',
      `Events are a whole number between 0 and the ${n} subjects. There are ${events}. Count each subject once.`,
    );
  }
}

export const NOBODY: ProportionInterval = Object.freeze({ estimate: null, lower: null, upper: null });
