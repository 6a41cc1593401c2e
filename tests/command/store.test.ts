import { writeFileSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, casewright, contentsOf, type Workplace, workplace } from '../support/command.ts';

let place: Workplace;
let database: string;
let loaded: { status: number | null; stdout: string };

beforeAll(async () => {
  await buildCommand();
  place = workplace();
  database = place.at('casewright.db');
  loaded = casewright(['load', place.study, '--database', database]);
});
afterAll(() => place.clear());

const hashes = (text: string): string[] => text.match(/[0-9a-f]{64}/g) ?? [];

describe('a study in a database', () => {
  it('comes back with the same snapshot and the same bytes of its report', { timeout: 120_000 }, () => {
    expect(loaded.status, JSON.stringify(loaded)).toBe(0);
    const unloaded = casewright(['unload', database, '--out', place.at('back')]);
    expect(unloaded).toMatchObject({ status: 0, stderr: '' });
    expect(hashes(unloaded.stdout)[0]).toBe(hashes(loaded.stdout)[0]);
    for (const name of ['study', 'back'])
      expect(
        casewright(['report', place.at(name), '--out', place.at(`out-${name}`), '--audience', 'team']).status,
      ).toBe(0);
    expect(contentsOf(place.at('out-back'))).toEqual(contentsOf(place.at('out-study')));
  });

  it('is verified, backed up, restored, and found out when it was changed behind the back', {
    timeout: 120_000,
  }, () => {
    const head = hashes(loaded.stdout)[1] as string;
    const verified = casewright(['audit', 'verify', database, '--head', head, '--json']);
    expect(verified.status).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({
      verified: true,
      studies: [{ verified: true, head, firstBad: null }],
    });
    expect(casewright(['audit', 'verify', database, '--head', 'f'.repeat(64)]).status).toBe(1);
    expect(casewright(['backup', database, '--out', place.at('backup.db')])).toMatchObject({ status: 0, stderr: '' });
    const restored = casewright(['restore', place.at('backup.db'), '--database', place.at('restored.db')]);
    expect(hashes(restored.stdout)).toEqual([head]);
    const behind = new SQLite(place.at('restored.db'));
    behind.exec("UPDATE screening SET decision = 'changed' WHERE candidate = (SELECT min(candidate) FROM screening)");
    behind.close();
    const found = casewright(['audit', 'verify', place.at('restored.db'), '--json', '--lang', 'zh-CN']);
    expect(found.status).toBe(1);
    expect(JSON.parse(found.stdout).studies[0].firstBad).toMatchObject({
      code: 'values.changed',
      message: expect.stringMatching(/绕过程序/),
    });
  });

  it.each<[string, () => string[]]>([
    ['a database that is not there', () => ['audit', 'verify', place.at('nowhere.db')]],
    ['a file that is none', () => ['unload', place.at('text.db'), '--out', place.at('new')]],
    [
      'a server that does not answer',
      () => ['unload', 'postgresql://reader:geheim@127.0.0.1:1/x', '--out', place.at('new')],
    ],
    ['a study that is there already', () => ['load', place.study, '--database', database]],
    ['a backup over another file', () => ['backup', database, '--out', place.at('text.db')]],
    ['a restore over a database', () => ['restore', database, '--database', database]],
    ['an action that is none', () => ['audit', 'mend', database]],
    ['a head that is none', () => ['audit', 'verify', database, '--head', 'x']],
  ])('is refused in a sentence: %s', (_what, args) => {
    writeFileSync(place.at('text.db'), 'no database');
    for (const lang of ['en', 'zh-CN']) {
      const { status, stdout, stderr } = casewright([...args(), '--lang', lang]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).not.toMatch(/fault of the program|程序的错误|geheim|\n {4}at /);
      if (lang === 'zh-CN') expect(stderr).toMatch(/\p{Script=Han}/u);
    }
  });
});
