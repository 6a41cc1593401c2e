import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../../scripts/set-up/build.mjs';
import { filesBelow } from '../../scripts/set-up/files.mjs';
import { withSetUpLock } from '../../scripts/set-up/lock.mjs';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
export const shippedStudy = path.join(repository, 'studies', 'imt');
const bundle = path.join(repository, 'dist', 'casewright.mjs');

/** Builds the command from the sources as they are now; for `beforeAll`. */
export async function buildCommand(): Promise<void> {
  await withSetUpLock(() => buildIfStale());
}

export type Ran = { status: number | null; stdout: string; stderr: string };
type Surroundings = { env?: Record<string, string>; cwd?: string };

/** Runs the built command as a process of its own, to its end. */
export function casewright(args: readonly string[], { env = {}, cwd = repository }: Surroundings = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Starts the built command and leaves it running. */
export function startCasewright(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [bundle, ...args], { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The link that an `open` prints, once its first report is built. */
export async function linkOf(child: ChildProcess): Promise<string> {
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => (printed += text));
  for (let tries = 0; tries < 600; tries += 1) {
    const link = /http:\/\/\S+/.exec(printed)?.[0];
    if (link) return link;
    if (child.exitCode !== null) break;
    await wait(50);
  }
  throw new Error(`no link was printed: ${printed}`);
}

/** A folder that is there for one test: a copy of the shipped study in `study`, and room beside it. */
export type Workplace = { folder: string; study: string; at(...parts: string[]): string; clear(): void };

export function workplace(): Workplace {
  const folder = mkdtempSync(path.join(tmpdir(), 'casewright-'));
  const study = path.join(folder, 'study');
  cpSync(shippedStudy, study, { recursive: true });
  return {
    folder,
    study,
    at: (...parts) => path.join(folder, ...parts),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Every file below a folder, by its path with forward slashes. */
export function contentsOf(folder: string): Map<string, Buffer> {
  const files: string[] = filesBelow(folder);
  return new Map(files.map((file) => [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file)]));
}
