export { type Adjustment, adjustPValues } from './adjust-p-values.ts';
