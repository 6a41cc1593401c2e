import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readStudyFolder } from './study-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casewright-read-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function put(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(folder, file, '..'), { recursive: true });
  await writeFile(join(folder, file), content);
}

const brief = (issues: readonly { severity: string; code: string; file?: string }[]) =>
  issues.map(({ severity, code, file }) => `${severity} ${code} ${file}`);

describe('readStudyFolder', () => {
  test('reads the study document and the tables, sorted by name', async () => {
    await put('study.yaml', '\ufeffcasewright: study/1\n');
    await put('records/surgery.csv', 'patient,repeat\nP1,1\n');
    await put('records/_forms.csv', 'patient,form,state\n');
    await put('records/README.md', 'words');
    const { studyText, tables, issues } = await readStudyFolder(folder);
    expect(studyText).toBe('casewright: study/1\n');
    expect(issues).toEqual([]);
    expect(tables).toEqual([
      { file: 'records/_forms.csv', columns: ['patient', 'form', 'state'], rows: [], lines: [] },
      { file: 'records/surgery.csv', columns: ['patient', 'repeat'], rows: [['P1', '1']], lines: [2] },
    ]);
  });

  test('a study without records has no tables and no fault', async () => {
    await put('study.yaml', 'x: 1\n');
    expect(await readStudyFolder(folder)).toEqual({ studyText: 'x: 1\n', tables: [], issues: [] });
  });

  test('says what is not there', async () => {
    const empty = await readStudyFolder(folder);
    expect(brief(empty.issues)).toEqual(['error folder.noStudy study.yaml']);
    expect(empty.issues[0]?.message.en).toContain('This folder has no study.yaml');
    const nowhere = await readStudyFolder(join(folder, 'nowhere'));
    expect(nowhere.issues[0]?.message.en).toContain('There is no such folder');
    expect(nowhere.studyText).toBe('');
  });

  test('goes on after a fault, so that all files have their say', async () => {
    await put('study.yaml', Uint8Array.from([0x61, 0x0a, 0xff]));
    await put('records/a.csv', '');
    await put('records/b.csv', 'patient\nP1\n');
    await put('records/c.csv', 'patient,"sex\n');
    await put('records/d.xlsx', 'PK');
    await put('records/.e.csv.new', 'patient\n');
    await put('records/.f.csv.old', 'patient\n');
    const { studyText, tables, issues } = await readStudyFolder(folder);
    expect(studyText).toBe('');
    expect(brief(issues)).toEqual([
      'error file.encoding study.yaml',
      'warning folder.unfinishedWrite records/.e.csv.new',
      'warning folder.unfinishedWrite records/.f.csv.old',
      'warning folder.notRead records/d.xlsx',
      'error csv.empty records/a.csv',
      'error csv.unclosedQuote records/c.csv',
    ]);
    expect(issues[0]?.line).toBe(2);
    expect(tables.map(({ file }) => file)).toEqual(['records/b.csv']);
  });
});
