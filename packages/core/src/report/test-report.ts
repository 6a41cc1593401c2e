import type { AnalysisResult, Cell, RecordRef, ResultRow, Statistic } from '../model/index.ts';
import { type LoadedStudy, loadStudy } from '../protocol/index.ts';
import type { ReportInput } from './writing.ts';

/** Six invented patients, worked by hand, as the analyses would report them: what the tests of the report are written from. */

export const PATIENTS = ['CANARY-1', 'CANARY-2', 'CANARY-3', 'CANARY-4', 'CANARY-5', 'CANARY-6'] as const;

export const SIX_STUDY_TEXT = `
casewright: study/1
id: six
version: 0.2.0
title: { en: Six invented children, zh-CN: 六名虚构患儿 }
languages: [en, zh-CN]
notice: { en: Every child is invented., zh-CN: 患儿均为虚构。 }
design: { en: single-centre retrospective cohort, zh-CN: 单中心回顾性队列研究 }
objective: { en: To try the report., zh-CN: 检验报告。 }
centres: [{ id: one, label: { en: Invented Hospital, zh-CN: 虚构医院 } }]
ethics: { committee: { en: Invented committee, zh-CN: 虚构伦理委员会 }, decision: approved, number: E-1, date: 2025-01-10 }
dataLock: 2025-03-31
codeLists:
  sex: { codes: [{ code: F, label: { en: Female, zh-CN: 女 } }, { code: M, label: { en: Male, zh-CN: 男 } }] }
  symptom: { codes: [{ code: fever, label: { en: Fever, zh-CN: 发热 } }, { code: pain, label: { en: Pain, zh-CN: 疼痛 } }] }
  kind: { codes: [{ code: seen, label: { en: Seen, zh-CN: 随访 } }, { code: recurrence, label: { en: Recurrence, zh-CN: 复发 } }, { code: death, label: { en: Death, zh-CN: 死亡 } }] }
forms:
  - id: entry
    label: { en: Entry, zh-CN: 入组 }
    known: diagnosis
    items:
      - { id: diagnosed, label: { en: Date of diagnosis, zh-CN: 诊断日期 }, type: date, core: true }
      - { id: sex, label: { en: Sex, zh-CN: 性别 }, type: code, codes: sex, core: true }
      - { id: age, label: { en: Age, zh-CN: 年龄 }, type: age }
      - { id: symptoms, label: { en: Symptoms, zh-CN: 症状 }, type: codes, codes: symptom }
  - id: visits
    label: { en: Visits, zh-CN: 随访记录 }
    repeats: true
    known: followUp
    datedBy: date
    items:
      - { id: date, label: { en: Date, zh-CN: 日期 }, type: date }
      - { id: kind, label: { en: Kind, zh-CN: 类别 }, type: code, codes: kind }
eligibility:
  label: { en: Eligible children, zh-CN: 符合条件的患儿 }
  steps:
    - { id: duplicates, label: { en: Duplicate, zh-CN: 重复 }, reasons: [duplicate] }
    - { id: window, label: { en: Diagnosed before 2016, zh-CN: 2016年之前诊断 }, require: "entry.diagnosed >= date('2016-01-01')", reasons: [too_early, no_date] }
analysisSets:
  - id: complete
    label: { en: Complete cases, zh-CN: 资料完整病例 }
    steps:
      - { id: coreMissing, label: { en: Core variables missing, zh-CN: 核心变量缺失 }, requireCore: true }
derived:
  - { id: recurred, label: { en: Recurrence, zh-CN: 复发 }, type: boolean, value: "visits.exists(v, v.kind == 'recurrence')" }
endpoints:
  - id: rfs
    label: { en: Recurrence-free survival, zh-CN: 无复发生存 }
    timeZero: { label: { en: date of diagnosis, zh-CN: 诊断日期 }, form: entry, date: diagnosed }
    events:
      - { id: recurrence, label: { en: recurrence, zh-CN: 复发 }, form: visits, date: date, where: "row.kind == 'recurrence'" }
      - { id: death, label: { en: death, zh-CN: 死亡 }, form: visits, date: date, where: "row.kind == 'death'" }
    censoring: [{ id: seen, label: { en: last visit, zh-CN: 末次随访 }, form: visits, date: date }]
  - id: os
    label: { en: Overall survival, zh-CN: 总生存 }
    timeZero: { label: { en: date of diagnosis, zh-CN: 诊断日期 }, form: entry, date: diagnosed }
    events: [{ id: death, label: { en: death, zh-CN: 死亡 }, form: visits, date: date, where: "row.kind == 'death'" }]
    censoring: [{ id: seen, label: { en: last visit, zh-CN: 末次随访 }, form: visits, date: date }]
analyses:
  - { id: flow, kind: flow, role: primary, set: complete, title: { en: From candidates to complete cases, zh-CN: 病例筛选流程 } }
  - { id: table1, kind: describe, role: primary, set: complete, title: { en: The children, zh-CN: 患儿特征 }, variables: [entry.sex, { variable: entry.age, medianInterval: true }, entry.symptoms] }
  - { id: bySex, kind: crossTable, role: secondary, set: complete, title: { en: Symptoms by sex, zh-CN: 各性别的症状 }, rows: entry.sex, columns: entry.symptoms }
  - { id: recurrence, kind: proportion, role: primary, set: complete, title: { en: Recurrence, zh-CN: 复发 }, label: { en: Children with a recurrence, zh-CN: 复发患儿 }, when: recurred, by: entry.sex }
  - { id: rfs, kind: kaplanMeier, role: primary, set: complete, title: { en: Recurrence-free survival, zh-CN: 无复发生存 }, endpoint: rfs, times: [12, 24], timeUnit: month, axis: { step: 6, maximum: 30 }, greyBeyond: 0.3 }
  - { id: rfsBySex, kind: kaplanMeier, role: exploratory, set: complete, postHoc: true, title: { en: Recurrence-free survival by sex, zh-CN: 按性别的无复发生存 }, endpoint: rfs, by: entry.sex, times: [12], timeUnit: month, axis: { step: 6, maximum: 30 }, greyBeyond: 0.3 }
  - { id: os, kind: kaplanMeier, role: secondary, set: complete, title: { en: Overall survival, zh-CN: 总生存 }, endpoint: os, times: [12], timeUnit: month, axis: { step: 6, maximum: 30 } }
  - { id: followUp, kind: reverseKaplanMeier, role: secondary, set: complete, title: { en: Length of follow-up, zh-CN: 随访时间 }, endpoint: os, timeUnit: month }
literature: [{ id: earlier, citation: An invented series, values: { recurrence: { events: 1, of: 9 } } }]
`;

