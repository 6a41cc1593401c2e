import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export type Watching = { stop(): void };

/** An editor saves a file in several steps; this long after the last of them the folder is looked at. */
const SETTLE_MS = 80;
/** Where the system tells of no changes (network drives, some editors' renames), they are found within this time. */
const LOOK_MS = 1_000;

/**
 * Calls back after a file of a study folder has come, gone or changed: in the folder itself or one level below it.
 * Names, sizes and times decide, so that a change which the system reports twice counts once.
 */
export function watchFolder(folder: string, onChange: () => void): Watching {
  let known: string | null = null;
  let settle: NodeJS.Timeout | undefined;
  let isLooking = false;
  let stopped = false;

  const look = async (): Promise<void> => {
    if (isLooking || stopped) return;
    isLooking = true;
    const now = await folderState(folder);
    isLooking = false;
    if (stopped) return;
    const changed = known !== null && now !== known;
    known = now;
    if (changed) onChange();
  };
  const lookSoon = (): void => {
    clearTimeout(settle);
    settle = setTimeout(look, SETTLE_MS);
  };
  const watchers = [folder, path.join(folder, 'records')].flatMap((place) => watcher(place, lookSoon));
  const interval = setInterval(look, LOOK_MS);
  void look();
  return {
    stop() {
      stopped = true;
      clearTimeout(settle);
      clearInterval(interval);
      for (const open of watchers) open.close();
    },
  };
}

/** None where the system cannot watch the place; looking at intervals has to do there. */
function watcher(place: string, onEvent: () => void): FSWatcher[] {
  try {
    const open = watch(place, onEvent);
    open.on('error', () => open.close());
    return [open];
  } catch {
    return [];
  }
}

async function folderState(folder: string): Promise<string> {
  const here = await entriesOf(folder);
  const below = await Promise.all(here.folders.map((name) => entriesOf(path.join(folder, name))));
  return [...here.files, ...below.flatMap(({ files }) => files)].join('\n');
}

async function entriesOf(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const shown = entries.filter(({ name }) => !name.startsWith('.') && name !== 'node_modules');
  const files = await Promise.all(
    shown
      .filter((entry) => !entry.isDirectory())
      .map(async ({ name }) => {
        const file = path.join(folder, name);
        const { size, mtimeMs, ino } = await stat(file).catch(() => ({ size: -1, mtimeMs: 0, ino: 0 }));
        return `${file} ${size} ${mtimeMs} ${ino}`;
      }),
  );
  return { files: files.sort(), folders: shown.filter((entry) => entry.isDirectory()).map(({ name }) => name) };
}
