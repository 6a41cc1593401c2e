import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = path.join(root, 'packages', 'stats', 'src');

/** Folders whose functions the page need not explain, and why. */
const NO_METHODS: Readonly<Record<string, string>> = {
  conformance: 'compares the methods with answers of R, and estimates nothing',
  'linear-algebra': 'Cholesky factors, of which the regressions are made',
  'root-finding': 'finds where a function is 0, which is how limits are found',
  random: 'numbers from a seed, for tests that draw',
  input: 'the refusals that every method shares',
};

const folders = fs
  .readdirSync(sources)
  .filter((folder) => fs.existsSync(path.join(sources, folder, 'index.ts')))
  .sort();
const page = read('docs', 'methods.md');
const prose = page.replace(/^```.*?^```$/gms, '');
const spans = Array.from(prose.matchAll(/`([^`]+)`/g), ([, span]) => span as string);
const functionsNamed = new Set(spans.filter((span) => /^\w+\(\)$/.test(span)).map((span) => span.slice(0, -2)));
const code = allSources(sources)
  .map((file) => fs.readFileSync(file, 'utf8'))
  .join('\n');
const words = new Set(code.match(/[A-Za-z_]\w*/g));

describe('docs/methods.md', () => {
  const exported: { folder: string; name: string; isFunction: boolean }[] = [];

  beforeAll(async () => {
    for (const folder of folders) {
      const module = await import(pathToFileURL(path.join(sources, folder, 'index.ts')).href);
      for (const [name, value] of Object.entries(module)) {
        exported.push({ folder, name, isFunction: typeof value === 'function' });
      }
    }
  });

  it('explains each public function, and names each public constant', () => {
    const methods = exported.filter(({ folder }) => !(folder in NO_METHODS));
    expect(methods.length).toBeGreaterThan(100);
    const missing = methods.filter(({ name, isFunction }) =>
      isFunction ? !functionsNamed.has(name) : !spans.includes(name),
    );
    expect(missing.map(({ folder, name }) => `${folder}: ${name}`)).toEqual([]);
  });

  it('names no function that does not exist', () => {
    const names = new Set(exported.filter(({ isFunction }) => isFunction).map(({ name }) => name));
    expect([...functionsNamed].filter((name) => !names.has(name))).toEqual([]);
  });

  it('names no option, field or reason that the code does not know', () => {
    const plain = spans.filter((span) => /^[A-Za-z_]\w*$/.test(span) && !folders.includes(span));
    expect(plain.filter((word) => !words.has(word))).toEqual([]);
  });

  it('names no error that the code does not throw', () => {
    const codes = spans.filter((span) => /^[a-z]\w*\.[a-z]\w*$/i.test(span));
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((each) => !code.includes(`'${each}'`))).toEqual([]);
  });

  it('names the folders that have no methods, and those exist', () => {
    for (const folder of Object.keys(NO_METHODS)) {
      expect(folders).toContain(folder);
      expect(spans).toContain(folder);
    }
  });

  it('links to headings that are there', () => {
    const links = Array.from(page.matchAll(/\]\(([^)#]*)#([^)]+)\)/g), ([, file, anchor]) => ({ file, anchor }));
    expect(links.length).toBeGreaterThan(10);
    const headingsOf = (file: string | undefined) =>
      Array.from((file ? read('docs', file) : page).matchAll(/^#+ (.*)$/gm), ([, heading]) =>
        anchorOf(heading as string),
      );
    expect(links.filter(({ file, anchor }) => !headingsOf(file).includes(anchor as string))).toEqual([]);
  });
});

describe('docstrings of packages/stats', () => {
  const codes = Array.from(code.matchAll(/@throws InputError(?:[^@*]|\*(?!\/))*/g), ([named]) =>
    Array.from(named.matchAll(/`([a-z]\w*\.(?:\w+|\*))`/gi), ([, each]) => each as string),
  ).flat();

  it('name no error that is not thrown', () => {
    expect(codes.length).toBeGreaterThan(300);
    const isThrown = (each: string) => code.includes(each.endsWith('.*') ? `'${each.slice(0, -1)}` : `'${each}'`);
    expect(codes.filter((each) => !isThrown(each))).toEqual([]);
  });

  it('name every error that is thrown', () => {
    const named = new Set(codes);
    const thrown = Array.from(code.matchAll(/InputError\(\s*'([\w.]+)'/g), ([, each]) => each as string);
    expect(thrown.length).toBeGreaterThan(50);
    const isNamed = (each: string) => named.has(each) || named.has(each.replace(/\.\w+$/, '.*'));
    expect(thrown.filter((each) => !isNamed(each))).toEqual([]);
  });
});

describe('packages/stats/README.md', () => {
  it('has each folder of methods among its topics', () => {
    const topics = read('packages', 'stats', 'README.md').match(/^\| `.*$/gm) ?? [];
    const named = topics.flatMap((row) => Array.from(row.matchAll(/`([\w-]+)`/g), ([, topic]) => topic));
    expect(named.sort()).toEqual(folders.filter((folder) => !(folder in NO_METHODS)));
  });
});

function read(...place: string[]): string {
  return fs.readFileSync(path.join(root, ...place), 'utf8');
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}

function allSources(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const at = path.join(folder, entry.name);
      if (entry.isDirectory()) return allSources(at);
      return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [at] : [];
    })
    .sort();
}
