import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readYaml } from './yaml-text.ts';

const faultsOf = (text: string): [string, number, number][] =>
  readYaml(text).faults.map(({ code, place }) => [code, place.line, place.column]);

describe('the place of a character in a text', () => {
  const placeOf = (text: string, words: string): string => {
    const source = readYaml(text);
    const value = (source.value as { a: string }).a;
    const { line, column } = source.placeInText(['a'], value.indexOf(words));
    return text.split('\n')[line - 1]?.slice(column - 1, column - 1 + words.length) ?? '';
  };
  it.each([
    ['plain', 'a: one two three'],
    ['plain over lines', 'a: one\n  two\n    three'],
    ['double quotes', 'a: "one \\"quoted\\" two\\tthree"'],
    ['double quotes with escapes', 'a: "\\u00e9\\x41 \\U0001F600 one two three"'],
    ['double quotes over lines', 'a: "one \\\n  two\n\n  three"'],
    ['single quotes', "a: 'it''s one two three'"],
    ['single quotes over lines', "a: 'one\n  two ''\n  three'"],
    ['literal block', 'a: |\n  one\n    two\n\n  three\n'],
    ['literal block, kept', 'a: |2+ # a comment with two and three\n  one\n   two\n  three\n\n'],
    ['folded block', 'a: >-\n  one\n  two\n\n  three\n'],
    ['after a byte order mark', '\uFEFFa: one two three'],
    ['with Windows line ends', 'a: >-\r\n  one\r\n  two\r\n  three\r\n'],
  ])('%s', (_name, text) => {
    for (const word of ['one', 'two', 'three']) expect(placeOf(text, word)).toBe(word);
  });

  it('is the end of the text for an offset after it', () => {
    expect(readYaml('a: "x + "').placeInText(['a'], 4)).toEqual({ line: 1, column: 8 });
    expect(readYaml('a: >-\n  x +\n').placeInText(['a'], 99)).toEqual({ line: 2, column: 6 });
  });

  it('holds for any text in any style', () => {
    const word = fc.stringMatching(/^[a-z'"\\#:{}é肿]{1,8}$/);
    const style = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), style, (words, defaultStringType) => {
        const value = `${words.join(' ')} end`;
        const text = stringify({ a: value }, { defaultStringType: defaultStringType as 'PLAIN', lineWidth: 30 });
        const source = readYaml(text);
        expect((source.value as { a: string }).a).toBe(value);
        const { line, column } = source.placeInText(['a'], value.length - 3);
        expect(text.split('\n')[line - 1]?.slice(column - 1, column + 2)).toBe('end');
      }),
    );
  });
});

describe('places of values', () => {
  const source = readYaml('top:\n  list:\n    - { id: x }\n    - id: y\n      n: 1\n  empty:\n');
  it.each([
    [['top'], 1, 1],
    [['top', 'list'], 2, 3],
    [['top', 'list', 0], 3, 7],
    [['top', 'list', 1, 'n'], 5, 10],
    [['top', 'list', 1, 'missing'], 4, 7],
    [['top', 'empty'], 6, 3],
    [[], 1, 1],
  ])('%j', (path, line, column) => {
    expect(source.place(path)).toEqual({ line, column });
  });
  it('of a key', () => {
    expect(source.keyPlace(['top', 'list', 1, 'n'])).toEqual({ line: 5, column: 7 });
  });
});

describe('YAML that a study document does not hold', () => {
  it.each([
    ['a tab as indentation', 'a:\n\tb: 1\n', 'yaml.syntax', 2, 1],
    ['an open bracket', 'a: [1\nb: 2\n', 'yaml.syntax', 2, 1],
    ['a colon inside plain text', 'a: b: c\n', 'yaml.syntax', 1, 4],
    ['an unknown escape', 'a: "\\q"\n', 'yaml.syntax', 1, 5],
    ['an open quote', 'a: "x\nb: 1\n', 'yaml.syntax', 3, 1],
    ['a second document', 'a: 1\n---\nb: 1\n', 'yaml.documents', 2, 1],
    ['a NUL', 'a: 1\nb: x\u0000y\n', 'yaml.control', 2, 5],
    ['a NUL by escape', 'a: "x\\0y"\n', 'yaml.control', 1, 4],
    ['half a character by escape', 'a: "\\ud800"\n', 'yaml.control', 1, 4],
    ['an alias', 'a: &x 1\nb: *x\n', 'yaml.alias', 1, 7],
    ['a merge', 'a: 1\n<<: { b: 1 }\n', 'yaml.key', 2, 1],
    ['a tag', 'a: !!binary aGk=\n', 'yaml.tag', 1, 13],
    ['a collection as a key', '? [a]\n: 1\n', 'yaml.key', 1, 3],
    ['an empty key', ': 1\n', 'yaml.key', 1, 1],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', 'yaml.duplicateKey', 3, 1],
    ['too many brackets', `a: ${'['.repeat(100_000)}`, 'yaml.tooDeep', 1, 68],
    ['too many dashes', `${'- '.repeat(50_000)}x`, 'yaml.tooDeep', 1, 129],
    ['too many question marks', `${'? '.repeat(50_000)}x`, 'yaml.tooDeep', 1, 129],
    ['too wide an indent', `a:\n${' '.repeat(500)}b: 1\n`, 'yaml.tooDeep', 2, 1],
    ['too much', `a: ${'x'.repeat(9_000_000)}`, 'yaml.tooLarge', 1, 1],
  ])('%s', (_name, text, code, line, column) => {
    const started = performance.now();
    expect(faultsOf(text)[0]).toEqual([code, line, column]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('says nothing of how it was found', () => {
    for (const { message, hint } of readYaml('a: [1\nb: "\\q"\n').faults)
      expect(message.en + hint.en).not.toMatch(/undefined|at .*\.ts/);
  });

  it('does not grow an alias bomb', () => {
    const lines = ['a0: &a0 [x, x]'];
    for (let index = 1; index < 40; index += 1) lines.push(`a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`);
    const codes = new Set(readYaml(lines.join('\n')).faults.map(({ code }) => code));
    expect(codes).toEqual(new Set(['yaml.alias']));
  });

  it('leaves prototypes alone', () => {
    const { value, faults } = readYaml('a:\n  __proto__: { polluted: true }\n  constructor: { prototype: 1 }\n');
    expect(faults.map(({ code }) => code)).toEqual(['yaml.key']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys((value as { a: object }).a)).toEqual(['constructor']);
  });

  it('reads brackets and dashes in texts as texts', () => {
    const text = `a: "${'['.repeat(200)}"\nb: >-\n  ${'- '.repeat(200)}\nc: |\n  ${' '.repeat(600)}x\n`;
    expect(readYaml(text).faults).toEqual([]);
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&x',
      '*x',
      '!t',
      '|',
      '>',
      '#',
      '? ',
      '---',
      '\t',
      '%',
      ',',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(Array.isArray(readYaml(pieces.join('')).faults)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
