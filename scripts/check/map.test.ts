import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { mapFaults } from './map.mjs';

let house = '';
afterEach(() => rmSync(house, { recursive: true, force: true }));

/** A house of a few files, given as path below packages/ and text. */
function build(files: Record<string, string>): string {
  house = mkdtempSync(path.join(tmpdir(), 'casewright-map-'));
  for (const [file, text] of Object.entries(files)) {
    const full = path.join(house, 'packages', file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
  return house;
}

const model = { 'core/src/model/index.ts': 'export const day = 1;\n' };

describe('the map of the house', { timeout: 60_000 }, () => {
  it('is content with an import that has its line', async () => {
    const sound = { ...model, 'core/src/expression/index.ts': "export { day } from '../model/index.ts';\n" };
    expect(await mapFaults(build(sound))).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'a folder without a line, even one that imports nothing',
      { 'core/src/weather/index.ts': 'export const rain = 1;\n' },
      'folder without a line: packages/core/src/weather',
    ],
    [
      'an import from a folder without a line',
      { 'core/src/weather/index.ts': "export { day } from '../model/index.ts';\n" },
      'folder without a line: packages/core/src/weather/index.ts -> packages/core/src/model/index.ts',
    ],
    [
      'an import against the direction',
      {
        'core/src/report/index.ts': "export { r } from '../records/index.ts';\n",
        'core/src/records/index.ts': 'export const r = 1;\n',
      },
      'core/report: folders: packages/core/src/report/index.ts -> packages/core/src/records/index.ts',
    ],
    [
      'an import of types only against the direction',
      {
        'core/src/report/index.ts': "export type { R } from '../records/index.ts';\n",
        'core/src/records/index.ts': 'export type R = 1;\n',
      },
      'core/report: folders: packages/core/src/report/index.ts -> packages/core/src/records/index.ts',
    ],
    [
      'a file of another folder',
      {
        'core/src/model/day.ts': 'export const d = 1;\n',
        'core/src/expression/index.ts': "export { d } from '../model/day.ts';\n",
      },
      'folder by its index: packages/core/src/expression/index.ts -> packages/core/src/model/day.ts',
    ],
    [
      'Node in core',
      { 'core/src/model/index.ts': "export { readFileSync } from 'node:fs';\n" },
      'core/model: Node: packages/core/src/model/index.ts -> fs',
    ],
    [
      'a cycle',
      {
        'core/src/model/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
        'core/src/model/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
      },
      'cycle: packages/core/src/model/a.ts -> packages/core/src/model/b.ts -> packages/core/src/model/a.ts',
    ],
    [
      'an import of what is not there',
      { 'core/src/model/index.ts': "export * from './gone.ts';\n" },
      'not found: packages/core/src/model/index.ts -> ./gone.ts',
    ],
  ])('names %s', async (_what, files, fault) => {
    const faults = await mapFaults(build({ ...model, ...files }));
    expect(
      faults.some((line: string) => line.startsWith(fault)),
      faults.join('\n'),
    ).toBe(true);
  });

  it('names a package that a folder has no line for', async () => {
    const folder = build({ ...model, 'core/src/model/index.ts': "import yaml from 'yaml';\nexport default yaml;\n" });
    mkdirSync(path.join(folder, 'node_modules', 'yaml'), { recursive: true });
    writeFileSync(path.join(folder, 'node_modules', 'yaml', 'package.json'), '{"name":"yaml","main":"i.js"}');
    writeFileSync(path.join(folder, 'node_modules', 'yaml', 'i.js'), 'module.exports = 1;\n');
    expect(await mapFaults(folder)).toEqual([
      'core/model: packages: packages/core/src/model/index.ts -> node_modules/yaml/i.js. core/model may use no package.',
    ]);
  });
});
