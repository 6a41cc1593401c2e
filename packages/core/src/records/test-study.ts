import { type Issue, isNotEntered, type Records, type Value } from '../model/index.ts';
import { type LoadedStudy, loadStudy } from '../protocol/index.ts';
import { formContext } from './context.ts';
import { patientsOf, recordsFromTables } from './from-tables.ts';
import type { TextTable } from './text-table.ts';

/** A small invented study that has one of everything that records can hold; for the tests of this folder. */
const STUDY = `
casewright: study/1
id: invented
version: 1.0.0
title: { en: An invented study }
languages: [en]
dataLock: 2024-06-30
codeLists:
  sex:
    codes:
      - { code: F, label: { en: Female, zh-CN: 女 } }
      - { code: M, label: { en: Male, zh-CN: 男 } }
  symptom:
    codes:
      - { code: fever, label: { en: Fever } }
      - { code: cough, label: { en: Cough } }
      - { code: pain, label: { en: Pain } }
  kind:
    codes:
      - { code: visit, label: { en: Visit } }
      - { code: recurrence, label: { en: Recurrence } }
forms:
  - id: baseline
    label: { en: Baseline }
    known: diagnosis
    items:
      - { id: sex, label: { en: Sex }, type: code, codes: sex, required: true }
      - { id: diagnosed, label: { en: Diagnosed }, type: date }
      - { id: exactDay, label: { en: Exact day }, type: date, precision: day }
      - { id: age, label: { en: Age }, type: age, minimum: 0, maximum: 18 }
      - { id: haemoglobin, label: { en: Haemoglobin }, type: integer, unit: g/L, minimum: 20, maximum: 250 }
      - { id: size, label: { en: Size }, type: decimal, unit: cm, minimum: 0.1 }
      - { id: symptoms, label: { en: Symptoms }, type: codes, codes: symptom }
      - { id: findings, label: { en: Findings }, type: codes, codes: symptom, unlisted: absent }
      - { id: metastasis, label: { en: Metastasis }, type: boolean }
      - { id: where, label: { en: Where }, type: text, shownWhen: row.metastasis, required: row.metastasis }
      - { id: constructor, label: { en: An item with an awkward id }, type: text }
    checks:
      - id: sizeAndHaemoglobin
        require: row.haemoglobin / (row.haemoglobin - 100) > 0 || row.size < 100.0
        severity: error
        message: { en: The ratio must be computable. }
      - id: fromTwoThousand
        require: row.diagnosed >= date('2000-01-01')
        severity: warning
        message: { en: Diagnosed from 2000 on. }
  - id: operation
    label: { en: Operation }
    repeats: true
    mayBeNone: true
    known: treatment
    items:
      - { id: date, label: { en: Date }, type: date }
      - { id: note, label: { en: Note }, type: text }
  - id: pathology
    label: { en: Pathology }
    repeats: true
    known: treatment
    links: [{ item: ofOperation, form: operation }]
    items:
      - { id: ofOperation, label: { en: Of operation }, type: integer }
      - { id: kind, label: { en: Kind }, type: code, codes: kind }
eligibility:
  steps:
    - { id: double, label: { en: Duplicate }, reasons: [duplicate] }
analysisSets:
  - id: complete
    label: { en: Complete }
    steps:
      - { id: lost, label: { en: Lost early }, reasons: [lost_early] }
`;

export const study: LoadedStudy = loaded();

function loaded(): LoadedStudy {
  const result = loadStudy(STUDY, 'study.yaml');
  if (!result.study) throw new Error(JSON.stringify(result.issues, null, 2));
  return result.study;
}

/** A table from lines of comma-separated cells without quotes; the first line names the columns. */
export function table(name: string, ...lines: string[]): TextTable {
  const [columns = [], ...rows] = lines.map((line) => line.split(','));
  return { file: `records/${name}.csv`, columns, rows, lines: rows.map((_, index) => index + 2) };
}

export function read(...tables: TextTable[]): { records: Records; issues: Issue[] } {
  return recordsFromTables(study, tables);
}

export function contextsOf(records: Records) {
  return new Map(patientsOf(records).map((patient) => [patient, formContext(study, records, patient)]));
}

/** What a row holds, without the items that hold nothing. */
export function entered(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isNotEntered(value)));
}
