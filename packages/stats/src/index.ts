export * from './agreement/index.ts';
export * from './contingency/index.ts';
export * from './competing-risks/index.ts';
export * from './describe/index.ts';
export * from './distributions/index.ts';
export { InputError } from './input/index.ts';
export * from './proportions/index.ts';
export * from './rates/index.ts';
export * from './survival/index.ts';
