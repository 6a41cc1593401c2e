import { describe, expect, test } from 'vitest';
import { loadStudy } from '../protocol/index.ts';
import { recordsFromTables } from '../records/index.ts';
import { answersText, parseAnswers } from './answers-text.ts';
import type { GridFile, Merge } from './grid.ts';
import { readHeader, readLegend } from './header-text.ts';
import type { Proposal } from './proposal.ts';
import { proposeStudy } from './propose-study.ts';

/** Every child of this test is invented. */

type Content = string | number | null;

function fileOf(sheets: Record<string, readonly (readonly Content[])[]>, merges: readonly Merge[] = []): GridFile {
  return {
    file: 'list.xlsx',
    sheets: Object.entries(sheets).map(([name, rows]) => ({
      name,
      merges,
      notRead: [],
      rows: rows.map((row) =>
        row.map((cell) =>
          cell === null
            ? null
            : { kind: typeof cell === 'number' ? ('number' as const) : ('text' as const), text: String(cell) },
        ),
      ),
    })),
  };
}

/** A sheet with a column for the patient and one column in question. */
function column(header: string, ...cells: Content[]): GridFile {
  return fileOf({ S: [['Study ID', header], ...cells.map((cell, index) => [`K${index + 1}`, cell])] });
}

const required = (proposal: Proposal): string[] =>
  proposal.questions.filter((question) => question.required && question.answer === null).map(({ id }) => id);
const table = (proposal: Proposal, name: string) =>
  proposal.study?.tables.find(({ file }) => file === `records/${name}.csv`);
/** the records' cells of the column in question, by item */
function valuesOf(proposal: Proposal): Record<string, string[]> {
  const { items } = proposal.columns[1] as Proposal['columns'][number];
  return Object.fromEntries(
    items.map((ref) => {
      const [form, item] = ref.split('.') as [string, string];
      const records = table(proposal, form);
      const at = records?.columns.indexOf(item) ?? -1;
      return [item, (records?.rows ?? []).map((row) => row[at] as string)];
    }),
  );
}
const total = (proposal: Proposal): number => Object.values(proposal.cells).reduce((sum, count) => sum + count, 0);

describe('a line of groups above the names', () => {
  const file = fileOf(
    {
      S: [
        [null, 'Outcome', null, null, null],
        ['Pt No', 'Last FU', 'Status', 'Recurrence (date)', 'Operation'],
        ['K1', '2019-03-01', 'NED', '2018-01-04', 'open'],
        ['K2', '2020-11-14', 'AWD', '2019-02-11', 'closed'],
        ['K3', '2022-01-02', 'DOD', '', 'converted'],
      ],
    },
    [{ top: 0, left: 1, bottom: 0, right: 3 }],
  );

  test('does not make one thing of all that stands below it', () => {
    const { columns } = proposeStudy(file, {});
    expect(columns.map(({ items }) => items.join())).toEqual([
      '',
      'outcome.latestContactDate',
      'outcome.status',
      'outcome.recurrenceDate',
      'treatment.operation',
    ]);
    // a state is a code however few the cells are
    expect(columns[2]?.kind).toBe('code');
  });
});

