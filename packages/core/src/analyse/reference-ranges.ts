import { isMissing, type PartialDate, type Value } from '../model/index.ts';
import type { LoadedStudy, Study } from '../protocol/index.ts';

export type ReferenceRange = NonNullable<Study['referenceRanges']>[number];

/** What is known of one value: whose it is, where and when it was measured, in which unit. */
export type Measured = {
  value: number;
  /** null: not stated */
  unit: string | null;
  sex: Value;
  laboratory: Value;
  /** true: the value is a limit of detection, and the true one lies below */
  isLimit?: boolean;
  /** age in days, the youngest and the oldest that the dates allow; null where one of them is missing */
  ageDays: { youngest: number; oldest: number } | null;
};

/** `open`: a value below detection, of which the range does not say where it lies */
export type Verdict = 'below' | 'within' | 'above' | 'open' | 'noRange' | 'otherUnit';

/**
 * Judges a value by the range that is made for it. Of several that hold the one for the laboratory goes before one by sex,
 * and that before one by age; both bounds are within.
 *
 * @returns `range` is the place in the study's list; no range where none holds, or where a closer one might hold and
 *   sex, laboratory or age are not known well enough to say so; `otherUnit` where ranges hold, but none in this unit
 */
export function judge(
  ranges: readonly { range: ReferenceRange; place: number }[],
  measured: Measured,
): { verdict: Verdict; range: number | null } {
  const fitting = ranges.flatMap(({ range, place }) => {
    const fits = holds(range, measured);
    return fits === false ? [] : [{ range, place, fits, closeness: closenessOf(range) }];
  });
  const inUnit = fitting.filter(({ range }) => range.unit === measured.unit);
  const sure = inUnit.filter(({ fits }) => fits === true).sort((a, b) => b.closeness - a.closeness)[0];
  const isOpen = inUnit.some(({ fits, closeness }) => fits === null && closeness > (sure?.closeness ?? -1));
  if (sure && !isOpen) return { verdict: verdictOf(sure.range, measured), range: sure.place };
  const isOther = inUnit.length === 0 && fitting.some(({ fits }) => fits === true);
  return { verdict: isOther ? 'otherUnit' : 'noRange', range: null };
}

/** The ranges of a test, each with its place in the study's list. */
export function rangesOf(study: LoadedStudy, form: string, test: string): { range: ReferenceRange; place: number }[] {
  return (study.document.referenceRanges ?? []).flatMap((range, place) =>
    range.form === form && range.test === test ? [{ range, place }] : [],
  );
}

/** The youngest and the oldest age, in days, that two dates allow; null where one is no date. */
export function ageBetween(birth: Value, date: Value): Measured['ageDays'] {
  if (!isDate(birth) || !isDate(date)) return null;
  return { youngest: date.earliest - birth.latest, oldest: date.latest - birth.earliest };
}

export function isDate(value: Value): value is PartialDate {
  return typeof value === 'object' && value.kind === 'date';
}

function verdictOf(range: ReferenceRange, { value, isLimit = false }: Measured): Verdict {
  if (isLimit) return verdictOfLimit(range, value);
  if (range.lower !== undefined && value < range.lower) return 'below';
  return range.upper !== undefined && value > range.upper ? 'above' : 'within';
}

/** Of a value that is known to lie below a limit: all of what it may be must lie on one side of each bound. */
function verdictOfLimit({ lower, upper }: ReferenceRange, limit: number): Verdict {
  if (lower !== undefined && limit <= lower) return 'below';
  const isNotAbove = upper === undefined || limit <= upper;
  return isNotAbove && (lower === undefined || lower <= 0) ? 'within' : 'open';
}

/** null: what is known does not say */
function holds(range: ReferenceRange, measured: Measured): boolean | null {
  const bySex = named(range.sex, measured.sex);
  if (bySex === false) return false;
  const byLaboratory = named(range.laboratory, measured.laboratory);
  if (byLaboratory === false) return false;
  const byAge = ofAge(range, measured.ageDays);
  if (byAge === false) return false;
  return bySex === null || byLaboratory === null || byAge === null ? null : true;
}

function named(wanted: string | undefined, value: Value): boolean | null {
  if (wanted === undefined) return true;
  return isMissing(value) ? null : value === wanted;
}

/** Ages run from a day up to, and not including, another. */
function ofAge({ fromDays, untilDays }: ReferenceRange, age: Measured['ageDays']): boolean | null {
  if (fromDays === undefined && untilDays === undefined) return true;
  if (age === null) return null;
  const from = fromDays ?? Number.NEGATIVE_INFINITY;
  const until = untilDays ?? Number.POSITIVE_INFINITY;
  if (age.youngest >= from && age.oldest < until) return true;
  return age.oldest < from || age.youngest >= until ? false : null;
}

function closenessOf(range: ReferenceRange): number {
  const isByAge = range.fromDays !== undefined || range.untilDays !== undefined;
  return (range.laboratory === undefined ? 0 : 4) + (range.sex === undefined ? 0 : 2) + (isByAge ? 1 : 0);
}
