import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RowContent } from '@casewright/core/store';
import * as esbuild from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyOf } from './history.ts';
import { loadIntoStore, readForLoading } from './load-study.ts';
import { openStore } from './open-store.ts';
import { saveForm } from './save-form.ts';
import { addPatient } from './save-thing.ts';
import { openStudyInStore } from './study-in-store.ts';
import { engines } from './testing/engines.ts';
import { inventedStudy } from './testing/invented-study.ts';
import { verifyStore } from './verify-store.ts';

const KILLS = process.env['CASEWRIGHT_LONG'] === '1' ? 200 : 20;
const repository = fileURLToPath(new URL('../../../..', import.meta.url));

describe.each(engines())('a writer that is killed on $name', (engine) => {
  let script = '';
  let built = '';
  beforeAll(async () => {
    if (!engine.isThere) return;
    await engine.start();
    built = mkdtempSync(path.join(os.tmpdir(), 'casewright-writer-'));
    script = path.join(built, 'writer.cjs');
    await esbuild.build({
      entryPoints: [fileURLToPath(new URL('./testing/writer.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: script,
      // what is loaded late is required, so that it is found by NODE_PATH
      supported: { 'dynamic-import': false },
      define: { 'import.meta.url': JSON.stringify(import.meta.url) },
      external: ['better-sqlite3', 'kysely', 'pg'],
      logLevel: 'error',
    });
  });
  afterAll(() => {
    if (!engine.isThere) return;
    engine.stop();
    rmSync(built, { recursive: true, force: true });
  });

  it(`loses nothing that was acknowledged, in ${KILLS} kills, and keeps no half of a save`, {
    timeout: 900_000,
  }, async ({ skip }) => {
    if (!engine.isThere) skip('no server of PostgreSQL can be made here');
    const address = await engine.newPlace();
    const store = await openStore(address, { isNew: true });
    try {
      const { study: read } = await readForLoading(inventedStudy(path.join(engine.folder(), 'study')));
      if (read === null) throw new Error('the invented study cannot be read');
      await loadIntoStore(store, read, 'tests');
      const study = await openStudyInStore(store);
      await addPatient(study, 'KID-9', 'tests');
      await saveForm(
        study,
        { form: 'baseline', patient: 'KID-9', repeat: 0, version: 0, cells: { note: '0' } },
        'tests',
      );
      let interrupted = 0;
      let acknowledged = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        const said = await killedWriter(address, kill);
        const last = said.at(-1) ?? '';
        if (last.startsWith('begin')) interrupted += 1;
        const done = said.filter((line) => line.startsWith('done')).at(-1);
        acknowledged = Number(done?.split(' ')[1] ?? acknowledged);
        const [verified] = await verifyStore(store);
        expect(verified?.fault, `kill ${kill}`).toBeNull();
        const history = await historyOf<RowContent>(study, 'row', ['baseline', 'KID-9', 0]);
        const numbers = history.map(({ content }) => Number(content?.values['note']));
        expect(numbers, `kill ${kill}`).toEqual(numbers.map((_number, index) => index));
        const latest = numbers.at(-1) as number;
        expect(latest).toBeGreaterThanOrEqual(acknowledged);
        expect(latest).toBeLessThanOrEqual(acknowledged + 1);
        if (done) expect(history[acknowledged]?.position).toBe(Number(done.split(' ')[2]));
        acknowledged = latest;
      }
      expect(interrupted, 'kills that interrupted a save').toBeGreaterThanOrEqual(KILLS / 2);
    } finally {
      await store.engine.close();
    }
  });

  /** What a writer said until it was killed, some milliseconds after its first save. */
  async function killedWriter(address: string, kill: number): Promise<string[]> {
    const child = spawn(process.execPath, [script, address, 'KID-9'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_PATH: path.join(repository, 'node_modules') },
    });
    let said = '';
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text));
    const began = new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text) => {
        said += text;
        resolve();
      });
      child.on('exit', () => resolve());
    });
    const closed = once(child, 'close');
    await began;
    await wait((kill * 7.3) % 31);
    child.kill('SIGKILL');
    await closed;
    expect(complaint).toBe('');
    return said.split('\n').filter((line) => /^(begin \d+|done \d+ \d+)$/.test(line));
  }
});
