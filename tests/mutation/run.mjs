/**
 * Mutates the folders of `folders.mjs` one after another and says what was noticed. Ends with 1 where a folder is below the
 * limit, or where one lived without a reason in tests/mutation/lived. Reasons that none has any more are said as well.
 * What is kept between runs (out/mutation) is taken again where neither the code nor its tests changed.
 *
 *   node tests/mutation/run.mjs                    all folders
 *   node tests/mutation/run.mjs survival --save    one, and its answer kept in tests/mutation/results
 *   node tests/mutation/run.mjs survival --save --last   keeps the answer of the last run, without running again
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { folders, LIMIT } from './folders.mjs';
import { explained } from './lived.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const words = process.argv.slice(2);
const named = words.filter((word) => !word.startsWith('--'));
let missed = 0;
for (const { name } of folders.filter((folder) => named.length === 0 || named.includes(folder.name))) {
  if (!words.includes('--last')) mutate(name);
  const found = summaryOf(name);
  const { survivors, unexplained, unused } = explained(found.survivors, reasonsOf(name));
  found.survivors = survivors;
  console.log(`${name}: ${found.noticed} of ${found.judged} noticed, ${found.percent} %, limit ${LIMIT}`);
  for (const { why, ...one } of survivors) {
    console.log(`  lived: ${one.file}:${one.line} ${one.was} -> ${one.is}: ${why ?? 'NOT EXPLAINED'}`);
  }
  const list = `tests/mutation/lived/${name}.json`;
  for (const change of unused) console.log(`  nothing that lived is this line of ${list} any more: ${change}`);
  if (unexplained > 0) console.log(`  ${unexplained} lived without a reason in ${list}`);
  if (found.percent < LIMIT || unexplained > 0) missed += 1;
  if (words.includes('--save')) save(name, found);
}
process.exitCode = missed === 0 ? 0 : 1;

function mutate(name) {
  fs.mkdirSync(path.join(root, 'out/mutation'), { recursive: true });
  const stryker = path.join('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const env = { ...process.env, CASEWRIGHT_MUTATE: name };
  const { status } = spawnSync(process.execPath, [stryker, 'run', 'tests/mutation/stryker.config.mjs'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`the mutation of ${name} ended with ${status}`);
}

/**
 * Noticed are those that a test fails by and those that took more turns than a loop that ends; what the clock alone ended
 * may have been slow on a busy machine, and counts as not noticed. Left out are only literals of words.
 */
function summaryOf(name) {
  const report = JSON.parse(fs.readFileSync(path.join(root, `out/mutation/${name}.json`), 'utf8'));
  const files = {};
  const survivors = [];
  for (const [file, { mutants, source }] of Object.entries(report.files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const lines = source.split('\n');
    const count = (...states) => mutants.filter((mutant) => states.includes(outcomeOf(mutant))).length;
    const short = file.replace('packages/stats/src/', '');
    files[short] = {
      killed: count('Killed'),
      withoutEnd: count('Timeout'),
      lived: count('Survived', 'NoCoverage', 'byClock'),
      words: count('Ignored'),
      broken: count('RuntimeError', 'CompileError'),
    };
    const lived = mutants.filter((mutant) => ['Survived', 'NoCoverage', 'byClock'].includes(outcomeOf(mutant)));
    lived.sort(
      (a, b) => a.location.start.line - b.location.start.line || a.location.start.column - b.location.start.column,
    );
    for (const { location, replacement } of lived) {
      const { start, end } = location;
      const line = lines[start.line - 1] ?? '';
      const was = line.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined).trim();
      const is = replacement.replaceAll(/\s+/g, ' ');
      survivors.push({ file: short, line: start.line, in: line.trim(), was, is });
    }
  }
  const sum = (key) => Object.values(files).reduce((total, file) => total + file[key], 0);
  const noticed = sum('killed') + sum('withoutEnd');
  const judged = noticed + sum('lived');
  return { noticed, judged, percent: Math.floor((1000 * noticed) / judged) / 10, files, survivors };
}

function outcomeOf({ status, statusReason }) {
  return status === 'Timeout' && !statusReason?.startsWith('without end') ? 'byClock' : status;
}

function reasonsOf(name) {
  const file = path.join(root, `tests/mutation/lived/${name}.json`);
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { reasons: {}, lived: {} };
}

function save(name, found) {
  const folder = path.join(root, 'tests/mutation/results');
  fs.mkdirSync(folder, { recursive: true });
  const machine = `${os.cpus()[0]?.model}, ${os.cpus().length} cores, Node ${process.versions.node}`;
  const answer = { date: new Date().toISOString().slice(0, 10), machine, ...found };
  fs.writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(answer, null, 2)}\n`);
}
