import type { Context } from '../expression/index.ts';
import type { Records, ScreeningEntry } from '../model/index.ts';
import { INCLUDE } from '../records/index.ts';

/** A line of the screening log under the id that the flow has it by: the patient's where there are records. */
export type ScreenedCandidate = { id: string; entry: ScreeningEntry };

/** The lines of the screening log by id, in code-unit order; a patient whom two lines name keeps the id of the first. */
export function screenedCandidates(records: Records, contexts: ReadonlyMap<string, Context>): ScreenedCandidate[] {
  const taken = new Set<string>();
  const candidates = records.screening.map((entry): ScreenedCandidate => {
    const hasRecords = entry.patient !== null && contexts.has(entry.patient);
    const own = hasRecords ? (entry.patient as string) : entry.candidate;
    const id = taken.has(own) ? entry.candidate : own;
    taken.add(id);
    return { id, entry };
  });
  return candidates.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Whether a decision, or a screener's vote, is to keep the candidate. */
export function isInclusion(vote: string): boolean {
  return vote === INCLUDE;
}
