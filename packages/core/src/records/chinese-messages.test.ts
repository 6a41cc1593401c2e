import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Issue } from '../model/index.ts';
import { faultsOfChinese } from '../model/testing/chinese.ts';
import { checkRecords } from './check.ts';
import { contextsOf, read, study, table } from './test-study.ts';
import type { TextTable } from './text-table.ts';

/** What machines read: ids and codes of the study, columns, states, decisions. */
const KNOWN: ReadonlySet<string> = new Set([
  ...study.document.forms.flatMap(({ id, items, checks = [] }) => [
    id,
    ...[...items, ...checks].map((part) => part.id),
  ]),
  ...Object.values(study.document.codeLists ?? {}).flatMap(({ codes }) => codes.map(({ code }) => code)),
  ...['patient', 'repeat', 'form', 'state', 'candidate', 'decision', 'reason', 'include', 'duplicate', 'lost_early'],
  ...['entered', 'none-confirmed', 'yes', 'no', 'mo', 'wk', 'YYYY', 'YYYY-MM', 'YYYY-MM-DD', 'cm', 'mayBeNone'],
  ...['item', 'verbatim', 'document', 'sentence', 'abstractor', 'abstracted-on'],
]);

const CELLS: readonly (readonly [item: string, cells: readonly string[]])[] = [
  [
    'haemoglobin',
    [
      '5.5',
      '05',
      '1e2',
      'abc',
      '٥',
      '5 y',
      '12345678901234567890',
      '1.234;5',
      '!notdone',
      '!!5',
      '<5',
      '1\u200b',
      '.5',
    ],
  ],
  ['size', ['3;5', '+1', '5.0 cm', '约8', '0.12345678901234567891', '.5', '1e2']],
  ['diagnosed', ['31/02/2020', '2020-13-01', '0000-00-00', '43831', 'Jan 5 2020', '2020年1月5日']],
  ['exactDay', ['2020-05', '2020', 'unknown']],
  ['age', ['5', '5 y', '11 months', '-1 a', '3;5 a', 'five']],
  ['metastasis', ['Yes', '1']],
  ['sex', ['Female', '女', 'X']],
  ['symptoms', ['fever|headache', 'fever|-fever', 'fever|fever', 'fever||cough', 'fever|-', 'fever;cough']],
  ['where', ['!wow']],
];

/** Tables of cells that cannot be read, one table a cell; a semicolon between digits stands for a comma. */
const UNREADABLE: readonly TextTable[][] = CELLS.flatMap(([item, cells]) =>
  cells.map((cell) => [
    { ...table('baseline', `patient,${item}`), rows: [['P1', cell.replace(/(?<=\d);(?=\d)/, ',')]], lines: [2] },
  ]),
);

const HOSTILE: readonly TextTable[][] = [
  [
    table('baseline', 'patient,sex,size,Haemoglobin', 'P1,X,3,5', 'P1,F,,', ',M,,', 'P2,F,1,,'),
    table('operation', 'patient,repeat,date', 'P1,1,2020', 'P1,1,2021', 'P1,01,', 'P1,,', 'P9,1,'),
    table('pathology', 'patient,kind', 'P1,visit'),
    table('therapy', 'patient'),
    table('_forms', 'patient,form,state', 'P1,operation,none-confirmed', 'P2,operation,none', 'P2,surgery,entered'),
  ],
  [
    { ...table('baseline', 'patient,sex', 'P1,F'), file: 'records/baseline.CSV' },
    table('baseline', 'patient,sex', 'P2,F'),
    table('operation', 'patient,repeat,note,note', 'P1,1,a,b'),
  ],
  ...[
    'P1,operation,none-confirmed',
    'P2,operation,entered',
    'P2,pathology,none-confirmed',
    'P2,baseline,none-confirmed',
    'P2,surgery,none-confirmed',
    'P2,operation,None',
    ',operation,entered',
    'P3,operation,none-confirmed',
    'P2,operation,none-confirmed|P2,operation,none-confirmed',
  ].map((lines) => [
    table('baseline', 'patient,sex', 'P1,F', 'P2,M'),
    table('operation', 'patient,repeat', 'P1,1'),
    table('_forms', 'patient,form,state', ...lines.split('|')),
  ]),
  ...[
    'surgery,P1,,sex,,,,,',
    'baseline,P1,,weight,,,,,',
    'baseline,P4,,sex,,,,,',
    'baseline,P1,1,sex,,,,,',
    'operation,P1,,note,,,,,',
    'operation,P1,2,note,,,,,',
    'baseline,P3,,sex,,,,,',
    'baseline,P1,,sex,,,,,May',
    'baseline,P1,,sex,a,,,,|baseline,P1,,sex,a,,,,',
  ].map((lines) => [
    table('baseline', 'patient,sex', 'P1,F', 'P2,!not-reported', 'P3,'),
    table('operation', 'patient,repeat,note', 'P1,1,seen'),
    table(
      '_sources',
      'form,patient,repeat,item,verbatim,document,sentence,abstractor,abstracted-on',
      ...lines.split('|'),
    ),
  ]),
  [table('_sources', 'form,patient,item,page')],
  [table('_screening', 'candidate,decision, ', 'C1,include,', ',include,', 'C2,,', 'C1,duplicate,')],
  [
    table('baseline', 'patient,sex', 'P1,F', 'P2,F'),
    table('operation', 'patient,repeat', 'P1,1', 'P2,1', 'C2,1'),
    table('_screening', 'candidate,patient,decision,reason', 'C1,P1,include,', 'C2,,duplicate,'),
  ],
  [table('baseline', 'patient', 'P001', 'p001', 'P001 ', 'P 001', 'Р001', 'P0Ol', 'P001\u200b', 'Ｐ００１', 'P1')],
];

