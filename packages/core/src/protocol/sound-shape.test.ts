import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeTableSource } from './json-schema.ts';
import { studySchema } from './schema.ts';
import { shapeTable } from './shape-table.ts';
import { hasSoundShape } from './sound-shape.ts';
import { readYaml } from './yaml-text.ts';

const root = new URL('../../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const folders = (path: string) => (existsSync(new URL(path, root)) ? readdirSync(new URL(path, root)) : []);
const sound = [
  'packages/core/fixtures/sound-study.yaml',
  ...folders('studies/').map((name) => `studies/${name}/study.yaml`),
];
const broken = folders('packages/core/fixtures/broken-studies/')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => `packages/core/fixtures/broken-studies/${name}`);

/** The words of the rules, leaving out names of properties and definitions. */
function wordsOf(rule: unknown, holdsNames = false): string[] {
  if (Array.isArray(rule)) return rule.flatMap((member) => wordsOf(member));
  if (typeof rule !== 'object' || rule === null) return [];
  return Object.entries(rule).flatMap(([key, value]) => [
    ...(holdsNames ? [] : [key]),
    ...(key === 'enum' && !holdsNames ? [] : wordsOf(value, !holdsNames && ['properties', '$defs'].includes(key))),
  ]);
}

describe('the table of shapes', () => {
  it('is what the grammar gives; `npm run schema` writes it', () => {
    expect(read('packages/core/src/protocol/shape-table.ts')).toBe(shapeTableSource());
  });

  it('has no word that the reader does not know', () => {
    expect([...new Set(wordsOf(shapeTable))].sort()).toEqual(
      [
        '$defs',
        '$ref',
        'additionalProperties',
        'anyOf',
        'const',
        'enum',
        'exclusiveMaximum',
        'exclusiveMinimum',
        'items',
        'maximum',
        'minItems',
        'minLength',
        'minimum',
        'oneOf',
        'pattern',
        'properties',
        'propertyNames',
        'required',
        'type',
      ].sort(),
    );
  });
});

describe('hasSoundShape', () => {
  it.each(sound)('holds for %s', (path) => {
    expect(hasSoundShape(readYaml(read(path)).value)).toBe(true);
  });

  it('says what the schema says of every broken study', () => {
    expect(broken.length).toBeGreaterThan(80);
    const verdicts = broken.map((path) => {
      const document: unknown = readYaml(read(path)).value;
      return { path, says: hasSoundShape(document), schema: studySchema().safeParse(document).success };
    });
    expect(verdicts.filter(({ says, schema }) => says !== schema)).toEqual([]);
    expect(verdicts.some(({ says }) => !says)).toBe(true);
  });

  it('says what the schema says of documents changed in one place', () => {
    const documents = sound.map((path) => JSON.stringify(readYaml(read(path)).value));
    const values = [
      null,
      true,
      0,
      -1,
      0.5,
      1.5,
      1e300,
      2 ** 60,
      '',
      'a',
      'A b',
      '2019-01-01',
      'covid.x',
      [],
      ['a'],
      {},
    ];
    const change = fc.record({
      document: fc.constantFrom(...documents),
      steps: fc.array(fc.nat(), { minLength: 1, maxLength: 9 }),
      how: fc.constantFrom('remove', 'replace', 'add'),
      value: fc.constantFrom<unknown>(...values),
    });
    let unsound = 0;
    fc.assert(
      fc.property(change, ({ document, steps, how, value }) => {
        const changed: unknown = changedAt(JSON.parse(document) as unknown, steps, how, value);
        const says = hasSoundShape(changed);
        if (!says) unsound += 1;
        expect(says).toBe(studySchema().safeParse(changed).success);
      }),
      { numRuns: 300 },
    );
    expect(unsound).toBeGreaterThan(50);
  });
});

function changedAt(document: unknown, steps: readonly number[], how: string, value: unknown): unknown {
  let here = document as Record<string, unknown>;
  for (const step of steps.slice(1)) {
    const keys = Object.keys(here);
    const next = here[keys[step % Math.max(1, keys.length)] ?? ''];
    if (typeof next !== 'object' || next === null || Object.keys(next).length === 0) break;
    here = next as Record<string, unknown>;
  }
  const keys = Object.keys(here);
  const key = keys[(steps[0] ?? 0) % keys.length] as string;
  if (how === 'remove') {
    if (Array.isArray(here)) here.splice(Number(key), 1);
    else delete here[key];
  } else if (how === 'replace') here[key] = value;
  else if (Array.isArray(here)) here.push(value);
  else here[`${key}Too`] = value;
  return document;
}
