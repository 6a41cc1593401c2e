import { chiSquareQuantile } from '../distributions/index.ts';
import { assertLevel } from '../input/index.ts';
import { tauSquaredAt } from './between-study-variance.ts';
import { type Limits, sharesAt, typicalVariance } from './pool-effects.ts';
import { assertEffects, type StudyEffect } from './study-effects.ts';

/** Limits of tau squared and of what it makes of I squared (0 to 1) and H squared. */
export type HeterogeneityInterval = { tauSquared: Limits; iSquared: Limits; hSquared: Limits };

/**
 * Interval of tau squared by Q profiles: the values at which the weighted sum of squares is no surprise to chi-square on
 * studies less 1 degrees of freedom. Its limits are carried over to I squared and H squared.
 *
 * @returns null with fewer than two studies. Both limits are 0 where the effects lie closer together than sampling
 *   alone would have them: no tau squared fits then, and 0 is the nearest.
 * @throws InputError as `poolEffects`
 * @see Viechtbauer (2007) Stat Med 26:37
 */
export function heterogeneityInterval(studies: readonly StudyEffect[], level = 0.95): HeterogeneityInterval | null {
  assertEffects(studies);
  assertLevel(level);
  if (studies.length < 2) return null;
  const tail = (1 - level) / 2;
  const degrees = studies.length - 1;
  const lower = tauSquaredAt(studies, chiSquareQuantile(1 - tail, degrees));
  const upper = tauSquaredAt(studies, chiSquareQuantile(tail, degrees));
  if (lower === null || upper === null) return null;
  const typical = typicalVariance(studies);
  const [least, most] = [sharesAt(lower, typical), sharesAt(upper, typical)];
  return {
    tauSquared: { lower, upper },
    iSquared: { lower: least.iSquared, upper: most.iSquared },
    hSquared: { lower: least.hSquared, upper: most.hSquared },
  };
}
