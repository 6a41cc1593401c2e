import { InputError } from '../input/index.ts';

/** What one study found: an effect on a scale where it is about normal, and its sampling variance in the square of that unit. */
export type StudyEffect = { readonly estimate: number; readonly variance: number };

/**
 * @throws InputError `effects.none` without a study; `effect.estimate` and `effect.variance`, with the index of the study,
 *   unless the effect is finite and its variance finite and more than 0
 */
export function assertEffects(studies: readonly StudyEffect[]): void {
  if (studies.length === 0) {
    throw new InputError('effects.none', 'Effects of one study or more are pooled. There is none. Give at least one.');
  }
  for (const [index, { estimate, variance }] of studies.entries()) {
    if (!Number.isFinite(estimate)) {
      throw new InputError(
        'effect.estimate',
        `The effect of a study is a finite number. That of study ${index + 1} is ${estimate}. ` +
          'Correct counts of 0 before the logarithm is taken, or leave the study out.',
        index,
      );
    }
    if (!(variance > 0 && variance < Number.POSITIVE_INFINITY)) {
      throw new InputError(
        'effect.variance',
        `The sampling variance of a study is finite and more than 0. That of study ${index + 1} is ${variance}. ` +
          'Give the square of its standard error, or leave the study out.',
        index,
      );
    }
  }
}

/** Sums of weights 1 / (variance + tau squared), and the effects about the mean that they give. */
export type WeightedEffects = {
  readonly weights: Float64Array;
  readonly sum: number;
  readonly sumOfSquares: number;
  /** weighted mean of the effects */
  readonly mean: number;
  /** sum of weight times square of the distance from the mean */
  readonly residual: number;
};

export function weighted(studies: readonly StudyEffect[], tauSquared: number): WeightedEffects {
  const weights = Float64Array.from(studies, ({ variance }) => 1 / (variance + tauSquared));
  const middle = plainMean(studies); // far from 0 the distances would lose their digits
  let sum = 0;
  let sumOfSquares = 0;
  let above = 0;
  for (const [index, weight] of weights.entries()) {
    sum += weight;
    sumOfSquares += weight * weight;
    above += weight * ((studies[index] as StudyEffect).estimate - middle);
  }
  const shift = above / sum;
  let residual = 0;
  for (const [index, weight] of weights.entries()) {
    residual += weight * ((studies[index] as StudyEffect).estimate - middle - shift) ** 2;
  }
  return { weights, sum, sumOfSquares, mean: middle + shift, residual };
}

export function plainMean(studies: readonly StudyEffect[]): number {
  let sum = 0;
  for (const { estimate } of studies) sum += estimate;
  return sum / studies.length;
}
