import { table } from '../../derive/testing/small-study.ts';
import type { Followed } from './by-hand.ts';
import type { Chart } from './opened.ts';
import { dayByRule, dayOfText, daysOfText, plainCell, type RawRow, rawRows } from './raw-tables.ts';

/**
 * A study made for the tests: everybody in it is invented. It has what the shipped one lacks: groups, missing values
 * of every kind, dates without a day, patients never at risk, late entries (P02 enters on the day of P01's event), curves that reach their median.
 */
export const INVENTED_STUDY = `
casewright: study/1
id: invented
version: 1.0.0
title: { en: An invented study }
languages: [en]
dataLock: 2020-12-31
literature: [{ id: earlier, citation: An invented series, values: { relapse: { events: 3, of: 10 } } }]
codeLists:
  sex: { codes: [{ code: F, label: { en: Female } }, { code: M, label: { en: Male } }, { code: X, label: { en: Neither } }] }
  symptom: { codes: [{ code: pain, label: { en: Pain } }, { code: fever, label: { en: Fever } }, { code: cough, label: { en: Cough } }] }
  kind: { codes: [{ code: relapse, label: { en: Relapse } }, { code: death, label: { en: Death } }] }
forms:
  - id: base
    label: { en: Baseline }
    known: diagnosis
    items:
      - { id: sex, label: { en: Sex }, type: code, codes: sex }
      - { id: age, label: { en: Age }, type: age }
      - { id: size, label: { en: Size }, type: decimal, unit: cm }
      - { id: nodes, label: { en: Nodes }, type: integer }
      - { id: marker, label: { en: Marker }, type: boolean }
      - { id: symptoms, label: { en: Symptoms }, type: codes, codes: symptom }
      - { id: start, label: { en: Start }, type: date }
      - { id: referred, label: { en: Referred }, type: date }
      - { id: treated, label: { en: Treated }, type: boolean }
  - id: event
    label: { en: Events }
    repeats: true
    mayBeNone: true
    known: followUp
    datedBy: date
    items:
      - { id: kind, label: { en: Kind }, type: code, codes: kind }
      - { id: date, label: { en: Date }, type: date }
  - id: visit
    label: { en: Visits }
    repeats: true
    known: followUp
    datedBy: date
    items: [{ id: date, label: { en: Date }, type: date }]
eligibility:
  steps:
    - { id: duplicates, label: { en: Duplicates }, reasons: [duplicate, sameBlock] }
    - { id: sized, label: { en: Too small }, require: base.size >= 1.0, reasons: [tooSmall] }
analysisSets:
  - id: known
    label: { en: Known sex }
    steps: [{ id: sexKnown, label: { en: Neither sex }, require: "isMissing(base.sex) || base.sex != 'X'" }]
endpoints:
  - id: relapse
    label: { en: Relapse-free survival }
    timeZero: { label: { en: start }, form: base, date: start, where: base.treated }
    notAtRisk: { en: never treated }
    events: [{ id: any, label: { en: relapse or death }, form: event, date: date }]
    censoring: [{ id: visit, label: { en: last visit }, form: visit, date: date }]
  - id: late
    label: { en: The same from referral }
    timeZero: { label: { en: start }, form: base, date: start, where: base.treated }
    entry: { label: { en: referral }, form: base, date: referred, where: "!isMissing(base.referred)" }
    events: [{ id: any, label: { en: relapse or death }, form: event, date: date }]
    censoring: [{ id: visit, label: { en: last visit }, form: visit, date: date }]
    partialDates: earliest
  - id: death
    label: { en: Overall survival }
    timeZero: { label: { en: start }, form: base, date: start }
    events: [{ id: death, label: { en: death }, form: event, date: date, where: row.kind == 'death' }]
    censoring:
      - { id: visit, label: { en: last visit }, form: visit, date: date }
      - { id: relapse, label: { en: last relapse }, form: event, date: date, where: row.kind == 'relapse' }
analyses:
  - { id: flow, kind: flow, role: primary, set: known, title: { en: Flow } }
  - id: table1
    kind: describe
    role: primary
    set: known
    title: { en: Table }
    by: base.sex
    variables:
      - { variable: base.age, as: years, decimals: 1, medianInterval: true }
      - { variable: base.size, statistics: [median, quartiles, range, mean, standardDeviation] }
      - { variable: base.nodes }
      - base.marker
      - base.symptoms
      - base.sex
  - { id: sas, kind: describe, role: secondary, set: known, title: { en: Type 2 }, quantileType: 2, level: 0.8, variables: [{ variable: base.size, medianInterval: true }] }
  - { id: spss, kind: describe, role: secondary, set: eligible, title: { en: Type 6 }, quantileType: 6, variables: [base.size, base.nodes] }
  - { id: cross, kind: crossTable, role: secondary, set: known, title: { en: Cross }, rows: base.sex, columns: base.symptoms }
  - { id: crossMarker, kind: crossTable, role: secondary, set: known, title: { en: Cross }, rows: base.marker, columns: base.sex }
  - { id: marker, kind: proportion, role: primary, set: known, title: { en: Marker }, label: { en: Marker }, when: base.marker, by: base.sex, level: 0.9 }
  - { id: wilson, kind: proportion, role: secondary, set: known, title: { en: Marker }, label: { en: Marker }, when: base.marker, interval: wilson }
  - { id: sized, kind: proportion, role: secondary, set: known, title: { en: All }, label: { en: All }, when: base.size > 0.0 }
  - { id: none, kind: proportion, role: secondary, set: known, title: { en: None }, label: { en: None }, when: base.size > 99.0, interval: wilson, level: 0.9 }
  - { id: relapse, kind: kaplanMeier, role: primary, set: known, title: { en: Relapse }, endpoint: relapse, by: base.sex, times: [3, 12, 60], axis: { step: 6, maximum: 24 } }
  - { id: plain, kind: kaplanMeier, role: secondary, set: known, title: { en: Relapse }, endpoint: relapse, confidence: plain, level: 0.9, times: [90, 400], timeUnit: day, greyBeyond: 0.1 }
  - { id: narrow, kind: kaplanMeier, role: secondary, set: known, title: { en: Relapse }, endpoint: relapse, level: 0.5, times: [12] }
  - { id: late, kind: kaplanMeier, role: secondary, set: known, title: { en: Late }, endpoint: late, confidence: log, times: [0.5, 1], timeUnit: year }
  - { id: death, kind: kaplanMeier, role: secondary, set: known, title: { en: Death }, endpoint: death, by: base.marker, times: [12] }
  - { id: followUp, kind: reverseKaplanMeier, role: secondary, set: known, title: { en: Follow-up }, endpoint: relapse, by: base.sex }
`;

