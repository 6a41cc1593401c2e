import { createHash } from 'node:crypto';
import {
  ageAt,
  ageWords,
  type Candidate,
  type CandidateLimits,
  candidatesOf,
  type SuggestedTerm,
  suggestTerms,
  understandReport,
} from '@casewright/core/candidates';
import { judgeOptionsOf } from '@casewright/core/context';
import { canonicalJson, type Language, type SourceReport } from '@casewright/core/model';
import type { LoadedStudy } from '@casewright/core/protocol';
import {
  changesSince,
  type ExtractChanges,
  lettersOf,
  remembered,
  type ScreenedPatient,
  type ScreeningRun,
  type ScreeningState,
  sheetRow,
  shownReports,
  stateAfterRun,
  toScreen,
} from '@casewright/core/screening';
import type { SearchedExtract } from './search-study.ts';

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Candidates of an extract, and what of them is new against the extract before. */
export type FoundCases = {
  candidates: Candidate[];
  changes: ExtractChanges;
  /** the state of the screening after this run */
  state: ScreeningState;
  /** whom the sheets show: candidates still to be screened, and the sampled non-hits among them */
  toScreen: ScreenedPatient[];
  /** words near hits that the search does not look for, against the sampled reports without a hit */
  suggestedTerms: SuggestedTerm[];
};

function limitsOf({ document }: LoadedStudy): CandidateLimits {
  const { from, to, ages, codes = [] } = document.search ?? {};
  return {
    dates: { from, to },
    ages: { minimum: ages?.minimumYears, maximum: ages?.maximumYears },
    hasCodes: codes.length > 0,
  };
}

/**
 * From what a search found to candidates, and to the state of their screening.
 * @param before - what the study folder keeps of the extract before; null at the first
 * @param onReport - is told after each report that was read closely
 */
export async function findCases(
  study: LoadedStudy,
  searched: SearchedExtract,
  before: ScreeningState | null,
  screeners: readonly string[],
  language: Language,
  onReport: (done: number, of: number) => Promise<void> = async () => {},
): Promise<FoundCases> {
  const options = judgeOptionsOf(study.document.search ?? {});
  const understood = [];
  for (const [index, { report, hits, codes }] of searched.found.entries()) {
    understood.push(understandReport(report, hits, codes, options));
    if (index % 64 === 63) await onReport(index + 1, searched.found.length);
  }
  const candidates = candidatesOf(understood, limitsOf(study));
  const suggestedTerms = suggestTerms(understood, searched.sample.reports, study.document.search ?? {});
  const run = runOf(study, searched, candidates, screeners);
  const sampled = sampledPatients(searched, candidates, language);
  const shown = new Map(
    [...candidates.map((one) => candidateShown(one, language)), ...sampled].map((one) => [one.patient, one]),
  );
  run.sample.drawn = searched.sample.reports
    .map((report) => {
      const one = shown.get(report.patient);
      return {
        report: reportHash(report),
        patient: report.patient,
        shown: one === undefined ? '' : sheetRow(one, sha256).shown,
      };
    })
    .sort((a, b) => (a.report < b.report ? -1 : 1));
  const decisions = before?.decisions ?? {};
  const open = [
    ...toScreen(run.candidates, decisions),
    ...toScreen(
      sampled.map((one) => ({ patient: one.patient, evidence: sheetRow(one, sha256).shown })),
      decisions,
    ),
  ];
  const patients = open.flatMap((patient) => shown.get(patient) ?? []);
  run.sheet = patients.map((one) => sheetRow(one, sha256)).sort((a, b) => (a.patient < b.patient ? -1 : 1));
  run.fingerprint = sha256(canonicalJson([run.search, run.reports, run.patients, run.candidates, run.sample]));
  const state = stateAfterRun(before, study.document.id, run);
  return {
    candidates,
    changes: changesSince(state.previous, run.candidates),
    state,
    toScreen: patients,
    suggestedTerms,
  };
}

function runOf(
  study: LoadedStudy,
  searched: SearchedExtract,
  candidates: readonly Candidate[],
  screeners: readonly string[],
): ScreeningRun {
  return {
    fingerprint: '',
    search: sha256(canonicalJson(JSON.parse(JSON.stringify(study.document.search ?? {})))),
    reports: searched.reports,
    patients: searched.patients,
    reportsWithHit: searched.reportsWithHit,
    candidates: candidates.map((one) => remembered(one, sha256)).sort((a, b) => (a.patient < b.patient ? -1 : 1)),
    sample: { population: searched.reports - searched.reportsWithHit, seed: searched.sample.seed, drawn: [] },
    sheet: [],
    screeners: [...screeners],
  };
}

function reportHash({ text, date, patient }: SourceReport): string {
  return sha256(canonicalJson([patient, date, lettersOf(text)]));
}

function candidateShown({ patient, reports, firstDate, birthDate }: Candidate, language: Language): ScreenedPatient {
  const shown = reports.map(({ report }) => report);
  const age = ageAt(firstDate, birthDate === null ? [] : [birthDate]);
  return {
    patient,
    age: typeof age === 'string' ? '' : ageWords(age)[language],
    text:
      shownReports(
        reports.map((one) => ({ ...one.report, codes: [...one.codes] })),
        language,
      ) || shown.map(({ id }) => id).join(', '),
  };
}

/** Patients of the sample whom the search has not found by another report. */
function sampledPatients(
  searched: SearchedExtract,
  candidates: readonly Candidate[],
  language: Language,
): ScreenedPatient[] {
  const found = new Set(candidates.map(({ patient }) => patient));
  const byPatient = new Map<string, SourceReport[]>();
  for (const report of searched.sample.reports) {
    if (found.has(report.patient)) continue;
    byPatient.set(report.patient, [...(byPatient.get(report.patient) ?? []), report]);
  }
  return [...byPatient].map(([patient, reports]) => {
    const sorted = [...reports].sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1));
    const births = reports.flatMap(({ birthDate }) => birthDate ?? []);
    const age = ageAt(sorted[0]?.date ?? null, births);
    const text = shownReports(
      sorted.map((report) => ({ ...report, codes: [] })),
      language,
    );
    return { patient, age: typeof age === 'string' ? '' : ageWords(age)[language], text };
  });
}
