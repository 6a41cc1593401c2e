/** An extract of an invented hospital, and a study that searches it. Every patient and every report is invented. */

export const STUDY = `casewright: study/1
id: inventedNames
version: 1.0.0
title: { en: Invented lumps in children, zh-CN: 儿童虚构瘤研究 }
notice: { en: Everybody in this study is invented., zh-CN: 本研究所有患者均为虚构。 }
languages: [en, zh-CN]
dataLock: 2024-12-31
codeLists:
  why:
    label: { en: Decision, zh-CN: 筛查结论 }
    codes:
      - { code: include, label: { en: Include, zh-CN: 纳入 } }
      - { code: twice, label: { en: Listed twice, zh-CN: 重复 } }
      - { code: no_tumour, label: { en: Not this tumour, zh-CN: 非本病 } }
      - { code: too_old, label: { en: Not a child, zh-CN: 非儿童 } }
forms:
  - id: person
    label: { en: Person, zh-CN: 人员 }
    known: diagnosis
    items: [{ id: age, label: { en: Age, zh-CN: 岁数 }, type: integer }]
eligibility:
  reasons: why
  steps:
    - { id: copies, label: { en: Listed twice, zh-CN: 重复 }, reasons: [twice] }
    - { id: others, label: { en: "Another disease, or not a child", zh-CN: 其他疾病或非儿童 }, reasons: [no_tumour, too_old] }
search:
  terms:
    - id: fullName
      reason: { en: the name of the tumour, zh-CN: 肿瘤名称 }
      patterns: { en: [lumpoblastoma], zh-CN: [虚构母细胞瘤] }
  codes:
    - { system: ICD-10, codes: [Z99.7], reason: { en: the code that the hospital uses, zh-CN: 本院编码 } }
  from: 2015-01-01
  to: 2023-12-31
  ages: { maximumYears: 17 }
  sampleOfNonHits: { size: 20, seed: 7 }
analyses:
  - { id: flow, kind: flow, role: primary, set: eligible, title: { en: From candidates to cases, zh-CN: 从候选到病例 } }
`;

type Row = [patient: string, report: string, date: string, type: string, text: string, birth: string, code: string];

const SECOND =
  'Surgical pathology of an invented child. Received fresh is a tan nodule of 3.2 x 2.8 x 2.0 cm, six blocks. Diagnosis: lumpoblastoma of the lung, margins clear.';

const FOUND: Row[] = [
  [
    'P01',
    'R01',
    '2018-03-02',
    'Radiology',
    'CT chest. Impression: a mass of 3.1 cm in the left lower lobe; lumpoblastoma cannot be excluded.',
    '2012-05-01',
    '',
  ],
  [
    'P01',
    'R02',
    '2018-03-14',
    'Pathology',
    'FINAL DIAGNOSIS: Lung, left lower lobe, wedge resection: Lumpoblastoma, 3.2 x 2.8 cm, margins negative.\nImmunohistochemistry: SMA positive, desmin negative, Ki-67 about 5%.',
    '2012-05-01',
    'Z99.7',
  ],
  [
    'P01',
    'R03',
    '2019-03-20',
    'Clinic letter',
    'History of lumpoblastoma resected in 2018, now well and free of disease.',
    '2012-05-01',
    '',
  ],
  [
    'P02',
    'R04',
    '2020-07-01',
    '病理',
    '病理诊断：（左肺下叶）虚构母细胞瘤。免疫组化：SMA（+），Desmin（-），Ki-67约5%。',
    '2016-11-20',
    'Z99.7',
  ],
  ['P03', 'R05', '2019-01-10', 'Radiology', 'MRI abdomen. No evidence of lumpoblastoma.', '2010-01-01', ''],
  ['P04', 'R06', '2017-09-09', '门诊病历', '家族史：其母曾患虚构母细胞瘤。患儿体健。', '2015-02-03', ''],
  ['P05', 'R07', '2012-04-04', 'Pathology', 'FINAL DIAGNOSIS: Bladder, biopsy: Lumpoblastoma.', '1990-04-04', ''],
  ['P06', 'R08', '', '', '', '2014-08-08', 'Z99.7'],
  ['P07', 'R09', '2021-02-02', 'Pathology', SECOND, '2013-03-03', ''],
  ['P08', 'R10', '2021-02-02', 'Pathology', SECOND, '2013-03-03', ''],
  ['P09', 'R11', '2022-05-05', '病理', '冰冻诊断：考虑虚构母细胞瘤可能，待石蜡切片。', '2018-06-06', ''],
  ['P09', 'R12', '2022-05-09', '病理', '病理诊断：（肠系膜）结节性筋膜炎，排除虚构母细胞瘤。', '2018-06-06', ''],
];

const DULL = [
  'Chest radiograph. The lungs are clear and the heart is not enlarged.',
  '腹部超声：肝胆胰脾未见明显异常。',
  'Appendix, appendicectomy: acute appendicitis, no other finding.',
  '病理诊断：（扁桃体）慢性炎伴淋巴组织增生。',
];
/** One of the dull ones is a case that the search cannot find: it never says the name. */
export const HIDDEN_CASE = 'N17';

export function extract({ extra = [] as Row[], without = [] as string[] } = {}): string {
  const others = Array.from({ length: 30 }, (_, index): Row => {
    const patient = `N${String(index + 1).padStart(2, '0')}`;
    const text = `${DULL[index % DULL.length]} (${patient})`;
    return [
      patient,
      `D${index + 1}`,
      `2020-01-${String(index + 1).padStart(2, '0')}`,
      'Radiology',
      text,
      '2014-01-01',
      '',
    ];
  });
  const rows = [...FOUND.filter(([patient]) => !without.includes(patient)), ...extra, ...others];
  const head = ['patient', 'report_id', 'date', 'type', 'text', 'birth_date', 'code'];
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}
