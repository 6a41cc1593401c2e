import { table } from '../../derive/testing/small-study.ts';
import type { Followed } from './by-hand.ts';
import type { Chart } from './opened.ts';
import { dayByRule, dayOfText, plainCell, type RawRow, rawRows } from './raw-tables.ts';

/**
 * A study made to test bounds, comparisons, rates and competing risks: everybody in it is invented. Of twenty eligible
 * sixteen are complete; three of them relapse (1 of 10 with a clean margin, 2 of 4 with a close one), two die (one
 * without a relapse), nobody has a second tumour. Two screeners judged the candidates, a third some of them.
 */
export const COMPARISON_STUDY = `
casewright: study/1
id: comparison
version: 1.0.0
title: { en: Twenty invented patients, zh-CN: 二十名虚构患者 }
languages: [en, zh-CN]
notice: { en: Every patient is invented., zh-CN: 患者均为虚构。 }
dataLock: 2021-12-31
codeLists:
  sex: { codes: [{ code: F, label: { en: Female, zh-CN: 女 } }, { code: M, label: { en: Male, zh-CN: 男 } }] }
  margin: { codes: [{ code: clean, label: { en: Clean, zh-CN: 阴性 } }, { code: close, label: { en: Close, zh-CN: 近切缘 } }, { code: unclear, label: { en: Unclear, zh-CN: 不明 } }] }
  grade: { codes: [{ code: low, label: { en: Low, zh-CN: 低 } }, { code: middle, label: { en: Middle, zh-CN: 中 } }, { code: high, label: { en: High, zh-CN: 高 } }] }
  kind: { codes: [{ code: relapse, label: { en: Relapse, zh-CN: 复发 } }, { code: death, label: { en: Death, zh-CN: 死亡 } }, { code: second, label: { en: Second tumour, zh-CN: 第二肿瘤 } }] }
forms:
  - id: base
    label: { en: At diagnosis, zh-CN: 诊断时 }
    known: diagnosis
    items:
      - { id: sex, label: { en: Sex, zh-CN: 性别 }, type: code, codes: sex, core: true }
      - { id: age, label: { en: Age, zh-CN: 年龄 }, type: age }
      - { id: size, label: { en: Size, zh-CN: 肿瘤大小 }, type: decimal, unit: cm, decimals: 1, core: true }
      - { id: grade, label: { en: Grade, zh-CN: 分级 }, type: code, codes: grade }
      - { id: marker, label: { en: Marker, zh-CN: 标志物 }, type: boolean }
      - { id: found, label: { en: Date of diagnosis, zh-CN: 诊断日期 }, type: date }
      - { id: referred, label: { en: Date of referral, zh-CN: 转诊日期 }, type: date }
  - id: operation
    label: { en: Operation, zh-CN: 手术 }
    known: treatment
    items:
      - { id: date, label: { en: Date of operation, zh-CN: 手术日期 }, type: date }
      - { id: margin, label: { en: Margin, zh-CN: 切缘 }, type: code, codes: margin }
  - id: event
    label: { en: Events, zh-CN: 事件 }
    repeats: true
    mayBeNone: true
    known: followUp
    datedBy: date
    items:
      - { id: kind, label: { en: Kind, zh-CN: 类别 }, type: code, codes: kind }
      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }
  - id: visit
    label: { en: Visits, zh-CN: 随访 }
    repeats: true
    known: followUp
    datedBy: date
    items: [{ id: date, label: { en: Date, zh-CN: 日期 }, type: date }]
eligibility:
  steps:
    - { id: duplicates, label: { en: Duplicates, zh-CN: 重复 }, reasons: [duplicate] }
    - { id: review, label: { en: Another diagnosis, zh-CN: 其他诊断 }, reasons: [notIt] }
analysisSets:
  - id: complete
    label: { en: Complete cases, zh-CN: 资料完整病例 }
    steps:
      - { id: coreMissing, label: { en: Core variables missing, zh-CN: 核心变量缺失 }, requireCore: true }
      - { id: objected, label: { en: Guardian objected, zh-CN: 监护人反对 }, reasons: [objected] }
derived:
  - { id: relapsed, label: { en: Relapsed, zh-CN: 复发 }, type: boolean, value: "event.exists(e, e.kind == 'relapse')" }
  - { id: diedEver, label: { en: Died, zh-CN: 死亡 }, type: boolean, value: "event.exists(e, e.kind == 'death')" }
endpoints:
  - id: relapse
    label: { en: Relapse, zh-CN: 复发 }
    eventLabel: { en: relapse, zh-CN: 复发 }
    timeZero: { label: { en: operation, zh-CN: 手术 }, form: operation, date: date }
    notAtRisk: { en: never operated, zh-CN: 未手术 }
    events: [{ id: relapse, label: { en: relapse, zh-CN: 复发 }, form: event, date: date, where: row.kind == 'relapse' }]
    competing: [{ id: death, label: { en: death without relapse, zh-CN: 未复发死亡 }, form: event, date: date, where: row.kind == 'death' }]
    censoring: [{ id: visit, label: { en: last visit, zh-CN: 末次随访 }, form: visit, date: date }]
  - id: free
    label: { en: Relapse-free survival, zh-CN: 无复发生存 }
    timeZero: { label: { en: operation, zh-CN: 手术 }, form: operation, date: date }
    notAtRisk: { en: never operated, zh-CN: 未手术 }
    events:
      - { id: relapse, label: { en: relapse, zh-CN: 复发 }, form: event, date: date, where: row.kind == 'relapse' }
      - { id: death, label: { en: death, zh-CN: 死亡 }, form: event, date: date, where: row.kind == 'death' }
    censoring: [{ id: visit, label: { en: last visit, zh-CN: 末次随访 }, form: visit, date: date }]
    partialDates: earliest
  - id: late
    label: { en: The same from referral, zh-CN: 自转诊起 }
    timeZero: { label: { en: operation, zh-CN: 手术 }, form: operation, date: date }
    entry: { label: { en: referral, zh-CN: 转诊 }, form: base, date: referred, where: "!isMissing(base.referred)" }
    events:
      - { id: relapse, label: { en: relapse, zh-CN: 复发 }, form: event, date: date, where: row.kind == 'relapse' }
      - { id: death, label: { en: death, zh-CN: 死亡 }, form: event, date: date, where: row.kind == 'death' }
    censoring: [{ id: visit, label: { en: last visit, zh-CN: 末次随访 }, form: visit, date: date }]
  - id: second
    label: { en: Second tumour, zh-CN: 第二肿瘤 }
    timeZero: { label: { en: operation, zh-CN: 手术 }, form: operation, date: date }
    events: [{ id: second, label: { en: second tumour, zh-CN: 第二肿瘤 }, form: event, date: date, where: row.kind == 'second' }]
    competing: [{ id: death, label: { en: death, zh-CN: 死亡 }, form: event, date: date, where: row.kind == 'death' }]
    censoring: [{ id: visit, label: { en: last visit, zh-CN: 末次随访 }, form: visit, date: date }]
analyses:
`;

