import { createHash } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, rename, rm, rmdir, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReportFile } from './report-files.ts';
import { TextPieces } from './text-pieces.ts';

/** Lists what the last report wrote here, with hashes, so that the next one can take away what it does not replace. */
const LIST = '.casewright-report.json';
const BESIDE = '.casewright-writing-';

export type Written = {
  /** paths below the folder, as written */
  written: string[];
  /** files of an earlier report that this one does not have: taken away */
  removed: string[];
  /** files of an earlier report that this one does not have, changed by someone since: left where they are */
  kept: string[];
};

/**
 * Writes a report into a folder. Everything goes beside the target first, so that a full disk or a kill while writing
 * leaves what was there before. A folder that is not there yet then appears whole; in one that is, each file is
 * replaced by renaming, none by halves. Files of an earlier report that this one lacks are removed: a team's table must
 * not stay behind beside a public report.
 */
export async function writeReportFiles(folder: string, files: readonly ReportFile[]): Promise<Written> {
  const target = path.resolve(folder);
  const parent = path.dirname(target);
  await mkdir(parent, { recursive: true });
  await removeLeftOver(parent);
  const beside = path.join(parent, `${BESIDE}${process.pid}`);
  try {
    const list = await writeAllBelow(beside, files);
    const all = [...files.map((file) => file.path), LIST];
    await writeFile(path.join(beside, LIST), `${JSON.stringify({ files: list }, null, 2)}\n`);
    if (await appears(beside, target)) return { written: files.map((file) => file.path), removed: [], kept: [] };
    const cleared = await removeStale(target, await earlierFiles(target), list);
    await makeFolders(target, all);
    for (const file of all) await rename(path.join(beside, file), path.join(target, file));
    return { written: files.map((file) => file.path), ...cleared };
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** @returns the hash of each file by its path */
async function writeAllBelow(folder: string, files: readonly ReportFile[]): Promise<Record<string, string>> {
  const paths = files.map((file) => file.path);
  await makeFolders(folder, paths);
  const writing = files.map(({ path: file, text }) => writeHashed(path.join(folder, file), text));
  // none may still be writing when the folder is taken away
  const ended = await Promise.allSettled(writing);
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return Object.fromEntries(ended.map((one, place) => [paths[place], (one as PromiseFulfilledResult<string>).value]));
}

/** @returns the hash of what was written */
async function writeHashed(file: string, text: ReportFile['text']): Promise<string> {
  if (!(text instanceof TextPieces)) {
    await writeFile(file, text);
    return hashOf(text);
  }
  const hash = createHash('sha256');
  const handle = await open(file, 'w');
  try {
    for (const bytes of inBlocks(text)) {
      hash.update(bytes);
      await handle.writeFile(bytes);
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

/** Bytes that are written at once. */
const BLOCK = 1 << 18;

/** The bytes of a text, small pieces together: each block costs a turn of the event loop. */
function* inBlocks(text: Iterable<string>): Generator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for (const piece of text) {
    const bytes = Buffer.from(piece, 'utf8');
    waiting.push(bytes);
    length += bytes.length;
    if (length < BLOCK) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/** The folders that files go into, each once. */
async function makeFolders(below: string, files: readonly string[]): Promise<void> {
  const folders = new Set(files.map((file) => path.dirname(path.join(below, file))));
  for (const folder of folders) await mkdir(folder, { recursive: true });
}

/** Renames the finished folder to its target unless something is there. */
async function appears(finished: string, target: string): Promise<boolean> {
  if (await lstat(target).catch(() => null)) return false;
  await rename(finished, target);
  return true;
}

/** Takes away what a run that was killed left beside its target. */
async function removeLeftOver(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(BESIDE)) continue;
    const pid = Number(name.slice(BESIDE.length));
    if (Number.isInteger(pid) && !isRunning(pid)) await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function removeStale(folder: string, earlier: Record<string, string>, now: Record<string, string>) {
  const removed: string[] = [];
  const kept: string[] = [];
  for (const [file, hash] of Object.entries(earlier)) {
    if (Object.hasOwn(now, file)) continue;
    const target = path.join(folder, file);
    const bytes = await readFile(target).catch(() => null);
    if (bytes === null) continue;
    if (hashOf(bytes) !== hash) {
      kept.push(file);
      continue;
    }
    await unlink(target);
    removed.push(file);
    // The folder goes with its last file; rmdir refuses one that holds anything.
    if (path.dirname(file) !== '.') await rmdir(path.dirname(target)).catch(() => {});
  }
  return { removed, kept };
}

/** What an earlier report listed; {} when there was none, or the list is not one that this program wrote. */
async function earlierFiles(folder: string): Promise<Record<string, string>> {
  const text = await readFile(path.join(folder, LIST), 'utf8').catch(() => null);
  if (text === null) return {};
  try {
    const { files } = JSON.parse(text) as { files?: Record<string, unknown> };
    const entries = Object.entries(files ?? {}).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && /^(figures\/|tables\/)?[\w][\w.-]*$/.test(entry[0]),
    );
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}

function hashOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
