import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ENGINE_SETTING } from '../../scripts/build-engine.mjs';
import { buildCommand, repository } from '../support/command.ts';

beforeAll(buildCommand);

describe('dist/', () => {
  const dist = path.join(repository, 'dist');

  it('holds the starter, one bundle with its kept code, the assets of the page, and what reads tables', () => {
    const names = readdirSync(dist).filter((name) => name !== '.stamp');
    const stems = names.map((name) => name.replace(/^(command)-[0-9a-f]{16}/, '$1-HASH'));
    expect(stems.sort()).toEqual([
      'casewright.mjs',
      'command-HASH.cjs',
      'command-HASH.code',
      'evidence-page.css',
      'evidence-page.js',
      'report-page.css',
      'report-page.js',
      'table-worker.cjs',
    ]);
  });

  it('keeps code that the engine takes, which it refuses without a word where settings differ', () => {
    const script = readdirSync(dist).find((name) => name.endsWith('.cjs')) as string;
    const ask = `
      const fs = require('node:fs');
      require('node:v8').setFlagsFromString(process.argv[1]);
      const cachedData = fs.readFileSync(process.argv[2].replace(/cjs$/, 'code'));
      const script = new (require('node:vm').Script)(fs.readFileSync(process.argv[2], 'utf8'), { cachedData });
      console.log(script.cachedDataRejected);`;
    const { stdout } = spawnSync(process.execPath, ['-e', ask, '--', ENGINE_SETTING, path.join(dist, script)], {
      encoding: 'utf8',
    });
    expect(stdout.trim()).toBe('false');
  });
});