const ANALYSES: string[] = [
  '{ id: relapsed, kind: proportion, role: primary, set: complete, title: { en: Relapse, zh-CN: 复发 }, label: { en: Patients with a relapse, zh-CN: 复发患者 }, when: relapsed }',
  '{ id: marked, kind: proportion, role: secondary, set: complete, title: { en: Marker, zh-CN: 标志物 }, when: base.marker, by: base.sex, interval: wilson, level: 0.9 }',
  '{ id: bounds, kind: bounds, role: secondary, set: complete, title: { en: Bounds of relapse, zh-CN: 复发的上下界 }, of: relapsed, against: eligible }',
  '{ id: markedBounds, kind: bounds, role: secondary, set: complete, title: { en: Bounds of the marker, zh-CN: 标志物的上下界 }, of: marked, against: eligible }',
  '{ id: table, kind: describe, role: secondary, set: complete, title: { en: Sizes, zh-CN: 肿瘤大小 }, by: base.sex, standardisedDifference: true, variables: [{ variable: base.size, medianInterval: true }, base.grade, base.marker, base.age] }',
  '{ id: free, kind: kaplanMeier, role: primary, set: complete, title: { en: Relapse-free survival, zh-CN: 无复发生存 }, endpoint: free, times: [6, 12, 24] }',
  '{ id: late, kind: kaplanMeier, role: secondary, set: complete, title: { en: From referral, zh-CN: 自转诊起 }, endpoint: late, by: base.sex, times: [12] }',
  '{ id: margins, kind: describe, role: secondary, set: complete, title: { en: Sizes by margin, zh-CN: 按切缘的大小 }, by: operation.margin, level: 0.8, variables: [{ variable: base.size, medianInterval: true }] }',
  '{ id: marginsWithout, kind: leaveOneOut, role: secondary, set: complete, title: { en: Sizes by margin without one patient, zh-CN: 逐例剔除后的大小 }, of: margins, statistics: [margin.close.size.median.lower] }',
  '{ id: screeners, kind: agreement, role: secondary, set: eligible, title: { en: Agreement of the screeners, zh-CN: 筛查者的一致性 }, raters: [{ column: first, label: { en: First screener, zh-CN: 甲 } }, { column: second, label: { en: Second screener, zh-CN: 乙 } }] }',
  '{ id: readers, kind: agreement, role: secondary, set: eligible, title: { en: Agreement of three readers, zh-CN: 三名评定者的一致性 }, raters: [first, second, third], compare: inclusion, level: 0.9 }',
  '{ id: relapseRate, kind: rate, role: secondary, set: complete, title: { en: Rate of relapse, zh-CN: 复发率 }, endpoint: relapse, by: operation.margin }',
  '{ id: secondRate, kind: rate, role: secondary, set: complete, title: { en: Rate of second tumours, zh-CN: 第二肿瘤发生率 }, endpoint: second, per: 1, level: 0.9 }',
  '{ id: lateRate, kind: rate, role: secondary, set: eligible, title: { en: Rate from referral, zh-CN: 自转诊起的发生率 }, endpoint: late, by: base.sex }',
  '{ id: secondRateWithout, kind: leaveOneOut, role: secondary, set: complete, title: { en: Rate without one patient, zh-CN: 逐例剔除后的发生率 }, of: secondRate }',
  '{ id: margin, kind: association, role: primary, set: complete, title: { en: Relapse by margin, zh-CN: 切缘与复发 }, outcome: relapsed, by: operation.margin, levels: [close, clean], test: fisher }',
  '{ id: marginWithout, kind: leaveOneOut, role: secondary, set: complete, title: { en: Relapse by margin without one patient, zh-CN: 逐例剔除后的切缘与复发 }, of: margin }',
  '{ id: markerOdds, kind: association, role: secondary, set: eligible, title: { en: Marker by sex, zh-CN: 性别与标志物 }, outcome: base.sex, event: M, by: base.marker, test: oddsRatio, level: 0.9 }',
  '{ id: unclearOdds, kind: association, role: secondary, set: complete, title: { en: Relapse where the margin is unclear, zh-CN: 切缘不明者的复发 }, outcome: relapsed, by: operation.margin, levels: [unclear, close], test: fisher }',
  '{ id: allOdds, kind: association, role: secondary, set: complete, title: { en: Marker in the dead, zh-CN: 死亡者的标志物 }, outcome: base.marker, by: diedEver, test: oddsRatio }',
  '{ id: gradeRisk, kind: association, role: secondary, set: complete, title: { en: High grade by margin, zh-CN: 切缘与高级别 }, outcome: base.grade, event: high, by: operation.margin, levels: [close, clean], test: riskDifference, interval: miettinen-nurminen }',
  '{ id: gradeTable, kind: association, role: secondary, set: complete, title: { en: Grade by margin, zh-CN: 切缘与分级 }, outcome: base.grade, by: operation.margin, test: fisher }',
  '{ id: gradeTrend, kind: association, role: secondary, set: complete, title: { en: Relapse by grade, zh-CN: 分级与复发 }, outcome: relapsed, by: base.grade, test: cochranArmitage }',
  '{ id: sizeBySex, kind: association, role: secondary, set: complete, title: { en: Size by sex, zh-CN: 性别与大小 }, outcome: base.size, by: base.sex, test: wilcoxon }',
  '{ id: ageByMargin, kind: association, role: secondary, set: eligible, title: { en: Age by margin, zh-CN: 切缘与年龄 }, outcome: base.age, by: operation.margin, levels: [close, unclear], test: wilcoxon, level: 0.8 }',
  '{ id: sizeByGrade, kind: association, role: secondary, set: complete, title: { en: Size by grade, zh-CN: 分级与大小 }, outcome: base.size, by: base.grade, test: kruskalWallis }',
  '{ id: incidence, kind: cumulativeIncidence, role: primary, set: complete, title: { en: Relapse, zh-CN: 复发 }, endpoint: relapse, times: [6, 12, 24, 60] }',
  '{ id: incidenceBySex, kind: cumulativeIncidence, role: secondary, set: complete, title: { en: Relapse by sex, zh-CN: 按性别的复发 }, endpoint: relapse, by: base.sex, confidence: plain, level: 0.9, times: [400], timeUnit: day, test: gray, greyBeyond: 0.1 }',
  '{ id: incidenceLate, kind: cumulativeIncidence, role: secondary, set: eligible, title: { en: From referral, zh-CN: 自转诊起 }, endpoint: late, by: base.marker, confidence: log, times: [1], timeUnit: year, test: gray }',
  '{ id: incidenceOfSecond, kind: cumulativeIncidence, role: secondary, set: complete, title: { en: Second tumour, zh-CN: 第二肿瘤 }, endpoint: second, times: [12] }',
  '{ id: incidenceWithout, kind: leaveOneOut, role: secondary, set: complete, title: { en: Relapse without one patient, zh-CN: 逐例剔除后的复发 }, of: incidence }',
  '{ id: freeByMargin, kind: survivalTest, role: secondary, set: eligible, title: { en: Survival by margin, zh-CN: 切缘与生存 }, endpoint: free, by: operation.margin, test: logRank }',
  '{ id: freeTrend, kind: survivalTest, role: secondary, set: eligible, title: { en: Survival by grade, zh-CN: 分级与生存 }, endpoint: free, by: base.grade, test: trend }',
  '{ id: freePermuted, kind: survivalTest, role: primary, set: eligible, title: { en: Survival by margin, zh-CN: 切缘与生存 }, endpoint: free, by: operation.margin, levels: [close, clean], test: permutationLogRank }',
  '{ id: lateTest, kind: survivalTest, role: secondary, set: complete, title: { en: Survival from referral by sex, zh-CN: 性别与自转诊起的生存 }, endpoint: late, by: base.sex, test: logRank }',
  '{ id: freeMeans, kind: survivalTest, role: secondary, set: eligible, title: { en: Restricted means by sex, zh-CN: 性别与限制性平均生存 }, endpoint: free, by: base.sex, test: rmstDifference, until: 24, level: 0.9 }',
  '{ id: freeMeansWithout, kind: leaveOneOut, role: secondary, set: eligible, title: { en: Restricted means without one patient, zh-CN: 逐例剔除后的限制性平均生存 }, of: freeMeans }',
  '{ id: freeDates, kind: partialDateSensitivity, role: secondary, set: complete, title: { en: Survival by other dates, zh-CN: 不完整日期与生存 }, of: free }',
  '{ id: incidenceDates, kind: partialDateSensitivity, role: secondary, set: complete, title: { en: Incidence by other dates, zh-CN: 不完整日期与累积发生率 }, of: incidence, statistics: [cumulativeIncidence@12mo, atRisk@12mo] }',
  '{ id: relapsedWithout, kind: leaveOneOut, role: secondary, set: complete, title: { en: Relapse without one patient, zh-CN: 逐例剔除后的复发 }, of: relapsed }',
  '{ id: boundsWithout, kind: leaveOneOut, role: secondary, set: complete, title: { en: Bounds without one patient, zh-CN: 逐例剔除后的上下界 }, of: bounds }',
  '{ id: tableWithout, kind: leaveOneOut, role: secondary, set: complete, title: { en: Sizes without one patient, zh-CN: 逐例剔除后的大小 }, of: table, statistics: [size.median, size.median.upper, sex.M.size.median, grade.high.proportion] }',
  '{ id: freeWithout, kind: leaveOneOut, role: secondary, set: complete, title: { en: Survival without one patient, zh-CN: 逐例剔除后的生存 }, of: free }',
  '{ id: lateWithout, kind: leaveOneOut, role: secondary, set: complete, title: { en: Survival without one patient, zh-CN: 逐例剔除后的生存 }, of: late, statistics: [survival@12mo, sex.F.survival@12mo, personYears] }',
];

