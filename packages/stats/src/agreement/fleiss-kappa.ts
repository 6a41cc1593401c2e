import { normalCdf } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';
import { assertCounts, type Counts } from './ratings.ts';

export type FleissKappa = {
  /** null where only one category was used, or nobody was rated */
  estimate: number | null;
  /** under the hypothesis of agreement by chance alone, with its test */
  standardErrorNull: number | null;
  z: number | null;
  pValue: number | null;
  observed: number | null;
  expected: number | null;
  /** of each category against all others; null for one that nobody or everybody chose */
  ofCategory: (number | null)[];
  ofCategoryStandardErrorNull: number | null;
  subjects: number;
  raters: number;
  whyNull: 'nobody' | 'oneCategory' | null;
};

/**
 * Fleiss' kappa of several raters, who need not be the same for each subject.
 *
 * @param counts - a row for each subject, a column for each category: how many raters chose it; the same number of
 *   raters, two or more, in each row
 * @returns null with `whyNull` without subjects, or when one category only was used
 * @throws InputError `agreement.raters` with the row, `agreement.categories`, `agreement.counts`
 * @see Fleiss (1971) Psychol Bull 76:378; Fleiss, Nee & Landis (1979) Psychol Bull 86:974 for the standard errors
 */
export function fleissKappa(counts: Counts): FleissKappa {
  const categories = assertCounts(counts);
  const subjects = counts.length;
  const raters = sum(counts[0] ?? []);
  assertRaters(counts, raters);
  const nothing = { estimate: null, standardErrorNull: null, z: null, pValue: null, subjects, raters };
  const none = Array.from({ length: categories }, () => null);
  const withoutCategories = { ofCategory: none, ofCategoryStandardErrorNull: null };
  if (subjects === 0) {
    return { ...nothing, ...withoutCategories, observed: null, expected: null, whyNull: 'nobody' };
  }

  const pairs = raters * (raters - 1);
  const ofColumn = (value: (count: number) => number) =>
    none.map((_, k) => sum(counts.map((row) => value(row[k] as number))));
  const share = ofColumn((count) => count).map((total) => total / (subjects * raters));
  const observed = sum(counts.map((row) => sum(row.map((count) => count * (count - 1))) / pairs)) / subjects;
  const expected = sum(share.map((p) => p * p));
  if (share.includes(1)) return { ...nothing, ...withoutCategories, observed, expected, whyNull: 'oneCategory' };

  const estimate = (observed - expected) / (1 - expected);
  const spread = share.map((p) => p * (1 - p));
  const total = sum(spread);
  const perCategory = Math.sqrt(2 / (subjects * pairs));
  const skew = sum(spread.map((product, k) => product * (1 - 2 * (share[k] as number))));
  const standardErrorNull = (perCategory * Math.sqrt(total * total - skew)) / total;
  const disagreeing = ofColumn((count) => count * (raters - count));
  const z = estimate / standardErrorNull;
  return {
    estimate,
    standardErrorNull,
    z,
    pValue: 2 * normalCdf(-Math.abs(z)),
    observed,
    expected,
    ofCategory: spread.map((product, k) =>
      product === 0 ? null : 1 - (disagreeing[k] as number) / (subjects * pairs * product),
    ),
    ofCategoryStandardErrorNull: perCategory,
    subjects,
    raters,
    whyNull: null,
  };
}

function assertRaters(counts: Counts, raters: number): void {
  for (const [index, row] of counts.entries()) {
    const ratings = sum(row);
    if (ratings === raters && raters >= 2) continue;
    throw new InputError(
      'agreement.raters',
      `Each subject is rated by the same number of raters, two or more. Row ${index} has ${ratings} ratings, the first ` +
        `${raters}. Leave out subjects with missing ratings, or take Gwet's AC1.`,
      index,
    );
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
