import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { ENGINE_SETTING } from './build-engine.mjs';
import { bundleEvidencePage, bundleReportPage } from './build-report-page.mjs';
import { root, writeWhole } from './set-up/files.mjs';

const dist = path.join(root, 'dist');

/**
 * Builds dist/: casewright.mjs, which starts the command; the command's bundle, which needs no node_modules, with what
 * the engine made of it in a run; and the script and style of the report page.
 */
export async function build() {
  const [bundle, tableWorker, page, evidence] = await Promise.all([
    bundleCommand(),
    bundleTableWorker(),
    bundleReportPage(),
    bundleEvidencePage(),
  ]);
  writeWhole(path.join(dist, 'report-page.js'), page.script);
  writeWhole(path.join(dist, 'report-page.css'), page.style);
  writeWhole(path.join(dist, 'evidence-page.js'), evidence.script);
  writeWhole(path.join(dist, 'evidence-page.css'), evidence.style);
  writeWhole(path.join(dist, 'table-worker.cjs'), tableWorker);
  writeCommand(bundle);
}

/** One script in one file: as CommonJS in a function, because the engine keeps compiled code for scripts only. */
async function bundleCommand() {
  const result = await esbuild.build({
    entryPoints: [path.join(root, 'packages', 'node', 'src', 'cli', 'main.ts')],
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    define: { 'import.meta.url': '__moduleUrl' },
    banner: { js: '(function (exports, require, module, __moduleUrl) {' },
    footer: { js: '})' },
    legalComments: 'none',
    plugins: [commandsOfOurOwn],
    // large or with parts made for one machine: taken from node_modules by whoever searches extracts or opens a database, and by nobody else
    external: ['@duckdb/node-api', 'better-sqlite3', 'kysely', 'pg', 'pg-cursor'],
    write: false,
    logLevel: 'warning',
  });
  return withoutWideCharacters(result.outputFiles[0].text);
}

/**
 * A script with every character beyond ASCII escaped, so that it is read byte for byte. The bundler escapes those of
 * strings; what it leaves stands in regular expressions, where an escape means the same with every flag.
 */
function withoutWideCharacters(script) {
  return script.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The thread that reads tables: a file of its own, since a thread begins with one, and only who reads tables loads it. */
async function bundleTableWorker() {
  const result = await esbuild.build({
    entryPoints: [path.join(root, 'packages', 'node', 'src', 'tables', 'worker.ts')],
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
  });
  return result.outputFiles[0].text;
}

/** Commander can start programs as sub-commands, and loads for it what talks to processes and sockets. We have none. */
const commandsOfOurOwn = {
  name: 'commands-of-our-own',
  setup(bundling) {
    bundling.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes(`${path.sep}commander${path.sep}`) ? { path: 'nothing', namespace: 'none' } : undefined,
    );
    bundling.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
  },
};

function writeCommand(bundle) {
  // The engine compares only lengths to tell whether kept code belongs to a script: the name says which it is.
  const name = `command-${createHash('sha256').update(bundle).digest('hex').slice(0, 16)}`;
  const script = path.join(dist, `${name}.cjs`);
  const code = path.join(dist, `${name}.code`);
  writeWhole(script, bundle);
  keepCode(script, code);
  writeWhole(path.join(dist, 'casewright.mjs'), starter(name));
  for (const file of fs.readdirSync(dist)) {
    if (/^command-.*\.(cjs|code)$/.test(file) && !file.startsWith(name)) fs.rmSync(path.join(dist, file));
  }
}

/** Builds the shipped study's report once and keeps the code compiled on the way; a start without it is only slower. */
function keepCode(script, code) {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'casewright-build-'));
  const study = path.join(root, 'studies', 'imt');
  const keeper = path.join(root, 'scripts', 'build-keep-code.mjs');
  const args = [keeper, script, code, 'report', study, '--out', path.join(out, 'report'), '--audience', 'team'];
  spawnSync(process.execPath, args, { stdio: 'ignore', timeout: 120_000 });
  fs.rmSync(out, { recursive: true, force: true });
}

function starter(name) {
  return `// Written by scripts/build.mjs. Starts the bundled command, with the code an earlier run compiled where this Node can use it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { constants, Script } from 'node:vm';

setFlagsFromString('${ENGINE_SETTING}');
const file = fileURLToPath(new URL('./${name}.cjs', import.meta.url));
let cachedData;
try {
  cachedData = readFileSync(new URL('./${name}.code', import.meta.url));
} catch {}
const script = new Script(readFileSync(file, 'latin1'), {
  filename: file,
  cachedData,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(import.meta.url), module, import.meta.url);
`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await build();
