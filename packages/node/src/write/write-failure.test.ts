import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TextTable } from '@casewright/core/records';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeRecords } from './write-records.ts';

// A disk that lets every file be written and then refuses to move one of them into its place.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return {
    ...real,
    rename: async (from: string, to: string) => {
      if (to.endsWith('refused.csv')) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      await real.rename(from, to);
    },
  };
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casewright-failure-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const table = (name: string, patient: string): TextTable => ({
  file: `records/${name}.csv`,
  columns: ['patient'],
  rows: [[patient]],
});

describe('writeRecords on a disk that fails half-way', () => {
  test('puts back what stood there and takes away what did not', async () => {
    await writeRecords(folder, [table('kept', 'old')]);
    const write = writeRecords(folder, [table('kept', 'new'), table('added', 'new'), table('refused', 'new')]);
    await expect(write).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await readdir(join(folder, 'records'))).toEqual(['kept.csv']);
    expect(await readFile(join(folder, 'records/kept.csv'), 'utf8')).toBe('patient\nold\n');
  });
});
