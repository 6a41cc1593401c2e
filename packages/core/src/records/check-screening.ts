import type { Issue, Records, ScreeningEntry } from '../model/index.ts';
import type { LoadedStudy } from '../protocol/index.ts';
import { quoted } from './cell-fault.ts';
import { originOf } from './origin.ts';
import { fileOf, SCREENING_TABLE } from './text-table.ts';

/** The decision of a candidate who stays in the study. */
export const INCLUDE = 'include';

/** Judges the screening log against the study's reason codes and against the records. Without a log there is nothing to judge. */
export function checkScreening(study: LoadedStudy, records: Records): Issue[] {
  const withRows = new Set(Object.values(records.forms).flatMap((rows) => rows.map(({ patient }) => patient)));
  const eligibility = new Set(study.document.eligibility.steps.flatMap(({ reasons }) => reasons ?? []));
  const analysis = new Set(
    (study.document.analysisSets ?? []).flatMap(({ steps }) => steps.flatMap(({ reasons }) => reasons ?? [])),
  );
  const candidateOf = new Map<string, string>();
  return records.screening.flatMap((entry) => [
    ...decisionIssues(entry, eligibility, analysis),
    ...recordIssues(entry, withRows, eligibility),
    ...sharedPatient(entry, candidateOf),
  ]);
}

function decisionIssues(
  entry: ScreeningEntry,
  eligibility: ReadonlySet<string>,
  analysis: ReadonlySet<string>,
): Issue[] {
  const { decision, candidate } = entry;
  if (decision === '' || decision === INCLUDE || eligibility.has(decision) || analysis.has(decision)) return [];
  return [
    {
      severity: 'error',
      code: 'screening.unknownDecision',
      ...at(entry),
      field: 'decision',
      message: `A decision is ${INCLUDE}, or a reason that a step of the study lists; candidate ${quoted(candidate)} has ${quoted(decision)}.`,
      hint: `Write one of ${[INCLUDE, ...eligibility, ...analysis].join(', ')}, or list the reason in a step.`,
    },
  ];
}

function recordIssues(entry: ScreeningEntry, withRows: ReadonlySet<string>, eligibility: ReadonlySet<string>): Issue[] {
  const { candidate, patient, decision } = entry;
  const hasRows = patient !== null && withRows.has(patient);
  if (decision === INCLUDE && !hasRows) {
    return [
      {
        severity: 'error',
        code: 'screening.includedWithoutRecords',
        ...at(entry),
        field: 'patient',
        message: `A candidate who is included has records; candidate ${quoted(candidate)} ${patient === null ? 'names no patient' : 'names a patient without any'}.`,
        hint: 'Name the patient whose records they are, abstract them, or decide the reason why the candidate is left out.',
      },
    ];
  }
  if (patient === null && withRows.has(candidate)) {
    return [
      {
        severity: 'error',
        code: 'screening.recordsNotNamed',
        ...at(entry),
        field: 'patient',
        message: `The screening log names the patient of each candidate who has records; candidate ${quoted(candidate)} has records under that id and no patient is named.`,
        hint: 'Enter the patient, or remove the records where they must not be kept.',
      },
    ];
  }
  if (hasRows && eligibility.has(decision)) {
    return [
      {
        severity: 'warning',
        code: 'screening.excludedWithRecords',
        ...at(entry),
        field: 'decision',
        message: `Of a candidate who is not eligible only the log's line is kept; candidate ${quoted(candidate)} is left out (${decision}) and has records.`,
        hint: 'Remove the records, or correct the decision.',
      },
    ];
  }
  return [];
}

function sharedPatient(entry: ScreeningEntry, candidateOf: Map<string, string>): Issue[] {
  const { candidate, patient } = entry;
  if (patient === null) return [];
  const other = candidateOf.get(patient);
  if (other === undefined) {
    candidateOf.set(patient, candidate);
    return [];
  }
  return [
    {
      severity: 'error',
      code: 'screening.patientTwice',
      ...at(entry),
      field: 'patient',
      message: `A patient belongs to one candidate; ${quoted(patient)} is named by ${quoted(other)} and by ${quoted(candidate)}.`,
      hint: 'Leave the patient empty for the candidate who is a duplicate, and decide it so.',
    },
  ];
}

function at(entry: ScreeningEntry): Partial<Issue> {
  const origin = originOf(entry);
  return 'file' in origin ? origin : { file: fileOf(SCREENING_TABLE) };
}
