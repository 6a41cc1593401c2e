import { mean, presentValues, type Values, variance } from '../describe/index.ts';
import { fUpperTail } from '../distributions/index.ts';

export type AnalysisOfVariance = {
  /** null where it cannot be computed */
  f: number | null;
  /** between groups, and what is left */
  degreesOfFreedom: readonly [number, number | null];
  pValue: number | null;
  sizes: number[];
  whyNull: 'oneGroup' | 'tooFewValues' | 'noSpread' | null;
};

type Group = { n: number; mean: number; variance: number | null };

/**
 * One-way analysis of variance: whether the means of several groups differ, their variances taken as equal.
 *
 * @param groups - a column for each; null is missing and left out, and so is a group without values
 * @returns null where no group has two values, or none has spread
 * @throws InputError `values.notFinite` with the index in its group
 * @see Fisher (1925) Statistical Methods for Research Workers
 */
export function oneWayAnova(groups: readonly Values[]): AnalysisOfVariance {
  const { used, sizes } = describedGroups(groups);
  const n = used.reduce((sum, group) => sum + group.n, 0);
  const degreesOfFreedom = [used.length - 1, n - used.length] as const;
  if (used.length < 2) return { ...NO_RATIO, degreesOfFreedom, sizes, whyNull: 'oneGroup' };
  if (n === used.length) return { ...NO_RATIO, degreesOfFreedom, sizes, whyNull: 'tooFewValues' };

  const within = used.reduce((sum, group) => sum + (group.n - 1) * (group.variance ?? 0), 0);
  if (within === 0) return { ...NO_RATIO, degreesOfFreedom, sizes, whyNull: 'noSpread' };
  const grand = mean(groups.flatMap((group) => Array.from(presentValues(group)))) as number;
  const between = used.reduce((sum, group) => sum + group.n * (group.mean - grand) ** 2, 0);
  const f = between / degreesOfFreedom[0] / (within / degreesOfFreedom[1]);
  return { f, degreesOfFreedom, pValue: fUpperTail(f, ...degreesOfFreedom), sizes, whyNull: null };
}

/**
 * The same without taking the variances as equal: each group counts by its size over its variance.
 *
 * @returns null where a group has a single value, or no spread
 * @throws InputError `values.notFinite` with the index in its group
 * @see Welch (1951) Biometrika 38:330
 */
export function welchAnova(groups: readonly Values[]): AnalysisOfVariance {
  const { used, sizes } = describedGroups(groups);
  const k = used.length;
  const nothing = { ...NO_RATIO, degreesOfFreedom: [k - 1, null] as const, sizes };
  if (k < 2) return { ...nothing, whyNull: 'oneGroup' };
  if (used.some((group) => group.n < 2)) return { ...nothing, whyNull: 'tooFewValues' };
  if (used.some((group) => group.variance === 0)) return { ...nothing, whyNull: 'noSpread' };

  const weights = used.map((group) => group.n / (group.variance as number));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const overGroups = (value: (group: Group, weight: number) => number) =>
    used.reduce((sum, group, index) => sum + value(group, weights[index] as number), 0);
  const centre = overGroups((group, weight) => weight * group.mean) / total;
  const unevenness = overGroups((group, weight) => (1 - weight / total) ** 2 / (group.n - 1)) / (k * k - 1);
  const between = overGroups((group, weight) => weight * (group.mean - centre) ** 2);
  const f = between / ((k - 1) * (1 + 2 * (k - 2) * unevenness));
  const degreesOfFreedom = [k - 1, 1 / (3 * unevenness)] as const;
  return { f, degreesOfFreedom, pValue: fUpperTail(f, ...degreesOfFreedom), sizes, whyNull: null };
}

const NO_RATIO = { f: null, pValue: null };

function describedGroups(groups: readonly Values[]): { used: Group[]; sizes: number[] } {
  const columns = groups.map(presentValues);
  const used = columns
    .filter((column) => column.length > 0)
    .map((column) => ({ n: column.length, mean: mean(column) as number, variance: variance(column) }));
  return { used, sizes: columns.map((column) => column.length) };
}
