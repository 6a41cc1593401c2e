export { type Cholesky, cholesky, choleskyInverse, choleskySolve } from './cholesky.ts';
