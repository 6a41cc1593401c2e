import { normalCdf, normalQuantile } from '../distributions/index.ts';
import { assertLevel, assertWord } from '../input/index.ts';
import { assertSquare, type Counts } from './ratings.ts';

/** none: only the same category agrees; linear and quadratic: near categories agree in part, for ordered ones. */
export type AgreementWeights = 'none' | 'linear' | 'quadratic';

export type CohenKappa = {
  /** null where agreement by chance alone would be complete */
  estimate: number | null;
  standardError: number | null;
  lower: number | null;
  upper: number | null;
  /** under the hypothesis of agreement by chance alone, with its test */
  standardErrorNull: number | null;
  z: number | null;
  pValue: number | null;
  /** weighted share of agreement, and what the margins alone would give; null when nobody was rated */
  observed: number | null;
  expected: number | null;
  subjects: number;
  whyNull: 'nobody' | 'oneCategory' | null;
};

/**
 * Cohen's kappa of two raters: agreement beyond chance, as a share of what chance leaves. With very uneven categories
 * it is low in spite of high agreement; print the observed agreement and Gwet's AC1 beside it.
 *
 * @param table - counts, a row for each category of the first rater, a column for each of the second, in one order
 * @param options - weights 'none' by default; level of the interval, estimate plus and minus z standard errors, not cut
 * @returns null with `whyNull` when nobody was rated, or both raters put all into one category; z and p also where the
 *   error under chance is 0
 * @throws InputError `agreement.square`, `agreement.categories`, `agreement.counts`, `level.range`
 * @see Cohen (1968) Psychol Bull 70:213; Fleiss, Cohen & Everitt (1969) Psychol Bull 72:323 for both standard errors
 */
export function cohenKappa(
  table: Counts,
  { weights = 'none', level = 0.95 }: { weights?: AgreementWeights; level?: number } = {},
): CohenKappa {
  assertLevel(level);
  assertWord('weighting', weights, ['none', 'linear', 'quadratic']);
  const categories = assertSquare(table);
  const subjects = table.flat().reduce((sum, count) => sum + count, 0);
  if (subjects === 0) return { ...NOT_ESTIMABLE, observed: null, expected: null, subjects, whyNull: 'nobody' };

  const share = table.map((row) => row.map((count) => count / subjects));
  const ofFirst = share.map((row) => sum(row));
  const ofSecond = ofFirst.map((_, column) => sum(share.map((row) => row[column] as number)));
  const weight = weightsOf(categories, weights);
  const observed = overCells((i, j) => at(weight, i, j) * at(share, i, j), categories);
  const expected = overCells((i, j) => at(weight, i, j) * (ofFirst[i] as number) * (ofSecond[j] as number), categories);
  // all in one category: nothing is left beyond chance
  if (ofFirst.some((p, category) => p === 1 && ofSecond[category] === 1)) {
    return { ...NOT_ESTIMABLE, observed, expected, subjects, whyNull: 'oneCategory' };
  }

  // one rater named a single category: what both would agree on by chance is all they can, and nothing varies
  if (ofFirst.includes(1) || ofSecond.includes(1)) {
    const none = { estimate: 0, standardError: 0, lower: 0, upper: 0, standardErrorNull: 0, z: null, pValue: null };
    return { ...none, observed, expected, subjects, whyNull: null };
  }

  const estimate = (observed - expected) / (1 - expected);
  const meanOfRow = weight.map((row) => sum(row.map((w, j) => w * (ofSecond[j] as number))));
  const meanOfColumn = weight.map((_, j) => sum(ofFirst.map((p, i) => p * at(weight, i, j))));
  const expectedAt = (i: number, j: number) => (meanOfRow[i] as number) + (meanOfColumn[j] as number);
  // both variances are written as spreads about their means, which are known, so that equal terms cancel exactly
  const varianceOf = (
    probability: (i: number, j: number) => number,
    value: (i: number, j: number) => number,
    mean: number,
  ) =>
    overCells((i, j) => probability(i, j) * (value(i, j) - mean) ** 2, categories) / (subjects * (1 - expected) ** 2);
  const standardError = Math.sqrt(
    varianceOf(
      (i, j) => at(share, i, j),
      (i, j) => at(weight, i, j) - expectedAt(i, j) * (1 - estimate),
      estimate - expected * (1 - estimate),
    ),
  );
  const standardErrorNull = Math.sqrt(
    varianceOf(
      (i, j) => (ofFirst[i] as number) * (ofSecond[j] as number),
      (i, j) => at(weight, i, j) - expectedAt(i, j),
      -expected,
    ),
  );
  const reach = -normalQuantile((1 - level) / 2) * standardError;
  const z = standardErrorNull > 0 ? estimate / standardErrorNull : null;
  return {
    estimate,
    standardError,
    lower: estimate - reach,
    upper: estimate + reach,
    standardErrorNull,
    z,
    pValue: z === null ? null : 2 * normalCdf(-Math.abs(z)),
    observed,
    expected,
    subjects,
    whyNull: null,
  };
}

const NOT_ESTIMABLE = {
  estimate: null,
  standardError: null,
  lower: null,
  upper: null,
  standardErrorNull: null,
  z: null,
  pValue: null,
};

function weightsOf(categories: number, weights: AgreementWeights): number[][] {
  const weight = (distance: number) => {
    if (weights === 'none') return distance === 0 ? 1 : 0;
    const apart = distance / (categories - 1);
    return weights === 'linear' ? 1 - apart : 1 - apart ** 2;
  };
  return Array.from({ length: categories }, (_, i) =>
    Array.from({ length: categories }, (_, j) => weight(Math.abs(i - j))),
  );
}

function at(matrix: readonly (readonly number[])[], i: number, j: number): number {
  return (matrix[i] as readonly number[])[j] as number;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function overCells(value: (i: number, j: number) => number, categories: number): number {
  let total = 0;
  for (let i = 0; i < categories; i += 1) {
    for (let j = 0; j < categories; j += 1) total += value(i, j);
  }
  return total;
}