const BASE_TYPES: Record<string, string> = {
  age: 'age',
  size: 'decimal',
  nodes: 'integer',
  marker: 'boolean',
  symptoms: 'codes',
  treated: 'boolean',
};

export const INVENTED_TABLES = [
  table('base', [
    'patient,sex,age,size,nodes,marker,symptoms,start,referred,treated',
    'P01,F,5 a,3.2,0,yes,pain|fever,2019-01-10,,yes',
    'P02,F,8 mo,4.1,2,no,pain|-fever|-cough,2019-01-20,2019-04-20,yes',
    'P03,F,12 d,2.0,!not-done,yes,-pain,2019-02,,yes',
    'P04,F,12.5 a,7.7,1,!not-done,cough,2019-02-11,,yes',
    'P05,M,3 a,5.0,4,yes,fever,2019-03-01,2019-03-31,yes',
    'P06,M,30 wk,1.5,0,no,,2019-03-15,,yes',
    'P07,M,9 a,6.4,3,!refused,pain,2019-04-01,,yes',
    'P08,M,!unknown,2.2,,no,-pain|-fever|-cough,2019-04-20,,yes',
    'P09,M,7 a,9.9,1,no,!not-reported,2019-05-05,2019-08-01,yes',
    'P10,!unknown,2 a,3.0,0,no,pain|cough,2019-05-20,,yes',
    'P11,F,4 a,8.8,2,yes,fever,2019-06-01,,no',
    'P12,M,6 a,4.4,1,no,pain,2019-06-15,,!unknown',
    'P13,X,1 a,2.5,0,yes,pain,2019-07-01,,yes',
    'P14,F,10 a,0.5,0,no,pain,2019-07-10,,yes',
    'P15,F,11 a,!not-reported,0,no,pain,2019-07-20,,yes',
    'P16,F,13 a,3.9,5,!unknown,-cough|pain,2019-08-01,,yes',
    'P17,F,2 a,6.1,3,yes,pain|fever,2019-01-01,,yes',
    'P18,M,8 a,7.2,2,no,-pain|cough,2019-01-01,,yes',
    'P19,F,14 a,4.8,0,yes,fever,2019-01-01,,yes',
    'P20,M,16 a,5.5,1,no,pain|cough,2019-01-01,,yes',
  ]),
  table('event', [
    'patient,repeat,kind,date',
    'P01,1,relapse,2019-04-10',
    'P03,1,relapse,2019-06-20',
    'P04,1,relapse,2019-07',
    'P04,2,death,2020-01-15',
    'P05,1,relapse,2019-03-31',
    'P07,1,relapse,2020-09-01',
    'P09,1,relapse,2020-05-05',
    'P16,1,relapse,2019-08-01',
    'P17,1,relapse,2019-04-11',
    'P18,1,relapse,2019-07-20',
    'P19,1,relapse,2019-10-28',
    'P20,1,death,2020-02-25',
  ]),
  table('visit', [
    'patient,repeat,date',
    'P01,1,2020-03-01',
    'P02,1,2019-06-01',
    'P02,2,2020-02-20',
    'P03,1,2020-01-01',
    'P05,1,2020-03-03',
    'P06,1,2020',
    'P07,1,2020-10-10',
    'P08,1,2019-07-19',
    'P09,1,2020-08-08',
    'P10,1,2020-06-06',
    'P11,1,2020-07-07',
    'P12,1,2020-08-08',
    'P13,1,2020-09-09',
    'P16,1,2020-09-09',
  ]),
  table('_forms', [
    'patient,form,state',
    ...['P02', 'P06', 'P08', 'P10', 'P11', 'P12', 'P13'].map((patient) => `${patient},event,none-confirmed`),
  ]),
  table('_screening', [
    'candidate,patient,decision,reason',
    ...Array.from({ length: 20 }, (_, index) => {
      const patient = `P${String(index + 1).padStart(2, '0')}`;
      return `${patient},${patient},include,`;
    }),
    'Q1,,duplicate,',
    'Q2,,sameBlock,',
    'Q3,,duplicate,',
    'Q4,,tooSmall,',
  ]),
];

