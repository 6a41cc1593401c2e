import { type Issue, type ScreeningEntry, type Words, words } from '../model/index.ts';
import type { FinalDecision, ScreeningRun } from './screening-state.ts';

/** The log after a screening, and what kept a decision out of it. */
export type MergedLog = { entries: ScreeningEntry[]; added: number; issues: Issue[] };

/** Columns of the log that a screening writes, beside those that every log has. */
const COLUMNS = {
  firstMention: 'first-mention-date',
  howFound: 'found-by',
  screener: (place: number) => `screener-${place}`,
  adjudicated: 'adjudicated',
  before: 'decided-before',
} as const;

/**
 * Puts settled decisions into the study's screening log. What stands there is kept, further columns too; a candidate whom
 * the log decided otherwise is a fault and stays as it was, unless reports have come since and the log still says what was
 * settled before them: then the new decision stands there, and the earlier one in a column of its own. Candidates still open are not in the log; of the sampled
 * non-hits only those who turned out to be cases.
 *
 * @param earlier - what was settled before these sheets
 */
export function mergeLog(
  log: readonly ScreeningEntry[],
  run: ScreeningRun,
  decisions: Readonly<Record<string, FinalDecision>>,
  screeners: readonly string[],
  earlier: Readonly<Record<string, FinalDecision>> = {},
): MergedLog {
  const entries = new Map(log.map((entry) => [entry.candidate, entry]));
  const candidates = new Map(run.candidates.map((one) => [one.patient, one]));
  const patients = new Set(log.flatMap(({ patient }) => patient ?? []));
  const issues: Issue[] = [];
  let added = 0;
  for (const [patient, decision] of Object.entries(decisions)) {
    const candidate = candidates.get(patient);
    if (candidate === undefined && decision.decision !== 'include') continue;
    const before = entries.get(patient);
    const settled = Object.hasOwn(earlier, patient) ? earlier[patient] : undefined;
    const hasChanged = settled !== undefined && settled.evidence !== decision.evidence;
    if (
      before !== undefined &&
      before.decision !== decision.decision &&
      hasChanged &&
      settled.decision === before.decision
    ) {
      const details = detailsOf(decision, candidate?.firstDate ?? null, candidate !== undefined, screeners);
      entries.set(patient, {
        ...before,
        patient: decision.decision === 'include' && !patients.has(patient) ? patient : before.patient,
        decision: decision.decision,
        reason: decision.note,
        details: { ...before.details, ...details, [COLUMNS.before]: before.decision },
      });
      continue;
    }
    if (before !== undefined && before.decision !== decision.decision) {
      issues.push(differs(patient, before.decision, decision.decision));
      continue;
    }
    const details = detailsOf(decision, candidate?.firstDate ?? null, candidate !== undefined, screeners);
    if (before !== undefined) {
      entries.set(patient, { ...before, details: { ...details, ...before.details } });
      continue;
    }
    // a number that already stands for the patient of another candidate stays with that one
    const isIncluded = decision.decision === 'include' && !patients.has(patient);
    entries.set(patient, {
      candidate: patient,
      patient: isIncluded ? patient : null,
      decision: decision.decision,
      reason: decision.note,
      details,
    });
    added += 1;
  }
  const sorted = [...entries.values()].sort((a, b) =>
    a.candidate < b.candidate ? -1 : a.candidate > b.candidate ? 1 : 0,
  );
  return { entries: sorted, added, issues };
}

function detailsOf(
  { votes, adjudicated }: FinalDecision,
  firstDate: string | null,
  isCandidate: boolean,
  screeners: readonly string[],
): Record<string, string> {
  const details: Record<string, string> = {};
  if (firstDate !== null) details[COLUMNS.firstMention] = firstDate;
  details[COLUMNS.howFound] = isCandidate ? 'search' : 'sample-of-non-hits';
  screeners.forEach((name, index) => {
    const vote = Object.hasOwn(votes, name) ? votes[name] : undefined;
    if (vote) details[COLUMNS.screener(index + 1)] = vote.reason ?? vote.decision;
  });
  if (adjudicated) details[COLUMNS.adjudicated] = 'yes';
  return details;
}

function differs(patient: string, before: string, now: string): Issue {
  const message: Words = words(
    `The log keeps what was decided. Of candidate ${JSON.stringify(patient)} it holds ${JSON.stringify(before)}, the sheets say ${JSON.stringify(now)}; the log stays as it is.`,
    `筛查日志保留既有结论。候选病例 ${JSON.stringify(patient)} 在日志中为 ${JSON.stringify(before)}，表格中为 ${JSON.stringify(now)}；日志未作改动。`,
  );
  return {
    severity: 'error',
    code: 'screen.logDiffers',
    file: 'records/_screening.csv',
    field: 'decision',
    message,
    hint: words('Settle it, and correct the log or the sheet by hand.', '请核定后手工更正日志或表格。'),
  };
}