describe('a column', () => {
  test.each<[string, GridFile, Record<string, string>, string, Record<string, string[]>]>([
    ['numbers', column('WBC (10^9/L)', 5.6, 12, '未做', null), {}, 'number', { wbc: ['5.6', '12', '!not-done', ''] }],
    ['codes in the header', column('性别(1男2女)', 1, 2, 2, 1), {}, 'code', { sex: ['M', 'F', 'F', 'M'] }],
    ['words for a sex', column('Sex', '男', 'F', 'male', ' f'), {}, 'code', { sex: ['M', 'F', 'M', 'F'] }],
    ['yes and no', column('Fever', '有', '无', '不详', '有'), {}, 'yesNo', { fever: ['yes', 'no', '!unknown', 'yes'] }],
    ['ages', column('Age', '2岁3月', '12mo', '5y', '3周'), {}, 'age', { age: ['27 mo', '12 mo', '5 a', '3 wk'] }],
    [
      'ages by the header',
      column('年龄(岁)', 3, 4.5, '拒绝', 7),
      {},
      'age',
      { age: ['3 a', '4.5 a', '!refused', '7 a'] },
    ],
    [
      'axes',
      column('Tumour size', '3×2×2cm', '25mm', '4.5cm', 'NA'),
      {},
      'size',
      {
        sizeMax: ['3', '2.5', '4.5', '!not-reported'],
        sizeA: ['3', '2.5', '4.5', ''],
        sizeB: ['2', '', '', ''],
        sizeC: ['2', '', '', ''],
      },
    ],
    [
      'dates by name',
      column('Diagnosis date', '2016-03-14', '2017.5.2', '2018年7月', '20 Jan 2020'),
      {},
      'date',
      { diagnosisDate: ['2016-03-14', '2017-05-02', '2018-07', '2020-01-20'] },
    ],
    [
      'dates that show their order',
      column('Diagnosis date', '25/03/2019', '03/04/2019'),
      {},
      'date',
      { diagnosisDate: ['2019-03-25', '2019-04-03'] },
    ],
    [
      'dates whose order a person gives',
      column('Diagnosis date', '05/03/2019', '03/04/2019'),
      { 's1.B.dates': 'mdy' },
      'date',
      { diagnosisDate: ['2019-05-03', '2019-03-04'] },
    ],
    [
      'results of a stain',
      column('XYZ', '+', '(-)', '灶+', '阴性'),
      {},
      'stain',
      { xyz: ['positive', 'negative', 'positive', 'negative'] },
    ],
    [
      'a hyphen beside plus',
      column('XYZ', '+', '-', '++', '-'),
      { 's1.B.hyphen': 'value' },
      'stain',
      { xyz: ['positive', 'negative', 'positive', 'negative'] },
    ],
    [
      'figures with a comma',
      column('CRP (mg/L)', '3,5', '12,1', 4),
      { 's1.B.commas': 'decimal' },
      'number',
      { crp: ['3.5', '12.1', '4'] },
    ],
    [
      '999',
      column('LDH (U/L)', 210, 305, 999, 250),
      { 's1.B.nines': 'unknown' },
      'number',
      { ldh: ['210', '305', '!unknown', '250'] },
    ],
    [
      'bounded figures beside their bound',
      column('AFP (ng/mL)', 12, '>1000', '约30', 8),
      { 's1.B.bounds': 'beside' },
      'number',
      { afp: ['12', '1000', '30', '8'], afpBound: ['', 'above', 'about', ''] },
    ],
    [
      'bounded figures as text',
      column('AFP (ng/mL)', 12, '>1000', 8),
      { 's1.B.bounds': 'text' },
      'number',
      { afp: ['12', '!unknown', '8'], afpAsWritten: ['', '>1000', ''] },
    ],
    [
      'figures beside words',
      column('LDH (U/L)', 210, 'high', 300),
      { 's1.B.mixed': 'beside' },
      'number',
      { ldh: ['210', '!unknown', '300'], ldhAsWritten: ['', 'high', ''] },
    ],
    [
      'times in several units',
      column('Duration', '3天', '2周', '1个月'),
      { 's1.B.unit': 'd' },
      'duration',
      { duration: ['3', '14', '30.4375'] },
    ],
    [
      '0 and 1',
      column('Fever', 0, 1, 1, 0),
      { 's1.B.figures': 'yesNo' },
      'yesNo',
      { fever: ['no', 'yes', 'yes', 'no'] },
    ],
    [
      'terms',
      column('症状', '腹痛、发热', '腹痛', '发热；咳嗽', '咳嗽、腹痛'),
      {},
      'codes',
      { symptoms: ['c1|c2', 'c1', 'c2|c3', 'c3|c1'] },
    ],
    [
      'text that begins with an exclamation mark',
      column('Remarks', '!see chart', 'x'),
      {},
      'text',
      { remarks: ['!!see chart', 'x'] },
    ],
    ['a column turned into text', column('WBC', 5, 6), { 's1.B.kind': 'text' }, 'text', { wbc: ['5', '6'] }],
  ])('%s', (_name, file, answers, kind, values) => {
    const proposal = proposeStudy(file, answers);
    expect(required(proposal)).toEqual([]);
    expect(proposal.issues).toEqual([]);
    expect(proposal.columns[1]).toMatchObject({ kind });
    expect(valuesOf(proposal)).toEqual(values);
    sound(proposal);
  });

  test.each<[string, GridFile, string[]]>([
    ['an order of dates', column('Diagnosis date', '05/03/2019', '03/04/2019'), ['s1.B.dates']],
    ['dates as counted days', column('Diagnosis date', 43_525, 43_600), ['s1.B.serials']],
    ['a unit of ages', column('Age', 3, 5, 7), ['s1.B.unit']],
    ['a unit of sizes', column('Tumour size', '3×2', '4'), ['s1.B.unit']],
    ['codes that nobody explains', column('Grade', 1, 2, 3, 1), ['s1.B.figures']],
    ['a comma', column('CRP', '1,234', '2,500'), ['s1.B.commas']],
    ['a hyphen beside plus', column('XYZ', '+', '-', '++'), ['s1.B.hyphen']],
    ['999', column('LDH (U/L)', 210, 305, 999), ['s1.B.nines']],
    ['words among figures', column('LDH (U/L)', 210, 'high', 300), ['s1.B.mixed']],
    ['a bound', column('AFP (ng/mL)', 12, '>1000', 8), ['s1.B.bounds']],
    ['vessels', column('IHC', 'AB1(血管+)、CD2(+)', 'AB1(+)'), ['s1.B.elsewhere']],
    ['who is in free text', column('Remarks', '家长电话13900001234', 'x', 'y'), ['s1.B.persons']],
    [
      'long numbers of patients',
      fileOf({
        S: [
          ['ID', 'Sex'],
          ['8812345', 'F'],
          ['8812346', 'M'],
        ],
      }),
      ['s1.numbers'],
    ],
    [
      'ids that look alike',
      fileOf({
        S: [
          ['Study ID', 'Sex'],
          ['P0O1', 'F'],
          ['P001', 'M'],
        ],
      }),
      ['s1.alike.A3'],
    ],
    [
      'a patient entered twice',
      fileOf({
        S: [
          ['Study ID', 'Sex'],
          ['A', 'F'],
          ['B', 'M'],
          ['C', 'F'],
          ['A', 'F'],
          ['D', 'M'],
        ],
      }),
      ['s1.repeats'],
    ],
    [
      'a row of nobody',
      fileOf({
        S: [
          ['Study ID', 'Sex', 'Site'],
          ['A', 'F', 'x'],
          [null, 'M', 'y'],
        ],
      }),
      ['s1.noPatient'],
    ],
    [
      'which column is the patient',
      fileOf({
        S: [
          ['Sex', 'WBC'],
          ['F', 3.5],
          ['M', 4.5],
        ],
      }),
      ['s1.patient'],
    ],
  ])('asks about %s, and writes nothing until it is told', (_name, file, questions) => {
    const proposal = proposeStudy(file, {});
    expect(required(proposal)).toEqual(questions);
    expect(proposal.study).toBeNull();
  });
});

