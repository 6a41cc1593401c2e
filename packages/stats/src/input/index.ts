export { InputError } from './input-error.ts';
export { assertLevel, assertProbability } from './ranges.ts';