/** The study with some analyses of its own instead of those it has. */
export function comparisonStudy(analyses: readonly string[] = ANALYSES): string {
  return `${COMPARISON_STUDY}${analyses.map((analysis) => `  - ${analysis}\n`).join('')}`;
}

export const COMPARISON_TABLES = [
  table('base', [
    'patient,sex,age,size,grade,marker,found,referred',
    'K01,F,2 a,3.1,low,yes,2018-01-02,',
    'K02,F,5 a,4.0,low,no,2018-01-20,2018-06-01',
    'K03,M,7 mo,2.2,low,no,2018-02-11,',
    'K04,M,11 a,6.5,middle,yes,2018-03-05,',
    'K05,F,9 a,8.0,high,!not-done,2018-03-20,',
    'K06,M,3 a,4.0,low,no,2018-04-15,',
    'K07,F,6 a,5.2,middle,no,2018-05-01,',
    'K08,F,1 a,2.9,!not-done,yes,2018-06-06,2018-09-06',
    'K09,M,8 a,7.7,middle,no,2018-07-07,',
    'K10,M,4 a,9.1,high,yes,2018-08-19,',
    'K11,F,10 a,4.4,low,no,2018-09-21,',
    'K12,M,12 a,6.0,middle,no,2018-10-03,',
    'K13,F,13 a,10.5,high,yes,2018-11-11,',
    'K14,M,15 a,9.1,middle,yes,2018-12-12,',
    'K15,F,14 a,3.3,low,!refused,2019-01-13,',
    'K16,M,2 a,5.8,middle,no,2019-02-14,',
    'K17,F,3 a,!not-reported,low,yes,2019-03-15,',
    'K18,M,16 a,4.1,high,no,2019-04-16,',
    'K19,!unknown,5 a,6.6,middle,yes,2019-05-17,',
    'K20,!unknown,6 a,7.0,low,yes,2019-06-18,',
  ]),
  table('operation', [
    'patient,date,margin',
    'K01,2018-01-10,clean',
    'K02,2018-02-01,clean',
    'K03,2018-02-20,clean',
    'K04,2018-03-15,clean',
    'K05,2018-04-01,clean',
    'K06,2018-04-30,clean',
    'K07,2018-05,clean',
    'K08,2018-06-16,clean',
    'K09,2018-07-17,clean',
    'K10,2018-09-01,clean',
    'K11,2018-10-01,close',
    'K12,2018-10-13,close',
    'K13,2018-11-21,close',
    'K14,2018-12-22,close',
    'K15,2019-01-23,unclear',
    'K16,2019-02-24,unclear',
    'K17,2019-03-25,!not-reported',
    'K19,2019-05-27,clean',
  ]),
  table('event', [
    'patient,repeat,kind,date',
    'K05,1,death,2018-09-10',
    'K10,1,relapse,2019-08-02',
    'K13,1,relapse,2019-05-10',
    'K13,2,death,2020-02-02',
    'K14,1,relapse,2019-11',
  ]),
  table('visit', [
    'patient,repeat,date',
    'K01,1,2021-06-01',
    'K02,1,2020-07-02',
    'K02,2,2021-07-03',
    'K03,1,2020-08-04',
    'K04,1,2019-09-05',
    'K06,1,2021-10-06',
    'K07,1,2021-11-07',
    'K08,1,2020-12-08',
    'K09,1,2019-08-02',
    'K10,1,2020-01-09',
    'K11,1,2021-02-10',
    'K12,1,2020-03-11',
    'K14,1,2020-06-13',
    'K15,1,2020-07-14',
    'K16,1,2021-08-15',
    'K17,1,2021-09-16',
  ]),
  table('_forms', [
    'patient,form,state',
    ...['01', '02', '03', '04', '06', '07', '08', '09', '11', '12', '15', '16'].map(
      (number) => `K${number},event,none-confirmed`,
    ),
  ]),
  table('_screening', [
    'candidate,patient,decision,reason,first,second,third',
    ...Array.from({ length: 17 }, (_, index) => {
      const patient = `K${String(index + 1).padStart(2, '0')}`;
      return `${patient},${patient},include,,include,include,${index < 3 ? 'include' : ''}`;
    }),
    'K18,K18,objected,,include,include,',
    'K19,K19,include,,include,notIt,include',
    'K20,K20,include,,,include,',
    'X1,,duplicate,,duplicate,duplicate,duplicate',
    'X2,,notIt,,notIt,include,',
    'X3,,notIt,,notIt,notIt,',
    'X4,,duplicate,,,,duplicate',
  ]),
];