export type TestText = { en: string; 'zh-CN'?: string };

let loaded: ReturnType<typeof loadStudy> | null = null;

/** The study of the six; with a text, it has one section of the id `text`. */
export function sixStudy(text?: TestText): LoadedStudy {
  loaded ??= loadStudy(SIX_STUDY_TEXT, 'study.yaml');
  const { study, issues } = loaded;
  if (!study) throw new Error(issues.map((issue) => issue.message).join('\n'));
  if (!text) return study;
  const sections = [{ id: 'text', title: { en: 'Text', 'zh-CN': '正文' }, text }];
  return { ...study, document: { ...study.document, report: { sections } } };
}

export function sixInput(changes: Partial<ReportInput> = {}): ReportInput {
  return {
    study: sixStudy(),
    results: sixResults(),
    issues: [],
    audience: 'team',
    language: 'en',
    program: 'casewright 0.0.0',
    snapshot: 'b'.repeat(64),
    patientLines: PATIENTS.map((patient) => ({ patient, lines: [{ label: 'Sex', value: 'F' }] })),
    ...changes,
  };
}

type Sets = Record<string, readonly string[]>;
type Given = Partial<Omit<Statistic, 'id' | 'printed'>> & { printed?: string };

/** A statistic with its printed form alike in both languages; a count prints itself. */
function statistic(id: string, value: number | null, given: Given = {}): Statistic {
  const { printed, ...rest } = given;
  const name = (id.split('.').pop() ?? id).split('@')[0] ?? id;
  const text = printed ?? (value === null ? '' : String(value));
  return { id, name, value, unit: 'count', ...rest, printed: { en: text, 'zh-CN': text } };
}

