import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildCommand, casewright, type Workplace, workplace } from '../support/command.ts';

const fixtures = fileURLToPath(new URL('../../packages/stats/fixtures/', import.meta.url));

beforeAll(buildCommand);

let place: Workplace;
beforeEach(() => {
  place = workplace();
  mkdirSync(place.at('fixtures'));
  cpSync(`${fixtures}median_ci.json`, place.at('fixtures', 'median_ci.json'));
});
afterEach(() => place.clear());

type Cases = { method: string; cases: { name: string; r_call: string; output: Record<string, unknown> }[] };

function edit(change: (content: Cases) => void): void {
  const file = place.at('fixtures', 'median_ci.json');
  const content = JSON.parse(readFileSync(file, 'utf8')) as Cases;
  change(content);
  writeFileSync(file, JSON.stringify(content));
}

const run = () => {
  const { status, stdout, stderr } = casewright(['conformance', place.at('fixtures'), '--json']);
  return { status, stderr, cases: (JSON.parse(stdout) as { cases: Record<string, unknown>[] }).cases };
};

describe('casewright conformance', () => {
  it('passes cases of which every value agrees, and says how many were compared', () => {
    const { status, cases } = run();
    expect(status).toBe(0);
    expect(cases.length).toBeGreaterThan(5);
    for (const each of cases) {
      expect(Object.keys(each)).toEqual(['name', 'method', 'verdict', 'compared', 'of', 'maxRelativeError', 'why']);
      expect(each).toMatchObject({ method: 'median_ci', verdict: 'pass' });
      expect(each['compared']).toBe(each['of']);
      expect(each['of']).toBeGreaterThan(0);
    }
  });

  it('exits 1 where a value is missing from what R answered, or is another', () => {
    edit(({ cases }) => {
      const [first, second] = cases;
      if (!first || !second) throw new Error('two cases are needed');
      delete first.output[Object.keys(first.output)[0] as string];
      const [key] = Object.entries(second.output).find(([, value]) => typeof value === 'number') ?? [];
      second.output[key as string] = (second.output[key as string] as number) * (1 + 1e-7);
    });
    const { status, cases } = run();
    expect(status).toBe(1);
    expect(cases.slice(0, 3).map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'pass']);
  });

  it('calls what it cannot read unsupported, and never a pass', () => {
    edit((content) => {
      if (content.cases[0]) content.cases[0].r_call = 'system("true")';
      if (content.cases[1]) Reflect.deleteProperty(content.cases[1], 'input');
    });
    writeFileSync(place.at('fixtures', 'unheard.json'), JSON.stringify({ method: 'unheard', cases: [{}, 5] }));
    const { cases } = run();
    const verdicts = cases.map(({ verdict }) => verdict);
    expect([verdicts[0], verdicts[1], ...verdicts.slice(-2)]).toEqual(new Array(4).fill('unsupported'));
    for (const each of cases.filter(({ verdict }) => verdict === 'unsupported')) expect(each['compared']).toBe(0);
  });

  it('prints a line a method and the sums, within 80 columns', () => {
    const { status, stdout } = casewright(['conformance', place.at('fixtures')]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^median_ci +\d+ +0 +0 +\d+ +\S+$/m);
    expect(stdout).toMatch(/^\d+ cases: \d+ pass, 0 fail, 0 unsupported; \d+ values compared\.$/m);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('could not run without fixtures, and says what it wants', () => {
    mkdirSync(place.at('empty'));
    writeFileSync(place.at('a.json'), '{');
    for (const folder of [place.at('empty'), place.at('nowhere'), place.at('a.json')]) {
      const { status, stdout, stderr } = casewright(['conformance', folder]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^casewright: .+\. Name the folder/);
    }
    mkdirSync(place.at('odd'));
    writeFileSync(place.at('odd', 'a.json'), '{');
    expect(casewright(['conformance', place.at('odd')])).toMatchObject({ status: 2, stdout: '' });
  });
});
