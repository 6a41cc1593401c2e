import { table } from '../../derive/testing/small-study.ts';

/**
 * A study made to test published series beside its own: three of eight invented patients relapse. The series are
 * invented too: two that may be compared, one without the figure, one without a year, a review, one that counts the
 * patients of the study itself, and one of chosen patients in whom nobody relapsed.
 */
export const SERIES_STUDY = `
casewright: study/1
id: series
version: 1.0.0
title: { en: Eight invented patients, zh-CN: 八名虚构患者 }
languages: [en, zh-CN]
forms:
  - id: entry
    label: { en: Entry, zh-CN: 入组 }
    known: diagnosis
    items:
      - { id: relapsed, label: { en: Relapse, zh-CN: 复发 }, type: boolean }
eligibility: { steps: [] }
analyses:
  - { id: relapse, kind: proportion, role: primary, set: eligible, title: { en: Relapse, zh-CN: 复发 }, when: entry.relapsed }
  - { id: series, kind: publishedSeries, role: secondary, set: eligible, title: { en: Relapse beside published series, zh-CN: 与已发表病例系列比较的复发率 }, literature: relapse, of: relapse }
literature:
  - id: late
    name: Late 2015
    citation: Late A. An invented journal 2015;2:20-29.
    doi: 10.0000/late
    year: 2015
    country: { en: Nowhere, zh-CN: 乌有国 }
    population: { en: "children, one site only", zh-CN: 儿童，仅限一处 }
    n: 12
    age: { median: 7.5, unit: a }
    followUp: { mean: 40, unit: mo }
    values: { relapse: { events: 4, of: 10, among: followed } }
    note: { en: Two of twelve were lost, zh-CN: 12例中2例失访 }
  - { id: early, name: Early 1999, citation: Early B. 1999, year: 1999, population: { en: adults, zh-CN: 成人 }, n: 30, age: { mean: 41, unit: a }, values: { relapse: { events: 1, of: 30, among: enrolled } } }
  - { id: silent, name: Silent 2003, citation: Silent C. 2003, year: 2003, n: 5 }
  - { id: undated, citation: Undated D., n: 4, values: { relapse: { events: 4, of: 4 } } }
  - { id: pool, name: Pool 2018, citation: Pool E. 2018, year: 2018, n: 42, values: { relapse: { events: 5, of: 40, among: followed } }, overlaps: [late, early], review: { en: A review of published patients, zh-CN: 已发表病例的综述 } }
  - { id: same, name: Same 2020, citation: Same F. 2020, year: 2020, n: 8, values: { relapse: { events: 3, of: 8, among: operated } }, overlaps: [study] }
  - { id: chosen, name: Chosen 2012, citation: Chosen G. 2012, year: 2012, n: 6, values: { relapse: { events: 0, of: 6, among: resected }, other: { events: 6, of: 6 } }, selected: { en: Only tumours that came out whole, zh-CN: 仅纳入完整切除者 } }
`;

export const SERIES_TABLES = [
  table('entry', [
    'patient,relapsed',
    ...['yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no'].map((relapsed, index) => `SER-${index + 1},${relapsed}`),
  ]),
];
