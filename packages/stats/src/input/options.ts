import { InputError } from './input-error.ts';

/** @throws InputError `option.word` unless the word is one of those that are known */
export function assertWord(what: string, word: unknown, known: readonly (string | number)[]): void {
  if ((known as readonly unknown[]).includes(word)) return;
  throw new InputError(
    'option.word',
    `The ${what} is one of ${known.join(', ')}. This one is ${String(word)}. Choose one of them.`,
  );
}

/** @throws InputError `option.count` unless the value is a whole number, no less than the least */
export function assertWhole(what: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new InputError(
    'option.count',
    `The ${what} is a whole number, ${least} or more. This one is ${value}. Give a whole number.`,
  );
}

/** Infinity sets no bound. @throws InputError `option.bound` unless the value is a number, 0 or more */
export function assertBound(what: string, value: number): void {
  if (value >= 0) return;
  throw new InputError('option.bound', `The ${what} is 0 or more. This one is ${value}. Give a number.`);
}

/** @throws InputError `option.positive` unless the value is finite and more than 0 */
export function assertPositive(what: string, value: number): void {
  if (value > 0 && value < Number.POSITIVE_INFINITY) return;
  throw new InputError('option.positive', `The ${what} is more than 0. This one is ${value}. Give a finite number.`);
}

/** @throws InputError `number.notANumber`; infinities are numbers */
export function assertNumber(what: string, value: number): void {
  if (!Number.isNaN(value)) return;
  throw new InputError('number.notANumber', `The ${what} is a number. This one is NaN. Leave out what is missing.`);
}
