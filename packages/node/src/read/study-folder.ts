import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Issue, words } from '@casewright/core/model';
import { RECORDS_FOLDER, type TextTable } from '@casewright/core/records';
import { readCsvTable } from './csv-table.ts';
import { decodeText } from './decode.ts';

/** The name of the study document in its folder. */
export const STUDY_FILE = 'study.yaml';

/** The numbers of the screening, as `casewright screen` writes them. */
export const SCREENING_RESULT = 'screening/result.json';

const LARGEST_STUDY_BYTES = 16 * 1024 * 1024;
/** What `new --from` understood of a workbook, kept beside the records for people to read. */
const FROM_WORKBOOK = 'from-workbook.txt';

export type StudyFolder = {
  /** empty when it could not be read; then an issue says why */
  studyText: string;
  /** the tables of `records/`, by file name */
  tables: TextTable[];
  /** the result of the screening, where the study has been screened */
  screening?: { text: string; file: string };
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
  const files = names.map((name) => {
    const file = `${RECORDS_FOLDER}/${name}`;
    const own: Issue[] = [];
    return { file, own, bytes: readBytes(join(folder, RECORDS_FOLDER, name), file, own) };
  });
  for (const { file, own, bytes: reading } of files) {
    const bytes = await reading;
    issues.push(...own);
    if (!bytes) continue;
    const read = readCsvTable(bytes, file);
    issues.push(...read.issues);
    if (read.table) tables.push(read.table);
  }
  const screening = await readScreening(folder, issues);
  return { studyText, tables, issues, ...(screening === null ? {} : { screening }) };
}

/** What `casewright screen` left for the report; null where nothing was screened. */
async function readScreening(folder: string, issues: Issue[]): Promise<{ text: string; file: string } | null> {
  const path = join(folder, ...SCREENING_RESULT.split('/'));
  if ((await kindOf(path)) === null) return null;
  const bytes = await readBytes(path, SCREENING_RESULT, issues);
  if (!bytes) return null;
  const { text, fault } = decodeText(bytes);
  if (fault) issues.push({ severity: 'error', file: SCREENING_RESULT, ...fault });
  return text === null ? null : { text, file: SCREENING_RESULT };
}

async function readStudyText(folder: string, issues: Issue[]): Promise<string> {
  const path = join(folder, STUDY_FILE);
  const kind = await kindOf(path);
  if (kind !== 'file') {
    const fact =
      (await kindOf(folder)) === 'folder'
        ? words(`This folder has no ${STUDY_FILE}`, `此文件夹中没有 ${STUDY_FILE}`)
        : words('There is no such folder', '没有这个文件夹');
    issues.push({
      severity: 'error',
      code: 'folder.noStudy',
      file: STUDY_FILE,
      message: words(
        `A study is a folder with a ${STUDY_FILE}. ${fact.en}.`,
        `研究是含有 ${STUDY_FILE} 的文件夹。${fact['zh-CN']}。`,
      ),
      hint: words('Give the folder that holds the study document.', '请指定存放研究文档的文件夹。'),
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
      message: words(
        `A study document has at most ${LARGEST_STUDY_BYTES / 1024 / 1024} MiB; this one has more.`,
        `研究文档最大为 ${LARGEST_STUDY_BYTES / 1024 / 1024} MiB；此文档超出。`,
      ),
      hint: words(
        'Keep records in records/, not in the study document.',
        '病例记录请放在 records/ 中，不要写入研究文档。',
      ),
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
        message: words(
          'This file is left over from a writing of the records that did not come to its end.',
          '此文件是一次未完成的记录写入所遗留的。',
        ),
        hint: words(
          'Compare it with the records; .new is what was to be written, .old what stood there before. Then remove it.',
          '请与现有记录比对：.new 为拟写入的内容，.old 为原有内容；之后将其删去。',
        ),
      });
    } else if (name !== FROM_WORKBOOK && /\.(xlsx?|ods|tsv|txt|numbers)$/i.test(name) && !name.startsWith('.')) {
      issues.push({
        severity: 'warning',
        code: 'folder.notRead',
        file,
        message: words(
          'Records are read from CSV files; this file was not read.',
          '病例记录从 CSV 文件读取；此文件未读取。',
        ),
        hint: words(
          'Save it as CSV (UTF-8, separated by commas) under the id of its form, or move it elsewhere.',
          '请以表单编号为名存为 CSV（UTF-8，逗号分隔），或移至别处。',
        ),
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
      message: words(
        `Every file of a study must be readable; this one is not (${code ?? 'unknown cause'}).`,
        `研究的每个文件都须可读；此文件不可读（${code ?? '原因不明'}）。`,
      ),
      hint: words('Check that it is a file and that you may read it.', '请确认它是文件且您有读取权限。'),
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
