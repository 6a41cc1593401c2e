import { InputError } from '../input/index.ts';
/** A scalar result with everybody and without each subject in turn; subjects are named by their place. */
export type Influence = {
  /** with everybody; null where it cannot be estimated */
  readonly all: number | null;
  /** without each subject; null where it cannot be estimated without them */
  readonly without: readonly (number | null)[];
  /** without each subject, less the result with everybody; null where either is */
  readonly change: readonly (number | null)[];
  /** the least and the greatest result, and without whom it comes out so; null and nobody where none is estimable */
  readonly minimum: Extreme;
  readonly maximum: Extreme;
  /** the change that is furthest from 0, the first of several, and all whose leaving moves the result as far either way */
  readonly largestChange: Extreme;
  /** everybody by how much their leaving moves the result, the most first, and before them those it hangs on */
  readonly order: Uint32Array;
  /** without whom there is no result */
  readonly notEstimable: readonly number[];
  /** without whom a decision falls the other way; null without a decision, or a result to decide on */
  readonly flips: readonly number[] | null;
};

export type Extreme = { readonly value: number | null; readonly subjects: readonly number[] };

export type InfluenceOptions = {
  /** what is concluded from a result, such as p < 0.05 or a lower limit above 1 */
  readonly decision?: (value: number) => boolean;
};

/** Differences of computed numbers below this share are rounding, not influence. */
const ROUNDING = 1e-9;

/**
 * What each subject's leaving does to a result: between which values it moves, who moves it most, and without whom it
 * would be decided otherwise.
 *
 * Results within 1e-9 of each other (relative where they are above 1) are one: of several who move a result alike each
 * is named.
 *
 * @param all - with everybody
 * @param without - without each subject, in the order in which the answer names them
 * @returns extremes of null and nobody where no result can be estimated; `flips` null without a decision, or a result
 *   to decide on
 * @throws InputError `influence.estimate`, with the subject without whom it came out so, unless each result is finite or null
 * @see Miller (1974) Biometrika 61:1; Walsh et al. (2014) J Clin Epidemiol 67:622 on results that one patient decides
 */
export function influenceOf(
  all: number | null,
  without: readonly (number | null)[],
  options: InfluenceOptions = {},
): Influence {
  assertEstimate(all);
  without.forEach(assertEstimate);
  const change = without.map((value) => (value === null || all === null ? null : value - all));
  const estimated = without.flatMap((value) => (value === null ? [] : [value]));
  const furthest = change.reduce<number | null>((most, one) => {
    if (one === null) return most;
    return most === null || Math.abs(one) > Math.abs(most) + ROUNDING ? one : most;
  }, null);
  return {
    all,
    without,
    change,
    minimum: extreme(
      estimated.reduce<number | null>((least, value) => (least === null ? value : Math.min(least, value)), null),
      without,
    ),
    maximum: extreme(
      estimated.reduce<number | null>((most, value) => (most === null ? value : Math.max(most, value)), null),
      without,
    ),
    largestChange: {
      value: furthest,
      subjects: placesWhere(
        change,
        (one) => one !== null && furthest !== null && isSame(Math.abs(one), Math.abs(furthest)),
      ),
    },
    order: byInfluence(without, change),
    notEstimable: placesWhere(without, (value) => value === null),
    flips: flipsOf(all, without, options),
  };
}

function extreme(value: number | null, without: readonly (number | null)[]): Extreme {
  if (value === null) return { value, subjects: [] };
  return { value, subjects: placesWhere(without, (one) => one !== null && isSame(one, value)) };
}

/** Of those who move the result alike the first subject goes first. */
function byInfluence(without: readonly (number | null)[], change: readonly (number | null)[]): Uint32Array {
  const size = (place: number): number =>
    without[place] === null ? Number.POSITIVE_INFINITY : Math.abs(change[place] ?? 0);
  return Uint32Array.from(without.keys()).sort((a, b) => {
    const [first, second] = [size(a), size(b)];
    return first === second ? a - b : second - first;
  });
}

function flipsOf(
  all: number | null,
  without: readonly (number | null)[],
  { decision }: InfluenceOptions,
): number[] | null {
  if (!decision || all === null) return null;
  const decided = decision(all);
  return placesWhere(without, (value) => value !== null && decision(value) !== decided);
}

function placesWhere<T>(values: readonly T[], condition: (value: T) => boolean): number[] {
  return values.flatMap((value, place) => (condition(value) ? [place] : []));
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a), Math.abs(b));
}

function assertEstimate(value: number | null, at?: number): void {
  if (value === null || Number.isFinite(value)) return;
  throw new InputError(
    'influence.estimate',
    `A result is a finite number, or null where there is none. ${at === undefined ? 'That with everybody' : `That without subject ${at}`} is ${value}. Write null.`,
    at,
  );
}
