import type { Missing } from '../model/index.ts';

/**
 * A list of which some entries may or may not belong: what `filter` leaves where its condition is missing.
 * `conditions[i]` is true, or why it is not known whether `values[i]` belongs.
 */
export class OpenList {
  readonly values: readonly unknown[];
  readonly conditions: readonly (true | Missing)[];

  constructor(values: readonly unknown[], conditions: readonly (true | Missing)[]) {
    this.values = values;
    this.conditions = conditions;
  }
}

/** The entries of a list that is not missing; `conditions` is null when all of them belong. */
export function entriesOf(list: unknown): { values: readonly unknown[]; conditions: OpenList['conditions'] | null } {
  if (list instanceof OpenList) return list;
  return { values: list as readonly unknown[], conditions: null };
}
