import type { CompetingFollowUp } from '../competing-risks/index.ts';
import { type FollowUp, type RiskTable, riskTable } from '../survival/index.ts';
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

/**
 * Events at one time as another: by how many of those at risk the order is hidden, on average over the events. d events
 * among n at risk hide (d - 1) / 2 of n, which is by how much Breslow's denominators are too large.
 */
export function tiesIn(table: RiskTable): Finding[] {
  let tied = 0;
  let events = 0;
  let hidden = 0;
  for (let row = 0; row < table.time.length; row += 1) {
    const d = table.events[row] as number;
    events += d;
    if (d < 2) continue;
    tied += d;
    hidden += (d * (d - 1)) / (2 * (table.atRisk[row] as number));
  }
  if (tied === 0) return [];
  const displaced = hidden / events;
  const findings: Finding[] = [{ code: 'ties', tied, events }];
  if (displaced > GUARD_LIMITS.displacedByTies) findings.push({ code: 'heavyTies', tied, events, displaced });
  return findings;
}

/** Who entered late, and whether events fell where few were under observation before others entered. */
export function lateEntryIn(followUp: FollowUp, table: RiskTable = riskTable(followUp, true)): Finding[] {
  const { entry, weight } = followUp;
  if (!entry) return [];
  const countFrom = (time: number): number =>
    entry.reduce((sum, at, index) => sum + (at > 0 && at >= time ? (weight?.[index] ?? 1) : 0), 0);
  const late = countFrom(Number.MIN_VALUE);
  if (late === 0) return [];
  const subjects = entry.reduce((sum, _at, index) => sum + (weight?.[index] ?? 1), 0);
  const findings: Finding[] = [{ code: 'lateEntry', late, subjects }];
  let tiny: Finding | null = null;
  for (let row = 0; row < table.time.length; row += 1) {
    const time = table.time[row] as number;
    const atRisk = table.atRisk[row] as number;
    const events = table.events[row] as number;
    if (events === 0) continue;
    const later = countFrom(time);
    if (later === 0) break;
    if (events === atRisk) {
      findings.push({ code: 'exhaustedRiskSet', time, later });
      break;
    }
    if (tiny === null && atRisk < GUARD_LIMITS.atRisk) tiny = { code: 'tinyRiskSet', time, atRisk, later };
  }
  return tiny === null ? findings : [...findings, tiny];
}
