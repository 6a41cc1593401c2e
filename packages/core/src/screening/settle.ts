import type { SheetVotes, Vote } from './read-sheet.ts';
import type { FinalDecision, ScreeningRun } from './screening-state.ts';

/** What the screeners of one run say of a patient together. */
export type Settled = {
  patient: string;
  /** whether the search found the patient; otherwise one of the sampled non-hits */
  isCandidate: boolean;
  /** in the order of the screeners; null where there is none yet */
  votes: (Vote | null)[];
  /** `open`: a vote is missing; `disputed`: votes differ, or nobody is sure */
  state: 'settled' | 'disputed' | 'open';
  /** `include` or the code of a reason; null until it is settled */
  decision: string | null;
  isAdjudicated: boolean;
  note: string;
};

/**
 * Puts votes together: equal votes settle a patient, an adjudicator settles the rest. One screener alone settles what is
 * not unsure. Patients are in the order of their numbers.
 */
export function settle(run: ScreeningRun, sheets: readonly SheetVotes[], adjudicated: SheetVotes | null): Settled[] {
  const candidates = new Set(run.candidates.map(({ patient }) => patient));
  return run.sheet
    .map(({ patient }): Settled => {
      const found = sheets.map((sheet) => sheet.votes.get(patient));
      const votes = found.map((one) => one?.vote ?? null);
      const third = adjudicated?.votes.get(patient);
      const notes = [...found, third].map((one) => one?.note ?? '').filter((note) => note !== '');
      const common = { patient, isCandidate: candidates.has(patient), votes, note: [...new Set(notes)].join('; ') };
      const agreed = agreedDecision(votes);
      if (agreed !== null) return { ...common, state: 'settled', decision: agreed, isAdjudicated: false };
      const isOpen = votes.length === 0 || votes.some((vote) => vote === null);
      const settledBy = isOpen || !third?.vote ? null : decisionOf(third.vote);
      if (settledBy !== null) return { ...common, state: 'settled', decision: settledBy, isAdjudicated: true };
      return { ...common, state: isOpen ? 'open' : 'disputed', decision: null, isAdjudicated: false };
    })
    .sort((a, b) => (a.patient < b.patient ? -1 : a.patient > b.patient ? 1 : 0));
}

function agreedDecision(votes: readonly (Vote | null)[]): string | null {
  const decisions = votes.map((vote) => (vote === null ? null : decisionOf(vote)));
  const [first = null] = decisions;
  return first !== null && decisions.every((decision) => decision === first) ? first : null;
}

/** `include` or the reason of an exclusion; null of one that is unsure. */
export function decisionOf({ decision, reason }: Vote): string | null {
  return decision === 'include' ? 'include' : decision === 'exclude' ? reason : null;
}

/** The decisions after this reading: what was settled before stays, unless it was judged anew. */
export function decisionsAfter(
  before: Readonly<Record<string, FinalDecision>>,
  run: ScreeningRun,
  settled: readonly Settled[],
  screeners: readonly string[],
): Record<string, FinalDecision> {
  const evidenceOf = new Map([
    ...run.sample.drawn.map(({ patient, shown }) => [patient, shown] as const),
    ...run.candidates.map(({ patient, evidence }) => [patient, evidence] as const),
  ]);
  const made = settled.flatMap(({ patient, decision, votes, isAdjudicated, note }): [string, FinalDecision][] => {
    if (decision === null) return [];
    const given = screeners.flatMap((name, index) => (votes[index] ? [[name, votes[index]] as const] : []));
    const evidence = evidenceOf.get(patient) ?? '';
    return [[patient, { decision, votes: Object.fromEntries(given), adjudicated: isAdjudicated, note, evidence }]];
  });
  const merged = new Map([...Object.entries(before), ...made]);
  return Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1)));
}
