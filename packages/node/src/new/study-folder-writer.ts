import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InputError, words } from '@casewright/core/model';

/** What systems and git put into a folder by themselves: it is still an empty one. */
const OF_THE_SYSTEM: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini', '.git']);

/**
 * Writes the files of a study into a folder that is not there yet or is empty, all of them or none: they are written
 * beside it and take their place when all are whole. A failure leaves no file, and no folder that was not there before.
 *
 * @param files - text by path below the folder, with forward slashes
 * @throws InputError `folder.notEmpty`, `folder.isFile`, or `folder.path` for a path that leads out of the folder; the
 *   error of the file system where it refuses
 */
export async function writeStudyFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const file of files.keys()) mustStayBelow(file);
  const target = path.resolve(folder);
  const isThere = await mustBeFree(folder, target);
  const parent = path.dirname(target);
  const made = await mkdir(parent, { recursive: true });
  const beside = path.join(parent, `.casewright-new-${process.pid}`);
  try {
    for (const [file, text] of files) {
      await mkdir(path.dirname(path.join(beside, file)), { recursive: true });
      await writeFile(path.join(beside, file), text, { flush: true });
    }
    if (isThere) await moveEntries(beside, target);
    else await rename(beside, target);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw error;
  }
  await rm(beside, { recursive: true, force: true });
}

function mustStayBelow(file: string): void {
  const parts = file.split('/');
  if (parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/.test(part))) return;
  throw new InputError(
    'folder.path',
    `A file of a study lies below its folder. ${JSON.stringify(file)} does not. Name it by parts between slashes.`,
    file,
  );
}

/** Whether the folder is there, and then empty. */
async function mustBeFree(folder: string, target: string): Promise<boolean> {
  const there = await lstat(target).catch(() => null);
  if (there === null) return false;
  const entries = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  });
  if (entries === null) {
    throw new InputError(
      'folder.isFile',
      words(
        `A new study is written into a folder of its own. "${folder}" is a file. Name a folder that is not there yet.`,
        `新建的研究须写入单独的文件夹。“${folder}”是文件。请指定一个尚不存在的文件夹。`,
      ),
      folder,
    );
  }
  const others = entries.filter((name) => !OF_THE_SYSTEM.has(name)).sort();
  if (others.length > 0) {
    throw new InputError(
      'folder.notEmpty',
      words(
        `A new study is written into a new or empty folder. "${folder}" holds "${others[0]}"${others.length === 1 ? '' : ` and ${others.length - 1} more`}. Nothing was written; name another folder.`,
        `新建的研究须写入新文件夹或空文件夹。“${folder}”中已有“${others[0]}”${others.length === 1 ? '' : `等 ${others.length} 项`}。未写入任何内容，请指定其他文件夹。`,
      ),
      folder,
    );
  }
  return true;
}

/** Moves what stands in a finished folder into an empty one; should one entry fail, those before it go back out. */
async function moveEntries(finished: string, target: string): Promise<void> {
  const moved: string[] = [];
  try {
    for (const name of await readdir(finished)) {
      await rename(path.join(finished, name), path.join(target, name));
      moved.push(name);
    }
  } catch (error) {
    for (const name of moved) await rm(path.join(target, name), { recursive: true, force: true });
    throw error;
  }
}
