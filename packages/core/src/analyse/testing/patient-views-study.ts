import { table } from '../../derive/testing/small-study.ts';

/**
 * A study made for the tests of what shows patients one by one: everybody in it is invented, and each id is a canary.
 * P1 goes on after the relapse, P2 relapses at the very end, P3 has dates without a day, P4 enters late, P5 is not at
 * risk, P6 has nothing but a diagnosis, P7 dies after a drug that never stopped, P8 has what comes after the lock.
 */
export const VIEWS_STUDY = `
casewright: study/1
id: views
version: 1.0.0
title: { en: Patients one by one, zh-CN: 逐例展示 }
languages: [en, zh-CN]
dataLock: 2021-12-31
codeLists:
  sex: { codes: [{ code: F, label: { en: Female, zh-CN: 女 } }, { code: M, label: { en: Male, zh-CN: 男 } }] }
  sign: { codes: [{ code: fever, label: { en: Fever, zh-CN: 发热 } }, { code: pain, label: { en: Pain, zh-CN: 疼痛 } }] }
  margin: { codes: [{ code: R0, label: { en: R0, zh-CN: R0 } }, { code: R1, label: { en: R1, zh-CN: R1 } }] }
  drug: { codes: [{ code: one, label: { en: Drug one, zh-CN: 甲药 } }, { code: two, label: { en: Drug two, zh-CN: 乙药 } }] }
  kind: { codes: [{ code: seen, label: { en: Seen, zh-CN: 随访 } }, { code: relapse, label: { en: Relapse, zh-CN: 复发 } }, { code: death, label: { en: Death, zh-CN: 死亡 } }] }
  state: { codes: [{ code: free, label: { en: Free of disease, zh-CN: 无瘤 } }, { code: ill, label: { en: With disease, zh-CN: 带瘤 } }] }
forms:
  - id: person
    label: { en: Person, zh-CN: 基本资料 }
    known: diagnosis
    items:
      - { id: name, label: { en: Name, zh-CN: 姓名 }, type: text, identifying: true }
      - { id: sex, label: { en: Sex, zh-CN: 性别 }, type: code, codes: sex, core: true }
      - { id: age, label: { en: Age, zh-CN: 年龄 }, type: age }
      - { id: size, label: { en: Largest diameter, zh-CN: 最大径 }, type: decimal, unit: cm, decimals: 1, core: true }
      - { id: delay, label: { en: Delay of diagnosis, zh-CN: 诊断延迟 }, type: integer, unit: d }
      - { id: signs, label: { en: Signs, zh-CN: 体征 }, type: codes, codes: sign }
      - { id: diagnosed, label: { en: Date of diagnosis, zh-CN: 诊断日期 }, type: date, core: true }
      - { id: referred, label: { en: Date of referral, zh-CN: 转诊日期 }, type: date }
      - { id: surprise, label: { en: What was surprising, zh-CN: 特殊情况 }, type: text, shownWhen: row.size > 5.0 }
  - id: operation
    label: { en: Operations, zh-CN: 手术 }
    repeats: true
    mayBeNone: true
    known: treatment
    datedBy: date
    items:
      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }
      - { id: margin, label: { en: Margin, zh-CN: 切缘 }, type: code, codes: margin, core: true }
      - { id: minutes, label: { en: Duration, zh-CN: 时长 }, type: integer, unit: min }
  - id: therapy
    label: { en: Drugs, zh-CN: 药物治疗 }
    repeats: true
    mayBeNone: true
    known: treatment
    datedBy: start
    items:
      - { id: start, label: { en: Started on, zh-CN: 开始日期 }, type: date }
      - { id: stop, label: { en: Stopped on, zh-CN: 停止日期 }, type: date }
      - { id: drug, label: { en: Drug, zh-CN: 药物 }, type: code, codes: drug }
  - id: visit
    label: { en: Visits, zh-CN: 随访记录 }
    repeats: true
    known: followUp
    datedBy: date
    items:
      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }
      - { id: kind, label: { en: Kind, zh-CN: 类别 }, type: code, codes: kind }
      - { id: state, label: { en: State, zh-CN: 状态 }, type: code, codes: state }
eligibility: { steps: [] }
analysisSets:
  - { id: all, label: { en: All patients, zh-CN: 全部患者 }, steps: [] }
derived:
  - { id: relapsed, label: { en: Relapse, zh-CN: 复发 }, type: boolean, value: "visit.exists(v, v.kind == 'relapse')" }
  - { id: lastState, label: { en: State at the last visit, zh-CN: 末次随访状态 }, type: code, codes: state, value: "size(visit.filter(v, v.state == 'ill')) > 0 ? 'ill' : 'free'" }
  - { id: followed, label: { en: Years followed, zh-CN: 随访年数 }, type: decimal, unit: a, value: "yearsBetween(person.diagnosed, latest(visit.map(v, v.date)))" }
endpoints:
  - id: relapse
    label: { en: Relapse-free survival, zh-CN: 无复发生存 }
    timeZero: { label: { en: first operation, zh-CN: 首次手术 }, form: operation, date: date }
    notAtRisk: { en: never operated on, zh-CN: 未手术 }
    entry: { label: { en: referral, zh-CN: 转诊 }, form: person, date: referred, where: "!isMissing(person.referred)" }
    events:
      - { id: relapse, label: { en: relapse, zh-CN: 复发 }, form: visit, date: date, where: row.kind == 'relapse' }
      - { id: death, label: { en: death, zh-CN: 死亡 }, form: visit, date: date, where: row.kind == 'death' }
    censoring: [{ id: seen, label: { en: last visit, zh-CN: 末次随访 }, form: visit, date: date, where: row.kind == 'seen' }]
  - id: alive
    label: { en: Overall survival, zh-CN: 总生存 }
    timeZero: { label: { en: diagnosis, zh-CN: 诊断 }, form: person, date: diagnosed }
    events: [{ id: death, label: { en: death, zh-CN: 死亡 }, form: visit, date: date, where: row.kind == 'death' }]
    censoring: [{ id: seen, label: { en: last visit, zh-CN: 末次随访 }, form: visit, date: date }]
analyses:
  - id: swim
    kind: swimmer
    role: secondary
    set: all
    title: { en: Courses after the first operation, zh-CN: 首次手术后的病程 }
    endpoint: relapse
    status: lastState
    lanes:
      - { id: operation, label: { en: Operation, zh-CN: 手术 }, form: operation, date: date }
      - { id: drug, label: { en: Drug, zh-CN: 药物 }, form: therapy, date: start, until: stop }
      - { id: relapse, label: { en: Relapse, zh-CN: 复发 }, form: visit, date: date, where: row.kind == 'relapse' }
  - { id: byAge, kind: swimmer, role: exploratory, set: all, title: { en: The same by age, zh-CN: 按年龄排列 }, endpoint: relapse, order: person.age, timeUnit: year }
  - id: line
    kind: timeline
    role: exploratory
    set: all
    title: { en: Those who relapsed, zh-CN: 复发患者 }
    endpoint: alive
    when: relapsed
    timeUnit: day
    sources:
      - { id: diagnosis, label: { en: Diagnosis, zh-CN: 诊断 }, form: person, date: diagnosed, items: [size] }
      - { id: operation, label: { en: Operation, zh-CN: 手术 }, form: operation, date: date, items: [margin, minutes] }
      - { id: drug, label: { en: Drug, zh-CN: 药物 }, form: therapy, date: start, until: stop, items: [drug] }
      - { id: visit, label: { en: Visit, zh-CN: 随访 }, form: visit, date: date, where: "row.kind != 'seen'", items: [kind] }
  - id: lineFromFirst
    kind: timeline
    role: exploratory
    set: all
    title: { en: Operations and drugs, zh-CN: 手术与药物 }
    sources:
      - { id: operation, label: { en: Operation, zh-CN: 手术 }, form: operation, date: date }
      - { id: drug, label: { en: Drug, zh-CN: 药物 }, form: therapy, date: start, until: stop }
  - { id: drugs, kind: listing, role: exploratory, set: all, title: { en: Drugs, zh-CN: 药物治疗 }, form: therapy, items: [start, stop, drug] }
  - { id: openMargins, kind: listing, role: exploratory, set: all, title: { en: Operations with R1, zh-CN: R1 切除的手术 }, form: operation, items: [date, margin, minutes], where: row.margin == 'R1' }
  - id: everybody
    kind: patientTable
    role: exploratory
    set: all
    title: { en: The patients one by one, zh-CN: 逐例资料 }
    public: banded
    variables:
      - person.age
      - { variable: person.sex, public: omit }
      - { variable: person.size, bands: [2, 5] }
      - person.delay
      - person.signs
      - followed
      - relapsed
      - { variable: person.name, public: omit }
  - { id: relapsers, kind: patientTable, role: exploratory, set: all, title: { en: Patients with a relapse, zh-CN: 复发患者 }, when: relapsed, variables: [{ variable: person.size, as: diameter, label: { en: Size, zh-CN: 大小 }, decimals: 0 }, person.surprise, person.diagnosed] }
  - { id: complete, kind: completeness, role: secondary, set: all, title: { en: Completeness, zh-CN: 资料完整性 } }
  - { id: completePerson, kind: completeness, role: secondary, set: all, title: { en: Completeness at entry, zh-CN: 入组资料完整性 }, forms: [person] }
`;

