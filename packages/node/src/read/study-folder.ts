import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Issue } from '@casewright/core/model';
import { RECORDS_FOLDER, type TextTable } from '@casewright/core/records';
import { readCsvTable } from './csv-table.ts';
import { decodeText } from './decode.ts';

/** The name of the study document in its folder. */
export const STUDY_FILE = 'study.yaml';

const LARGEST_STUDY_BYTES = 16 * 1024 * 1024;

export type StudyFolder = {
  /** empty when it could not be read; then an issue says why */
  studyText: string;
  /** the tables of `records/`, by file name */
  tables: TextTable[];
  issues: Issue[];
};

/**
 * Reads a study folder: `study.yaml` and every `records/*.csv`. What is wrong with files is listed and never thrown; a
 * folder without records is a study that has none yet.
 */
export async function readStudyFolder(folder: string): Promise<StudyFolder> {
  const issues: Issue[] = [];
  const studyText = await readStudyText(folder, issues);
  const names = await recordNames(folder, issues);
  const tables: TextTable[] = [];
  for (const name of names) {
    const file = `${RECORDS_FOLDER}/${name}`;
    const bytes = await readBytes(join(folder, RECORDS_FOLDER, name), file, issues);
    if (!bytes) continue;
    const read = readCsvTable(bytes, file);
    issues.push(...read.issues);
    if (read.table) tables.push(read.table);
  }
  return { studyText, tables, issues };
}

async function readStudyText(folder: string, issues: Issue[]): Promise<string> {
  const path = join(folder, STUDY_FILE);
  const kind = await kindOf(path);
  if (kind !== 'file') {
    const fact = (await kindOf(folder)) === 'folder' ? `This folder has no ${STUDY_FILE}` : 'There is no such folder';
    issues.push({
      severity: 'error',
      code: 'folder.noStudy',
      file: STUDY_FILE,
      message: `A study is a folder with a ${STUDY_FILE}. ${fact}.`,
      hint: 'Give the folder that holds the study document.',
    });
    return '';
  }
  const bytes = await readBytes(path, STUDY_FILE, issues);
  if (!bytes) return '';
  if (bytes.length > LARGEST_STUDY_BYTES) {
    issues.push({
      severity: 'error',
      code: 'folder.studyTooLarge',
      file: STUDY_FILE,
      message: `A study document has at most ${LARGEST_STUDY_BYTES / 1024 / 1024} MiB; this one has more.`,
      hint: 'Keep records in records/, not in the study document.',
    });
    return '';
  }
  const { text, fault } = decodeText(bytes);
  if (fault) issues.push({ severity: 'error', file: STUDY_FILE, ...fault });
  return text ?? '';
}

/** The CSV files of `records/`, sorted; whatever else lies there is named, so that nobody believes it was read. */
async function recordNames(folder: string, issues: Issue[]): Promise<string[]> {
  const path = join(folder, RECORDS_FOLDER);
  if ((await kindOf(path)) !== 'folder') return [];
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  names.sort();
  for (const name of names) {
    const file = `${RECORDS_FOLDER}/${name}`;
    if (/^\..*\.csv\.(new|old)$/.test(name)) {
      issues.push({
        severity: 'warning',
        code: 'folder.unfinishedWrite',
        file,
        message: 'This file is left over from a writing of the records that did not come to its end.',
        hint: 'Compare it with the records; .new is what was to be written, .old what stood there before. Then remove it.',
      });
    } else if (/\.(xlsx?|ods|tsv|txt|numbers)$/i.test(name) && !name.startsWith('.')) {
      issues.push({
        severity: 'warning',
        code: 'folder.notRead',
        file,
        message: 'Records are read from CSV files; this file was not read.',
        hint: 'Save it as CSV (UTF-8, separated by commas) under the id of its form, or move it elsewhere.',
      });
    }
  }
  return names.filter((name) => /\.csv$/i.test(name) && !name.startsWith('.'));
}

async function readBytes(path: string, file: string, issues: Issue[]): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    issues.push({
      severity: 'error',
      code: 'file.unreadable',
      file,
      message: `Every file of a study must be readable; this one is not (${code ?? 'unknown cause'}).`,
      hint: 'Check that it is a file and that you may read it.',
    });
    return null;
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'other' | null> {
  try {
    const entry = await stat(path);
    return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
  } catch {
    return null;
  }
}
