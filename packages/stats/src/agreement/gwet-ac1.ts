import { tCdf, tQuantile } from '../distributions/index.ts';
import { assertLevel, InputError } from '../input/index.ts';
import { assertCounts, assertSquare, type Counts } from './ratings.ts';

export type GwetAc1 = {
  /** null when nobody was rated */
  estimate: number | null;
  /** the next four from two subjects on */
  standardError: number | null;
  lower: number | null;
  /** never above 1 */
  upper: number | null;
  /** of the hypothesis that there is no agreement beyond chance; 0 where all subjects agree alike */
  pValue: number | null;
  observed: number | null;
  expected: number | null;
  subjects: number;
};

/** Subjects that were rated alike: how often each category was given to one, and how many they are. */
type Pattern = { given: readonly number[]; subjects: number };

/**
 * Gwet's AC1 of any number of raters: agreement beyond chance, where chance is estimated so that uneven categories do
 * not drive it up, as they do for kappa.
 *
 * @param counts - a row for each subject, a column for each category: how many raters chose it. Each subject has two
 *   ratings or more; their number may differ
 * @param level - of the interval by Student's t with subjects - 1 degrees of freedom
 * @returns null when nobody was rated; error, limits and p from two subjects on
 * @throws InputError `agreement.ratings` with the row, `agreement.categories`, `agreement.counts`, `level.range`
 * @see Gwet (2008) Br J Math Stat Psychol 61:29
 */
export function gwetAc1(counts: Counts, level = 0.95): GwetAc1 {
  assertLevel(level);
  assertCounts(counts);
  for (const [index, row] of counts.entries()) {
    const ratings = sum(row);
    if (ratings >= 2) continue;
    throw new InputError(
      'agreement.ratings',
      `Agreement takes two ratings of each subject or more. Row ${index} has ${ratings}. Leave the subject out, and say so.`,
      index,
    );
  }
  return ac1Of(
    counts.map((given) => ({ given, subjects: 1 })),
    level,
  );
}

/**
 * The same for two raters whose table is given.
 *
 * @param table - counts, a row for each category of the first rater, a column for each of the second, in one order
 * @returns as `gwetAc1`
 * @throws InputError `agreement.square`, `agreement.categories`, `agreement.counts`, `level.range`
 * @see Gwet (2008) Br J Math Stat Psychol 61:29
 */
export function gwetAc1OfTable(table: Counts, level = 0.95): GwetAc1 {
  assertLevel(level);
  const categories = assertSquare(table);
  const patterns = table.flatMap((row, first) =>
    row.map((subjects, second) => ({
      given: Array.from({ length: categories }, (_, k) => Number(k === first) + Number(k === second)),
      subjects,
    })),
  );
  return ac1Of(
    patterns.filter(({ subjects }) => subjects > 0),
    level,
  );
}

function ac1Of(patterns: readonly Pattern[], level: number): GwetAc1 {
  const subjects = sum(patterns.map((pattern) => pattern.subjects));
  if (subjects === 0) {
    return { estimate: null, ...WITHOUT_LIMITS, observed: null, expected: null, subjects };
  }
  const meanOver = (value: (pattern: Pattern) => number) =>
    sum(patterns.map((pattern) => pattern.subjects * value(pattern))) / subjects;
  const categories = (patterns[0] as Pattern).given.map((_, k) => k);
  const share = categories.map((k) => meanOver(({ given }) => (given[k] as number) / sum(given)));
  const agreement = ({ given }: Pattern) => {
    const ratings = sum(given);
    return sum(given.map((count) => count * (count - 1))) / (ratings * (ratings - 1));
  };
  const chance = ({ given }: Pattern) =>
    sum(given.map((count, k) => (count / sum(given)) * (1 - (share[k] as number)))) / (categories.length - 1);
  const observed = meanOver(agreement);
  const expected = sum(share.map((p) => p * (1 - p))) / (categories.length - 1);
  const estimate = (observed - expected) / (1 - expected);
  if (subjects < 2) return { estimate, ...WITHOUT_LIMITS, observed, expected, subjects };

  const influence = (pattern: Pattern) =>
    (agreement(pattern) - expected - 2 * (1 - estimate) * (chance(pattern) - expected)) / (1 - expected);
  const square = meanOver((pattern) => (influence(pattern) - estimate) ** 2) / (subjects - 1);
  const standardError = Math.sqrt(square);
  const reach = -tQuantile((1 - level) / 2, subjects - 1) * standardError;
  return {
    estimate,
    standardError,
    lower: estimate - reach,
    upper: Math.min(1, estimate + reach),
    pValue: pValueOf(estimate, standardError, subjects - 1),
    observed,
    expected,
    subjects,
  };
}

const WITHOUT_LIMITS = { standardError: null, lower: null, upper: null, pValue: null };

function pValueOf(estimate: number, standardError: number, degreesOfFreedom: number): number | null {
  if (standardError > 0) return 2 * tCdf(-Math.abs(estimate / standardError), degreesOfFreedom);
  return estimate === 0 ? null : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