/** The invented study read by hand, in plain code over the raw cells. */
export function inventedChart(): Chart {
  const bases = rawRows(INVENTED_TABLES, 'base');
  const events = rawRows(INVENTED_TABLES, 'event');
  const visits = rawRows(INVENTED_TABLES, 'visit');
  const confirmedNone = rawRows(INVENTED_TABLES, '_forms').map((row) => row.patient);
  const screening = rawRows(INVENTED_TABLES, '_screening');
  const base = (patient: string): RawRow => bases.find((row) => row.patient === patient) ?? {};
  const value: Chart['value'] = (patient, variable) =>
    plainCell(base(patient)[variable] ?? '', BASE_TYPES[variable] ?? 'text');

  /** the date that decides, by its first or last possible day; an unread rule spoils it only if no exact date decides */
  const chosen = (dates: readonly string[], latest: boolean): string | undefined =>
    [...dates].sort((a, b) => (latest ? daysOfText(b)[1] - daysOfText(a)[1] : daysOfText(a)[0] - daysOfText(b)[0]))[0];

  /** the dates that decide, or why nobody can follow the patient */
  const deciding = (patient: string, endpoint: string): { start: string; end: string; event: boolean } | string => {
    const { start = '', treated = '' } = base(patient);
    if (endpoint !== 'death' && treated === 'no') return endpoint === 'relapse' ? 'never treated' : 'has no time zero';
    if (endpoint !== 'death' && treated !== 'yes') return 'time zero is not recorded';
    const own = events.filter((row) => row.patient === patient);
    if (own.length === 0 && !confirmedNone.includes(patient)) return 'whether the event happened is not recorded';
    const counted = own.filter((row) => endpoint !== 'death' || row.kind === 'death').map((row) => row.date ?? '');
    const seen = [...visits.filter((row) => row.patient === patient), ...(endpoint === 'death' ? own : [])].map(
      (row) => row.date ?? '',
    );
    const end = chosen(counted, false) ?? chosen(seen, true);
    return end === undefined ? 'no date ends the follow-up' : { start, end, event: counted.length > 0 };
  };

  const followOrReason = (patient: string, endpoint: string, rule: string): Followed | string => {
    const dates = deciding(patient, endpoint);
    if (typeof dates === 'string') return dates;
    const zero = dayByRule(dates.start, rule);
    const last = dayByRule(dates.end, rule);
    if (zero === null || last === null) return 'a date that decides names no day, and the endpoint refuses such dates';
    const { referred = '' } = base(patient);
    const entry = endpoint === 'late' && referred !== '' ? Math.max(0, dayOfText(referred) - zero) : 0;
    if (entry > 0 && last - zero <= entry) return 'follow-up ended before observation started';
    return { days: last - zero, event: dates.event, entry };
  };

  const noted: Chart['noted'] = (patient, endpoint, rule, code) => {
    if (code === 'timeZeroUndecided')
      return endpoint !== 'death' && !['yes', 'no'].includes(base(patient).treated ?? '');
    if (code !== 'partialDates') throw new Error(`nobody knows how to check the note ${code} of ${endpoint}`);
    const dates = deciding(patient, endpoint);
    if (typeof dates === 'string' || typeof followOrReason(patient, endpoint, rule) === 'string') return false;
    return [dates.start, dates.end].some((date) => date.split('-').length < 3);
  };

  return {
    value,
    follow: (patient, endpoint, rule) => {
      const outcome = followOrReason(patient, endpoint, rule);
      return typeof outcome === 'string' ? null : outcome;
    },
    notAtRiskBecause: (patient, endpoint, rule) => {
      const outcome = followOrReason(patient, endpoint, rule);
      return typeof outcome === 'string' ? outcome : null;
    },
    noted,
    holds: (patient, analysis) => {
      const size = value(patient, 'size');
      if (analysis === 'sized') return typeof size === 'number' ? size > 0 : null;
      if (analysis === 'none') return typeof size === 'number' ? size > 99 : null;
      const marker = value(patient, 'marker');
      return typeof marker === 'boolean' ? marker : null;
    },
    isCandidate: (id) => screening.some((row) => row.candidate === id),
    leaves: (candidate) => {
      const { decision = '' } = screening.find((row) => row.candidate === candidate) ?? {};
      if (decision === 'duplicate' || decision === 'sameBlock') return { step: 'duplicates', reason: decision };
      if (decision === 'tooSmall') return { step: 'sized', reason: decision };
      const size = value(candidate, 'size');
      if (typeof size !== 'number') return { step: 'sized', reason: 'missing' };
      if (size < 1) return { step: 'sized', reason: 'notMet' };
      return base(candidate).sex === 'X' ? { step: 'sexKnown', reason: 'notMet' } : null;
    },
  };
}
