import { type Issue, type Records, type ScreeningEntry, words } from '../model/index.ts';
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
      message: words(
        `A decision is ${INCLUDE}, or a reason that a step of the study lists; candidate ${quoted(candidate)} has ${quoted(decision)}.`,
        `筛查结论须为 ${INCLUDE} 或研究步骤所列的原因；候选病例 ${quoted(candidate)} 为 ${quoted(decision)}。`,
      ),
      hint: words(
        `Write one of ${[INCLUDE, ...eligibility, ...analysis].join(', ')}, or list the reason in a step.`,
        `请写以下之一：${[INCLUDE, ...eligibility, ...analysis].join('、')}；或在某一步骤中列出该原因。`,
      ),
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
        message: words(
          `A candidate who is included has records; candidate ${quoted(candidate)} ${patient === null ? 'names no patient' : 'names a patient without any'}.`,
          `纳入的候选病例须有病例记录；候选病例 ${quoted(candidate)} ${patient === null ? '未写明患者编号' : '所写患者没有任何记录'}。`,
        ),
        hint: words(
          'Name the patient whose records they are, abstract them, or decide the reason why the candidate is left out.',
          '请写明对应的患者编号、完成病历摘录，或给出不纳入的原因。',
        ),
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
        message: words(
          `The screening log names the patient of each candidate who has records; candidate ${quoted(candidate)} has records under that id and no patient is named.`,
          `有记录的候选病例须在筛查日志中写明患者编号；候选病例 ${quoted(candidate)} 以该编号存有记录，却未写患者编号。`,
        ),
        hint: words(
          'Enter the patient, or remove the records where they must not be kept.',
          '请填写患者编号；依规定不应保留者，请删去其记录。',
        ),
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
        message: words(
          `Of a candidate who is not eligible only the log's line is kept; candidate ${quoted(candidate)} is left out (${decision}) and has records.`,
          `不符合入选条件者只保留筛查日志中的一行；候选病例 ${quoted(candidate)} 已排除（${decision}），却存有记录。`,
        ),
        hint: words('Remove the records, or correct the decision.', '请删去其记录，或更正结论。'),
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
      message: words(
        `A patient belongs to one candidate; ${quoted(patient)} is named by ${quoted(other)} and by ${quoted(candidate)}.`,
        `一名患者只对应一名候选病例；${quoted(patient)} 同时被 ${quoted(other)} 和 ${quoted(candidate)} 引用。`,
      ),
      hint: words(
        'Leave the patient empty for the candidate who is a duplicate, and decide it so.',
        '请将重复的候选病例的患者编号留空，并判为重复。',
      ),
    },
  ];
}

function at(entry: ScreeningEntry): Partial<Issue> {
  const origin = originOf(entry);
  return 'file' in origin ? origin : { file: fileOf(SCREENING_TABLE) };
}
