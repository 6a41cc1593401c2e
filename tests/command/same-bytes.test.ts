import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, casewright, contentsOf, shippedStudy } from '../support/command.ts';

// Time zone, locale, hour and folder must leave no trace: what two people build from the same study is the same file.
const here = { TZ: 'Asia/Shanghai', LC_ALL: 'zh_CN.UTF-8', LANG: 'zh_CN.UTF-8' };
const there = { TZ: 'America/Los_Angeles', LC_ALL: 'C', LANG: 'C' };

let base = '';
beforeAll(async () => {
  await buildCommand();
  base = mkdtempSync(path.join(tmpdir(), 'casewright-bytes-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('the same study, the same program, the same bytes', () => {
  it.each([
    ['en', 'public'],
    ['en', 'team'],
    ['zh-CN', 'public'],
    ['zh-CN', 'team'],
  ])('in %s for %s, under other time zones and locales', (language, audience) => {
    const out = (name: string): string => path.join(base, `${name}-${language}-${audience}`);
    const build = (name: string, env: Record<string, string>): Map<string, Buffer> => {
      const args = ['report', shippedStudy, '--out', out(name), '--lang', language, '--audience', audience];
      const { status, stderr } = casewright(args, { env });
      expect(status, stderr).toBe(0);
      return contentsOf(out(name));
    };
    const first = build('first', here);
    const second = build('second', there);
    expect([...second.keys()]).toEqual([...first.keys()]);
    expect(first.size).toBeGreaterThan(4);
    for (const [file, bytes] of first) expect(second.get(file)?.equals(bytes), `${file} differs`).toBe(true);
  });
});
