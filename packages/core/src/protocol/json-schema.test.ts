import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FUNCTION_NAMES, QUANTIFIERS } from '../expression/index.ts';
import { MISSING_REASONS } from '../model/index.ts';
import { studyJsonSchema } from './json-schema.ts';
import { readShape } from './shape.ts';
import { readYaml } from './yaml-text.ts';

const root = new URL('../../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Every key that the grammar knows, and every word that it offers as a value. */
function wordsOf(schema: unknown, words: Set<string> = new Set()): Set<string> {
  if (Array.isArray(schema)) for (const member of schema) wordsOf(member, words);
  else if (typeof schema === 'object' && schema !== null) {
    const {
      properties,
      enum: values,
      const: only,
    } = schema as { properties?: object; enum?: unknown[]; const?: unknown };
    for (const key of Object.keys(properties ?? {})) words.add(key);
    for (const value of [...(values ?? []), only]) if (typeof value === 'string') words.add(value);
    for (const member of Object.values(schema)) wordsOf(member, words);
  }
  return words;
}

describe('docs/study.schema.json', () => {
  it('is what the grammar gives; `npm run schema` writes it', () => {
    expect(read('docs/study.schema.json')).toBe(studyJsonSchema());
  });

  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(studyJsonSchema()));
  const studies = existsSync(new URL('studies/', root)) ? readdirSync(new URL('studies/', root)) : [];
  const sound = ['packages/core/fixtures/sound-study.yaml', ...studies.map((name) => `studies/${name}/study.yaml`)];

  it.each(sound)('holds for %s', (path) => {
    validate(parse(read(path)));
    expect(validate.errors).toBeNull();
  });

  it.each([
    'shape-unknown-key',
    'shape-missing',
    'shape-type',
    'shape-value',
    'shape-kind',
    'shape-empty',
    'shape-range',
  ])('does not hold for %s', (rule) => {
    const document = parse(read(`packages/core/fixtures/broken-studies/${rule}.yaml`));
    expect(validate(document)).toBe(false);
  });
});

describe('docs/study-document.md', () => {
  const text = read('docs/study-document.md');
  const code = new Set(
    [...text.matchAll(/```yaml\n[\s\S]*?```|`([^`\n]+)`/g)].flatMap(
      ([words]) => words.match(/[A-Za-z0-9-]+(?:\/\d)?/g) ?? [],
    ),
  );

  it('names every key of the grammar and every word that it offers', () => {
    const words = wordsOf(JSON.parse(studyJsonSchema()));
    expect([...words].filter((word) => !code.has(word))).toEqual([]);
  });

  const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);

  it.each(blocks)('has examples that are sound YAML and of the grammar (%#)', (block) => {
    const { value, faults } = readYaml(block);
    expect(faults).toEqual([]);
    const unsound = readShape(value).faults.filter(
      ({ code, path }) => code !== 'shape.missing' && path.at(-1) !== 'planHash',
    );
    expect(unsound).toEqual([]);
  });

  it('names every function of the expressions and every reason to be missing', () => {
    const words = [...FUNCTION_NAMES, ...QUANTIFIERS, ...MISSING_REASONS];
    const named = new Set([...text.matchAll(/[A-Za-z_]+/g)].map(([word]) => word));
    expect(words.filter((word) => !named.has(word))).toEqual([]);
  });
});
