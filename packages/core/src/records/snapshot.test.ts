import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snapshotId } from './snapshot.ts';
import { read, study, table } from './test-study.ts';
import type { TextTable } from './text-table.ts';
import { tablesFromRecords } from './to-tables.ts';

const tables: TextTable[] = [
  table(
    'baseline',
    'patient,sex,diagnosed,age,size,symptoms,findings,metastasis,where,constructor',
    'P1,F,2019,8 mo,3.5,fever|-pain,cough,yes,left lung,!!x',
    'P2,M,2019-03,5 a,!not-done,pain|fever,-cough,no,,',
    'P3,!unknown,2019-03-14,12 d,0.1,,fever,!refused,,',
  ),
  table('operation', 'patient,repeat,date,note', 'P1,1,2020,a', 'P1,2,2021,b', 'P2,10,2020-01,c', 'P2,9,2020,d'),
  table('pathology', 'patient,repeat,ofOperation,kind', 'P1,1,2,visit'),
  table('_forms', 'patient,form,state', 'P3,operation,none-confirmed', 'P1,operation,entered'),
  table(
    '_sources',
    'form,patient,repeat,item,verbatim,document',
    'baseline,P1,,sex,girl,letter',
    'operation,P2,9,note,d,report',
  ),
  table(
    '_screening',
    'candidate,patient,decision,reason,found',
    'P1,P1,include,,text',
    'P2,P2,include,,',
    'P3,P3,include,,code',
    'C9,,duplicate,of P1,text',
  ),
];

const whole = read(...tables);
const id = snapshotId(whole.records);

/** The table with its rows and columns in the order of the numbers given. */
function rearranged(source: TextTable, rowOrder: readonly number[], columnOrder: readonly number[]): TextTable {
  const sorted = (count: number, order: readonly number[]) =>
    Array.from({ length: count }, (_, index) => index).sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0));
  const columns = sorted(source.columns.length, columnOrder);
  const rows = sorted(source.rows.length, rowOrder);
  return {
    file: source.file,
    columns: columns.map((column) => source.columns[column] as string),
    rows: rows.map((row) => columns.map((column) => source.rows[row]?.[column] as string)),
  };
}