function share(id: string, value: number, given: Given = {}): Statistic {
  return statistic(id, value, { unit: 'probability', printed: `${(value * 100).toFixed(1)}%`, ...given });
}

function nothing(id: string, unit: string, whyNull: NonNullable<Statistic['whyNull']>, given: Given = {}): Statistic {
  return statistic(id, null, { unit, whyNull, ...given });
}

const REFERENCE = {
  'Participant flow': 'von Elm E. PLoS Med 2007;4:e296',
  'Descriptive statistics': 'Hyndman RJ, Fan Y. Am Stat 1996;50:361-365',
  'Cross-tabulation': 'Lang TA, Altman DG. Int J Nurs Stud 2015;52:5-9',
  Proportion: 'Clopper CJ, Pearson ES. Biometrika 1934;26:404-413',
  'Kaplan-Meier':
    'Kaplan EL, Meier P. J Am Stat Assoc 1958;53:457-481; Greenwood M. Rep Public Health Med Subj 1926;33:1-26',
  'Reverse Kaplan-Meier': 'Schemper M, Smith TL. Control Clin Trials 1996;17:343-346',
} as const;

function result(
  id: string,
  name: keyof typeof REFERENCE | 'metaAnalysis',
  parts: {
    statistics: Statistic[];
    sets?: Sets;
    rows?: ResultRow[];
    options?: AnalysisResult['inputs']['options'];
    role?: AnalysisResult['plan']['role'];
    status?: AnalysisResult['plan']['status'];
    notes?: AnalysisResult['notes'];
  },
): AnalysisResult {
  return {
    schema: 'casewright.result/1',
    id,
    plan: { role: parts.role ?? 'primary', status: parts.status ?? 'planned' },
    method: {
      name,
      variant: '',
      reference: name === 'metaAnalysis' ? '' : REFERENCE[name],
      engine: 'casewright 0.0.0',
    },
    inputs: { study: 'a'.repeat(64), snapshot: 'b'.repeat(64), analysisSet: 'complete', options: parts.options ?? {} },
    recordSets: Object.fromEntries(Object.entries(parts.sets ?? {}).map(([set, members]) => [set, [...members]])),
    statistics: parts.statistics,
    ...(parts.rows ? { rows: parts.rows } : {}),
    notes: parts.notes ?? [],
  };
}

const [P1, P2, P3, P4, P5, P6] = PATIENTS;
const GIRLS = [P1, P3, P6];
const BOYS = [P2, P4, P5];

/** Everything the plan of the six gives. */
export function sixResults(): AnalysisResult[] {
  return [flow(), table1(), bySex(), recurrence(), rfs(), rfsBySex(), os(), followUp()];
}

function flow(): AnalysisResult {
  const counted = (id: string, value: number, numerator: string) =>
    statistic(id, value, { numerator, denominator: 'candidates' });
  return result('flow', 'Participant flow', {
    sets: {
      candidates: [...PATIENTS, 'CANARY-7', 'CANARY-8', 'CANARY-9'],
      complete: PATIENTS,
      left: ['CANARY-7', 'CANARY-8'],
      none: [],
    },
    statistics: [
      statistic('flow.candidates.count', 9, { denominator: 'candidates' }),
      counted('flow.duplicates.excluded.count', 0, 'none'),
      counted('flow.duplicates.remaining.count', 9, 'candidates'),
      counted('flow.window.excluded.count', 2, 'left'),
      counted('flow.window.too_early.count', 1, 'left'),
      counted('flow.window.no_date.count', 1, 'left'),
      counted('flow.window.remaining.count', 7, 'complete'),
      counted('flow.eligible.count', 7, 'complete'),
      counted('flow.coreMissing.excluded.count', 1, 'left'),
      counted('flow.coreMissing.remaining.count', 6, 'complete'),
      counted('flow.complete.count', 6, 'complete'),
      share('flow.complete.ofEligible.proportion', 6 / 7),
      share('flow.complete.ofEligible.proportion.lower', 0.421277),
      share('flow.complete.ofEligible.proportion.upper', 0.99639),
    ],
    rows: [
      { cells: { box: 'candidates', set: 'eligible', step: null, reason: null, statistic: 'flow.candidates.count' } },
    ],
  });
}

