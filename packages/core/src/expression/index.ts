export { type Compilation, compileExpression, type Expected, STEP_BUDGET } from './expression.ts';
export { FUNCTION_NAMES, QUANTIFIERS } from './typed.ts';
export * from './types.ts';