describe('patients', () => {
  test('what identifies a person is nowhere in the study, and every other cell is accounted for', () => {
    const file = fileOf({
      S: [
        ['姓名', '住院号', '性别', '联系电话', '身份证号', '诊断'],
        ['虚构甲', '88123450', '男', '13900001111', '11010120000101001X', '甲病'],
        ['虚构乙', '88123451', '女', '13900001112', '110101200001010028', '虚构甲之弟'],
      ],
    });
    const open = proposeStudy(file, {});
    expect(required(open)).toEqual(['s1.F.persons']);
    const proposal = proposeStudy(file, { 's1.F.persons': 'leaveOut' });
    const everything = JSON.stringify(proposal.study);
    for (const secret of ['虚构甲', '虚构乙', '88123450', '13900001111', '110101'])
      expect(everything).not.toContain(secret);
    expect(proposal.cells).toMatchObject({ header: 6, identifier: 9, value: 3 });
    expect(total(proposal)).toBe(18);
    expect(table(proposal, 'baseline')?.rows.map(([patient]) => patient)).toEqual(['P01', 'P02']);
    sound(proposal);
  });

  test('further sheets are joined by the values of the patient, and rows without a match are named', () => {
    const file = fileOf({
      Patients: [
        ['Hospital No.', 'Sex'],
        ['H70001', 'F'],
        ['H70002', 'M'],
      ],
      Labs: [
        ['MRN', 'Date', 'Hb (g/L)'],
        ['H70002', '2019-01-02', 101],
        ['H70001', '2019-01-03', 99],
        ['H70002', '2019-02-02', 105],
        ['H79999', '2019-02-02', 90],
      ],
    });
    expect(required(proposeStudy(file, {}))).toEqual(['s2.unmatched']);
    const proposal = proposeStudy(file, { 's2.unmatched': 'leaveOut' });
    expect(table(proposal, 'laboratory')?.rows).toEqual([
      ['P01', '1', '2019-01-03', '99'],
      ['P02', '1', '2019-01-02', '101'],
      ['P02', '2', '2019-02-02', '105'],
    ]);
    expect(proposal.left.map(({ cell }) => cell)).toEqual(['A5', 'B5', 'C5']);
    sound(proposal);
  });

  test('several rows of most patients become a form that repeats, beside what is the same in all of them', () => {
    const file = fileOf({
      S: [
        ['Study ID', 'Sex', 'Visit date', 'Weight (kg)'],
        ['A', 'F', '2019-01-02', 12],
        ['A', 'F', '2019-03-02', 13],
        ['B', 'M', '2019-01-05', 20],
        ['B', 'M', '2019-04-05', 21],
      ],
    });
    const proposal = proposeStudy(file, {});
    expect(table(proposal, 'baseline')?.rows).toEqual([
      ['A', 'F'],
      ['B', 'M'],
    ]);
    expect(proposal.study?.tables.find(({ columns }) => columns.includes('repeat'))?.rows).toEqual([
      ['A', '1', '2019-01-02', '12'],
      ['A', '2', '2019-03-02', '13'],
      ['B', '1', '2019-01-05', '20'],
      ['B', '2', '2019-04-05', '21'],
    ]);
    sound(proposal);
  });
});

