import { table } from '../../derive/testing/small-study.ts';
import { exactDate } from '../../model/index.ts';
import type { TextTable } from '../../records/index.ts';

/** An invented patient of a test of regressions; '' is not entered. */
export type Invented = {
  /** days from time zero to the end of follow-up, and what it was */
  time: number;
  end: 'death' | 'other' | 'seen';
  /** days from time zero to the beginning of observation */
  entry?: number;
  size?: number;
  age?: string;
  site?: 'a' | 'b' | 'c' | '';
  marker?: 'yes' | 'no' | '';
  response?: 'yes' | 'no' | '';
  centre?: 'one' | 'two';
};

const STUDY = `
casewright: study/1
id: regressions
version: 1.0.0
title: { en: Invented patients, zh-CN: 虚构患者 }
languages: [en, zh-CN]
notice: { en: Every patient is invented., zh-CN: 患者均为虚构。 }
dataLock: 2025-12-31
codeLists:
  site: { codes: [{ code: a, label: { en: Arm, zh-CN: 上肢 } }, { code: b, label: { en: Back, zh-CN: 背部 } }, { code: c, label: { en: Chest, zh-CN: 胸部 } }, { code: d, label: { en: Dorsum, zh-CN: 手背 } }] }
  centre: { codes: [{ code: one, label: { en: One, zh-CN: 甲 } }, { code: two, label: { en: Two, zh-CN: 乙 } }] }
  kind: { codes: [{ code: death, label: { en: Death of it, zh-CN: 疾病死亡 } }, { code: other, label: { en: Other death, zh-CN: 其他死亡 } }, { code: seen, label: { en: Seen, zh-CN: 随访 } }] }
forms:
  - id: base
    label: { en: Baseline, zh-CN: 基线 }
    known: diagnosis
    items:
      - { id: start, label: { en: Start, zh-CN: 起始日期 }, type: date }
      - { id: watched, label: { en: Watched from, zh-CN: 观察起始 }, type: date }
      - { id: size, label: { en: Size, zh-CN: 肿瘤大小 }, type: decimal, unit: cm }
      - { id: age, label: { en: Age, zh-CN: 年龄 }, type: age }
      - { id: site, label: { en: Site, zh-CN: 部位 }, type: code, codes: site }
      - { id: marker, label: { en: Marker, zh-CN: 标志物 }, type: boolean }
      - { id: response, label: { en: Response, zh-CN: 缓解 }, type: boolean }
      - { id: centre, label: { en: Centre, zh-CN: 中心 }, type: code, codes: centre }
  - id: visit
    label: { en: Visits, zh-CN: 随访 }
    repeats: true
    known: followUp
    items:
      - { id: kind, label: { en: Kind, zh-CN: 类别 }, type: code, codes: kind }
      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }
eligibility: { steps: [{ id: double, label: { en: Double, zh-CN: 重复 }, reasons: [double] }] }
analysisSets: [{ id: all, label: { en: All patients, zh-CN: 全部患者 }, steps: [{ id: lost, label: { en: Lost, zh-CN: 失访 }, reasons: [lost] }] }]
derived:
  - { id: isLarge, label: { en: Large tumour, zh-CN: 大肿瘤 }, type: boolean, value: base.size > 5.0 }
  - { id: died, label: { en: Died of it, zh-CN: 因病死亡 }, type: boolean, value: "visit.exists(v, v.kind == 'death')" }
endpoints:
  - id: alive
    label: { en: Survival, zh-CN: 生存 }
    eventLabel: { en: death, zh-CN: 死亡 }
    timeZero: { label: { en: start, zh-CN: 起始 }, form: base, date: start }
    events:
      - { id: death, label: { en: death, zh-CN: 死亡 }, form: visit, date: date, where: row.kind == 'death' }
      - { id: other, label: { en: other death, zh-CN: 其他死亡 }, form: visit, date: date, where: row.kind == 'other' }
    censoring: [{ id: seen, label: { en: last visit, zh-CN: 末次随访 }, form: visit, date: date, where: row.kind == 'seen' }]
  - id: ofIt
    label: { en: Death of the disease, zh-CN: 疾病死亡 }
    eventLabel: { en: death of the disease, zh-CN: 疾病死亡 }
    timeZero: { label: { en: start, zh-CN: 起始 }, form: base, date: start }
    events: [{ id: death, label: { en: death, zh-CN: 死亡 }, form: visit, date: date, where: row.kind == 'death' }]
    competing: [{ id: other, label: { en: other death, zh-CN: 其他死亡 }, form: visit, date: date, where: row.kind == 'other' }]
    censoring: [{ id: seen, label: { en: last visit, zh-CN: 末次随访 }, form: visit, date: date, where: row.kind == 'seen' }]
  - id: late
    label: { en: Survival from watching, zh-CN: 自观察起的生存 }
    eventLabel: { en: death, zh-CN: 死亡 }
    timeZero: { label: { en: start, zh-CN: 起始 }, form: base, date: start }
    entry: { label: { en: first watched, zh-CN: 首次观察 }, form: base, date: watched, where: "!isMissing(base.watched)" }
    events:
      - { id: death, label: { en: death, zh-CN: 死亡 }, form: visit, date: date, where: row.kind == 'death' }
      - { id: other, label: { en: other death, zh-CN: 其他死亡 }, form: visit, date: date, where: row.kind == 'other' }
    censoring: [{ id: seen, label: { en: last visit, zh-CN: 末次随访 }, form: visit, date: date, where: row.kind == 'seen' }]
analyses:
`;

