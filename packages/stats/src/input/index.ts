export { InputError } from './input-error.ts';
export { assertBound, assertNumber, assertPositive, assertWhole, assertWord } from './options.ts';
export { assertLevel, assertProbability } from './ranges.ts';
