import type { Plain } from './opened.ts';

/** True, false, or why it is not known: a pencil's own three-valued logic, apart from the program's. */
export type Truth = boolean | string[];

const ORDER = ['notEntered', 'notDone', 'notReported', 'notApplicable', 'unknown', 'refused', 'imprecise', 'noRows'];

/** The reasons of several gaps, each once, in the order in which the program lists them. */
export function joinGaps(gaps: readonly (readonly string[])[]): string[] {
  return ORDER.filter((reason) => gaps.some((gap) => gap.includes(reason)));
}

/** Why a value is missing; null where it is not. */
export function gapOf(held: Plain): string[] | null {
  return typeof held === 'object' && 'missing' in held ? held.missing.split('+') : null;
}

export function bothHold(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return open([a, b]) ?? true;
}

export function eitherHolds(a: Truth, b: Truth): Truth {
  if (a === true || b === true) return true;
  return open([a, b]) ?? false;
}

/** Whether a condition holds for some row of a form; without rows nobody knows. */
export function someRow<Row>(rows: readonly Row[], condition: (row: Row) => Truth): Truth {
  if (rows.length === 0) return ['noRows'];
  return rows.map(condition).reduce(eitherHolds, false);
}

function open(truths: readonly Truth[]): string[] | null {
  const gaps = truths.filter((truth) => typeof truth !== 'boolean');
  return gaps.length === 0 ? null : joinGaps(gaps);
}
