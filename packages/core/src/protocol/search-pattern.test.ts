import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { loadStudy } from './index.ts';
import { parseSearchCode } from './search-code.ts';
import { isPatternFault, parseSearchPattern } from './search-pattern.ts';

const phrases = (text: string): string[] => {
  const read = parseSearchPattern(text);
  if (isPatternFault(read) || read.kind !== 'phrases') throw new Error(text);
  return read.phrases.map((phrase) =>
    phrase.map((piece) => (piece.kind === 'text' ? piece.text : piece.kind === 'any' ? '*' : '?')).join(''),
  );
};
const refused = (text: string): string => {
  const read = parseSearchPattern(text);
  return isPatternFault(read) ? `${read.offset}: ${read.message.en}` : '';
};

describe('a search pattern', () => {
  it.each([
    ['giant tumo(u)r', ['giant tumour', 'giant tumor']],
    ['(soft|hard) (big )lump', ['soft big lump', 'soft lump', 'hard big lump', 'hard lump']],
    ['巨(大|型|)瘤', ['巨大瘤', '巨型瘤', '巨瘤']],
    ['fib?om*', ['fib?om*']],
    ['a((b|c)d)e', ['abde', 'acde', 'ae']],
  ])('%s is %j', (text, expected) => expect(phrases(text)).toEqual(expected));

  it('has two parts with words between', () => {
    expect(parseSearchPattern('cell NEAR/3 giant')).toMatchObject({ kind: 'near', words: 3, inOrder: false });
    expect(parseSearchPattern('cell THEN/0 giant')).toMatchObject({ kind: 'near', words: 0, inOrder: true });
  });

  it.each([
    ['*', /at least two letters/],
    ['a*', /at least two letters/],
    ['瘤', /at least two letters/],
    ['(ab', /has its pair/],
    ['ab)', /has its pair/],
    ['ab|cd', /has its pair/],
    ['ab()', /has its pair/],
    ['(((((((ab)))))))', /at most 3 deep/],
    [`${'(a|b)'.repeat(7)}xyz`, /at most 64 phrases/],
    ['abc*d*e*f*g*', /at most 4 wildcards/],
    ['x'.repeat(201), /at most 200 characters/],
    ['ab NEAR/21 cd', /at most 20 words/],
    ['ab NEAR/2 cd NEAR/2 ef', /at most one NEAR/],
  ])('%s is refused', (text, why) => expect(refused(text)).toMatch(why));

  const hostile = new URL('../../../../../shared/data/hostile/search_terms_redos.txt', import.meta.url);
  test.skipIf(!existsSync(hostile))('that was made to do harm is refused, with a remedy', () => {
    const patterns = readFileSync(hostile, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    expect(patterns.length).toBeGreaterThan(5);
    for (const pattern of patterns) {
      const read = parseSearchPattern(pattern);
      if (!isPatternFault(read)) throw new Error(`taken: ${pattern}`);
      expect(read.message['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
      expect(read.hint.en).toMatch(/\.$/);
    }
  });
});

describe('the code of a search', () => {
  it.each([
    ['8825/1', { kind: 'one', code: '8825/1' }],
    ['d48.1', { kind: 'one', code: 'D481' }],
    ['D48*', { kind: 'prefix', code: 'D48' }],
    ['C40-C41', { kind: 'range', from: 'C40', to: 'C41' }],
    ['C41-C40', null],
    ['', null],
    ['*', null],
    ['[A-Z]', null],
  ])('%s', (text, expected) => expect(parseSearchCode(text)).toEqual(expected));
});

describe('a search that looks for nothing', () => {
  const sound = readFileSync(new URL('../../fixtures/sound-study.yaml', import.meta.url), 'utf8');
  it('is a fault', () => {
    const nothing = `${sound.slice(0, sound.indexOf('\nsearch:'))}\nsearch: { sampleOfNonHits: { size: 3, seed: 1 } }\n`;
    expect(
      loadStudy(nothing)
        .issues.filter(({ severity }) => severity === 'error')
        .map(({ code }) => code),
    ).toEqual(['search.empty']);
  });
});