function table1(): AnalysisResult {
  const among = { denominator: 'set' };
  const years = (id: string, value: number) =>
    statistic(id, value, { unit: 'a', printed: value.toFixed(1), denominator: 'aged' });
  return result('table1', 'Descriptive statistics', {
    sets: {
      set: PATIENTS,
      girls: GIRLS,
      boys: BOYS,
      aged: [P1, P2, P3, P4, P5],
      unaged: [P6],
      fever: [P1, P2],
      noFever: [P3],
      openFever: [P4, P5, P6],
    },
    options: { level: 0.95, quantileType: 7, variables: [{ variable: 'entry.sex' }, { variable: 'entry.age' }] },
    statistics: [
      statistic('table1.n', 6, among),
      statistic('table1.sex.n', 6, { numerator: 'set', ...among }),
      statistic('table1.sex.missing', 0, among),
      statistic('table1.sex.F.count', 3, { numerator: 'girls', ...among }),
      share('table1.sex.F.proportion', 0.5, { numerator: 'girls', ...among }),
      statistic('table1.sex.M.count', 3, { numerator: 'boys', ...among }),
      share('table1.sex.M.proportion', 0.5, { numerator: 'boys', ...among }),
      statistic('table1.age.n', 5, { numerator: 'aged', ...among }),
      statistic('table1.age.missing', 1, { numerator: 'unaged', ...among }),
      statistic('table1.age.missing.notReported', 1, { numerator: 'unaged', ...among }),
      years('table1.age.median', 5.014373716632),
      years('table1.age.median.lower', 0.607802874743),
      years('table1.age.median.upper', 13.5),
      share('table1.age.median.coverage', 0.9375),
      years('table1.age.quartile1', 3.03),
      years('table1.age.quartile3', 8.68),
      years('table1.age.minimum', 0.607802874743),
      years('table1.age.maximum', 13.5),
      statistic('table1.symptoms.n', 3, among),
      statistic('table1.symptoms.missing', 3, among),
      statistic('table1.symptoms.fever.count', 2, { numerator: 'fever', denominator: 'set' }),
      share('table1.symptoms.fever.proportion', 2 / 3),
      statistic('table1.symptoms.fever.absent', 1, { numerator: 'noFever', ...among }),
      statistic('table1.symptoms.fever.notRecorded', 3, { numerator: 'openFever', ...among }),
      statistic('table1.symptoms.pain.count', 0, among),
      nothing('table1.symptoms.pain.proportion', 'probability', 'notEstimable'),
      statistic('table1.symptoms.pain.absent', 6, among),
      statistic('table1.symptoms.pain.notRecorded', 0, among),
    ],
    notes: [{ code: 'test.note', severity: 'info', text: { en: 'A note of the result.', 'zh-CN': '结果的说明。' } }],
  });
}

function bySex(): AnalysisResult {
  return result('bySex', 'Cross-tabulation', {
    role: 'secondary',
    sets: { set: PATIENTS, F: GIRLS, M: BOYS, none: [], one: [P1] },
    statistics: [
      statistic('bySex.n', 6, { denominator: 'set' }),
      statistic('bySex.F.n', 3, { numerator: 'F', denominator: 'set' }),
      statistic('bySex.F.fever.count', 1, { numerator: 'one', denominator: 'F' }),
      statistic('bySex.F.fever.absent', 1, { denominator: 'F' }),
      statistic('bySex.F.pain.count', 0, { numerator: 'none', denominator: 'F' }),
      statistic('bySex.F.pain.absent', 3, { denominator: 'F' }),
      statistic('bySex.M.n', 3, { numerator: 'M', denominator: 'set' }),
      statistic('bySex.M.fever.count', 1, { denominator: 'M' }),
      statistic('bySex.M.fever.absent', 0, { denominator: 'M' }),
      statistic('bySex.M.pain.count', 0, { denominator: 'M' }),
      statistic('bySex.M.pain.absent', 3, { denominator: 'M' }),
      statistic('bySex.missing', 0, { denominator: 'set' }),
    ],
  });
}

