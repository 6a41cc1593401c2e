import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeStudyFolder } from './study-folder-writer.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'casewright-new-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = new Map([
  ['study.yaml', 'a: 1\n'],
  ['records/one.csv', 'patient\n'],
]);
const at = (...parts: string[]): string => path.join(folder, ...parts);

describe('a folder for a study', () => {
  it('is made with the folders above it', async () => {
    await writeStudyFolder(at('above', 'study'), files);
    expect(readFileSync(at('above', 'study', 'records', 'one.csv'), 'utf8')).toBe('patient\n');
    expect(readdirSync(at('above'))).toEqual(['study']);
  });

  it.each([[[]], [['.DS_Store', '.git']]])('may be there, empty but for %j', async (names) => {
    mkdirSync(at('study'));
    for (const name of names) writeFileSync(at('study', name), 'kept');
    await writeStudyFolder(at('study'), files);
    expect(readdirSync(at('study')).sort()).toEqual([...names, 'records', 'study.yaml'].sort());
    expect(readdirSync(folder)).toEqual(['study']);
  });

  it('is left as it was where it holds anything', async () => {
    mkdirSync(at('study'));
    writeFileSync(at('study', 'notes.txt'), 'mine');
    await expect(writeStudyFolder(at('study'), files)).rejects.toMatchObject({ code: 'folder.notEmpty' });
    expect(readdirSync(at('study'))).toEqual(['notes.txt']);
    expect(readdirSync(folder)).toEqual(['study']);
  });

  it('is no file', async () => {
    writeFileSync(at('file'), 'mine');
    await expect(writeStudyFolder(at('file'), files)).rejects.toMatchObject({ code: 'folder.isFile' });
    expect(readFileSync(at('file'), 'utf8')).toBe('mine');
  });

  it.each(['../out.csv', '/etc/x', 'a//b', './a', 'a\\b', 'c:x'])('holds no file %j', async (name) => {
    await expect(writeStudyFolder(at('study'), new Map([[name, 'x']]))).rejects.toMatchObject({ code: 'folder.path' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not there, nor are the folders above it, where one of its files cannot be written', async () => {
    const clash = new Map([...files, ['records', 'a file where a folder is']]);
    await expect(writeStudyFolder(at('above', 'study'), clash)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is left empty where one of its files cannot be written', async () => {
    mkdirSync(at('study'));
    await expect(writeStudyFolder(at('study'), new Map([...files, ['records', 'x']]))).rejects.toThrow();
    expect(readdirSync(at('study'))).toEqual([]);
    expect(existsSync(at('study', 'study.yaml'))).toBe(false);
  });
});
