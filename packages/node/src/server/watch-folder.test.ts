import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Watching, watchFolder } from './watch-folder.ts';

let folder = '';
let changes = 0;
let watching: Watching;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'casewright-watch-'));
  mkdirSync(path.join(folder, 'records'));
  writeFileSync(path.join(folder, 'study.yaml'), 'a');
  writeFileSync(path.join(folder, 'records', 'surgery.csv'), 'a');
  changes = 0;
  watching = watchFolder(folder, () => {
    changes += 1;
  });
  await wait(200);
});
afterEach(() => {
  watching.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function seen(): Promise<boolean> {
  for (let tries = 0; tries < 100 && changes === 0; tries += 1) await wait(50);
  return changes > 0;
}

describe('watchFolder', () => {
  it.each<[string, () => void]>([
    ['a file that is written', () => writeFileSync(path.join(folder, 'study.yaml'), 'ab')],
    ['a file in records', () => writeFileSync(path.join(folder, 'records', 'surgery.csv'), 'ab')],
    ['a new file', () => writeFileSync(path.join(folder, 'records', 'follow.csv'), 'a')],
    ['a file that goes', () => rmSync(path.join(folder, 'records', 'surgery.csv'))],
    [
      'a file replaced by renaming, as editors do',
      () => {
        writeFileSync(path.join(folder, '.study.yaml.swp'), 'b');
        renameSync(path.join(folder, '.study.yaml.swp'), path.join(folder, 'study.yaml'));
      },
    ],
    ['the folder going as a whole', () => rmSync(folder, { recursive: true })],
  ])('sees %s', async (_what, change) => {
    change();
    expect(await seen()).toBe(true);
  });

  it('is quiet while nothing changes, and about hidden files', async () => {
    writeFileSync(path.join(folder, '.study.yaml.swp'), 'x');
    await wait(1_500);
    expect(changes).toBe(0);
  });

  it('calls back no more after it was stopped', async () => {
    watching.stop();
    writeFileSync(path.join(folder, 'study.yaml'), 'abc');
    await wait(1_300);
    expect(changes).toBe(0);
  });
});
