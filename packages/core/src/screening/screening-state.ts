import type { CandidateStatus, Hash } from '../model/index.ts';
import type { Decision } from './decision.ts';

/** A candidate as the state of a screening remembers it: a pseudonym, what followed from the reports, and hashes of them. */
export type RememberedCandidate = {
  patient: string;
  status: CandidateStatus;
  firstDate: string | null;
  /** of all reports with a mention or a code, and of what they support */
  evidence: Hash;
};

/** A patient on the sheets, found by the search or drawn from those without a hit. */
export type SheetRow = {
  patient: string;
  /** of what the screener was shown, letters and digits only, so that no spreadsheet's line ends count */
  shown: Hash;
};

/** The random sample of reports without a hit: how many there are, how many were drawn, and whose they are. */
export type NonHitSample = {
  population: number;
  seed: number;
  drawn: { report: Hash; patient: string /** of what is shown of the patient */; shown: Hash }[];
};

/** One run of the search over one extract. */
export type ScreeningRun = {
  /** of the search and of all evidence: the same run again has the same */
  fingerprint: Hash;
  search: Hash;
  reports: number;
  patients: number;
  reportsWithHit: number;
  candidates: RememberedCandidate[];
  sample: NonHitSample;
  sheet: SheetRow[];
  screeners: string[];
};

/** What became of a patient: `include`, or the code of a reason. */
export type FinalDecision = {
  decision: string;
  votes: Record<string, { decision: Decision; reason: string | null }>;
  adjudicated: boolean;
  note: string;
  /** of the evidence that was judged; of one drawn from the non-hits, of what was shown */
  evidence: Hash;
};

/** What a study folder keeps of its screening from one extract to the next: pseudonyms, decisions and hashes, no text. */
export type ScreeningState = {
  schema: 'casewright.screening/1';
  study: string;
  current: ScreeningRun;
  /** the candidates of the extract before */
  previous: { fingerprint: Hash; search: Hash; candidates: RememberedCandidate[] } | null;
  decisions: Record<string, FinalDecision>;
};

/** What a newer extract brings: nobody is shown again whose evidence is the same. */
export type ExtractChanges = { fresh: string[]; changed: string[]; vanished: string[]; same: string[] };

/** Compares the candidates of two runs by number and evidence. Without a run before, all are new. */
export function changesSince(
  previous: { candidates: readonly RememberedCandidate[] } | null,
  current: readonly RememberedCandidate[],
): ExtractChanges {
  const before = new Map(previous?.candidates.map((one) => [one.patient, one.evidence]));
  const now = new Set(current.map(({ patient }) => patient));
  const changes: ExtractChanges = { fresh: [], changed: [], vanished: [], same: [] };
  for (const { patient, evidence } of current) {
    const known = before.get(patient);
    (known === undefined ? changes.fresh : known === evidence ? changes.same : changes.changed).push(patient);
  }
  for (const patient of before.keys()) if (!now.has(patient)) changes.vanished.push(patient);
  return changes;
}

/** Who is still to be screened: without a final decision, or with other evidence than was judged. */
export function toScreen(
  candidates: readonly { patient: string; evidence: Hash }[],
  decisions: ScreeningState['decisions'],
): string[] {
  return candidates.flatMap(({ patient, evidence }) => {
    const decided = Object.hasOwn(decisions, patient) ? decisions[patient] : undefined;
    return decided !== undefined && decided.evidence === evidence ? [] : [patient];
  });
}

/**
 * The state after a run of the search. The same run again keeps what it is compared with; another one takes the place of
 * the last. Decisions are kept whatever happens.
 */
export function stateAfterRun(before: ScreeningState | null, study: string, run: ScreeningRun): ScreeningState {
  const isSameRun = before?.current.fingerprint === run.fingerprint;
  const last = before === null ? null : before.current;
  return {
    schema: 'casewright.screening/1',
    study,
    current: run,
    previous: isSameRun
      ? (before?.previous ?? null)
      : last && { fingerprint: last.fingerprint, search: last.search, candidates: last.candidates },
    decisions: before?.decisions ?? {},
  };
}
