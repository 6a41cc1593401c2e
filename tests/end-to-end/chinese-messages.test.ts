import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, type Words } from '../../packages/core/src/model/index.ts';
import { faultsOfChinese } from '../../packages/core/src/model/testing/chinese.ts';
import { checkStudyFolder, readManuscript, StudyNotThere } from '../../packages/node/src/publish/index.ts';
import { decodeText, LIMITS, readCsvTable, readStudyFolder } from '../../packages/node/src/read/index.ts';

/** What is wrong with files and folders, before anything in them is judged, in Chinese. */

const NAMES = ['CSV', 'UTF-8', 'UTF-16', 'UTF-16LE', 'UTF-16BE', 'UTF-32', 'NUL', 'MiB', 'Word', 'PDF', 'Markdown'];
const KNOWN = new Set([...NAMES, 'GB18030', 'Windows-1252', 'records', 'new', 'old']);
/** Bytes and code points, as they are quoted. */
const BYTES = /^[0-9A-F]{4}$|^[0-9a-f]{2}$/;
const faultsOf = (words: Words | undefined): string[] =>
  words === undefined ? ['no words'] : faultsOfChinese(words['zh-CN'], (word) => KNOWN.has(word) || BYTES.test(word));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'casewright-chinese-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const TABLES: readonly (readonly [code: string, bytes: Uint8Array])[] = [
  ['csv.empty', utf8('')],
  ['csv.nul', utf8('patient,note\n1,a\u0000b\n')],
  ['csv.unclosedQuote', utf8('patient,note\n1,"a\n')],
  ['csv.strayQuote', utf8('patient,note\n1,"a"b\n')],
  ['csv.raggedRow', utf8('patient,note\n1\n1,2,3\n')],
  ['csv.repeatedColumn', utf8('age,age\n1,2\n')],
  ['csv.columnWithoutName', utf8('age,\n1,2\n')],
  ['csv.delimiter', utf8('age;size\n1;2,5\n')],
  ['csv.replacementCharacter', utf8('age\n\ufffd\n')],
  ['csv.tooManyColumns', utf8(`${'a,'.repeat(LIMITS.columns + 1)}b\n`)],
  ['csv.cellTooLong', utf8(`patient,note\n1,${'x'.repeat(LIMITS.cellCharacters + 1)}\n`)],
  ['file.encoding', Uint8Array.from([0x61, 0x0a, 0xb2, 0xe2, 0xca, 0xd4, 0x0a])],
  ['file.encoding', Uint8Array.from([0x61, 0x0a, 0xe9, 0x0a])],
  ['file.encoding', Uint8Array.from([0xff, 0xfe, 0x00, 0x00, 0x61])],
  ['file.encoding', Uint8Array.from([0xff, 0xfe, 0x61, 0x00, 0x00, 0xd8])],
];

describe('a table that cannot be read is told in Chinese', () => {
  it.each(TABLES)('%s', (code, bytes) => {
    const { issues } = readCsvTable(bytes, 'records/x.csv');
    expect(issues.map((issue) => issue.code)).toContain(code);
    expect(issues.flatMap(({ message, hint }) => [...faultsOf(message), ...faultsOf(hint)])).toEqual([]);
  });
});

describe('a folder that is no study is told in Chinese', () => {
  it.each(['not-there', 'a.db', 'file.txt', 'study.yaml', 'empty'])('%s', async (name) => {
    const place = path.join(folder, name);
    if (name === 'empty') mkdirSync(place);
    else if (name.includes('.') && name !== 'a.db') writeFileSync(place, 'x');
    const error: unknown = await checkStudyFolder(place, 'p').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StudyNotThere);
    expect(faultsOf((error as StudyNotThere).words)).toEqual([]);
  });

  it('with other files among its records', async () => {
    const place = path.join(folder, 'study');
    mkdirSync(path.join(place, 'records'), { recursive: true });
    for (const name of ['a.xlsx', '.b.csv.new']) writeFileSync(path.join(place, 'records', name), 'x');
    const { issues } = await readStudyFolder(place);
    expect(issues.map(({ code }) => code)).toEqual(['folder.noStudy', 'folder.unfinishedWrite', 'folder.notRead']);
    expect(issues.flatMap(({ message, hint }) => [...faultsOf(message), ...faultsOf(hint)])).toEqual([]);
  });
});

describe('a manuscript that cannot be read is told in Chinese', () => {
  it.each([
    ['not-there.txt', null],
    ['long.txt', utf8('x'.repeat(5_000_000))],
    ['other.txt', Uint8Array.from([0xff, 0xfe, 0x61, 0x00, 0x00, 0xd8])],
  ])('%s', async (name, bytes) => {
    const place = path.join(folder, name);
    if (bytes !== null) writeFileSync(place, bytes);
    const error: unknown = await readManuscript(place).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect(faultsOf((error as InputError).words)).toEqual([]);
  });
});

it('decodes what is sound without a word', () => {
  expect(decodeText(utf8('患者'))).toEqual({ text: '患者', fault: null });
});
