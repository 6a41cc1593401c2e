export { type Cholesky, cholesky, choleskyInverse, choleskySolve, largestOnDiagonal } from './cholesky.ts';
