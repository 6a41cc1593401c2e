import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completeLock } from './complete-lock.mjs';

type Lock = { packages: Record<string, Record<string, unknown>> };

function lockWith(optionalDependencies: Record<string, string>, more: Lock['packages'] = {}): Lock {
  return { packages: { '': {}, 'node_modules/tool': { version: '1.0.0', dev: true, optionalDependencies }, ...more } };
}

describe('completeLock', () => {
  it('adds what the registry left out, with the platform its name gives', () => {
    const lock = lockWith({ '@tool/cli-linux-x64-musl': '1.0.0', '@tool/cli-win32-arm64': '1.0.0' });
    expect(completeLock(lock)).toEqual({ added: ['@tool/cli-linux-x64-musl', '@tool/cli-win32-arm64'], unclear: [] });
    expect(lock.packages['node_modules/@tool/cli-linux-x64-musl']).toEqual({
      version: '1.0.0',
      cpu: ['x64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    });
    expect(Object.keys(lock.packages)).toEqual(Object.keys(lock.packages).toSorted());
  });

  it('leaves alone what is held beside the package or above it', () => {
    const held = { version: '1.0.0', integrity: 'sha512-x', optional: true };
    const above = lockWith({ 'tool-linux-x64': '1.0.0' }, { 'node_modules/tool-linux-x64': held });
    expect(completeLock(above).added).toEqual([]);
    const nested = {
      packages: {
        'node_modules/a/node_modules/tool': { optionalDependencies: { 'tool-linux-x64': '1.0.0' } },
        'node_modules/a/node_modules/tool-linux-x64': held,
      },
    };
    expect(completeLock(nested).added).toEqual([]);
  });

  it('does not guess a platform or a version', () => {
    expect(completeLock(lockWith({ fancy: '1.0.0', 'tool-linux-x64': '^1.0.0' }))).toEqual({
      added: [],
      unclear: ['fancy', 'tool-linux-x64'],
    });
  });
});

describe('package-lock.json', () => {
  const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');

  it('is complete, so that `npm ci` accepts it', () => {
    expect(completeLock(JSON.parse(text))).toEqual({ added: [], unclear: [] });
  });

  it('names no registry address', () => {
    expect(text).not.toMatch(/"resolved": "https?:/);
  });
});
