import { describe, expect, it, test } from 'vitest';
import { loadStudy } from './index.ts';

const HEAD = 'casewright: study/1\nid: x\nversion: 1.0.0\ntitle: { en: X }\nlanguages: [en]\n';
/** The processor's time, so that neighbours on the machine count less; a hang is minutes. */
const MOST_MILLISECONDS = 5000;

function loaded(text: string): { codes: string[]; issues: ReturnType<typeof loadStudy>['issues'] } {
  const before = process.cpuUsage();
  const { issues } = loadStudy(text);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(MOST_MILLISECONDS);
  return { codes: issues.map(({ code }) => code), issues };
}

const laughs = [...'bcdefghi'].map(
  (key, at) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]\n`,
);

describe('a study document made to do harm', () => {
  test.each([
    ['aliases of aliases', `a: &a [x, x, x]\n${laughs.join('')}`, 'yaml.alias'],
    ['an alias many times', `${HEAD}forms: &f []\nx: [${'*f, '.repeat(5000)}]\n`, 'yaml.alias'],
    ['a merge key', `${HEAD}a: &a { b: 1 }\nc:\n  <<: *a\n`, 'yaml.key'],
    ['a key that would be a prototype', `${HEAD}__proto__: { x: 1 }\n`, 'yaml.key'],
    ['a tag', `${HEAD}x: !!js/function "function () {}"\n`, 'yaml.tag'],
    ['lists in lists, never closed', `${HEAD}forms: ${'['.repeat(100_000)}`, 'yaml.tooDeep'],
    ['lists in lists', `${HEAD}forms: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'yaml.tooDeep'],
    ['lists in lists, without brackets', `${HEAD}forms:\n  ${'- '.repeat(20_000)}x\n`, 'yaml.tooDeep'],
    [
      'keys in keys',
      `${HEAD}${Array.from({ length: 1000 }, (_, at) => `${' '.repeat(at)}a:\n`).join('')}`,
      'yaml.tooDeep',
    ],
    ['keys of keys', `${HEAD}${'? '.repeat(10_000)}x\n`, 'yaml.tooDeep'],
    ['a text of ten million letters', `${HEAD}description: { en: "${'x'.repeat(10_000_000)}" }\n`, 'yaml.tooLarge'],
    ['a quote that is never closed', `${HEAD}x: "${'y'.repeat(500_000)}`, 'yaml.syntax'],
    ['many documents', `${HEAD}${'---\n'.repeat(10_000)}`, 'yaml.documents'],
    ['a key of a million letters', `${HEAD}${'k'.repeat(1_000_000)}: 1\n`, 'shape.unknownKey'],
  ])('is refused in words and in time: %s', (_what, text, code) => {
    const { codes, issues } = loaded(text);
    expect(codes).toContain(code);
    for (const { message } of issues.slice(0, 50)) expect(message.en).not.toMatch(/ {4}at |RangeError|TypeError/);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('has a hundred unknown keys of one object named, and the rest counted', () => {
    const { issues } = loaded(`${HEAD}${Array.from({ length: 20_000 }, (_, at) => `k${at}: 1\n`).join('')}`);
    const unknown = issues.filter(({ code }) => code === 'shape.unknownKey');
    expect(unknown).toHaveLength(101);
    expect(unknown.map(({ message }) => message.en).join(' ')).toContain('19900 more');
  });
});

it('checks a form of ten thousand items', () => {
  const items = Array.from(
    { length: 10_000 },
    (_, at) => `      - { id: i${at}, label: { en: Item ${at} }, type: ${at === 7 ? 'nonsense' : 'integer'} }\n`,
  );
  const { issues } = loaded(`${HEAD}forms:\n  - id: f\n    label: { en: F }\n    items:\n${items.join('')}`);
  expect(issues.filter(({ path }) => path?.startsWith('forms/0/items/7/')).map(({ line }) => line)).toEqual([17]);
});