export const COMMON = 'kind: regression, role: exploratory, set: all, title: { en: Model, zh-CN: 模型 }';

/** @param analyses - each without what all of them have, e.g. 'id: model, model: cox, endpoint: alive, covariates: [base.size]' */
export function regressionStudy(analyses: readonly string[]): string {
  return `${STUDY}${analyses.map((keys) => `  - { ${keys.includes('kind:') ? keys : `${COMMON}, ${keys}`} }\n`).join('')}`;
}

const START = exactDate(18262);
export const idOf = (index: number): string => `P${String(index + 1).padStart(3, '0')}`;

export function regressionTables(patients: readonly Invented[]): TextTable[] {
  const day = (days: number): string => exactDate(START.earliest + days).text;
  return [
    table('base', [
      'patient,start,watched,size,age,site,marker,response,centre',
      ...patients.map(({ entry, size = '', age = '', site = '', marker = '', response = '', centre = 'one' }, index) =>
        [
          idOf(index),
          START.text,
          entry === undefined ? '' : day(entry),
          size,
          age,
          site,
          marker,
          response,
          centre,
        ].join(','),
      ),
    ]),
    table('visit', [
      'patient,repeat,kind,date',
      ...patients.map(({ time, end }, index) => `${idOf(index)},1,${end},${day(time)}`),
    ]),
  ];
}

/** Ninety invented patients, the same ones at each call: larger tumours die earlier, and some values are missing. */
export function ninetyPatients(): Invented[] {
  let state = 7;
  const next = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  return Array.from({ length: 90 }, (_, index): Invented => {
    const size = 10 + next(90);
    const time = 20 + next(900) + Math.round(3000 / (size + 5));
    const entry = next(3) === 0 ? 1 + next(Math.min(200, time - 1)) : undefined;
    return {
      time,
      end: next(100) < size ? 'death' : next(4) === 0 ? 'other' : 'seen',
      ...(entry === undefined ? {} : { entry }),
      ...(index % 17 === 3 ? {} : { size: size / 10 }),
      age: `${2 + next(14)} a`,
      site: (['a', 'b', 'c'] as const)[next(3)] as 'a' | 'b' | 'c',
      marker: index % 11 === 5 ? '' : next(2) === 0 ? 'yes' : 'no',
      response: index % 19 === 1 ? '' : next(100) < 100 - size ? 'yes' : 'no',
      centre: next(2) === 0 ? 'one' : 'two',
    };
  });
}