function recurrence(): AnalysisResult {
  const one = (prefix: string, count: number, n: number, limits: readonly [number, number]) => [
    statistic(`${prefix}.count`, count, { numerator: 'recurred', denominator: 'set' }),
    statistic(`${prefix}.n`, n, { numerator: 'set', denominator: 'set' }),
    share(`${prefix}.proportion`, count / n, { numerator: 'recurred', denominator: 'set' }),
    share(`${prefix}.proportion.lower`, limits[0]),
    share(`${prefix}.proportion.upper`, limits[1]),
    statistic(`${prefix}.missing`, 0, { denominator: 'set' }),
  ];
  return result('recurrence', 'Proportion', {
    sets: { set: PATIENTS, recurred: [P1, P2, P5] },
    options: { when: 'recurred', by: 'entry.sex', interval: 'clopper-pearson', level: 0.95 },
    statistics: [
      ...one('recurrence', 3, 6, [0.118117, 0.881883]),
      ...one('recurrence.sex.F', 1, 3, [0.008404, 0.905701]),
      ...one('recurrence.sex.M', 2, 3, [0.094299, 0.991596]),
    ],
  });
}

const SURVIVAL_OPTIONS = {
  endpoint: 'rfs',
  confidence: 'log-log',
  level: 0.95,
  timeUnit: 'month',
  axis: { step: 6, maximum: 30 },
  partialDates: 'midpoint',
};

type Step = {
  time: number;
  atRisk: number;
  events: number;
  censored: number;
  survival: number;
  limits?: readonly [number, number];
  grey?: boolean;
};

/** Days of exit: event 100; event 300 and censored 300; censored 400; event 500; censored 900. */
const ALL_STEPS: Step[] = [
  { time: 0, atRisk: 6, events: 0, censored: 0, survival: 1 },
  { time: 100, atRisk: 6, events: 1, censored: 0, survival: 0.833333333333, limits: [0.273089, 0.974717] },
  { time: 300, atRisk: 5, events: 1, censored: 1, survival: 0.666666666667, limits: [0.194638, 0.904427] },
  { time: 400, atRisk: 3, events: 0, censored: 1, survival: 0.666666666667, limits: [0.194638, 0.904427], grey: true },
  { time: 500, atRisk: 2, events: 1, censored: 0, survival: 0.333333333333, limits: [0.010974, 0.760881], grey: true },
  { time: 900, atRisk: 1, events: 0, censored: 1, survival: 0.333333333333, limits: [0.010974, 0.760881], grey: true },
];

function rowsOf(steps: readonly Step[], group: string | null): ResultRow[] {
  return steps.map(({ limits, grey, ...step }) => {
    const cells: Record<string, Cell> = {
      group,
      ...step,
      lower: limits?.[0] ?? null,
      upper: limits?.[1] ?? null,
      grey: grey ?? false,
    };
    return { cells };
  });
}

/** Numbers under the ticks: at risk, events so far, censored so far. */
function ticks(prefix: string, counts: Readonly<Record<number, readonly [number, number, number]>>): Statistic[] {
  return Object.entries(counts).flatMap(([time, [atRisk, events, censored]]) => {
    const at = { at: { value: Number(time), unit: 'month' as const }, numerator: 'set', denominator: 'set' };
    return [
      statistic(`${prefix}.atRisk@${time}mo`, atRisk, at),
      statistic(`${prefix}.cumulativeEvents@${time}mo`, events, at),
      statistic(`${prefix}.cumulativeCensored@${time}mo`, censored, at),
    ];
  });
}

