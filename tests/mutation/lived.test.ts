import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changeOf, explained } from './lived.mjs';

const one = { file: 'a/b.ts', line: 7, in: 'if (n < 2) return 0;', was: 'n < 2', is: 'n <= 2' };
const change = 'a/b.ts | if (n < 2) return 0; | n < 2 -> n <= 2';

describe('reasons of changes that lived', () => {
  it('are found by what was changed, wherever its line stands', () => {
    const list = { reasons: { same: 'Two give 0 as well.' }, lived: { [change]: 'same' } };
    expect(explained([one, { ...one, line: 9 }], list)).toEqual({
      survivors: [
        { ...one, why: 'Two give 0 as well.' },
        { ...one, line: 9, why: 'Two give 0 as well.' },
      ],
      unexplained: 0,
      unused: [],
    });
  });

  it('are missed, and said where nothing has them any more', () => {
    const list = { reasons: { same: 'Two give 0 as well.', old: 'Gone.' }, lived: { [change]: 'same' } };
    const other = { ...one, is: 'n > 2' };
    expect(explained([other], list)).toEqual({
      survivors: [{ ...other, why: null }],
      unexplained: 1,
      unused: [change, 'old'],
    });
    expect(explained([one], { reasons: {}, lived: { [change]: 'same' } }).unexplained).toBe(1);
  });
});

const folder = new URL('./lived/', import.meta.url);
it.each(fs.existsSync(folder) ? fs.readdirSync(folder) : [])('%s names a reason for each of its changes', (name) => {
  const { reasons, lived } = JSON.parse(fs.readFileSync(new URL(name, folder), 'utf8'));
  for (const key of Object.values(lived) as string[]) expect(reasons[key], key).toMatch(/^[A-Z].{30,}\.$/);
  for (const each of Object.keys(lived)) expect(each.split(' | ').length).toBeGreaterThanOrEqual(3);
  expect(changeOf(one)).toBe(change);
});
