import { guardPlan } from '../analyse/index.ts';
import { readScreeningResult } from '../case-finding/index.ts';
import { type Cohort, selectCohort } from '../cohort/index.ts';
import { patientContexts } from '../derive/index.ts';
import type { Context } from '../expression/index.ts';
import { type AnalysisResult, type Issue, type Records, type Sha256, sha256Hex } from '../model/index.ts';
import { type LoadedStudy, loadStudy } from '../protocol/index.ts';
import { checkRecords, recordsFromTables, type TextTable } from '../records/index.ts';

/** A study folder as text: the study document and the tables of its records. */
export type StudyInput = {
  studyText: string;
  studyFile: string;
  tables: readonly TextTable[];
  /** what `screening/result.json` holds, where the study has been screened */
  screening?: { text: string; file: string } | undefined;
  /** the host's own; the program's unless given */
  sha256?: Sha256;
};

/** A study with its records, parsed, derived and selected: all that the analyses need. */
export type PreparedStudy = {
  study: LoadedStudy;
  records: Records;
  contexts: ReadonlyMap<string, Context>;
  cohort: Cohort;
  /** how the cases were found, where the study has been screened */
  caseFinding: AnalysisResult | null;
  sha256: Sha256;
};

/**
 * Reads a study document and its records and checks everything that can be checked, all faults at once.
 * @returns `prepared` is null when the document itself has errors: nothing can be read without it. Errors in the
 *   records are listed, and what could be read is prepared all the same, so that further faults show in one pass.
 */
export function prepareStudy(input: StudyInput): { prepared: PreparedStudy | null; issues: Issue[] } {
  const { sha256 = sha256Hex } = input;
  const { study, issues: studyIssues } = loadStudy(input.studyText, input.studyFile, sha256);
  if (!study) return { prepared: null, issues: studyIssues };
  const { records, issues: readIssues } = recordsFromTables(study, input.tables);
  const contexts = patientContexts(study, records);
  const cohort = selectCohort(study, records, contexts);
  const found =
    input.screening === undefined
      ? { result: null, issues: [] }
      : readScreeningResult(study, input.screening.text, input.screening.file, sha256);
  const recordIssues = checkRecords(study, records, contexts);
  return {
    prepared: { study, records, contexts, cohort, caseFinding: found.result, sha256 },
    issues: [
      ...studyIssues,
      ...readIssues,
      ...recordIssues,
      ...found.issues,
      ...cohort.issues,
      ...guardPlan({ study, records, contexts, cohort }),
    ],
  };
}
