import { assertProportion } from './proportion.ts';

/** The events among n subjects of a group. */
export type GroupEvents = { events: number; n: number };

/** The first group's proportion less the second's, with confidence limits; null throughout when a group is empty. */
export type ProportionDifference = { estimate: number | null; lower: number | null; upper: number | null };

export const EMPTY_GROUP: ProportionDifference = Object.freeze({ estimate: null, lower: null, upper: null });

/** @throws InputError `proportion.total`, `proportion.events`, `level.range` */
export function assertGroups(first: GroupEvents, second: GroupEvents, level: number): void {
  assertProportion(first.events, first.n, level);
  assertProportion(second.events, second.n, level);
}
