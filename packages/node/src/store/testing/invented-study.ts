import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** An invented study with one of everything that records can hold. */
const STUDY = `
casewright: study/1
id: invented
version: 1.0.0
title: { en: An invented study, zh-CN: 虚构的研究 }
languages: [en, zh-CN]
dataLock: 2024-06-30
codeLists:
  sex: { codes: [{ code: M, label: { en: Male, zh-CN: 男 } }, { code: F, label: { en: Female, zh-CN: 女 } }] }
  symptom:
    codes:
      - { code: pain, label: { en: Pain, zh-CN: 疼痛 } }
      - { code: fever, label: { en: Fever, zh-CN: 发热 } }
      - { code: cough, label: { en: Cough, zh-CN: 咳嗽 } }
forms:
  - id: baseline
    label: { en: Baseline, zh-CN: 基线 }
    known: diagnosis
    doubleAbstracted: true
    items:
      - { id: sex, label: { en: Sex, zh-CN: 性别 }, type: code, codes: sex, required: true }
      - { id: diagnosed, label: { en: Diagnosed, zh-CN: 诊断日期 }, type: date }
      - { id: age, label: { en: Age, zh-CN: 年龄 }, type: age, minimum: 0, maximum: 18 }
      - { id: size, label: { en: Size, zh-CN: 大小 }, type: decimal, unit: cm, minimum: 0.1, maximum: 40 }
      - { id: symptoms, label: { en: Symptoms, zh-CN: 症状 }, type: codes, codes: symptom }
      - { id: metastasis, label: { en: Metastasis, zh-CN: 转移 }, type: boolean }
      - { id: note, label: { en: Note, zh-CN: 备注 }, type: text }
  - id: operation
    label: { en: Operation, zh-CN: 手术 }
    repeats: true
    mayBeNone: true
    known: treatment
    items:
      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }
      - { id: note, label: { en: Note, zh-CN: 备注 }, type: text }
eligibility: { steps: [{ id: double, label: { en: Duplicate, zh-CN: 重复 }, reasons: [duplicate] }] }
analysisSets: [{ id: all, label: { en: All, zh-CN: 全部 }, steps: [{ id: lost, label: { en: Lost, zh-CN: 失访 }, reasons: [lost] }] }]
`;

const RECORDS = {
  baseline: `patient,sex,diagnosed,age,size,symptoms,metastasis,note
KID-1,F,2019-03,8 mo,3.50,cough|pain|-fever,no,!!important
KID-2,M,2020,5 a,!not-done,!not-reported,yes,"two
lines, 囊性癌 🩺"
KID-3,F,2021-02-28,!refused,0.1,,,=1+1
`,
  operation: `patient,repeat,date,note
KID-1,1,2019-04-01,first
KID-1,3,2020-01,third
`,
  _forms: `patient,form,state
KID-2,operation,none-confirmed
KID-1,operation,entered
`,
  _sources: `form,patient,repeat,item,verbatim,document,sentence,abstractor,abstracted-on
baseline,KID-1,,size,3.5 cm,pathology report,"It measured 3.5 cm, at most.",AB,2024-01-05
operation,KID-1,3,date,January,letter,,AB,
operation,KID-1,3,date,Jan 2020,other letter,,CD,2024-01-06
`,
  _screening: `candidate,patient,decision,reason,found-by,constructor
C-1,KID-1,include,,text,x
C-2,KID-2,include,,code,
C-3,KID-3,include,,,
C-4,,duplicate,of C-1,,y
`,
};

/** Writes the study and its records as a folder. */
export function inventedStudy(folder: string): string {
  mkdirSync(path.join(folder, 'records'), { recursive: true });
  writeFileSync(path.join(folder, 'study.yaml'), STUDY);
  for (const [name, text] of Object.entries(RECORDS)) writeFileSync(path.join(folder, 'records', `${name}.csv`), text);
  return folder;
}
