import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InputError, words } from '@casewright/core/model';
import type { ScreeningState } from '@casewright/core/screening';

/** The folder of a study that keeps its screening; git ignores it. */
export const SCREENING_FOLDER = 'screening';
const STATE_FILE = 'state.json';
/** What `report` shows of the screening where it is there. */
export const RESULT_FILE = 'result.json';

/**
 * What a study folder keeps of its screening; null where it keeps nothing yet.
 * @throws InputError `screening.stateDamaged`
 */
export async function readState(study: string): Promise<ScreeningState | null> {
  const file = path.join(study, SCREENING_FOLDER, STATE_FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const state = parsed(text);
  if (state !== null) return state;
  throw new InputError(
    'screening.stateDamaged',
    words(
      `${SCREENING_FOLDER}/${STATE_FILE} keeps what was screened, as "casewright find" wrote it. This one cannot be read. Put back a copy of it; decisions also stand in the sheets and in the screening log.`,
      `${SCREENING_FOLDER}/${STATE_FILE} 由“casewright find”写出，用于保存筛查进度。此文件无法读取。请恢复其备份；各项结论另存于筛查表与筛查日志。`,
    ),
    file,
  );
}

function parsed(text: string): ScreeningState | null {
  try {
    const value = JSON.parse(text) as Partial<ScreeningState> | null;
    const isState =
      value?.schema === 'casewright.screening/1' &&
      Array.isArray(value.current?.candidates) &&
      Array.isArray(value.current.sheet) &&
      Array.isArray(value.current.sample?.drawn) &&
      typeof value.decisions === 'object';
    return isState ? (value as ScreeningState) : null;
  } catch {
    return null;
  }
}

export async function writeState(study: string, state: ScreeningState): Promise<void> {
  await writeScreeningFile(study, STATE_FILE, `${JSON.stringify(state, null, 1)}\n`);
}

/** Writes a file of the folder whole or not at all; git is told to pass over the folder. */
export async function writeScreeningFile(study: string, name: string, text: string): Promise<void> {
  const folder = path.join(study, SCREENING_FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ignore = path.join(folder, '.gitignore');
  if ((await stat(ignore).catch(() => null)) === null) await writeFile(ignore, '*\n');
  await writeWhole(path.join(folder, name), text);
}

/** Writes beside the place, flushes, and moves there: a reader meets the old file or the new one. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const fresh = `${file}.new`;
  try {
    const handle = await open(fresh, 'w', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } finally {
    await rm(fresh, { force: true });
  }
}
