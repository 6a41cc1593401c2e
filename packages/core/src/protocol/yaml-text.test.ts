import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { pathOf, readYaml } from './yaml-text.ts';

const faultsOf = (text: string): [string, number, number][] =>
  readYaml(text).faults.map(({ code, place }) => [code, place.line, place.column]);

function nested(depth: number, line: (level: number) => string): string {
  return Array.from({ length: depth }, (_, level) => line(level)).join('');
}

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
  it('of what is empty in a list: the dash', () => {
    const { place, value } = readYaml('a:\n  - # -\n  -\n  - x\n  -\nb:\n- "-"\n-\n- |\n  -\n-\n');
    expect(value).toEqual({ a: [null, null, 'x', null], b: ['-', null, '-\n', null] });
    expect([0, 1, 2, 3].map((index) => place(['a', index]).line)).toEqual([2, 3, 4, 5]);
    expect([0, 1, 2, 3].map((index) => place(['b', index]).line)).toEqual([7, 8, 9, 11]);
  });
  it('of a list in the text of a pointer', () => {
    expect([source.place(pathOf('top/list/1/n')), source.place(pathOf(''))]).toEqual([
      { line: 5, column: 10 },
      { line: 1, column: 1 },
    ]);
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
    ['an open quote', 'a: "x\nb: 1\n', 'yaml.syntax', 2, 1],
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
    ['too many dashes', `${'- '.repeat(50_000)}x`, 'yaml.tooDeep', 1, 131],
    ['too many question marks', `${'? '.repeat(50_000)}x`, 'yaml.tooDeep', 1, 131],
    ['too many indents', `${nested(65, (depth) => `${' '.repeat(depth)}a:\n`)}`, 'yaml.tooDeep', 65, 65],
    ['too many levels of any kind', `${'- '.repeat(30)}${'? '.repeat(30)}${'['.repeat(9)}`, 'yaml.tooDeep', 1, 125],
    ['a character that YAML does not print', 'a: "x\u0085\u0080"\n', 'yaml.control', 1, 7],
    ['half a character', 'a: x\n# \ud800\n', 'yaml.control', 2, 3],
    ['the other half', 'a: x\n# \udc00\n', 'yaml.control', 2, 3],
    ['an escape beyond the last character', 'a: "x\\\\U\\U04010000"\n', 'yaml.syntax', 1, 9],
    ['a second document after an end mark', 'a: 1\n...\n# note\nb: 1\n', 'yaml.documents', 4, 1],
    ['a second document after an empty first', '---\n---\nb: 1\n', 'yaml.documents', 2, 1],
    ['an alias as a key', '*x : 1\n', 'yaml.alias', 1, 1],
    ['an anchor at a key', 'a: 1\n&x b: 1\n', 'yaml.alias', 2, 4],
    ['a tag at a key', 'a: 1\n!!binary b: 1\n', 'yaml.tag', 2, 10],
    ['a tag of something empty', 'a: !x\nb: 1\n', 'yaml.tag', 1, 4],
    ['an empty key below others', 'a: 1\n: 2\n', 'yaml.key', 2, 1],
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

  it('reads what nests as deep as it may', () => {
    const depth = 63;
    expect(faultsOf(`${'['.repeat(depth)}x${']'.repeat(depth)}`)).toEqual([]);
    expect(faultsOf(`${nested(depth, (level) => `${'  '.repeat(level)}a:\n`)}${'  '.repeat(depth)}x`)).toEqual([]);
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

describe('what is no YAML is said in words, where to look', () => {
  it.each([
    ['a tab within a line', 'a: { b:\tx }\n', [1, 8], /a tab/, /制表符/],
    ['a tab in brackets', 'a: [\n\t1]\n', [2, 1], /indented by a tab/, /制表符缩进/],
    ['an escape cut short', 'a: "\\u12"\n', [1, 5], /\\u12" is none/, /转义/],
    ['a colon in a text', 'a: b, c: d\n', [1, 4], /key inside a key/, /键中之键/],
    ['a key too far right', 'a: 1\n b: 2\n', [2, 2], /part of the text above/, /缩进/],
    ['a key too far left', 'a:\n  b: 1\n c: 2\n', [3, 2], /fits nothing above/, /与上文不符/],
    ['a dash among keys', 'a: 1\n- b\n', [2, 1], /fits nothing above/, /与上文不符/],
    ['a dash after a key', 'a: - b\n', [1, 4], /on the line of the key/, /同一行/],
    ['a key without a colon', 'a: 1\nb\nc: 2\n', [2, 1], /This key has none/, /此键没有/],
    ['a key without a space', 'a:1\nb: 2\n', [1, 1], /This key has none/, /此键没有/],
    ['a key without a colon, at the end', 'a: 1\n\nb\n', [3, 1], /This key has none/, /此键没有/],
    ['a key in quotes without a space', '"a":b\n', [1, 5], /followed by a space/, /空格/],
    ['a mark that begins no text', 'a: @b\n', [1, 4], /begin with @/, /“@”/],
    ['text after a quote', "a: 'it's'\n", [1, 8], /Here s follows/, /“s”/],
    ['a character of two units after a quote', 'a: "b"𠮷\n', [1, 7], /Here 𠮷 follows/, /“𠮷”/],
    ['a bracket that ends nothing', 'a: 1\n]\n', [2, 1], /This ] ends nothing/, /“]”/],
    ['the other bracket', 'a: [{ b: 1 ]\n', [1, 12], /Here ] stands/, /误用了“]”/],
    ['no comma', 'a: { b: 1\n  c: 2 }\n', [2, 4], /comma/, /逗号/],
    ['two commas', 'a: [b,,c]\n', [1, 7], /two commas/, /两个逗号/],
    ['an open bracket', 'a: { b: 1\nc: 2\n', [2, 1], /Close the quote or the bracket/, /右括号/],
    ['a bracket not indented', 'a: {\n  b: 1\n}\n', [3, 1], /This closing bracket is not/, /未缩进/],
    ['an open quote at the end', 'a:\n  - "b\n    c', [3, 6], /Close the quote/, /结束引号/],
    ['text beside the mark of a block', 'a: |b\n  c\n', [1, 5], /the next line/, /下一行/],
    ['an alias without a name', 'a: * b\n', [1, 4], /begin with & or \*/, /“&”/],
    ['a tag that is none', 'a: b\nc: !d!e f\n', [2, 4], /begin with !/, /“!”/],
    ['a tag without its end', 'a: <b> !\nc: !<d e\n', [2, 4], /begin with !/, /“!”/],
    ['a directive', 'a: 1\n...\n%b\nc: 1\n', [3, 1], /directives/, /指令/],
    ['marks of a merge', '<<<<<<< HEAD\na: 1\n=======\n', [1, 1], /This key has none/, /此键没有/],
  ])('%s', (_name, text, [line, column], english, chinese) => {
    const { value, faults } = readYaml(text);
    expect(value).toBeUndefined();
    expect(faults.map(({ code, place }) => [code, place])).toEqual([['yaml.syntax', { line, column }]]);
    const said = faults[0] as (typeof faults)[number];
    expect(`${said.message.en} ${said.hint.en}`).toMatch(english);
    expect(`${said.message['zh-CN']} ${said.hint['zh-CN']}`).toMatch(chinese);
    expect(said.message.en + said.hint.en).not.toMatch(/[^\x20-\x7e𠮷]/u);
  });

  it('and never in the words of the parser', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        ': ',
        '- ',
        '\n',
        '\n  ',
        '[',
        '}',
        '"',
        "'",
        '&',
        '*',
        '!',
        '!<',
        '|',
        '>2',
        '? ',
        '\t',
        '%',
        '%TAG ',
        ',',
        '\\',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        for (const { message, place } of readYaml(text).faults) {
          expect(message.en).not.toContain('The parser says');
          expect(place.line).toBeGreaterThan(0);
          expect(place.column).toBeGreaterThan(0);
          expect(place.column).toBeLessThanOrEqual((text.split('\n')[place.line - 1]?.length ?? -1) + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/**
 * The oracle of values is the package yaml: it shares no code with the parser used, which is js-yaml, whose own loader
 * would repeat the parser's mistakes. The oracle of places is the writer below, which notes where it writes what.
 */
describe('values and places of whole documents', () => {
  const fixtures = new URL('../../fixtures/', import.meta.url);
  const studies = new URL('../../../../studies/', import.meta.url);
  const files = [
    new URL('sound-study.yaml', fixtures),
    ...readdirSync(new URL('broken-studies/', fixtures)).map((name) => new URL(`broken-studies/${name}`, fixtures)),
    ...(existsSync(studies) ? readdirSync(studies).map((name) => new URL(`${name}/study.yaml`, studies)) : []),
  ];

  it('are those of the oracle in every fixture and study', () => {
    const read = files.map((file) => readFileSync(file, 'utf8')).map((text) => ({ text, ...readYaml(text) }));
    const sound = read.filter(({ faults }) => faults.length === 0);
    expect(sound.length).toBeGreaterThan(read.length - 10);
    for (const { text, value } of sound) expect(value).toEqual(parse(text));
  });

  it.each(
    [
      '',
      '~',
      'null',
      'Null',
      'NULL',
      'nULL',
      'true',
      'True',
      'TRUE',
      'tRUE',
      'false',
      'False',
      'FALSE',
      'yes',
      'on',
    ].concat(
      [
        '0',
        '-0',
        '+7',
        '007',
        '0o17',
        '0o18',
        '-0o7',
        '0x1F',
        '0xg',
        '0b1',
        '1_000',
        '12345678901234567890',
        '1e3',
        '1e999',
      ],
      ['.5', '-.5', '1.', '.', '+', '1.5E-3', '1e', '1.2.3', '2024-01-31', '12:30', '.inf', '-.Inf', '+.INF', '.iNF'],
      [
        '.nan',
        '.NaN',
        '.NAN',
        '-.nan',
        '!!str 3',
        '!!str',
        '"3"',
        "'~'",
        '>-\n  3',
        '|\n  true',
        '=',
        '<<',
        '3 # three',
        '3#',
      ],
    ),
  )('are those of the core schema for %j', (written) => {
    const text = `a: ${written}\n`;
    const { value, faults } = readYaml(text);
    expect(faults).toEqual([]);
    expect(value).toEqual(parse(text));
  });

  it('are those written, in any style and nesting', () => {
    fc.assert(
      fc.property(anyNode, fc.constantFrom('\n', '\r\n'), fc.boolean(), (node, lineEnd, hasMark) => {
        const { text, value, places, lastWords } = written(node, lineEnd, hasMark);
        const source = readYaml(text);
        expect(source.faults).toEqual([]);
        expect(source.value).toEqual(value);
        expect(parse(text)).toEqual(value);
        for (const { path, offset, keyOffset } of places) {
          expect(source.place(path)).toEqual(placeOf(text, offset));
          expect(source.keyPlace(path)).toEqual(placeOf(text, keyOffset ?? offset));
        }
        for (const { path, word, at } of lastWords) {
          const { line, column } = source.placeInText(path, at);
          expect(text.split('\n')[line - 1]?.slice(column - 1, column - 1 + word.length)).toBe(word);
        }
      }),
      { numRuns: 400 },
    );
  });
});

type Style = 'plain' | 'plainOverLines' | 'single' | 'double' | 'doubleOverLines' | 'literal' | 'folded';
type Tree =
  | { kind: 'text'; style: Style; words: string[] }
  | { kind: 'core'; source: string; value: unknown }
  | { kind: 'list'; items: Tree[]; inBrackets: boolean; note: string }
  | { kind: 'map'; entries: [key: string, value: Tree][]; inBrackets: boolean; note: string };

const word = fc.stringMatching(/^[a-z肿瘤é𠮷][a-z肿瘤é𠮷0-9'"\\&*!|>%@`#:.-]{0,6}[a-z瘤]$/u);
const note = fc.constantFrom('', ' # note: "x" | > - [', ' #');
const style = fc.constantFrom<Style>(
  'plain',
  'plainOverLines',
  'single',
  'double',
  'doubleOverLines',
  'literal',
  'folded',
);
const core = fc.constantFrom<[string, unknown]>(
  ['', null],
  ['~', null],
  ['0x1F', 31],
  ['-2.50', -2.5],
  ['.inf', Infinity],
  ['True', true],
  ["'007'", '007'],
  ['""', ''],
  ['2024-01-31', '2024-01-31'],
);
const { node: anyNode } = fc.letrec<{ node: Tree; leaf: Tree; list: Tree; map: Tree }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('list'), tie('map')),
  leaf: fc.oneof(
    fc.record({ kind: fc.constant('text' as const), style, words: fc.array(word, { minLength: 1, maxLength: 5 }) }),
    core.map(([source, value]) => ({ kind: 'core' as const, source, value })),
  ),
  list: fc.record({
    kind: fc.constant('list' as const),
    items: fc.array(tie('node'), { maxLength: 4 }),
    inBrackets: fc.boolean(),
    note,
  }),
  map: fc.record({
    kind: fc.constant('map' as const),
    entries: fc.uniqueArray(fc.tuple(word, tie('node')), { maxLength: 4, selector: ([key]) => key }),
    inBrackets: fc.boolean(),
    note,
  }),
}));

type Written = {
  text: string;
  value: unknown;
  places: { path: (string | number)[]; offset: number; keyOffset: number | null }[];
  /** where in its value the last word of a text begins */
  lastWords: { path: (string | number)[]; word: string; at: number }[];
};

/** Writes a document under the key `top`, and notes where each value begins. */
function written(top: Tree, lineEnd: string, hasMark: boolean): Written {
  const places: Written['places'] = [];
  const lastWords: Written['lastWords'] = [];
  let text = hasMark ? '\uFEFF' : '';
  const keyOffset = text.length;
  text += 'top:';
  const value = { top: write(top, ['top'], 1, keyOffset, false) };
  return { text: text + lineEnd, value, places, lastWords };

  /** Writes a space or a line end, then the value; `keyOffset` is null in a list. */
  function write(
    tree: Tree,
    path: (string | number)[],
    depth: number,
    keyOffset: number | null,
    inBrackets: boolean,
  ): unknown {
    const begins = (offset: number): void => {
      places.push({ path, offset, keyOffset });
    };
    const indent = '  '.repeat(depth);
    if (tree.kind === 'core') {
      const source = tree.source === '' && keyOffset === null && inBrackets ? '~' : tree.source;
      text += ' ';
      begins(source === '' ? (keyOffset ?? text.length - 2) : text.length);
      text += source;
      return tree.value;
    }
    if (tree.kind === 'text') {
      text += ' ';
      begins(text.length);
      const { source, value } = scalar(
        inBrackets && !tree.style.endsWith('uble') ? 'single' : tree.style,
        tree.words,
        lineEnd + indent,
      );
      const last = tree.words.at(-1) as string;
      lastWords.push({ path, word: last.at(-1) as string, at: value.trimEnd().length - 1 });
      text += source;
      return value;
    }
    const size = tree.kind === 'list' ? tree.items.length : tree.entries.length;
    if (inBrackets || tree.inBrackets || size === 0) {
      text += ' ';
      begins(keyOffset ?? text.length);
      return tree.kind === 'list' ? listInBrackets(tree.items, path, depth) : mapInBrackets(tree.entries, path, depth);
    }
    text += tree.note + lineEnd;
    begins(keyOffset ?? text.length + indent.length);
    return tree.kind === 'list' ? list(tree.items, path, depth) : map(tree.entries, path, depth);
  }

  function list(items: Tree[], path: (string | number)[], depth: number): unknown {
    return items.map((item, index) => {
      if (index > 0) text += lineEnd;
      text += `${'  '.repeat(depth)}-`;
      return write(item, [...path, index], depth + 1, null, false);
    });
  }

  function map(entries: [string, Tree][], path: (string | number)[], depth: number): unknown {
    const value: Record<string, unknown> = {};
    entries.forEach(([key, child], index) => {
      if (index > 0) text += lineEnd;
      text += '  '.repeat(depth);
      const keyOffset = text.length;
      text += `${scalar('single', [key], '').source}:`;
      value[key] = write(child, [...path, key], depth + 1, keyOffset, false);
    });
    return value;
  }

  function listInBrackets(items: Tree[], path: (string | number)[], depth: number): unknown {
    text += '[';
    const value = items.map((item, index) => {
      const plain = write(item, [...path, index], depth, null, true);
      text += index % 2 === 0 ? ',' : ` ,${lineEnd}${'  '.repeat(depth)}`;
      return plain;
    });
    text += ' ]';
    return value;
  }

  function mapInBrackets(entries: [string, Tree][], path: (string | number)[], depth: number): unknown {
    const value: Record<string, unknown> = {};
    text += '{';
    for (const [key, child] of entries) {
      text += ' ';
      const keyOffset = text.length;
      text += `${scalar('double', [key], '').source}:`;
      value[key] = write(child, [...path, key], depth, keyOffset, true);
      text += ',';
    }
    text += ' }';
    return value;
  }
}

function scalar(style: Style, words: string[], newLine: string): { source: string; value: string } {
  const inOne = words.join(' ');
  const escaped = (text: string): string => text.replace(/["\\]/g, '\\$&').replace(/é/g, '\\u00e9');
  switch (style) {
    case 'plain':
      return isPlain(inOne) ? { source: inOne, value: inOne } : scalar('single', words, newLine);
    case 'plainOverLines':
      return isPlain(inOne) ? { source: words.join(newLine), value: inOne } : scalar('literal', words, newLine);
    case 'single':
      return { source: `'${inOne.replaceAll("'", "''")}'`, value: inOne };
    case 'double':
      return { source: `"${escaped(inOne)}"`, value: inOne };
    case 'doubleOverLines':
      return { source: `"${words.map(escaped).join(`${newLine}${newLine}`)}"`, value: words.join('\n') };
    case 'literal':
      return { source: `| # note > |${newLine}${words.join(newLine)}`, value: `${words.join('\n')}\n` };
    case 'folded':
      return { source: `>-${newLine}${words.join(newLine)}`, value: inOne };
  }
}

/** Within the words a mark never stands first or last, so only words that mean something else are no plain texts. */
function isPlain(text: string): boolean {
  return !/^(?:null|true|false)$/.test(text);
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) as string).length + 1 };
}
