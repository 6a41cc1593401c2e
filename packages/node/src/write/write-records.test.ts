import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadStudy } from '@casewright/core/protocol';
import { recordsFromTables, snapshotId, type TextTable, tablesFromRecords } from '@casewright/core/records';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCsvTable, readStudyFolder } from '../read/index.ts';
import { csvText } from './csv-text.ts';
import { writeRecords } from './write-records.ts';

const STUDY = `
casewright: study/1
id: invented
version: 1.0.0
title: { en: An invented study }
languages: [en]
codeLists:
  sex: { codes: [{ code: F, label: { en: Female } }, { code: M, label: { en: Male } }] }
forms:
  - id: child
    label: { en: Child }
    known: diagnosis
    items:
      - { id: sex, label: { en: Sex }, type: code, codes: sex }
      - { id: born, label: { en: Born }, type: date }
      - { id: note, label: { en: Note }, type: text }
  - id: visit
    label: { en: Visit }
    repeats: true
    mayBeNone: true
    known: followUp
    items:
      - { id: weight, label: { en: Weight }, type: decimal, unit: kg }
eligibility: { steps: [] }
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casewright-write-'));
  await mkdir(join(folder, 'records'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const table = (name: string, columns: string[], ...rows: string[][]): TextTable => ({
  file: `records/${name}.csv`,
  columns,
  rows,
});
const read = (file: string) => readFile(join(folder, 'records', file), 'utf8');

describe('csvText', () => {
  test('quotes as RFC 4180 asks, and no more', () => {
    const text = csvText({
      columns: ['a', 'b'],
      rows: [
        ['x, y', 'he said "no"'],
        ['1\n2\r', ' =1+1 '],
        ['', '-2'],
      ],
    });
    expect(text).toBe('a,b\n"x, y","he said ""no"""\n"1\n2\r", =1+1 \n,-2\n');
  });

  test('is read as the same cells, whatever they hold', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', '=', '肿', 'a') }),
    );
    const clean = cell.filter((text) => !/[\0\ufffd]/.test(text));
    // a line of empty cells only is read as nothing, so each row begins with a patient
    const row = fc
      .tuple(
        clean.filter((text) => text !== ''),
        clean,
      )
      .map((cells) => [...cells]);
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const bytes = new TextEncoder().encode(csvText({ columns: ['patient', 'note'], rows }));
        const { table: again, issues } = readCsvTable(bytes, 'x.csv');
        expect(issues).toEqual([]);
        expect(again?.rows).toEqual(rows);
      }),
    );
  });
});

describe('writeRecords', () => {
  test('a folder that is read, written and read again has the same snapshot id, and the same bytes from then on', async () => {
    await writeFile(join(folder, 'study.yaml'), STUDY);
    await writeFile(
      join(folder, 'records/child.csv'),
      '\ufeffnote,born,patient\r\n"two\r\nlines, ""quoted""",2019,P2\r\n!!,2019-03,P1\r\n',
    );
    await writeFile(join(folder, 'records/visit.csv'), 'repeat,patient,weight\r10,P1,3.50\r2,P1,!not-done\r');
    await writeFile(join(folder, 'records/_forms.csv'), 'state,patient,form\nnone-confirmed,P2,visit\n');
    const before = await readStudyFolder(folder);
    const { study } = loadStudy(before.studyText);
    if (!study) throw new Error('The study of this test must load.');
    const first = recordsFromTables(study, before.tables);
    expect([...before.issues, ...first.issues]).toEqual([]);

    await writeRecords(folder, tablesFromRecords(study, first.records));
    const after = await readStudyFolder(folder);
    const second = recordsFromTables(study, after.tables);
    expect([...after.issues, ...second.issues]).toEqual([]);
    expect(second.records).toEqual(first.records);
    expect(snapshotId(second.records)).toBe(snapshotId(first.records));
    expect(await read('child.csv')).toBe('patient,sex,born,note\nP1,,2019-03,!!\nP2,,2019,"two\nlines, ""quoted"""\n');
    expect(await read('visit.csv')).toBe('patient,repeat,weight\nP1,2,!not-done\nP1,10,3.5\n');

    const bytes = await Promise.all((await readdir(join(folder, 'records'))).map(read));
    await writeRecords(folder, tablesFromRecords(study, second.records));
    expect(await Promise.all((await readdir(join(folder, 'records'))).map(read))).toEqual(bytes);
  });

  test('makes records/ and leaves nothing beside the tables', async () => {
    await rm(join(folder, 'records'), { recursive: true });
    await writeRecords(folder, [table('a', ['patient'], ['P1']), table('_forms', ['patient', 'form', 'state'])]);
    expect(await readdir(join(folder, 'records'))).toEqual(['_forms.csv', 'a.csv']);
  });

  test.each(['../a.csv', 'records/../../a.csv', 'records/a.txt', '/records/a.csv', 'records/.a.csv', 'a.csv'])(
    'refuses the place %s before anything is written',
    async (file) => {
      const write = writeRecords(folder, [table('b', ['patient']), { ...table('a', ['patient']), file }]);
      await expect(write).rejects.toMatchObject({ code: 'records.file' });
      expect(await readdir(join(folder, 'records'))).toEqual([]);
    },
  );

  test('puts everything back when one file cannot take its place', async () => {
    await writeRecords(folder, [table('a', ['patient'], ['old'])]);
    await mkdir(join(folder, 'records/c.csv/in-the-way'), { recursive: true });
    const write = writeRecords(folder, [
      table('a', ['patient'], ['new']),
      table('b', ['patient'], ['new']),
      table('c', ['patient'], ['new']),
    ]);
    await expect(write).rejects.toThrow();
    expect(await read('a.csv')).toBe('patient\nold\n');
    expect(await readdir(join(folder, 'records'))).toEqual(['a.csv', 'c.csv']);
  });

  test('a reader beside it sees whole files only', async () => {
    const rows = (mark: string) => Array.from({ length: 2_000 }, (_, index) => [`P${index}`, mark.repeat(20)]);
    const write = (mark: string) => writeRecords(folder, [table('a', ['patient', 'note'], ...rows(mark))]);
    await write('x');
    let writing = true;
    const written = (async () => {
      for (let round = 0; round < 10; round += 1) await write('xy'[round % 2] as string);
      writing = false;
    })();
    let seen = 0;
    while (writing) {
      const lines = (await read('a.csv')).split('\n');
      expect(lines).toHaveLength(2_002);
      expect(new Set(lines.slice(1, -1).map((line) => line.split(',')[1])).size).toBe(1);
      seen += 1;
    }
    await written;
    expect(seen).toBeGreaterThan(0);
  });
});
