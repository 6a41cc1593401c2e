export * from './load-study.ts';
export type { Known, Variable } from './names.ts';
export { planStatus } from './plan.ts';
export * from './schema.ts';