describe('snapshotId', () => {
  test('the records of these tests are sound, so that nothing below compares faulty ones', () => {
    expect(whole.issues).toEqual([]);
  });

  test('is this hash for these records: a change of it breaks every snapshot that anybody has noted', () => {
    expect(id).toBe('ec023442b8a21d6113d2e1419c475bb24a0897b283c76e7864c7cdaae19f7a52');
  });

  test('does not change with the order of files, rows and columns', () => {
    const order = fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.shuffledSubarray(tables, { minLength: tables.length }),
        order,
        order,
        (shuffled, rows, columns) => {
          const { records, issues } = read(...shuffled.map((source) => rearranged(source, rows, columns)));
          expect(issues).toEqual([]);
          expect(snapshotId(records)).toBe(id);
        },
      ),
    );
  });

  test.each<[string, (tables: TextTable[]) => TextTable[]]>([
    [
      'a column without entries',
      ([first, ...rest]) => [
        {
          ...(first as TextTable),
          columns: [...(first as TextTable).columns, 'exactDay'],
          rows: (first as TextTable).rows.map((row) => [...row, '']),
        },
        ...rest,
      ],
    ],
    ['white space around a number', (all) => edited(all, 'baseline', '3.5', ' 3.5 ')],
    ['a number written with more zeros', (all) => edited(all, 'baseline', '3.5', '3.50')],
    ['codes in another order', (all) => edited(all, 'baseline', 'fever|-pain', '-pain|fever')],
    [
      'absent codes spelled out where they are absent unsaid',
      (all) => edited(all, 'baseline', 'cough', 'cough|-fever|-pain'),
    ],
    ['an empty row', (all) => all.map((one) => ({ ...one, rows: [...one.rows, one.columns.map(() => ' ')] }))],
  ])('does not change with %s', (_what, change) => {
    expect(snapshotId(read(...change(tables)).records)).toBe(id);
  });

  test('does not tell a file without rows from no file', () => {
    const without = tables.filter(({ file }) => !file.includes('pathology'));
    expect(snapshotId(read(...without, table('pathology', 'patient,repeat')).records)).toBe(
      snapshotId(read(...without).records),
    );
  });

  test('does not change with the order of codes in their list, nor with the order in which records come', () => {
    const rows = (...codes: string[]) => [
      { patient: 'P1', repeat: null, values: { symptoms: { kind: 'codes' as const, present: codes, absent: codes } } },
    ];
    const { states, sources, screening } = whole.records;
    const others = {
      states: [...states].reverse(),
      sources: [...sources].reverse(),
      screening: [...screening].reverse(),
    };
    expect(snapshotId({ forms: { baseline: rows('b', 'a') }, ...others })).toBe(
      snapshotId({ forms: { baseline: rows('a', 'b') }, states, sources, screening }),
    );
  });

  test('changes with every single cell', () => {
    const seen = new Map([[id, 'the whole']]);
    const changes: [string, string, string][] = [
      ['baseline', 'F', 'M'],
      ['baseline', '2019', '2019-01'],
      ['baseline', '8 mo', '9 mo'],
      ['baseline', '5 a', '60 mo'],
      ['baseline', '3.5', '3.6'],
      ['baseline', 'fever|-pain', 'fever'],
      ['baseline', 'pain|fever', 'pain|fever|-cough'],
      ['baseline', 'yes', 'no'],
      ['baseline', '!not-done', '!not-reported'],
      ['baseline', '!not-done', ''],
      ['baseline', 'left lung', 'right lung'],
      ['baseline', '!!x', 'x'],
      ['operation', 'a', ' a'],
      ['operation', '9', '11'],
      ['_forms', 'P1', ''],
      ['_sources', 'girl', 'Girl'],
      ['_screening', 'of P1', ''],
      ['_screening', 'duplicate', 'other'],
      ['_screening', 'code', ''],
    ];
    for (const [name, from, to] of changes) {
      const hash = snapshotId(read(...edited(tables, name, from, to)).records);
      expect(seen.get(hash), `${name}: ${from} -> ${to}`).toBeUndefined();
      seen.set(hash, `${name}: ${from} -> ${to}`);
    }
  });
});

describe('tablesFromRecords', () => {
  test('gives tables that are read as the same records, and the same tables again', () => {
    const written = tablesFromRecords(study, whole.records);
    const again = read(...written);
    expect(again.issues).toEqual([]);
    expect(again.records).toEqual(whole.records);
    expect(snapshotId(again.records)).toBe(id);
    expect(tablesFromRecords(study, again.records)).toEqual(written);
  });

  test('keeps the order of the further columns of the log, even where the first candidates lack some', () => {
    const log = table(
      '_screening',
      'candidate,patient,decision,reason,a,b,c,d',
      'C1,,duplicate,,,,3,',
      'C2,,duplicate,,1,2,3,4',
    );
    expect(tablesFromRecords(study, read(log).records).at(-1)?.columns.slice(4)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('writes every table, those without rows too, so that nothing stale stays behind', () => {
    const written = tablesFromRecords(study, read().records);
    expect(written.map(({ file, rows }) => [file, rows.length])).toEqual([
      ['records/baseline.csv', 0],
      ['records/operation.csv', 0],
      ['records/pathology.csv', 0],
      ['records/_forms.csv', 0],
      ['records/_sources.csv', 0],
      ['records/_screening.csv', 0],
    ]);
  });
});

/** The tables with the first cell that reads `from` replaced. */
function edited(all: readonly TextTable[], name: string, from: string, to: string): TextTable[] {
  return all.map((one) => {
    if (one.file !== `records/${name}.csv`) return one;
    const at = one.rows.findIndex((row) => row.includes(from));
    if (at < 0) throw new Error(`No cell reads ${from}.`);
    let done = false;
    const replaced = (cell: string): string => {
      if (done || cell !== from) return cell;
      done = true;
      return to;
    };
    return { ...one, rows: one.rows.map((row, index) => (index === at ? row.map(replaced) : row)) };
  });
}
