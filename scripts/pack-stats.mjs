// node scripts/pack-stats.mjs [FOLDER]: makes the package of the statistics for those who use them alone, as ES modules
// with types, and packs it. The tarball lands in FOLDER, or in out/.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './set-up/files.mjs';

const source = path.join(root, 'packages', 'stats');
const target = path.resolve(process.argv[2] ?? path.join(root, 'out'));
const staged = fs.mkdtempSync(path.join(os.tmpdir(), 'casewright-stats-'));
try {
  compile();
  writeManifest();
  writePages();
  for (const file of ['LICENSE', 'NOTICE']) copyIfThere(path.join(root, file), file);
  console.log(pack());
} finally {
  fs.rmSync(staged, { recursive: true, force: true });
}

function compile() {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const project = path.join(source, 'tsconfig.package.json');
  const dist = path.join(staged, 'dist');
  run(process.execPath, [tsc, '-p', project, '--outDir', dist]);
  for (const file of fs.readdirSync(dist, { recursive: true })) {
    if (file.endsWith('.d.ts')) nameCompiledFiles(path.join(dist, file));
  }
}

/** The compiler leaves the names of sources in declarations, which only some versions of it can follow. */
function nameCompiledFiles(file) {
  fs.writeFileSync(file, read(file).replace(/((?:from |import\()['"]\.[^'"]*)\.ts(?=['"])/g, '$1.js'));
}

/** As in the repository, but with what was compiled behind each name, and nothing that only the workspace needs. */
function writeManifest() {
  const { private: _private, exports: _exports, ...manifest } = JSON.parse(read(path.join(source, 'package.json')));
  const { engines } = JSON.parse(read(path.join(root, 'package.json')));
  const behind = (file) => ({ types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` });
  const whole = {
    ...manifest,
    engines,
    files: ['dist', 'docs'],
    exports: { '.': behind('index'), './package.json': './package.json', './*': behind('*/index') },
  };
  fs.writeFileSync(path.join(staged, 'package.json'), `${JSON.stringify(whole, null, 2)}\n`);
}

/** The README, and the pages of the repository that it leads to, which come along. */
function writePages() {
  const docs = path.join(staged, 'docs');
  fs.mkdirSync(docs);
  for (const page of ['methods.md', 'validation.md'])
    fs.copyFileSync(path.join(root, 'docs', page), path.join(docs, page));
  const readme = read(path.join(source, 'README.md')).replaceAll('](../../docs/', '](docs/');
  fs.writeFileSync(path.join(staged, 'README.md'), readme);
}

function pack() {
  fs.mkdirSync(target, { recursive: true });
  const out = run('npm', ['pack', '--json', '--pack-destination', target], staged);
  const [{ filename, size, files }] = JSON.parse(out);
  return `${path.join(target, filename)}  ${Math.round(size / 1024)} KiB, ${files.length} files`;
}

function copyIfThere(from, name) {
  if (fs.existsSync(from)) fs.copyFileSync(from, path.join(staged, name));
}

function read(file) {
  return fs.readFileSync(file, 'utf8');
}

function run(program, args, cwd = root) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) {
    console.error(
      `${path.basename(program)} ${args.join(' ')} ended with status ${status}.\n${stdout}${stderr}${error ?? ''}`,
    );
    process.exit(1);
  }
  return stdout;
}