const TYPES: Record<string, string> = { age: 'age', size: 'decimal', marker: 'boolean' };

/** The study read by hand, in plain code over the raw cells. */
export function comparisonChart(): Chart {
  const rowsOf = (form: string) => {
    const rows = rawRows(COMPARISON_TABLES, form);
    return (patient: string): RawRow[] => rows.filter((row) => row.patient === patient);
  };
  const [base, operation, events, visits] = ['base', 'operation', 'event', 'visit'].map(rowsOf) as [
    ReturnType<typeof rowsOf>,
    ReturnType<typeof rowsOf>,
    ReturnType<typeof rowsOf>,
    ReturnType<typeof rowsOf>,
  ];
  const screening = rawRows(COMPARISON_TABLES, '_screening');
  const isStated = (patient: string) =>
    events(patient).length > 0 || rawRows(COMPARISON_TABLES, '_forms').some((row) => row.patient === patient);
  const hasEvent = (patient: string, kind: string) =>
    isStated(patient) ? events(patient).some((row) => row.kind === kind) : null;

  const value: Chart['value'] = (patient, variable) => {
    if (variable === 'relapsed' || variable === 'diedEver')
      return hasEvent(patient, variable === 'relapsed' ? 'relapse' : 'death') ?? { missing: 'noRows' };
    const cell = (variable === 'margin' ? operation : base)(patient)[0]?.[variable] ?? '';
    return plainCell(cell, TYPES[variable] ?? 'text');
  };
  const dayOf = (row: RawRow, rule: string) => dayByRule(row.date ?? '', rule);
  const followOrReason = (patient: string, endpoint: string, rule: string): Followed | string => {
    const zero = operation(patient)[0]?.date;
    if (zero === undefined)
      // a form without a row cannot say that nobody operated
      return 'time zero is not recorded';
    const kinds = { relapse: ['relapse'], second: ['second'] }[endpoint] ?? ['relapse', 'death'];
    if (!isStated(patient)) return 'whether the event happened is not recorded';
    const start = dayByRule(zero, rule);
    const happened = (wanted: readonly string[]) =>
      events(patient)
        .filter((row) => wanted.includes(row.kind ?? ''))
        .map((row) => dayOf(row, rule));
    const competing = endpoint === 'relapse' || endpoint === 'second' ? happened(['death']) : [];
    const seen = visits(patient).map((row) => dayOf(row, rule));
    const own = happened(kinds);
    if (start === null || own.includes(null))
      return 'a date that decides names no day, and the endpoint refuses such dates';
    const first = (days: readonly (number | null)[]) => Math.min(...days.map((day) => day ?? Number.NaN));
    const isEvent = own.length > 0 && !(first(competing) < first(own));
    const end = isEvent
      ? first(own)
      : competing.length > 0
        ? first(competing)
        : Math.max(...seen.map((day) => day ?? Number.NaN));
    if (!Number.isFinite(end)) return 'no date ends the follow-up';
    const { referred = '' } = base(patient)[0] ?? {};
    const entry = endpoint === 'late' && referred !== '' ? Math.max(0, dayOfText(referred) - start) : 0;
    return { days: end - start, event: isEvent, entry, competing: !isEvent && competing.length > 0 };
  };

  return {
    value,
    holds: (patient, analysis) => {
      if (analysis === 'marked') {
        const marker = value(patient, 'marker');
        return typeof marker === 'boolean' ? marker : null;
      }
      return hasEvent(patient, 'relapse');
    },
    follow: (patient, endpoint, rule) => {
      const outcome = followOrReason(patient, endpoint, rule);
      return typeof outcome === 'string' ? null : outcome;
    },
    notAtRiskBecause: (patient, endpoint, rule) => {
      const outcome = followOrReason(patient, endpoint, rule);
      return typeof outcome === 'string' ? outcome : null;
    },
    noted: (patient, endpoint, rule, code) => {
      const outcome = followOrReason(patient, endpoint, rule);
      if (typeof outcome === 'string') return false;
      if (code === 'competingEvents') return outcome.competing === true;
      if (code !== 'partialDates') throw new Error(`nobody knows how to check the note ${code} of ${endpoint}`);
      return patient === 'K07' || (patient === 'K14' && outcome.event);
    },
    isCandidate: (id) => screening.some((row) => row.candidate === id),
    leaves: (candidate) => {
      const { decision = '' } = screening.find((row) => row.candidate === candidate) ?? {};
      if (decision === 'duplicate') return { step: 'duplicates', reason: decision };
      if (decision === 'notIt') return { step: 'review', reason: decision };
      const own = base(candidate)[0] ?? {};
      if ([own.sex, own.size].some((cell) => cell === undefined || cell === '' || cell.startsWith('!')))
        return { step: 'coreMissing', reason: 'coreMissing' };
      return decision === 'objected' ? { step: 'objected', reason: decision } : null;
    },
    vote: (candidate, rater) => screening.find((row) => row.candidate === candidate)?.[rater] || null,
  };
}
