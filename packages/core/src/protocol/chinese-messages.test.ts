import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FUNCTION_NAMES, QUANTIFIERS } from '../expression/typed.ts';
import { faultsOfChinese } from '../model/testing/chinese.ts';
import { FORMATS, formatOf } from './formats.ts';
import { loadStudy } from './index.ts';
import { studyJsonSchema } from './json-schema.ts';
import { RESERVED_IDS } from './names.ts';
import { readYaml } from './yaml-text.ts';

const folder = new URL('../../fixtures/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const sound = read('sound-study.yaml');

/** The words of the grammar: its keys, and what its keys may be. */
function grammarWords(part: unknown, into: Set<string>): Set<string> {
  if (Array.isArray(part)) for (const member of part) grammarWords(member, into);
  else if (typeof part === 'object' && part !== null) {
    for (const [key, member] of Object.entries(part)) {
      if (key === 'properties') for (const name of Object.keys(member as object)) into.add(name);
      if (key === 'enum' || key === 'const') for (const value of [member].flat()) into.add(String(value));
      grammarWords(member, into);
    }
  }
  return into;
}

/** What every reader of these messages knows by its Latin letters. */
const NAMES = [
  'YAML',
  'CEL',
  'UTF-8',
  'SHA-256',
  'ORCID',
  'YYYY-MM-DD',
  'Kaplan-Meier',
  'Cox',
  'Fine',
  'Gray',
  'Kappa',
  'AC1',
  'true',
  'false',
];

const KNOWN: ReadonlySet<string> = new Set([
  'NEAR',
  'THEN',
  ...grammarWords(JSON.parse(studyJsonSchema()), new Set(NAMES)),
  ...FUNCTION_NAMES,
  ...QUANTIFIERS,
  ...RESERVED_IDS,
]);

/** The ids, codes and names that a document itself brings. */
function ownWords(part: unknown, into = new Set<string>()): Set<string> {
  if (typeof part !== 'object' || part === null) return into;
  for (const [key, member] of Object.entries(part)) {
    if (key === 'id' || key === 'code') into.add(String(member));
    if (key === 'codeLists') for (const name of Object.keys(member as object)) into.add(name);
    ownWords(member, into);
  }
  return into;
}

function faultsOf(text: string): string[] {
  const own = ownWords(readYaml(text).value);
  return loadStudy(text).issues.flatMap(({ code, message, hint }) =>
    [message['zh-CN'], hint?.['zh-CN'] ?? ''].flatMap((sentence) =>
      faultsOfChinese(sentence, (word) => KNOWN.has(word) || own.has(word)).map(
        (fault) => `${code}: ${fault} in ${sentence}`,
      ),
    ),
  );
}

const BROKEN = readdirSync(new URL('broken-studies/', folder)).sort();

/** Faults of the text itself, and of documents that are hardly a study. */
const TEXTS: readonly string[] = [
  'a:\n\tb: 1\n',
  'a: [1\nb: 2\n',
  'a: b: c\n',
  'a: "\\q"\n',
  'a: "x\nb: 1\n',
  'a: 1\n---\nb: 1\n',
  'a: 1\nb: x\u0000y\n',
  'a: "x\\0y"\n',
  'a: &x 1\nb: *x\n',
  'a: 1\n<<: { b: 1 }\n',
  'a: !!binary aGk=\n',
  'a: !odd x\n',
  '? [a]\n: 1\n',
  ': 1\n',
  'a: 1\na: 3\n',
  'a: @x\n',
  'a: ,x\n',
  'a: &x &y 1\n',
  '- a\n b: 1\n',
  'a: {b c\n',
  'a: {"b" "c"}\n',
  'a: |x\n  b\n',
  'a: b\nc\n',
  'a: *\n',
  '%odd\n---\na: 1\n',
  `a: ${'['.repeat(100)}`,
  `a: ${'x'.repeat(9_000_000)}`,
  '',
  'just words',
  '- a\n',
  '42',
  '{}',
  sound.replace('forms:', 'forms: none\nform:'),
  sound.replace('languages: [en, zh-CN]', 'languages: en'),
  sound.replace(/^title:.*$/m, 'title: 7'),
  sound.replace(/^title:.*$/m, 'title:'),
  sound.replaceAll('repeats: true', 'repeats: often'),
  sound.replaceAll('minimum: 0', "minimum: 'none'"),
  sound.replace(/role: \w+/g, 'role: leading'),
  sound.replace(/known: \w+/g, 'known: 7'),
];

describe('what is wrong with a study document, in Chinese', () => {
  it.each(BROKEN)('%s', (name) => {
    expect(faultsOf(read(`broken-studies/${name}`))).toEqual([]);
  });

  it.each(TEXTS.map((text) => [text.length > 60 ? `${text.slice(0, 60)}...` : text, text]))('%j', (_shown, text) => {
    expect(loadStudy(text).issues.length).toBeGreaterThan(0);
    expect(faultsOf(text)).toEqual([]);
  });

  it('has words of its own: none is the English again', () => {
    const same = BROKEN.flatMap((name) => loadStudy(read(`broken-studies/${name}`)).issues).filter(
      ({ message, hint }) => message.en === message['zh-CN'] || hint?.en === hint?.['zh-CN'],
    );
    expect(same).toEqual([]);
  });
});

describe('the formats of the grammar', () => {
  it('each have their words: no pattern of the schema stands without', () => {
    const patterns = new Set(studyJsonSchema().match(/"pattern": "[^\n]*"/g));
    expect(patterns.size).toBe(Object.keys(FORMATS).length);
    for (const format of Object.values(FORMATS)) expect(formatOf(format.en)).toBe(format);
  });

  it('have words where the library has its own', () => {
    expect(formatOf('Invalid string')).toMatchObject({ en: 'of the form that the grammar gives' });
  });
});
