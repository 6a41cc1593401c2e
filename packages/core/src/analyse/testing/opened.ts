import type { AnalysisResult, Statistic } from '../../model/index.ts';
import type { Study } from '../../protocol/index.ts';
import type { TextTable } from '../../records/index.ts';
import { exactLimits, type Followed, normalOf, scoreLimits } from './by-hand.ts';

/** A value as the raw cell has it. */
export type Plain = string | number | boolean | { present: string[]; absent: string[] } | { missing: string };

/** What somebody with the raw tables and a pencil can say of a patient, without any of the program's own code. */
export type Chart = {
  /** by the id of an item or of a derived variable */
  value(patient: string, variable: string): Plain;
  /** whether the condition of a proportion holds; null: it is not known */
  holds(patient: string, analysis: string): boolean | null;
  /** null: not at risk */
  follow(patient: string, endpoint: string, rule: string): Followed | null;
  /** why somebody is not at risk, in the study's or the program's English words; null: at risk */
  notAtRiskBecause(patient: string, endpoint: string, rule: string): string | null;
  /** whether what a note of an endpoint says holds for a patient; throws for a note that nobody knows how to check */
  noted(patient: string, endpoint: string, rule: string, code: string): boolean;
  /** the day of time zero of an endpoint, and days from it to the last day on which somebody is known */
  zeroDay?(patient: string, endpoint: string): number | null;
  lastDay?(patient: string, endpoint: string): number | null;
  /** the raw tables, for analyses over the rows of forms */
  tables?: readonly TextTable[];
  isCandidate(id: string): boolean;
  /** where somebody leaves the flow, if anywhere, and the reason */
  leaves(candidate: string): { step: string; reason: string } | null;
  /** what a column of the screening log says of a candidate; null: nothing */
  vote?(candidate: string, rater: string): string | null;
};

/** A statistic with what its numerator and denominator sets hold. */
export type Opened = {
  statistic: Statistic;
  numerator: readonly string[] | null;
  denominator: readonly string[] | null;
};

/** Not a number: the sets do not hold what they say. */
export const WRONG = Number.NaN;

export function unknown({ statistic }: Opened): never {
  throw new Error(`nobody knows how to work out ${statistic.id} (${statistic.name})`);
}

export function lastPart(ref: string): string {
  return ref.split('.').at(-1) ?? ref;
}

export function isMissing(value: Plain): value is { missing: string } {
  return typeof value === 'object' && 'missing' in value;
}

/** null: not recorded either way */
export function hasCode(value: Plain, code: string): boolean | null {
  if (isMissing(value)) return null;
  if (typeof value === 'boolean') return value === (code === 'yes');
  if (typeof value === 'string') return value === code;
  if (typeof value === 'number') return null;
  if (value.present.includes(code)) return true;
  return value.absent.includes(code) ? false : null;
}

/** How many of the denominator meet the condition; the numerator must be those, and without a denominator it is all there is. */
export function count({ numerator, denominator }: Opened, condition: (patient: string) => boolean): number {
  if (!denominator) return numerator?.filter(condition).length ?? WRONG;
  const expected = denominator.filter(condition);
  if (numerator && numerator.join('\n') !== expected.join('\n')) return WRONG;
  return expected.length;
}

export function share(k: number, n: number): number | null {
  return n === 0 ? null : k / n;
}

/** The steps of the flow in order, each with the set that it leads to. */
export function stepOrder(study: Study): { id: string; set: string }[] {
  return [
    ...study.eligibility.steps.map(({ id }) => ({ id, set: 'eligible' })),
    ...(study.analysisSets ?? []).flatMap((set) => set.steps.map(({ id }) => ({ id, set: set.id }))),
  ];
}

/** Whether somebody is still in after the last step up to and including a set's own. */
export function staysIn(chart: Chart, study: Study, candidate: string, set: string): boolean {
  const order = stepOrder(study);
  const left = order.findIndex(({ id }) => id === chart.leaves(candidate)?.step);
  return left < 0 || left > order.findLastIndex((step) => step.set === set);
}

/** A proportion or one of its limits; `limit` undefined is the proportion itself. */
export function proportionLimit(
  k: number,
  n: number,
  limit: string | undefined,
  interval: string,
  level: number,
  opened: Opened,
): number | null {
  if (Number.isNaN(k)) return WRONG;
  if (n === 0) return null;
  const limits = (twoSided: number) =>
    interval === 'wilson'
      ? scoreLimits(k, n, normalOf(Number(twoSided.toFixed(6))))
      : exactLimits(k, n, (1 - twoSided) / 2);
  switch (limit) {
    case undefined:
      return k / n;
    case 'lower':
    case 'upper':
      return limits(level)[limit];
    case 'upperOneSided':
      return limits(2 * level - 1).upper;
    case 'lowerOneSided':
      return limits(2 * level - 1).lower;
    default:
      return unknown(opened);
  }
}

/** How many meet what a note says: by its code, or by the K-th reason that the result gives for those not at risk. */
export function notedNumber(
  chart: Chart,
  result: AnalysisResult,
  endpoint: string,
  rule: string,
  opened: Opened,
  [code = '', place, ...more]: readonly string[],
): number {
  if (more.length > 0) return unknown(opened);
  if (code !== 'notAtRisk')
    return place === undefined
      ? count(opened, (patient) => chart.noted(patient, endpoint, rule, code))
      : unknown(opened);
  const notes = result.notes.filter((note) => note.code === 'survival.notAtRisk');
  const reason = /\((.*)\)\.$/.exec(notes[Number(place) - 1]?.text.en ?? '')?.[1];
  if (reason === undefined) return WRONG;
  return count(opened, (patient) => chart.notAtRiskBecause(patient, endpoint, rule) === reason);
}
