import { table } from '../../derive/testing/small-study.ts';

/**
 * A study made for the tests of analyses over the rows of forms: everybody in it is invented. WREN-8 stands in no
 * analysis set, so none of its rows may count. It has rows that contradict each other, forms without rows of both
 * kinds, units that differ from the range's, dates without a day, and every reason for a missing value that matters.
 */
export const FORMS_STUDY = `
casewright: study/1
id: forms
version: 1.0.0
title: { en: Eight invented children, zh-CN: 八名虚构患儿 }
languages: [en, zh-CN]
notice: { en: Every child is invented., zh-CN: 患儿均为虚构。 }
dataLock: 2024-12-31
codeLists:
  sex: { codes: [{ code: F, label: { en: Female, zh-CN: 女 } }, { code: M, label: { en: Male, zh-CN: 男 } }] }
  modality:
    codes:
      - { code: US, label: { en: Ultrasound, zh-CN: 超声 } }
      - { code: CT, label: { en: CT, zh-CN: CT } }
      - { code: MR, label: { en: MRI, zh-CN: MRI } }
  feature: { codes: [{ code: calcified, label: { en: Calcified, zh-CN: 钙化 } }, { code: cystic, label: { en: Cystic, zh-CN: 囊变 } }] }
  marker:
    codes:
      - { code: alpha, label: { en: alpha, zh-CN: alpha } }
      - { code: beta, label: { en: beta, zh-CN: beta } }
      - { code: gamma, label: { en: gamma, zh-CN: gamma } }
      - { code: delta, label: { en: delta, zh-CN: delta } }
  clone: { codes: [{ code: K1, label: { en: K1, zh-CN: K1 } }, { code: K2, label: { en: K2, zh-CN: K2 } }, { code: K3, label: { en: K3, zh-CN: K3 } }] }
  result:
    codes:
      - { code: pos, label: { en: Positive, zh-CN: 阳性 } }
      - { code: focal, label: { en: Focally positive, zh-CN: 灶性阳性 } }
      - { code: neg, label: { en: Negative, zh-CN: 阴性 } }
      - { code: unclear, label: { en: Unclear, zh-CN: 不确定 } }
  extent:
    codes:
      - { code: diffuse, label: { en: Diffuse, zh-CN: 弥漫 } }
      - { code: focal, label: { en: Focal, zh-CN: 局灶 } }
      - { code: scattered, label: { en: Scattered, zh-CN: 散在 } }
  specimen: { codes: [{ code: primary, label: { en: Primary, zh-CN: 原发灶 } }, { code: relapse, label: { en: Relapse, zh-CN: 复发灶 } }] }
  test:
    codes:
      - { code: hb, label: { en: Haemoglobin, zh-CN: 血红蛋白 } }
      - { code: plt, label: { en: Platelets, zh-CN: 血小板 } }
      - { code: crp, label: { en: C-reactive protein, zh-CN: C反应蛋白 } }
      - { code: fer, label: { en: Ferritin, zh-CN: 铁蛋白 } }
  unit:
    codes:
      - { code: gL, label: { en: g/L, zh-CN: g/L }, terminology: [{ system: UCUM, code: g/L }] }
      - { code: gdL, label: { en: g/dL, zh-CN: g/dL }, terminology: [{ system: UCUM, code: g/dL }] }
      - { code: giga, label: { en: ×10⁹/L, zh-CN: ×10⁹/L }, terminology: [{ system: UCUM, code: 10*9/L }] }
      - { code: mg/L, label: { en: mg/L, zh-CN: mg/L } }
  place: { codes: [{ code: L1, label: { en: First laboratory, zh-CN: 甲检验科 } }, { code: L2, label: { en: Second laboratory, zh-CN: 乙检验科 } }] }
  severity:
    codes:
      - { code: none, label: { en: None, zh-CN: 无 } }
      - { code: mild, label: { en: Mild, zh-CN: 轻度 } }
      - { code: severe, label: { en: Severe, zh-CN: 重度 } }
  timing: { codes: [{ code: before, label: { en: Before the operation, zh-CN: 术前 } }, { code: after, label: { en: After it, zh-CN: 术后 } }] }
forms:
  - id: entry
    label: { en: Entry, zh-CN: 入组 }
    known: diagnosis
    items:
      - { id: born, label: { en: Date of birth, zh-CN: 出生日期 }, type: date }
      - { id: sex, label: { en: Sex, zh-CN: 性别 }, type: code, codes: sex }
      - { id: operated, label: { en: Date of operation, zh-CN: 手术日期 }, type: date }
      - { id: age, label: { en: Age, zh-CN: 年龄 }, type: age }
      - { id: size, label: { en: Size, zh-CN: 最大径 }, type: decimal, unit: cm, decimals: 1 }
  - id: scans
    label: { en: Imaging, zh-CN: 影像学检查 }
    repeats: true
    mayBeNone: true
    known: diagnosis
    datedBy: date
    items:
      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }
      - { id: modality, label: { en: Modality, zh-CN: 检查方式 }, type: code, codes: modality }
      - { id: longest, label: { en: Longest axis, zh-CN: 最长径 }, type: decimal, unit: cm, decimals: 1 }
      - { id: sequences, label: { en: Sequences, zh-CN: 序列数 }, type: integer }
      - { id: contrast, label: { en: Contrast, zh-CN: 增强 }, type: boolean }
      - { id: features, label: { en: Features, zh-CN: 征象 }, type: codes, codes: feature }
      - { id: ageThen, label: { en: Age at the scan, zh-CN: 检查时年龄 }, type: age }
  - id: stains
    label: { en: Stains, zh-CN: 免疫组化 }
    repeats: true
    mayBeNone: true
    known: treatment
    items:
      - { id: marker, label: { en: Marker, zh-CN: 标志物 }, type: code, codes: marker }
      - { id: clone, label: { en: Clone, zh-CN: 克隆号 }, type: code, codes: clone }
      - { id: result, label: { en: Result, zh-CN: 结果 }, type: code, codes: result }
      - { id: extent, label: { en: Extent, zh-CN: 范围 }, type: code, codes: extent }
      - { id: intensity, label: { en: Intensity, zh-CN: 强度 }, type: integer, minimum: 0, maximum: 3 }
      - { id: specimen, label: { en: Specimen, zh-CN: 标本 }, type: code, codes: specimen }
  - id: levels
    label: { en: Tumour marker, zh-CN: 肿瘤标志物 }
    repeats: true
    known: followUp
    datedBy: date
    items:
      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }
      - { id: level, label: { en: Level, zh-CN: 浓度 }, type: decimal, unit: ug/L }
      - { id: limit, label: { en: Limit of detection, zh-CN: 检测限 }, type: boolean }
      - { id: timing, label: { en: Time of the sample, zh-CN: 采样时机 }, type: code, codes: timing }
  - id: blood
    label: { en: Laboratory, zh-CN: 实验室检查 }
    repeats: true
    known: diagnosis
    datedBy: date
    items:
      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }
      - { id: test, label: { en: Test, zh-CN: 检验项目 }, type: code, codes: test }
      - { id: value, label: { en: Value, zh-CN: 结果 }, type: decimal }
      - { id: unit, label: { en: Unit, zh-CN: 单位 }, type: code, codes: unit }
      - { id: place, label: { en: Laboratory, zh-CN: 检验机构 }, type: code, codes: place }
      - { id: trace, label: { en: Below detection, zh-CN: 低于检测限 }, type: boolean }
      - { id: timing, label: { en: Time of the sample, zh-CN: 采样时机 }, type: code, codes: timing }
  - id: ability
    label: { en: Function, zh-CN: 功能评估 }
    repeats: true
    mayBeNone: true
    known: followUp
    datedBy: date
    items:
      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }
      - { id: bowel, label: { en: Constipation, zh-CN: 便秘 }, type: code, codes: severity }
      - { id: bladder, label: { en: Bladder, zh-CN: 排尿 }, type: code, codes: severity }
      - { id: aid, label: { en: Needs an aid, zh-CN: 需辅助器具 }, type: boolean }
      - { id: old, label: { en: Old enough, zh-CN: 已达评估年龄 }, type: boolean }
referenceRanges:
  - { form: blood, test: hb, unit: g/L, fromDays: 183, untilDays: 730, lower: 105, citation: An invented handbook }
  - { form: blood, test: hb, unit: g/L, fromDays: 730, untilDays: 4383, lower: 110, upper: 140, citation: An invented handbook }
  - { form: blood, test: hb, unit: g/L, sex: F, fromDays: 4383, untilDays: 6575, lower: 115, upper: 150, citation: An invented handbook }
  - { form: blood, test: hb, unit: g/L, sex: M, fromDays: 4383, lower: 120, upper: 160, citation: An invented handbook }
  - { form: blood, test: plt, unit: 10*9/L, lower: 150, upper: 400, citation: An invented handbook }
  - { form: blood, test: plt, unit: 10*9/L, laboratory: L2, lower: 180, upper: 500, citation: The second laboratory }
  - { form: blood, test: crp, unit: mg/L, upper: 5, citation: An invented handbook }
  - { form: levels, test: afp, unit: ug/L, fromDays: 0, untilDays: 2000, lower: 100, upper: 800, citation: A handbook of markers }
  - { form: levels, test: afp, unit: ug/L, fromDays: 2000, untilDays: 4380, upper: 60, citation: A handbook of markers }
  - { form: levels, test: low, unit: ug/L, fromDays: 0, lower: 1, citation: A handbook of markers }
eligibility:
  label: { en: Eligible children, zh-CN: 符合条件的患儿 }
  steps: []
analysisSets:
  - id: known
    label: { en: Children of known sex, zh-CN: 性别已知的患儿 }
    steps: [{ id: sexKnown, label: { en: Sex not recorded, zh-CN: 性别未记录 }, require: "entry.sex in ['F', 'M']" }]
analyses:
  - id: imaging
    kind: describeRows
    role: secondary
    set: known
    title: { en: Imaging, zh-CN: 影像学检查 }
    form: scans
    by: modality
    items:
      - modality
      - { item: longest, as: axis, label: { en: Longest axis on imaging, zh-CN: 影像最长径 } }
      - sequences
      - contrast
      - features
      - ageThen
  - id: withContrast
    kind: describeRows
    role: secondary
    set: known
    title: { en: Imaging with contrast, zh-CN: 增强影像 }
    form: scans
    where: row.contrast
    quantileType: 2
    items: [{ item: longest, decimals: 2 }]
  - id: markers
    kind: markerTable
    role: secondary
    set: known
    title: { en: Markers, zh-CN: 标志物 }
    form: stains
    marker: marker
    result: result
    positive: [pos, focal]
    negative: [neg]
    by: clone
  - id: ofPrimary
    kind: markerTable
    role: secondary
    set: known
    title: { en: Markers of the primary, zh-CN: 原发灶标志物 }
    form: stains
    marker: marker
    result: result
    positive: [pos]
    negative: [neg]
    equivocal: [unclear, focal]
    where: row.specimen == 'primary'
  - id: map
    kind: heatMap
    role: secondary
    set: known
    title: { en: Markers of each child, zh-CN: 各患儿的标志物 }
    form: stains
    marker: marker
    result: result
    extent: extent
    intensity: intensity
  - id: blood
    kind: rangeTable
    role: secondary
    set: known
    title: { en: Laboratory values, zh-CN: 实验室检查 }
    form: blood
    test: test
    value: value
    unit: unit
    laboratory: place
    age: { birthDate: entry.born }
    sex: entry.sex
  - id: dots
    kind: dotPlot
    role: secondary
    set: known
    title: { en: Ages and sizes, zh-CN: 年龄与最大径 }
    variables: [entry.age, { variable: entry.size, as: largest, label: { en: Largest diameter, zh-CN: 肿瘤最大径 } }]
  - id: dotsBySex
    kind: dotPlot
    role: exploratory
    set: eligible
    title: { en: Sizes by sex, zh-CN: 各性别的最大径 }
    by: entry.sex
    variables: [entry.size]
  - id: course
    kind: trajectory
    role: secondary
    set: known
    title: { en: Marker after the operation, zh-CN: 术后标志物 }
    form: levels
    date: date
    value: level
    from: entry.operated
    scale: log
    belowDetection: limit
  - id: linearCourse
    kind: trajectory
    role: exploratory
    set: known
    title: { en: Marker since its first value, zh-CN: 首次测定以来的标志物 }
    form: levels
    date: date
    value: level
    where: row.timing == 'after'
    timeUnit: day
  - id: byAge
    kind: trajectory
    role: secondary
    set: known
    title: { en: Marker by age, zh-CN: 各年龄的标志物 }
    form: levels
    date: date
    value: level
    from: entry.born
    timeUnit: year
    scale: log
    belowDetection: limit
    by: entry.sex
    reference: { test: afp, birthDate: entry.born }
  - id: lowByAge
    kind: trajectory
    role: exploratory
    set: known
    title: { en: Low marker by age, zh-CN: 各年龄的低值 }
    form: levels
    date: date
    value: level
    belowDetection: limit
    reference: { test: low, birthDate: entry.born, sex: entry.sex }
  - id: bloodBefore
    kind: rangeTable
    role: secondary
    set: known
    title: { en: Last values before the operation, zh-CN: 术前末次检查 }
    form: blood
    test: test
    value: value
    unit: unit
    laboratory: place
    date: date
    age: { birthDate: entry.born }
    sex: entry.sex
    where: row.timing == 'before'
    notAfter: entry.operated
    pick: latest
    belowDetection: trace
  - id: atLast
    kind: scores
    role: secondary
    set: known
    title: { en: Function at the last visit, zh-CN: 末次随访的功能 }
    form: ability
    items: [bowel, bladder, { item: aid, as: aids, label: { en: Any aid, zh-CN: 任何辅助器具 } }]
    where: row.old
    by: entry.sex
  - id: atWorst
    kind: scores
    role: exploratory
    set: known
    title: { en: Worst function, zh-CN: 最差功能 }
    form: ability
    items: [bowel]
    pick: worst
    interval: wilson
    level: 0.9
  - id: atFirst
    kind: scores
    role: exploratory
    set: known
    title: { en: First function, zh-CN: 首次功能 }
    form: ability
    items: [bladder]
    pick: earliest
`;

