import { fUpperQuantile, fUpperTail } from '../distributions/index.ts';
import { assertLevel, InputError } from '../input/index.ts';

/**
 * The six forms of Shrout and Fleiss. 1: each subject has raters of its own; 2: the raters are a sample of all raters
 * and their differences count as disagreement; 3: these raters alone matter and their differences do not count. With k:
 * of the mean of all raters, else of a single one.
 */
export type IccForm = 'ICC1' | 'ICC2' | 'ICC3' | 'ICC1k' | 'ICC2k' | 'ICC3k';

export type IntraclassCorrelation = {
  /** null where the ratings do not differ at all */
  estimate: number | null;
  lower: number | null;
  upper: number | null;
  /** ratio of mean squares of the test that it is 0; null where nothing is left below the line */
  f: number | null;
  degreesOfFreedom: readonly [number, number];
  pValue: number | null;
};

export type IntraclassCorrelations = {
  forms: Record<IccForm, IntraclassCorrelation>;
  /** subjects rated by all raters, and those left out because a rating is missing */
  subjects: number;
  missing: number;
  raters: number;
  whyNull: 'tooFewSubjects' | 'noSpread' | 'noResidual' | null;
};

/** Sums of squares of this share of the squared values are nothing but rounding. */
const ROUNDING = (10 * Number.EPSILON) ** 2;

/**
 * Intraclass correlations of measurements: the share of their variance that lies between the subjects.
 *
 * @param ratings - a row for each subject, a column for each rater; null is missing, and its subject is left out
 * @param level - of the intervals
 * @returns null with `whyNull` below two complete subjects, and where the ratings do not differ at all; where nothing
 *   is left below the line (`noResidual`) the tests and limits of the forms 2 and 3 alone are null
 * @throws InputError `icc.raters` with the row unless all rows have the same number of raters, two or more,
 *   `values.notFinite` with the row, `level.range`
 * @see Shrout & Fleiss (1979) Psychol Bull 86:420; McGraw & Wong (1996) Psychol Methods 1:30 for the interval of form 2
 */
export function intraclassCorrelations(
  ratings: readonly (readonly (number | null)[])[],
  level = 0.95,
): IntraclassCorrelations {
  assertLevel(level);
  const raters = assertRatings(ratings);
  const complete = ratings.filter((row) => row.every((value) => value !== null)) as readonly (readonly number[])[];
  const about = { subjects: complete.length, missing: ratings.length - complete.length, raters };
  if (complete.length < 2)
    return { forms: eachForm(() => noForm(complete.length, raters)), ...about, whyNull: 'tooFewSubjects' };

  const squares = meanSquares(complete, raters);
  if (squares.within === 0 && squares.between === 0) {
    return { forms: eachForm(() => noForm(complete.length, raters)), ...about, whyNull: 'noSpread' };
  }
  const tail = (1 - level) / 2;
  const oneWay = oneWayForms(squares, complete.length, raters, tail);
  const twoWay = twoWayForms(squares, complete.length, raters, tail);
  return { forms: { ...oneWay, ...twoWay }, ...about, whyNull: squares.residual === 0 ? 'noResidual' : null };
}

type MeanSquares = { between: number; within: number; raters: number; residual: number };

/** Mean squares between subjects, within them, between raters, and of what neither explains. */
function meanSquares(rows: readonly (readonly number[])[], raters: number): MeanSquares {
  const n = rows.length;
  const mean = (values: readonly number[]) => {
    const rough = values.reduce((sum, value) => sum + value, 0) / values.length;
    return rough + values.reduce((sum, value) => sum + (value - rough), 0) / values.length;
  };
  const grand = mean(rows.flat());
  const ofSubject = rows.map((row) => mean(row) - grand);
  const ofRater = (rows[0] as readonly number[]).map((_, j) => mean(rows.map((row) => row[j] as number)) - grand);
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
  const residuals = rows.flatMap((row, i) =>
    row.map((value, j) => value - grand - (ofSubject[i] as number) - (ofRater[j] as number)),
  );
  const nothing = ROUNDING * total(rows.flat());
  const squaresOf = (sum: number) => (sum <= nothing ? 0 : sum);
  const between = squaresOf(raters * total(ofSubject));
  const amongRaters = squaresOf(n * total(ofRater));
  const residual = squaresOf(total(residuals));
  return {
    between: between / (n - 1),
    within: (amongRaters + residual) / (n * (raters - 1)),
    raters: amongRaters / (raters - 1),
    residual: residual / ((n - 1) * (raters - 1)),
  };
}

function oneWayForms({ between, within }: MeanSquares, n: number, k: number, tail: number) {
  const degreesOfFreedom = [n - 1, n * (k - 1)] as const;
  const single = { estimate: (between - within) / (between + (k - 1) * within), degreesOfFreedom };
  const average = { estimate: between === 0 ? null : (between - within) / between, degreesOfFreedom };
  return { ICC1: testedByRatio(single, between, within, k, tail), ICC1k: averaged(average, between, within, tail) };
}