function survivalAt(
  prefix: string,
  time: number,
  survival: number,
  limits: readonly [number, number] | null,
): Statistic[] {
  const given = { at: { value: time, unit: 'month' as const }, numerator: 'set', denominator: 'set' };
  const id = `${prefix}.survival@${time}mo`;
  if (limits === null)
    return [
      share(id, survival, given),
      nothing(`${id}.lower`, 'probability', 'notEstimable', given),
      nothing(`${id}.upper`, 'probability', 'notEstimable', given),
    ];
  return [share(id, survival, given), share(`${id}.lower`, limits[0], given), share(`${id}.upper`, limits[1], given)];
}

const DECIDING: RecordRef[] = [{ form: 'visits', patient: P1, repeat: '2', item: 'date' }];

function counts(prefix: string, n: number, events: number, censored: number): Statistic[] {
  return [
    statistic(`${prefix}.n`, n, { numerator: 'set', denominator: 'set' }),
    statistic(`${prefix}.events`, events, { numerator: 'set', denominator: 'set', deciding: DECIDING }),
    statistic(`${prefix}.censored`, censored, { numerator: 'set', denominator: 'set' }),
  ];
}

function rfs(): AnalysisResult {
  const months = (id: string, value: number, printed: string) =>
    statistic(id, value, { unit: 'mo', printed, denominator: 'set', deciding: DECIDING });
  return result('rfs', 'Kaplan-Meier', {
    sets: { set: PATIENTS },
    options: { ...SURVIVAL_OPTIONS, times: [12, 24], greyBeyond: 0.3 },
    statistics: [
      ...counts('rfs', 6, 3, 3),
      statistic('rfs.notAtRisk', 0, { denominator: 'set' }),
      months('rfs.median', 16.4271047228, '16.4'),
      months('rfs.median.lower', 3.28542094456, '3.3'),
      nothing('rfs.median.upper', 'mo', 'notReached'),
      months('rfs.greyFrom', 13.1416837782, '13.1'),
      ...survivalAt('rfs', 12, 0.666666666667, [0.194638, 0.904427]),
      ...survivalAt('rfs', 24, 0.333333333333, [0.010974, 0.760881]),
      ...ticks('rfs', { 0: [6, 0, 0], 6: [5, 1, 0], 12: [3, 2, 1], 18: [1, 3, 2], 24: [1, 3, 2], 30: [0, 3, 3] }),
      months('rfs.step.1.time', 3.28542094456, '3.3'),
      statistic('rfs.step.1.atRisk', 6, { denominator: 'set' }),
      statistic('rfs.step.1.events', 1, { denominator: 'set' }),
      share('rfs.step.1.survival', 0.833333333333),
      share('rfs.step.1.lower', 0.273089),
      share('rfs.step.1.upper', 0.974717),
    ],
    rows: rowsOf(ALL_STEPS, null),
  });
}

