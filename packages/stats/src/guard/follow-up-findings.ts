import type { CompetingFollowUp } from '../competing-risks/index.ts';
import { InputError } from '../input/index.ts';
import { type FollowUp, type Grouping, membersByGroup, riskTable } from '../survival/index.ts';
import type { Finding } from './finding.ts';
import { GUARD_LIMITS } from './guard-limits.ts';

/** The follow-up with the first cause as its event, and any other end as a censoring. */
export function ofFirstCause({ entry = null, exit, cause, weight = null }: CompetingFollowUp): FollowUp {
  return { entry, exit, event: cause.map((code) => (code === 1 ? 1 : 0)), weight };
}

/** How many there are of a code, by weight. */
export function countOf({ cause, weight }: CompetingFollowUp, isCounted: (code: number) => boolean): number {
  return cause.reduce((sum, code, index) => sum + (isCounted(code) ? (weight?.[index] ?? 1) : 0), 0);
}

/** The follow-up of each group. */
export function followUpsByGroup(followUp: FollowUp, grouping: Grouping): FollowUp[] {
  const { start, members } = membersByGroup(grouping);
  return Array.from({ length: grouping.count }, (_, group) =>
    followUpAmong(followUp, members.subarray(start[group], start[group + 1])),
  );
}

function followUpAmong({ entry, exit, event, weight }: FollowUp, members: Uint32Array): FollowUp {
  const pick = (column: Float64Array) => Float64Array.from(members, (index) => column[index] as number);
  return {
    entry: entry ? pick(entry) : null,
    exit: pick(exit),
    event: Uint8Array.from(members, (index) => event[index] as number),
    weight: weight ? pick(weight) : null,
  };
}

/**
 * Events at one time as another: by how many of those at risk the order is hidden, on average over the events. d events
 * among n at risk hide (d - 1) / 2 of n, which is by how much Breslow's denominators are too large.
 *
 * @param strata - follow-ups with risk sets of their own
 */
export function tiesIn(strata: readonly FollowUp[]): Finding[] {
  let tied = 0;
  let events = 0;
  let hidden = 0;
  for (const followUp of strata) {
    const table = riskTable(followUp, true);
    for (let row = 0; row < table.time.length; row += 1) {
      const d = table.events[row] as number;
      events += d;
      if (d < 2) continue;
      tied += d;
      hidden += (d * (d - 1)) / (2 * (table.atRisk[row] as number));
    }
  }
  if (tied === 0) return [];
  const displaced = hidden / events;
  const findings: Finding[] = [{ code: 'ties', tied, events }];
  if (displaced > GUARD_LIMITS.displacedByTies) findings.push({ code: 'heavyTies', tied, events, displaced });
  return findings;
}

/**
 * Who entered late, and whether events fell where few were under observation before others entered.
 *
 * @param strata - groups whose risk sets count by themselves; one of all unless given
 */
export function lateEntryIn(followUp: FollowUp, strata: readonly FollowUp[] = [followUp]): Finding[] {
  const late = enteringFrom(followUp, Number.MIN_VALUE);
  if (late === 0) return [];
  const subjects = followUp.exit.reduce((sum, _time, index) => sum + (followUp.weight?.[index] ?? 1), 0);
  return [{ code: 'lateEntry', late, subjects }, ...strata.flatMap(tinyRiskSetsIn)];
}

/** How many enter late, at a time or after it. */
function enteringFrom({ entry, weight }: FollowUp, time: number): number {
  if (!entry) return 0;
  return entry.reduce((sum, at, index) => sum + (at > 0 && at >= time ? (weight?.[index] ?? 1) : 0), 0);
}

/** The first tiny risk set with an event, and the first that dies out, before the last to enter has done so. */
function tinyRiskSetsIn(followUp: FollowUp): Finding[] {
  const table = riskTable(followUp, true);
  let tiny: Finding | null = null;
  for (let row = 0; row < table.time.length; row += 1) {
    const time = table.time[row] as number;
    const atRisk = table.atRisk[row] as number;
    const events = table.events[row] as number;
    if (events === 0) continue;
    const later = enteringFrom(followUp, time);
    if (later === 0) break;
    if (tiny === null && atRisk < GUARD_LIMITS.atRisk) tiny = { code: 'tinyRiskSet', time, atRisk, later };
    if (events === atRisk) return [{ code: 'exhaustedRiskSet', time, later }, ...(tiny ? [tiny] : [])];
  }
  return tiny === null ? [] : [tiny];
}

/** @throws InputError `survival.time` unless the time is finite, 0 or later */
export function assertTime(time: number): void {
  if (time >= 0 && time < Number.POSITIVE_INFINITY) return;
  throw new InputError(
    'survival.time',
    `A follow-up is judged at a finite time, 0 or later. This one is ${time}. Leave it out to judge the whole.`,
  );
}
