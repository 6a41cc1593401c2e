import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** How far one source was searched: its rows so far, and those of them in which something was found. */
export type Progress = { rows: number; found: Set<number>; isDone: boolean };

/**
 * What a killed search leaves behind: numbers of rows, and nothing of any patient. Each line is whole or is not read.
 */
export type WorkFile = {
  readonly progress: ReadonlyMap<number, Progress>;
  add(source: number, rows: number, found: readonly number[], isDone: boolean): void;
  remove(): void;
};

const EVERY = 400;

/**
 * @param file - null keeps nothing
 * @param key - names the search and its sources; what was left behind by another is thrown away
 */
export function openWorkFile(file: string | null, key: string): WorkFile {
  const progress = new Map<number, Progress>();
  if (file === null) return { progress, add: () => {}, remove: () => {} };
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  if (lines[0] === JSON.stringify({ key })) for (const line of lines.slice(1)) take(progress, line);
  else {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ key })}\n`);
  }
  let waiting: number[] = [];
  let written = 0;
  return {
    progress,
    add(source, rows, found, isDone) {
      waiting.push(...found);
      const now = performance.now();
      if (!isDone && now - written < EVERY) return;
      written = now;
      appendFileSync(file, `${JSON.stringify([source, rows, waiting, isDone])}\n`);
      waiting = [];
    },
    remove: () => rmSync(file, { force: true }),
  };
}

function take(progress: Map<number, Progress>, line: string): void {
  try {
    const [source, rows, found, isDone] = JSON.parse(line) as [number, number, number[], boolean];
    const known = progress.get(source) ?? { rows: 0, found: new Set(), isDone: false };
    for (const row of found) known.found.add(row);
    progress.set(source, { rows, found: known.found, isDone });
  } catch {
    // a line that was being written when the search was killed
  }
}