const UNSOUND: readonly TextTable[][] = [
  ...[
    'patient,sex|P1,',
    'patient,sex,metastasis|P1,F,yes',
    'patient,sex,metastasis,where|P1,F,no,lung',
    'patient,sex,haemoglobin|P1,F,999',
    'patient,sex,size|P1,F,0',
    'patient,sex,age|P1,F,217 mo',
    'patient,sex,diagnosed|P1,F,1999',
    'patient,sex,haemoglobin,size|P1,F,100,200',
    'patient,sex,diagnosed|P1,F,2025',
  ].map((lines) => [table('baseline', ...lines.split('|'))]),
  [
    table('baseline', 'patient,sex', 'P1,F', 'P2,F'),
    table('operation', 'patient,repeat,date', 'P1,1,2020', 'P2,2,2020'),
    table('pathology', 'patient,repeat,ofOperation', 'P1,2,2'),
  ],
  [table('operation', 'patient,repeat', ...Array.from({ length: 8 }, (_, index) => `P${index}0${index},1`))],
  ...['C2,,gone,', 'C2,,include,', 'C2,P2,include,', 'C2,P3,duplicate,', 'C3,,lost_early,', 'C2,P1,include,'].map(
    (line) => [
      table('baseline', 'patient,sex', 'P1,F', 'P3,F', 'C3,F'),
      table('_screening', 'candidate,patient,decision,reason', 'C1,P1,include,', line),
    ],
  ),
];

const READ: readonly Issue[] = [...UNREADABLE, ...HOSTILE].flatMap((tables) => read(...tables).issues);
const CHECKED: readonly Issue[] = UNSOUND.flatMap((tables) => {
  const { records } = read(...tables);
  return checkRecords(study, records, contextsOf(records));
});
const ISSUES: readonly Issue[] = [...READ, ...CHECKED];

describe('what is wrong with records, in Chinese', () => {
  it.each([...new Set(ISSUES.map(({ code }) => code))].sort())('%s', (code) => {
    const faults = ISSUES.filter((issue) => issue.code === code).flatMap(({ message, hint }) =>
      [message['zh-CN'], hint?.['zh-CN'] ?? ''].flatMap((sentence) =>
        faultsOfChinese(sentence, (word) => KNOWN.has(word)).map((fault) => `${fault} in ${sentence}`),
      ),
    );
    expect(faults).toEqual([]);
  });

  it('was read of every code that the records can be faulted by', () => {
    const folder = new URL('./', import.meta.url);
    const sources = readdirSync(folder).filter((name) => /\.ts$/.test(name) && !/test/.test(name));
    const codes = sources.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/'((?:records|cell|screening)\.[A-Za-z]+)'/g)].map(
        ([, code = '']) => code,
      ),
    );
    const ofCallers = ['cell.codeList', 'cell.notWritable'];
    const found = new Set(ISSUES.map(({ code }) => code));
    expect(codes.length).toBeGreaterThan(30);
    expect([...new Set(codes)].filter((code) => !found.has(code) && !ofCallers.includes(code))).toEqual([]);
  });
});