describe('headers', () => {
  test.each([
    ['WBC (10^9/L)', { english: 'WBC', unit: '10^9/L' }],
    ['肿瘤大小cm', { chinese: '肿瘤大小', unit: 'cm' }],
    ['年龄（岁）', { chinese: '年龄', unit: '岁' }],
    ['Sex 性别', { english: 'Sex', chinese: '性别' }],
    ['性别(Sex)', { english: 'Sex', chinese: '性别' }],
    ['tumour_size', { english: 'tumour size' }],
  ])('%s', (text, parts) => expect(readHeader([text])).toMatchObject(parts));

  test.each([
    [
      '1男2女',
      [
        ['1', '男'],
        ['2', '女'],
      ],
    ],
    [
      '0=alive, 1=dead',
      [
        ['0', 'alive'],
        ['1', 'dead'],
      ],
    ],
    [
      '1. 良性 2. 恶性',
      [
        ['1', '良性'],
        ['2', '恶性'],
      ],
    ],
    ['1', null],
    ['1男1女', null],
    ['cm', null],
  ])('codes of %s', (text, codes) => {
    const legend = readLegend(text);
    expect(legend && [...legend]).toEqual(codes);
  });

  test('titles, groups, totals and notes are told from data', () => {
    const merges: Merge[] = [
      { top: 0, left: 0, bottom: 0, right: 3 },
      { top: 1, left: 0, bottom: 2, right: 0 },
      { top: 1, left: 1, bottom: 1, right: 2 },
      { top: 1, left: 3, bottom: 2, right: 3 },
    ];
    const file = fileOf(
      {
        S: [
          ['A list of nobody'],
          ['编号', '术前', null, '性别'],
          [null, 'WBC(10^9/L)', 'CRP(mg/L)'],
          ['A', 5, 7, '男'],
          [],
          ['B', 6, 8, '女'],
          ['合计', 11, 15],
          ['注：均为虚构'],
        ],
      },
      merges,
    );
    const proposal = proposeStudy(file, {});
    expect(proposal.columns.map(({ header, items }) => [header, ...items])).toEqual([
      ['编号'],
      ['术前 / WBC(10^9/L)', 'baseline.wbc'],
      ['术前 / CRP(mg/L)', 'baseline.crp'],
      ['性别', 'baseline.sex'],
    ]);
    expect(proposal.cells).toMatchObject({ title: 1, header: 5, patient: 2, value: 6, total: 3, note: 1, leftOut: 0 });
    sound(proposal);
  });
});