export const VIEWS_TABLES = [
  table('person', [
    'patient,name,sex,age,size,delay,signs,diagnosed,referred,surprise',
    'CANARY-1,Ann Canary,F,5 a,6.2,40,fever|-pain,2018-12-20,,CANARYWORD',
    'CANARY-2,Bo Canary,M,8 mo,4.1,!not-done,pain,2019-01-02,,',
    'CANARY-3,Cy Canary,M,12 d,1.9,3,!not-reported,2019-02,,',
    'CANARY-4,Di Canary,F,12.5 a,7.7,300,-fever|-pain,2018-05-01,2018-10-01,!refused',
    'CANARY-5,Ed Canary,F,3 a,!not-done,,,2019-03-01,,',
    'CANARY-6,,!unknown,17 a,5.0,9,fever,2019-03-15,,!not-applicable',
    'CANARY-7,Flo Canary,M,19 a,6.4,12,fever|pain,2019-04-01,,!unknown',
    'CANARY-8,Gil Canary,M,!unknown,2.0,0,pain,2019-04-20,,',
  ]),
  table('operation', [
    'patient,repeat,date,margin,minutes',
    'CANARY-1,1,2019-01-10,R1,120',
    'CANARY-1,2,2019-12-01,R0,!not-reported',
    'CANARY-2,1,2019-01-20,R0,60',
    'CANARY-3,1,2019-03,R1,!not-done',
    'CANARY-4,1,2018-06-01,,90',
    'CANARY-4,2,!unknown,R1,30',
    'CANARY-7,1,2019-04-11,!not-reported,200',
    'CANARY-8,1,2019-05-01,R0,45',
    'CANARY-8,2,2022-02-02,R0,50',
  ]),
  table('therapy', [
    'patient,repeat,start,stop,drug',
    'CANARY-1,1,2019-12-20,2020-06-20,one',
    'CANARY-1,2,2020-07-01,!not-applicable,two',
    'CANARY-3,1,2019-02-20,2019-02,one',
    'CANARY-7,1,2019-05-11,!unknown,two',
    'CANARY-7,2,2019-08-11,2019-01-01,one',
    'CANARY-8,1,2021-11-01,2022-03-01,one',
  ]),
  table('visit', [
    'patient,repeat,date,kind,state',
    'CANARY-1,1,2019-11-10,relapse,ill',
    'CANARY-1,2,2021-03-01,seen,free',
    'CANARY-2,1,2019-06-01,seen,free',
    'CANARY-2,2,2020-02-20,relapse,ill',
    'CANARY-3,1,2020-01-01,seen,!not-reported',
    'CANARY-4,1,2019-10-01,seen,free',
    'CANARY-5,1,2019-07-07,seen,free',
    'CANARY-7,1,2019-10-10,death,ill',
    'CANARY-8,1,2021-12-01,seen,free',
  ]),
  table('_forms', [
    'patient,form,state',
    'CANARY-5,operation,none-confirmed',
    'CANARY-2,therapy,none-confirmed',
    'CANARY-4,therapy,none-confirmed',
    'CANARY-5,therapy,none-confirmed',
  ]),
];
