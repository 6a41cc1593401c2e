// Two reports of sixteen patients, each run a process of its own, beside R: the shipped study, twelve forms and forty
// analyses, and the sixteen rows of R's own script with what that script does to them (bench/report16: one table, a curve
// in two arms with its figure, three tests, a Cox model). Ours and R take turns, so that a busy moment of the machine
// falls on all. Target for each: at most a third of R's time; with a Word file beside the page at most R's time.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const TURNS = Number(process.env.BENCH_TURNS ?? 7);
const rScript = path.join(root, '..', 'shared', 'oracles', 'bench', 'report16.R');
/** Extra certificates named here are read at every start of Node, 0.1 s on some machines, whatever is then run. */
const { NODE_EXTRA_CA_CERTS: _certificates, ...environment } = process.env;
const out = fs.mkdtempSync(path.join(os.tmpdir(), 'casewright-bench-'));

const STUDIES = [
  { name: 'shipped study, n = 16', folder: path.join(root, 'studies', 'imt'), format: 'html', target: 1 / 3 },
  { name: 'rows of R, n = 16', folder: path.join(root, 'bench', 'report16'), format: 'html', target: 1 / 3 },
  { name: 'shipped study, with DOCX', folder: path.join(root, 'studies', 'imt'), format: 'html,docx', target: 1 },
];
const ours = ({ folder, format }, turn) => [
  process.execPath,
  [
    path.join(root, 'dist', 'casewright.mjs'),
    'report',
    folder,
    '--format',
    format,
    '--out',
    path.join(out, `${path.basename(folder)}-${format}-${turn}`),
  ],
];
const theirs = (turn) => ['Rscript', [rScript, path.join(out, `r-${turn}`)]];

try {
  const hasR = fs.existsSync(rScript) && canRunR();
  if (!hasR)
    console.log(
      'R with survival, ggplot2 and arsenal, or its script in ../shared, is not here: only ours is measured.',
    );
  const seconds = STUDIES.map(() => []);
  const secondsOfR = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [index, study] of STUDIES.entries()) seconds[index].push(timeOf(...ours(study, turn)));
    if (hasR) secondsOfR.push(timeOf(...theirs(turn)));
  }
  for (const [index, { name }] of STUDIES.entries()) print(name, seconds[index]);
  if (hasR) {
    print('R, n = 16', secondsOfR);
    for (const [index, study] of STUDIES.entries()) compare(study, seconds[index], secondsOfR);
  }
} finally {
  fs.rmSync(out, { recursive: true, force: true });
}

function compare({ name, target }, own, others) {
  const ratio = median(own) / median(others);
  const pairs = median(own.map((time, turn) => time / others[turn]));
  const isMet = ratio <= target;
  console.log(
    `${name.padEnd(24)} ratio of medians ${ratio.toFixed(3)}, median of the pairs' ratios ${pairs.toFixed(3)}, target ${target.toFixed(3)}: ${isMet ? 'met' : 'MISSED'}`,
  );
  if (!isMet) process.exitCode = 1;
}

function canRunR() {
  const wanted =
    'for (p in c("survival", "ggplot2", "arsenal")) if (!requireNamespace(p, quietly = TRUE)) quit(status = 1)';
  return spawnSync('Rscript', ['-e', wanted], { stdio: 'ignore' }).status === 0;
}

function timeOf(program, args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', env: environment });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${program} ended with status ${status}: ${stderr}`);
  return seconds;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function print(name, values) {
  const text = (value) => `${value.toFixed(2)} s`;
  console.log(
    `${name.padEnd(24)} first call ${text(values[0])}, median of ${values.length} ${text(median(values))}, least ${text(Math.min(...values))}`,
  );
}
