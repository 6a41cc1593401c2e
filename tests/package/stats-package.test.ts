import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The statistics as others get them: packed, installed in an empty project, and loaded without any of this repository. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const fixtures = path.join(root, 'packages', 'stats', 'fixtures');
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** Judges every committed case; the same text runs in Node and in a page. */
const JUDGE = `
export function judged(conformance, files) {
  const verdicts = {};
  const others = [];
  for (const { method, cases } of files) {
    for (const fixture of cases) {
      const { verdict, why } = conformance.verdictOf(fixture, conformance.ADAPTERS[fixture.method ?? method]);
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
      if (verdict !== 'pass') others.push(fixture.name + ': ' + JSON.stringify(why));
    }
  }
  return { verdicts, others };
}
`;

const CONSUMER = `
import { InputError, kaplanMeier } from '@casewright/stats';
import { clopperPearson, type ProportionInterval } from '@casewright/stats/proportions';
import { ADAPTERS, verdictOf, type Verdict } from '@casewright/stats/conformance';

const curve = kaplanMeier({ exit: Float64Array.of(5, 8, 12), event: Uint8Array.of(1, 0, 1) });
const last: number | undefined = curve.survival.at(-1);
const adapters: readonly string[] = Object.keys(ADAPTERS);
const interval: ProportionInterval = clopperPearson(1, 16);
export { adapters, InputError, interval, last, verdictOf };
export type { Verdict };
`;

let place: string;
let installed: string;
/** what the fixtures folder holds */
let files: { method: string; cases: object[] }[];
let cases: number;

beforeAll(() => {
  place = mkdtempSync(path.join(tmpdir(), 'casewright-package-'));
  run(process.execPath, [path.join(root, 'scripts', 'pack-stats.mjs'), place], root);
  const [tarball] = readdirSync(place).filter((name) => name.endsWith('.tgz'));
  const project = path.join(place, 'project');
  mkdirSync(project);
  writeFileSync(path.join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', path.join(place, tarball ?? '')], project);
  installed = path.join(project, 'node_modules', '@casewright', 'stats');
  files = readdirSync(fixtures)
    .filter((name) => name.endsWith('.json') && name !== 'index.json')
    .map((name) => ({
      method: path.basename(name, '.json'),
      ...JSON.parse(readFileSync(path.join(fixtures, name), 'utf8')),
    }))
    .filter((file) => Array.isArray(file.cases));
  cases = files.reduce((sum, file) => sum + file.cases.length, 0);
}, 300_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('the package of the statistics', () => {
  it('holds compiled modules with types, a README with its pages and the licence, and nothing else', () => {
    const kinds = new Set(
      readdirSync(installed, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => /(\.d\.ts|\.js)$/.exec(name)?.[0] ?? name),
    );
    const pages = ['README.md', 'methods.md', 'validation.md'];
    expect([...kinds].sort()).toEqual(['.d.ts', '.js', 'LICENSE', ...pages, 'package.json'].sort());
    const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('private');
    expect(manifest).not.toHaveProperty('dependencies');
  });

  it('has pages whose links lead to one another', () => {
    const links = ['README.md', 'docs/methods.md', 'docs/validation.md'].flatMap((page) =>
      Array.from(readFileSync(path.join(installed, page), 'utf8').matchAll(/\]\(([^)#]+)/g), ([, link]) =>
        path.join(installed, path.dirname(page), link as string),
      ),
    );
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('passes every committed case in Node', () => {
    const project = path.dirname(path.dirname(path.dirname(installed)));
    writeFileSync(path.join(project, 'judge.mjs'), JUDGE);
    writeFileSync(path.join(project, 'files.json'), JSON.stringify(files));
    writeFileSync(
      path.join(project, 'run.mjs'),
      `import { readFileSync } from 'node:fs';
       import * as conformance from '@casewright/stats/conformance';
       import { judged } from './judge.mjs';
       console.log(JSON.stringify(judged(conformance, JSON.parse(readFileSync('files.json', 'utf8')))));`,
    );
    const found = JSON.parse(run(process.execPath, ['run.mjs'], project));
    expect(found).toEqual({ verdicts: { pass: cases }, others: [] });
    expect(cases).toBeGreaterThan(500);
  }, 300_000);

  it('has declarations that a strict project can read, by either way of finding modules', () => {
    const project = path.dirname(path.dirname(path.dirname(installed)));
    writeFileSync(path.join(project, 'consumer.ts'), CONSUMER);
    for (const [module, moduleResolution] of [
      ['NodeNext', 'NodeNext'],
      ['ESNext', 'Bundler'],
    ]) {
      const options = {
        strict: true,
        noEmit: true,
        skipLibCheck: false,
        target: 'ES2023',
        types: [],
        module,
        moduleResolution,
      };
      writeFileSync(
        path.join(project, 'tsconfig.json'),
        JSON.stringify({ compilerOptions: options, files: ['consumer.ts'] }),
      );
      const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
      expect(run(process.execPath, [tsc, '-p', project], project)).toBe('');
    }
  }, 120_000);

  it.skipIf(!existsSync(executablePath))(
    'passes every committed case in Chromium (skipped where there is none)',
    async () => {
      const server = await serving();
      const browser = await chromium.launch({ executablePath, args });
      try {
        const page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
        // as text: what compiles the tests would put its own import in the place of the page's
        const found = await page.evaluate(`(async () => {
          const { judged } = await import('/judge.mjs');
          const conformance = await import('/dist/conformance/index.js');
          return judged(conformance, await (await fetch('/files.json')).json());
        })()`);
        expect(found).toEqual({ verdicts: { pass: cases }, others: [] });
      } finally {
        await browser.close();
        server.close();
      }
    },
    300_000,
  );
});

/** The installed package and the cases, on this machine only. */
async function serving(): Promise<Server> {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const send = (type: string, text: string) => response.writeHead(200, { 'content-type': type }).end(text);
    if (name === '/') return send('text/html', '<!doctype html><title>statistics</title>');
    if (name === '/judge.mjs') return send('text/javascript', JUDGE);
    if (name === '/files.json') return send('application/json', JSON.stringify(files));
    const file = path.join(installed, name);
    if (file.startsWith(installed) && file.endsWith('.js') && existsSync(file))
      return send('text/javascript', readFileSync(file, 'utf8'));
    return response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function run(program: string, list: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(program, list, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${list.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}