describe('answers', () => {
  test('the file that is written is the file that is read', () => {
    const file = column('Age', 3, '-', 7);
    const first = proposeStudy(file, {});
    const text = answersText('list.xlsx', first.questions, 'en')
      .replace(/^s1\.B\.unit:$/m, 's1.B.unit: mo')
      .replace('# "missing.-": not-reported', '"missing.-": unknown');
    const { answers, issues } = parseAnswers(text);
    expect(issues).toEqual([]);
    expect(answers).toEqual({ 's1.B.unit': 'mo', 'missing.-': 'unknown' });
    const second = proposeStudy(file, answers);
    expect(valuesOf(second)).toEqual({ age: ['3 mo', '!unknown', '7 mo'] });
    expect(parseAnswers(answersText('list.xlsx', second.questions, 'zh-CN')).answers).toEqual(answers);
  });

  test('what answers nothing, and what is no choice, is a fault', () => {
    const { issues } = proposeStudy(column('Age', 3, 7), { 's1.B.unit': 'parsecs', 's9.Z.unit': 'a' });
    expect(issues.map(({ code, field }) => [code, field])).toEqual([
      ['answers.noChoice', 's1.B.unit'],
      ['answers.noQuestion', 's9.Z.unit'],
    ]);
    expect(parseAnswers('- a\n- b\n').issues.map(({ code }) => code)).toEqual(['answers.shape']);
  });
});

/** The study loads, its records have no error, and each value has its source. */
function sound(proposal: Proposal): void {
  const { text, tables } = proposal.study as NonNullable<Proposal['study']>;
  const { study, issues } = loadStudy(text);
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!study) throw new Error('The proposed study must load.');
  const read = recordsFromTables(study, tables);
  expect(read.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const filled = Object.values(read.records.forms).flatMap((rows) => rows.flatMap(({ values }) => Object.keys(values)));
  const cells = new Set(read.records.sources.map(({ document }) => document));
  expect(cells.size).toBe(proposal.cells.value);
  expect(filled.length).toBeGreaterThan(0);
}

describe('a sheet with a patient in each column', () => {
  const rows = [
    ['Case', 'A-1', 'A-2', 'A-3'],
    ['Age', '3 y', '2 y', '7 y'],
    ['Sex', 'M', 'F', 'F'],
    ['Date of surgery', '2019-03-04', '3/2019', '2020'],
    ['Follow-up (months)', 12, 24, 36],
  ];

  test('is asked about, and turned when told', () => {
    expect(required(proposeStudy(fileOf({ S: rows }), {}))).toContain('s1.turned');
    const turned = proposeStudy(fileOf({ S: rows }), { 's1.turned': 'columns' });
    expect(turned.columns.map(({ kind }) => kind).slice(1)).toEqual(['age', 'code', 'date', 'number']);
    expect(table(turned, 'treatment')?.rows.map((row) => row.at(-1))).toEqual(['2019-03-04', '2019-03', '2020']);
    expect(total(turned)).toBe(rows.flat().length);
  });

  test('keeps the names of its own cells in the sources', () => {
    const sources = table(proposeStudy(fileOf({ S: rows }), { 's1.turned': 'columns' }), '_sources');
    const at = sources?.columns.indexOf('document') ?? -1;
    expect(sources?.rows.map((row) => row.join(' ')).find((row) => row.includes('3/2019'))).toContain('C4');
    expect(at).toBeGreaterThan(0);
  });

  test('is not seen in a sheet with a header', () => {
    const usual = (rows[0] as Content[]).map((_, index) => rows.map((row) => row[index] ?? null));
    expect(proposeStudy(fileOf({ S: usual }), {}).questions.map(({ id }) => id)).not.toContain('s1.turned');
  });
});

test.each([
  ['Marker [µg/l]', 'ug/L'],
  ['Marker [μg/L]', 'ug/L'],
  ['Hb (g/dl)', 'g/dL'],
])('the header %s has the unit %s', (header, unit) => {
  const { study } = proposeStudy(column(header, 3, 4, 5), {});
  expect(study?.text).toContain(`unit: "${unit}"`);
});
