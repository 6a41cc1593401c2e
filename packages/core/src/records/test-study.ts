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
title: { en: An invented study, zh-CN: 虚构的研究 }
languages: [en, zh-CN]
dataLock: 2024-06-30
codeLists:
  sex:
    codes:
      - { code: F, label: { en: Female, zh-CN: 女 } }
      - { code: M, label: { en: Male, zh-CN: 男 } }
  symptom:
    codes:
      - { code: fever, label: { en: Fever, zh-CN: 发热 } }
      - { code: cough, label: { en: Cough, zh-CN: 咳嗽 } }
      - { code: pain, label: { en: Pain, zh-CN: 疼痛 } }
  kind:
    codes:
      - { code: visit, label: { en: Visit, zh-CN: 随访 } }
      - { code: recurrence, label: { en: Recurrence, zh-CN: 复发 } }
forms:
  - id: baseline
    label: { en: Baseline, zh-CN: 基线 }
    known: diagnosis
    items:
      - { id: sex, label: { en: Sex, zh-CN: 性别 }, type: code, codes: sex, required: true }
      - { id: diagnosed, label: { en: Diagnosed, zh-CN: 诊断日期 }, type: date }
      - { id: exactDay, label: { en: Exact day, zh-CN: 确切日期 }, type: date, precision: day }
      - { id: age, label: { en: Age, zh-CN: 年龄 }, type: age, minimum: 0, maximum: 18 }
      - { id: haemoglobin, label: { en: Haemoglobin, zh-CN: 血红蛋白 }, type: integer, unit: g/L, minimum: 20, maximum: 250 }
      - { id: size, label: { en: Size, zh-CN: 大小 }, type: decimal, unit: cm, minimum: 0.1 }
      - { id: symptoms, label: { en: Symptoms, zh-CN: 症状 }, type: codes, codes: symptom }
      - { id: findings, label: { en: Findings, zh-CN: 体征 }, type: codes, codes: symptom, unlisted: absent }
      - { id: metastasis, label: { en: Metastasis, zh-CN: 转移 }, type: boolean }
      - { id: where, label: { en: Where, zh-CN: 转移部位 }, type: text, shownWhen: row.metastasis, required: row.metastasis }
      - { id: constructor, label: { en: An item with an awkward id, zh-CN: 编号特殊的项目 }, type: text }
    checks:
      - id: sizeAndHaemoglobin
        require: row.haemoglobin / (row.haemoglobin - 100) > 0 || row.size < 100.0
        severity: error
        message: { en: The ratio must be computable., zh-CN: 比值须可计算。 }
      - id: fromTwoThousand
        require: row.diagnosed >= date('2000-01-01')
        severity: warning
        message: { en: Diagnosed from 2000 on., zh-CN: 诊断日期须不早于2000年。 }
  - id: operation
    label: { en: Operation, zh-CN: 手术 }
    repeats: true
    mayBeNone: true
    known: treatment
    items:
      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }
      - { id: note, label: { en: Note, zh-CN: 备注 }, type: text }
  - id: pathology
    label: { en: Pathology, zh-CN: 病理 }
    repeats: true
    known: treatment
    links: [{ item: ofOperation, form: operation }]
    items:
      - { id: ofOperation, label: { en: Of operation, zh-CN: 所属手术 }, type: integer }
      - { id: kind, label: { en: Kind, zh-CN: 类型 }, type: code, codes: kind }
eligibility:
  steps:
    - { id: double, label: { en: Duplicate, zh-CN: 重复 }, reasons: [duplicate] }
analysisSets:
  - id: complete
    label: { en: Complete, zh-CN: 完整 }
    steps:
      - { id: lost, label: { en: Lost early, zh-CN: 早期失访 }, reasons: [lost_early] }
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
