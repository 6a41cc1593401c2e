import { link, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { words } from '@casewright/core/model';
import { recordsFromTables, snapshotId } from '@casewright/core/records';
import { STUDY_FILE } from '../read/index.ts';
import { writeRecords } from '../write/index.ts';
import { tablesInStore } from './read-records.ts';
import { sha256 } from './sha256.ts';
import { StoreFault } from './store-fault.ts';
import type { StudyInStore } from './study-in-store.ts';

/**
 * Writes a study of a database as a study folder: its document as it was loaded, and its records. History, audit, queries
 * and abstractions stay in the database. The document comes last, so that a folder whose writing was cut short is none.
 *
 * @param gitIgnore - what git is to ignore in the folder, because records describe people
 * @returns the id of the records, the same as in the database
 * @throws StoreFault `unload.notEmpty`
 */
export async function unloadStudy(
  study: StudyInStore,
  folder: string,
  gitIgnore: { readonly file: string; readonly text: string },
): Promise<{ readonly snapshot: string }> {
  const there = await lstat(folder).catch(() => null);
  if (there !== null && !(there.isDirectory() && (await readdir(folder)).length === 0))
    throw new StoreFault('unload.notEmpty', NOT_EMPTY);
  const tables = await tablesInStore(study);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, gitIgnore.file), gitIgnore.text);
  await writeRecords(folder, tables);
  const beside = path.join(folder, `.${STUDY_FILE}.new`);
  await writeFile(beside, study.text, { flush: true });
  await link(beside, path.join(folder, STUDY_FILE));
  await rm(beside);
  return { snapshot: snapshotId(recordsFromTables(study.study, tables).records, sha256) };
}

const NOT_EMPTY = words(
  'A study is unloaded into a new or empty folder, so that nothing is overwritten. This one is a file, or holds something. Name another place.',
  '研究须导出到新文件夹或空文件夹，以免覆盖。此处为文件，或已有内容。请另选位置。',
);
