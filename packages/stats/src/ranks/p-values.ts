/** One p value for each direction; less: the first sample, or the differences, tend to smaller values. */
export type PValues = { twoSided: number | null; less: number | null; greater: number | null };

export const NO_P: PValues = Object.freeze({ twoSided: null, less: null, greater: null });

/**
 * auto: exact within the budget of work, the normal approximation beyond. exact: refused beyond the budget.
 * normal: with the variance corrected for ties.
 */
export const RANK_METHODS = ['auto', 'exact', 'normal'] as const;
export type RankMethod = (typeof RANK_METHODS)[number];

/** Probabilities that an exact test may compute: about a second of work. */
export const WORK_BUDGET = 2e8;
