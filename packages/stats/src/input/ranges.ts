import { InputError } from './input-error.ts';

/** @throws InputError `level.range` unless the two-sided confidence level lies strictly between 0 and 1 */
export function assertLevel(level: number): void {
  if (level > 0 && level < 1) return;
  throw new InputError(
    'level.range',
    `A confidence level lies strictly between 0 and 1. This one is ${level}. Write 0.95 for 95%.`,
  );
}

/** @throws InputError `probability.range` unless the probability lies in [0, 1] */
export function assertProbability(probability: number, at?: number): void {
  if (probability >= 0 && probability <= 1) return;
  throw new InputError(
    'probability.range',
    `A probability lies between 0 and 1. This one is ${probability}. Divide a percentage by 100.`,
    at,
  );
}
