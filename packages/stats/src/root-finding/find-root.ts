/**
 * A root of f between two points where its signs differ, by Brent's combination of inverse quadratic
 * interpolation, secant and bisection. For a step function the answer is a point within the tolerance of the step,
 * or the first iterate at which f is exactly 0; which one depends on this order of steps, which is that of R's uniroot.
 *
 * @param tolerance - absolute, on the argument
 * @returns null when the signs at both ends are equal, or when 1000 steps were not enough
 * @see Brent (1973) Algorithms for Minimization without Derivatives, chapter 4
 */
export function findRoot(f: (x: number) => number, lower: number, upper: number, tolerance: number): number | null {
  let previous = lower;
  let best = upper;
  let fPrevious = f(previous);
  let fBest = f(best);
  if (fPrevious === 0) return previous;
  if (fBest === 0) return best;
  if (!(Math.sign(fPrevious) * Math.sign(fBest) < 0)) return null;
  let opposite = previous;
  let fOpposite = fPrevious;

  for (let step = 0; step <= 1000; step += 1) {
    const lastMove = best - previous;
    if (Math.abs(fOpposite) < Math.abs(fBest)) {
      [previous, best, opposite] = [best, opposite, best];
      [fPrevious, fBest, fOpposite] = [fBest, fOpposite, fBest];
    }
    const enough = 2 * Number.EPSILON * Math.abs(best) + tolerance / 2;
    const half = (opposite - best) / 2;
    if (Math.abs(half) <= enough || fBest === 0) return best;

    let move = half;
    if (Math.abs(lastMove) >= enough && Math.abs(fPrevious) > Math.abs(fBest)) {
      const wide = opposite - best;
      const ratio = fBest / fPrevious;
      let numerator: number;
      let denominator: number;
      if (previous === opposite) {
        numerator = wide * ratio;
        denominator = 1 - ratio;
      } else {
        const a = fPrevious / fOpposite;
        const b = fBest / fOpposite;
        numerator = ratio * (wide * a * (a - b) - (best - previous) * (b - 1));
        denominator = (a - 1) * (b - 1) * (ratio - 1);
      }
      if (numerator > 0) denominator = -denominator;
      else numerator = -numerator;
      const staysInside = numerator < 0.75 * wide * denominator - Math.abs(enough * denominator) / 2;
      if (staysInside && numerator < Math.abs((lastMove * denominator) / 2)) move = numerator / denominator;
    }
    if (Math.abs(move) < enough) move = move > 0 ? enough : -enough;
    previous = best;
    fPrevious = fBest;
    best += move;
    fBest = f(best);
    if (Math.sign(fBest) === Math.sign(fOpposite)) {
      opposite = previous;
      fOpposite = fPrevious;
    }
  }
  return null;
}