function twoWayForms({ between, raters, residual }: MeanSquares, n: number, k: number, tail: number) {
  const degreesOfFreedom = [n - 1, (n - 1) * (k - 1)] as const;
  const share = (above: number, below: number) => (below === 0 ? null : above / below);
  const signal = between - residual;
  const consistency = { estimate: share(signal, between + (k - 1) * residual), degreesOfFreedom };
  const consistencyOfMean = { estimate: share(signal, between), degreesOfFreedom };
  const agreement = share(signal, between + (k - 1) * residual + (k * (raters - residual)) / n);
  const agreementOfMean = share(signal, between + (raters - residual) / n);
  const tested = testOf(between, residual, degreesOfFreedom);
  const limits = agreementLimits({ between, raters, residual }, agreement, n, k, tail);
  // below -1 / (k - 1) the mean of all raters has no correlation to speak of
  const ofMean = (limit: number | null) =>
    limit === null || limit <= -1 / (k - 1) ? null : (limit * k) / (1 + limit * (k - 1));
  return {
    ICC2: { estimate: agreement, ...limits, ...tested },
    ICC3: testedByRatio(consistency, between, residual, k, tail),
    ICC2k: { estimate: agreementOfMean, lower: ofMean(limits.lower), upper: ofMean(limits.upper), ...tested },
    ICC3k: averaged(consistencyOfMean, between, residual, tail),
  };
}

type Tested = Pick<IntraclassCorrelation, 'f' | 'pValue' | 'degreesOfFreedom'>;
type Estimated = Pick<IntraclassCorrelation, 'estimate' | 'degreesOfFreedom'>;

function testOf(above: number, below: number, degreesOfFreedom: readonly [number, number]): Tested {
  if (below === 0) return { f: null, pValue: null, degreesOfFreedom };
  return { f: above / below, pValue: fUpperTail(above / below, ...degreesOfFreedom), degreesOfFreedom };
}

/** The ratio of mean squares over, and times, the quantiles that its truth would leave. */
function ratioLimits(ratio: number, [above, below]: readonly [number, number], tail: number) {
  return { lower: ratio / fUpperQuantile(tail, above, below), upper: ratio * fUpperQuantile(tail, below, above) };
}

/** Forms 1 and 3 of a single rater: (F - 1) / (F + k - 1), at the limits of F. */
function testedByRatio(given: Estimated, above: number, below: number, k: number, tail: number): IntraclassCorrelation {
  const tested = testOf(above, below, given.degreesOfFreedom);
  if (tested.f === null) return { ...tested, estimate: given.estimate, lower: null, upper: null };
  const { lower, upper } = ratioLimits(tested.f, given.degreesOfFreedom, tail);
  const limit = (f: number) => (f - 1) / (f + k - 1);
  return { ...tested, estimate: given.estimate, lower: limit(lower), upper: limit(upper) };
}

/** Forms 1 and 3 of the mean of all raters: 1 - 1 / F, at the limits of F. */
function averaged(given: Estimated, above: number, below: number, tail: number): IntraclassCorrelation {
  const tested = testOf(above, below, given.degreesOfFreedom);
  if (tested.f === null || tested.f === 0) return { ...tested, estimate: given.estimate, lower: null, upper: null };
  const { lower, upper } = ratioLimits(tested.f, given.degreesOfFreedom, tail);
  return { ...tested, estimate: given.estimate, lower: 1 - 1 / lower, upper: 1 - 1 / upper };
}

/** Form 2: its denominator is a mixture of mean squares, whose degrees of freedom are those of Satterthwaite. */
function agreementLimits(
  { between, raters, residual }: Pick<MeanSquares, 'between' | 'raters' | 'residual'>,
  estimate: number | null,
  n: number,
  k: number,
  tail: number,
): { lower: number | null; upper: number | null } {
  if (estimate === null || residual === 0) return { lower: null, upper: null };
  const ofRaters = (k * estimate * raters) / residual;
  const ofResidual = n * (1 + (k - 1) * estimate) - k * estimate;
  const degrees = ((k - 1) * (n - 1) * (ofRaters + ofResidual) ** 2) / ((n - 1) * ofRaters ** 2 + ofResidual ** 2);
  if (!(degrees > 0)) return { lower: null, upper: null };
  const [fLower, fUpper] = [fUpperQuantile(tail, n - 1, degrees), fUpperQuantile(tail, degrees, n - 1)];
  if (fLower === Number.POSITIVE_INFINITY) return { lower: null, upper: null };
  const mixture = k * raters + (k * n - k - n) * residual;
  return {
    lower: (n * (between - fLower * residual)) / (fLower * mixture + n * between),
    upper: (n * (fUpper * between - residual)) / (mixture + n * fUpper * between),
  };
}

function eachForm(form: () => IntraclassCorrelation): Record<IccForm, IntraclassCorrelation> {
  return { ICC1: form(), ICC2: form(), ICC3: form(), ICC1k: form(), ICC2k: form(), ICC3k: form() };
}

function noForm(n: number, k: number): IntraclassCorrelation {
  return { estimate: null, lower: null, upper: null, f: null, degreesOfFreedom: [n - 1, n * (k - 1)], pValue: null };
}

function assertRatings(ratings: readonly (readonly (number | null)[])[]): number {
  const raters = ratings[0]?.length ?? 2;
  for (const [index, row] of ratings.entries()) {
    if (row.length !== raters || raters < 2) {
      throw new InputError(
        'icc.raters',
        `Each subject has a rating of each rater, of whom there are two or more, or null where it is missing. ` +
          `Row ${index} has ${row.length}, the first ${raters}. Write null for the missing ones.`,
        index,
      );
    }
    const wrong = row.find((value) => value !== null && !Number.isFinite(value));
    if (wrong === undefined) continue;
    throw new InputError(
      'values.notFinite',
      `A rating is a finite number, or null where it is missing. Row ${index} has ${wrong}. Write null or correct it.`,
      index,
    );
  }
  return raters;
}
