import { type Limits, type PooledEffect, type PoolingOptions, poolEffects } from './pool-effects.ts';
import { type ProportionScale, proportionAt, proportionEffects, type StudyProportion } from './proportion-effects.ts';

export type ProportionPoolingOptions = PoolingOptions & {
  /** `logit` by default */
  scale?: ProportionScale;
  /** added to both counts of a study where either is 0, on the scales `plain` and `logit`; 0.5 by default */
  correction?: number;
};

/** A pooled proportion, 0 to 1, with the pooled effect on its scale. On the plain scale limits can lie outside 0 to 1. */
export type PooledProportion = {
  estimate: number;
  interval: Limits | null;
  prediction: Limits | null;
  onScale: PooledEffect;
};

/**
 * Pools the proportions of studies by the inverse of their variances on a scale. With few events or small studies the
 * variances depend on the proportions and pull the mean: prefer `binomialNormal`, which models the counts themselves.
 *
 * @returns limits null where those of the pooled effect are
 * @throws InputError `studies.none`, `study.n`, `study.events` with the index of the study, `level.range`; with a
 *   correction of 0 also `effect.estimate` or `effect.variance` where a count is 0
 * @see Schwarzer, Chemaitelly, Abu-Raddad & Rücker (2019) Res Synth Methods 10:476
 */
export function poolProportions(
  studies: readonly StudyProportion[],
  options: ProportionPoolingOptions = {},
): PooledProportion {
  const { scale = 'logit', correction = 0.5, ...pooling } = options;
  const onScale = poolEffects(proportionEffects(studies, scale, correction), pooling);
  const back = (point: number) => proportionAt(point, scale, studies);
  const limits = (found: Limits | null): Limits | null =>
    found && { lower: back(found.lower), upper: back(found.upper) };
  return {
    estimate: back(onScale.estimate),
    interval: limits(onScale.interval),
    prediction: limits(onScale.prediction),
    onScale,
  };
}
