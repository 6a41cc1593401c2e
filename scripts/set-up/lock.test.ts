import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withSetUpLock } from './lock.mjs';

let folder = '';
let lock = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'casewright-lock-'));
  lock = path.join(folder, 'lock');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function heldBy(pid: string, ageSeconds = 0): void {
  mkdirSync(lock);
  if (pid) writeFileSync(path.join(lock, 'pid'), pid);
  const then = new Date(Date.now() - ageSeconds * 1000);
  utimesSync(lock, then, then);
}

describe('withSetUpLock', () => {
  it('lets one in at a time', async () => {
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} in`);
      await wait(60);
      seen.push(`${name} out`);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => withSetUpLock(work(name), { lock, pollMs: 5 })));
    expect(seen.filter((_, index) => index % 2 === 0).map((entry) => entry.replace('in', 'out'))).toEqual(
      seen.filter((_, index) => index % 2 === 1),
    );
    expect(seen).toHaveLength(6);
  });

  it('gives what the work gives and leaves no lock, also when the work fails', async () => {
    expect(await withSetUpLock(async () => 7, { lock, pollMs: 5 })).toBe(7);
    const failing = withSetUpLock(async () => Promise.reject(new Error('no disk')), { lock, pollMs: 5 });
    await expect(failing).rejects.toThrow('no disk');
    expect(existsSync(lock)).toBe(false);
  });

  it.each<[string, () => void]>([
    ['of a process that is gone', () => heldBy('999999999')],
    ['without a pid, of a set-up killed at once', () => heldBy('', 10)],
    ['that nobody has touched for long, whoever has that pid now', () => heldBy(String(process.pid), 600)],
  ])('takes over a lock %s', async (_which, hold) => {
    hold();
    expect(await withSetUpLock(async () => 'mine', { lock, pollMs: 5 })).toBe('mine');
  });

  it('waits for a set-up that is alive, and says so once', async () => {
    heldBy(String(process.ppid));
    let entered = false;
    const waiting = withSetUpLock(
      async () => {
        entered = true;
      },
      { lock, pollMs: 5 },
    );
    await wait(80);
    expect(entered).toBe(false);
    expect(vi.mocked(process.stderr.write).mock.calls).toHaveLength(1);
    rmSync(lock, { recursive: true });
    await waiting;
    expect(entered).toBe(true);
  });
});