function rfsBySex(): AnalysisResult {
  const girls: Step[] = [
    { time: 0, atRisk: 3, events: 0, censored: 0, survival: 1 },
    { time: 100, atRisk: 3, events: 1, censored: 0, survival: 0.666666666667, limits: [0.054102, 0.945213] },
    {
      time: 300,
      atRisk: 2,
      events: 0,
      censored: 1,
      survival: 0.666666666667,
      limits: [0.054102, 0.945213],
      grey: true,
    },
    {
      time: 900,
      atRisk: 1,
      events: 0,
      censored: 1,
      survival: 0.666666666667,
      limits: [0.054102, 0.945213],
      grey: true,
    },
  ];
  const boys: Step[] = [
    { time: 0, atRisk: 3, events: 0, censored: 0, survival: 1 },
    { time: 300, atRisk: 3, events: 1, censored: 0, survival: 0.666666666667, limits: [0.054102, 0.945213] },
    {
      time: 400,
      atRisk: 2,
      events: 0,
      censored: 1,
      survival: 0.666666666667,
      limits: [0.054102, 0.945213],
      grey: true,
    },
    { time: 500, atRisk: 1, events: 1, censored: 0, survival: 0, grey: true },
  ];
  return result('rfsBySex', 'Kaplan-Meier', {
    role: 'exploratory',
    status: 'postHoc',
    sets: { set: PATIENTS },
    options: { ...SURVIVAL_OPTIONS, by: 'entry.sex', times: [12], greyBeyond: 0.3 },
    statistics: [
      ...counts('rfsBySex', 6, 3, 3),
      ...counts('rfsBySex.sex.F', 3, 1, 2),
      nothing('rfsBySex.sex.F.median', 'mo', 'notReached'),
      ...survivalAt('rfsBySex.sex.F', 12, 0.666666666667, [0.054102, 0.945213]),
      ...ticks('rfsBySex.sex.F', {
        0: [3, 0, 0],
        6: [2, 1, 0],
        12: [1, 1, 1],
        18: [1, 1, 1],
        24: [1, 1, 1],
        30: [0, 1, 2],
      }),
      ...counts('rfsBySex.sex.M', 3, 2, 1),
      statistic('rfsBySex.sex.M.median', 16.4271047228, { unit: 'mo', printed: '16.4' }),
      ...survivalAt('rfsBySex.sex.M', 12, 0.666666666667, [0.054102, 0.945213]),
      ...ticks('rfsBySex.sex.M', {
        0: [3, 0, 0],
        6: [3, 0, 0],
        12: [2, 1, 0],
        18: [0, 2, 1],
        24: [0, 2, 1],
        30: [0, 2, 1],
      }),
    ],
    rows: [...rowsOf(girls, 'F'), ...rowsOf(boys, 'M')],
  });
}

function os(): AnalysisResult {
  return result('os', 'Kaplan-Meier', {
    role: 'secondary',
    sets: { set: PATIENTS, none: [] },
    options: { ...SURVIVAL_OPTIONS, endpoint: 'os', times: [12], greyBeyond: 0.15 },
    statistics: [
      statistic('os.n', 6, { numerator: 'set', denominator: 'set' }),
      statistic('os.events', 0, { numerator: 'none', denominator: 'set' }),
      statistic('os.censored', 6, { numerator: 'set', denominator: 'set' }),
      nothing('os.median', 'mo', 'notReached'),
      nothing('os.median.lower', 'mo', 'notReached'),
      nothing('os.median.upper', 'mo', 'notReached'),
      statistic('os.personYears', 8.1, { unit: 'a', printed: '8.1' }),
      share('os.proportion', 0),
      share('os.proportion.lower', 0),
      share('os.proportion.upper', 0.459258),
      share('os.proportion.upperOneSided', 0.393038),
      ...survivalAt('os', 12, 1, null),
      ...ticks('os', { 0: [6, 0, 0], 6: [6, 0, 0], 12: [4, 0, 2], 18: [2, 0, 4], 24: [1, 0, 5], 30: [0, 0, 6] }),
    ],
    rows: rowsOf(
      [
        { time: 0, atRisk: 6, events: 0, censored: 0, survival: 1 },
        { time: 900, atRisk: 1, events: 0, censored: 6, survival: 1 },
      ],
      null,
    ),
  });
}

function followUp(): AnalysisResult {
  const months = (id: string, value: number) =>
    statistic(id, value, { unit: 'mo', printed: value.toFixed(1), denominator: 'set' });
  return result('followUp', 'Reverse Kaplan-Meier', {
    role: 'secondary',
    sets: { set: PATIENTS },
    options: { endpoint: 'os', confidence: 'log-log', level: 0.95, timeUnit: 'month' },
    statistics: [
      statistic('followUp.n', 6, { numerator: 'set', denominator: 'set' }),
      months('followUp.median', 53.4),
      months('followUp.median.lower', 35.9),
      nothing('followUp.median.upper', 'mo', 'notReached'),
      months('followUp.minimum', 10.1),
      months('followUp.maximum', 107.0123),
    ],
  });
}