/** The types of the items as the study document has them; what is not listed is a text or a code. */
export const FORMS_TYPES: Readonly<Record<string, string>> = {
  longest: 'decimal',
  aid: 'boolean',
  old: 'boolean',
  sequences: 'integer',
  contrast: 'boolean',
  features: 'codes',
  ageThen: 'age',
  intensity: 'integer',
  age: 'age',
  size: 'decimal',
};

export const FORMS_TABLES = [
  table('entry', [
    'patient,born,sex,operated,age,size',
    'WREN-1,2015-03-10,F,2020-03-10,5 a,3.2',
    'WREN-2,2019-08,M,2020-02-01,6 mo,4.1',
    'WREN-3,2008-01-15,F,2021-06-01,13.4 a,7.7',
    'WREN-4,2016-11-30,M,2019-05-20,2.5 a,3.2',
    'WREN-5,2012-07-07,M,!not-done,8 a,!not-reported',
    'WREN-6,!unknown,F,2022-01-01,12 d,2.0',
    'WREN-7,2010-10-10,M,2018-12,!unknown,9.9',
    'WREN-8,2011-11-11,!unknown,2020-01-01,9 a,1.0',
  ]),
  table('scans', [
    'patient,repeat,date,modality,longest,sequences,contrast,features,ageThen',
    'WREN-1,1,2020-02-01,US,3.1,,no,calcified|-cystic,4.9 a',
    'WREN-1,2,2020-02-10,CT,3.4,2,yes,calcified|cystic,59 mo',
    'WREN-1,10,2020-03-01,MR,3.6,7,yes,-calcified,!not-reported',
    'WREN-2,1,2020-01-15,CT,4.4,1,!not-reported,cystic,5 mo',
    'WREN-3,1,2021-05,MR,!not-done,5,yes,,13 a',
    'WREN-3,2,2021-05-20,!unknown,8.0,4,no,-cystic,4870 d',
    'WREN-4,1,2019-05-01,US,2.9,,no,!not-reported,!unknown',
    'WREN-4,2,2019-05-02,US,3.0,,no,-calcified|-cystic,128 wk',
    'WREN-7,1,2018-11-11,CT,!refused,3,!unknown,cystic,8 a',
    'WREN-8,1,2019-12-01,MR,1.1,9,yes,calcified,8 a',
  ]),
  table('stains', [
    'patient,repeat,marker,clone,result,extent,intensity,specimen',
    'WREN-1,1,alpha,K1,pos,diffuse,3,primary',
    'WREN-1,2,alpha,K2,neg,,,primary',
    'WREN-1,3,beta,K1,neg,,,primary',
    'WREN-2,1,alpha,K1,focal,focal,1,primary',
    'WREN-2,2,beta,,!not-done,,,primary',
    'WREN-2,3,gamma,K1,unclear,,,primary',
    'WREN-3,1,alpha,K2,neg,,,primary',
    'WREN-3,2,beta,,!not-reported,,,primary',
    'WREN-3,3,gamma,,!unknown,,,primary',
    'WREN-4,1,alpha,,!not-done,,,primary',
    'WREN-4,2,beta,K1,unclear,,,primary',
    'WREN-4,3,beta,K1,neg,,,relapse',
    'WREN-5,1,alpha,K1,pos,focal,2,primary',
    'WREN-5,2,alpha,K1,pos,diffuse,3,relapse',
    'WREN-5,3,beta,,!not-done,,,primary',
    'WREN-5,4,beta,,!not-reported,,,relapse',
    'WREN-7,1,alpha,!not-reported,pos,!not-reported,!not-reported,relapse',
    'WREN-7,2,gamma,!not-reported,pos,scattered,1,!unknown',
    'WREN-8,1,alpha,K3,pos,diffuse,3,primary',
  ]),
  table('levels', [
    'patient,repeat,date,level,limit,timing',
    'WREN-1,1,2020-03-05,25000,no,before',
    'WREN-1,2,2020-04-10,800,no,after',
    'WREN-1,3,2020-07-10,12.5,no,after',
    'WREN-1,4,2020-10,2,yes,after',
    'WREN-2,1,2020-02-15,340,no,after',
    'WREN-2,2,2020-01-30,900,no,before',
    'WREN-3,1,2021-07-01,!not-done,,after',
    'WREN-3,2,2021-08-01,55,no,after',
    'WREN-4,1,,70,no,after',
    'WREN-4,2,2019-07-01,0,no,after',
    'WREN-4,3,2019-08-01,!not-reported,,!unknown',
    'WREN-5,1,2020-08-01,44,no,after',
    'WREN-7,1,2019-01-15,610,no,!unknown',
    'WREN-7,2,2019-03-15,120,no,after',
    'WREN-7,3,2019-05-15,60,no,after',
    'WREN-8,1,2020-02-02,7,no,after',
  ]),
  table('blood', [
    'patient,repeat,date,test,value,unit,place,timing,trace',
    'WREN-1,1,2020-02-01,hb,108,gL,L1,before,',
    'WREN-1,2,2020-03-01,hb,131,gL,L1,before,',
    'WREN-1,3,2020-06-01,hb,99,gL,L1,after,',
    'WREN-1,4,2020-03-11,plt,410,giga,L1,before,',
    'WREN-2,1,2020-01-15,hb,105,gL,L1,before,',
    'WREN-2,2,2020-01-15,plt,450,giga,L2,before,yes',
    'WREN-3,1,2021-05-20,hb,150,gL,L1,before,',
    'WREN-3,2,2021-05-20,plt,401,giga,L1,before,',
    'WREN-3,3,2021-05-20,crp,5,mg/L,L1,!not-reported,',
    'WREN-4,1,2019-05-01,hb,11.2,gdL,L1,before,',
    'WREN-4,2,2019-05-01,crp,!not-done,,L1,before,',
    'WREN-5,1,2020-07-01,hb,141,gL,L1,before,',
    'WREN-5,2,2020-07-01,plt,149,giga,L1,before,',
    'WREN-5,3,,crp,12,mg/L,L1,before,',
    'WREN-6,1,2021-12-20,hb,120,gL,L1,before,',
    'WREN-6,2,2021-12-20,plt,300,,L1,before,',
    'WREN-6,3,2021-12,crp,2,mg/L,L1,before,yes',
    'WREN-7,1,2018-10-01,hb,!refused,gL,L1,before,',
    'WREN-7,2,2018-12-15,hb,118,gL,L1,before,',
    'WREN-7,3,2018-11-01,plt,450,giga,!unknown,before,',
    'WREN-8,1,2019-12-01,hb,50,gL,L1,before,',
  ]),
  table('ability', [
    'patient,repeat,date,bowel,bladder,aid,old',
    'WREN-1,1,2021-01-01,severe,none,yes,yes',
    'WREN-1,2,2022-01-01,mild,!not-done,no,yes',
    'WREN-2,1,2021-06-01,!not-applicable,!not-applicable,no,yes',
    'WREN-2,2,2022-06-01,!not-applicable,!not-done,no,yes',
    'WREN-3,1,2022-03,none,severe,!unknown,yes',
    'WREN-3,2,,severe,mild,yes,yes',
    'WREN-4,1,2020-05-20,mild,mild,no,no',
    'WREN-4,2,2023-05-20,!not-reported,!refused,!not-reported,yes',
    'WREN-6,1,2022-02-02,!not-applicable,!not-applicable,!not-applicable,no',
    'WREN-7,1,2020-01-01,none,none,no,!unknown',
    'WREN-8,1,2021-01-01,severe,severe,yes,yes',
  ]),
  table('_forms', ['patient,form,state', 'WREN-5,scans,none-confirmed', 'WREN-5,ability,none-confirmed']),
  table('_screening', [
    'candidate,patient,decision,reason',
    ...Array.from({ length: 8 }, (_, index) => `WREN-${index + 1},WREN-${index + 1},include,`),
  ]),
];
