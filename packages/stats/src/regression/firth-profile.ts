import { chiSquareQuantile, chiSquareUpperTail } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';
import { cholesky, choleskyInverse, choleskySolve } from '../linear-algebra/index.ts';
import { findRoot } from '../root-finding/index.ts';

/** Half the logarithm of the determinant of an information, and its inverse; null where columns depend on each other. */
export function penaltyOf(
  information: Float64Array,
  columns: number,
): { halfLogDeterminant: number; inverse: Float64Array } | null {
  const factor = cholesky(information, columns, 1e-14);
  if (factor.rank < columns) return null;
  let sum = 0;
  for (let k = 0; k < columns; k += 1) sum += Math.log(factor.factor[k * columns + k] as number);
  return { halfLogDeterminant: sum / 2, inverse: choleskyInverse(factor) };
}

/**
 * A likelihood with half the logarithm of the determinant of its information added, at some coefficients: its value,
 * its slopes, and the information without the addition, of which the lower triangle is read.
 */
export type Penalised = { value: number; score: Float64Array; information: Float64Array };

export type FirthCoefficient = {
  estimate: number;
  /** of the information at the estimate, without the penalty */
  standardError: number;
  /** by the profile of the penalised likelihood; null where it does not come down that far */
  lower: number | null;
  upper: number | null;
  /** penalised likelihood ratio test of no effect, on one degree of freedom */
  chiSquare: number;
  pValue: number;
};

export type FirthFit = {
  beta: Float64Array;
  coefficients: FirthCoefficient[];
  variance: Float64Array;
  penalisedLogLikelihood: number;
  verdict: 'converged' | 'notConverged';
};

/**
 * Firth's bias-reduced estimates: finite where the plain likelihood rises for ever. Tests and limits fix one
 * coefficient and maximise over the others, the penalty that of the full information.
 *
 * @see Firth (1993) Biometrika 80:27; Heinze & Schemper (2001) Biometrics 57:114, (2002) Stat Med 21:2409
 */
export function firthFit(evaluate: (beta: Float64Array) => Penalised, columns: number, level: number): FirthFit {
  if (!Number.isFinite(evaluate(new Float64Array(columns)).value)) {
    throw new InputError(
      'covariates.dependent',
      "Firth's method needs columns that do not depend on each other, and outcomes or events that tell of each. Some column here is made up of the others, or nobody at risk differs in it. Leave it out.",
    );
  }
  const all = maximise(evaluate, new Float64Array(columns), null);
  const variance = choleskyInverse(cholesky(all.at.information, columns));
  const best = all.at.value;
  const drop = chiSquareQuantile(level, 1) / 2;
  const coefficients = Array.from(all.beta, (estimate, k) => {
    const standardError = Math.sqrt(variance[k * columns + k] as number);
    const profile = (value: number) => {
      const start = all.beta.slice();
      start[k] = value;
      return maximise(evaluate, start, k).at.value;
    };
    const chiSquare = Math.max(0, 2 * (best - profile(0)));
    const limit = (side: number) => limitOf((value) => best - profile(value) - drop, estimate, side * standardError);
    return {
      estimate,
      standardError,
      lower: limit(-1),
      upper: limit(1),
      chiSquare,
      pValue: chiSquareUpperTail(chiSquare, 1),
    };
  });
  return { beta: all.beta, coefficients, variance, penalisedLogLikelihood: best, verdict: all.verdict };
}

/**
 * Scoring with the information of the plain likelihood, one coefficient held where it is if asked to. Steps that lower
 * the value are halved. With few events that information can be so far below the curvature that steps go to and fro
 * over the top for ever, the value the same to its last digits: where the slope along a step has turned, the step is cut
 * to where a straight line through both slopes is 0.
 */
function maximise(evaluate: (beta: Float64Array) => Penalised, start: Float64Array, held: number | null) {
  const free = Array.from(start.keys()).filter((k) => k !== held);
  let beta = start;
  let at = evaluate(beta);
  if (free.length === 0) return { beta, at, verdict: 'converged' as const };
  const size = start.length;
  for (let round = 0; round < 500; round += 1) {
    const matrix = Float64Array.from(free.flatMap((i) => free.map((j) => at.information[i * size + j] as number)));
    const found = choleskySolve(
      cholesky(matrix, free.length),
      Float64Array.from(free, (k) => at.score[k] as number),
    );
    const longest = Math.max(...found.map(Math.abs));
    let length = Math.min(1, 5 / longest);
    const moved = () => {
      const next = beta.slice();
      free.forEach((k, place) => {
        next[k] = (beta[k] as number) + length * (found[place] as number);
      });
      return next;
    };
    let next = moved();
    let tried = evaluate(next);
    while (!(tried.value >= at.value - 1e-12 * (1 + Math.abs(at.value))) && length > 1e-8) {
      length /= 2;
      next = moved();
      tried = evaluate(next);
    }
    const slope = alongStep(at.score, free, found);
    let turned = alongStep(tried.score, free, found);
    for (let cut = 0; cut < 8 && turned < -slope / 4; cut += 1) {
      length *= slope / (slope - turned);
      next = moved();
      tried = evaluate(next);
      turned = alongStep(tried.score, free, found);
    }
    beta = next;
    at = tried;
    if (length * longest < 1e-12 * Math.max(1, ...beta.map(Math.abs)))
      return { beta, at, verdict: 'converged' as const };
  }
  return { beta, at, verdict: 'notConverged' as const };
}

function alongStep(score: Float64Array, free: readonly number[], step: Float64Array): number {
  return free.reduce((sum, k, place) => sum + (score[k] as number) * (step[place] as number), 0);
}

/** Where a function that is negative at the estimate comes up to 0, on the side of the step. */
function limitOf(below: (value: number) => number, estimate: number, step: number): number | null {
  let near = estimate;
  let reach = step;
  for (let round = 0; round < 60; round += 1) {
    const far = near + reach;
    if (below(far) >= 0) return findRoot(below, Math.min(near, far), Math.max(near, far), 1e-13);
    near = far;
    reach *= 1.5;
  }
  return null;
}
