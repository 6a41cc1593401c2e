// The whole report of the shipped study (16 invented children), each run a process of its own, beside what R needs for
// a smaller one: table one, a curve with its figure, three tests, a Cox model. Ours and R take turns, so that a busy
// moment of the machine falls on both. Target: at most a third of R's time.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const TURNS = Number(process.env.BENCH_TURNS ?? 7);
const TARGET = 1 / 3;
const rScript = path.join(root, '..', 'shared', 'oracles', 'bench', 'report16.R');
/** Extra certificates named here are read at every start of Node, 0.1 s on some machines, whatever is then run. */
const { NODE_EXTRA_CA_CERTS: _certificates, ...environment } = process.env;
const out = fs.mkdtempSync(path.join(os.tmpdir(), 'casewright-bench-'));

const ours = (turn) => [
  process.execPath,
  [
    path.join(root, 'dist', 'casewright.mjs'),
    'report',
    path.join(root, 'studies', 'imt'),
    '--out',
    path.join(out, `ours-${turn}`),
  ],
];
const theirs = (turn) => ['Rscript', [rScript, path.join(out, `r-${turn}`)]];

try {
  const hasR = fs.existsSync(rScript) && canRunR();
  if (!hasR)
    console.log(
      'R with survival, ggplot2 and arsenal, or its script in ../shared, is not here: only ours is measured.',
    );
  const seconds = { ours: [], theirs: [] };
  for (let turn = 0; turn < TURNS; turn += 1) {
    seconds.ours.push(timeOf(...ours(turn)));
    if (hasR) seconds.theirs.push(timeOf(...theirs(turn)));
  }
  print('report, n = 16', seconds.ours);
  if (hasR) {
    print('R, n = 16', seconds.theirs);
    const ratio = median(seconds.ours) / median(seconds.theirs);
    const pairs = median(seconds.ours.map((time, turn) => time / seconds.theirs[turn]));
    console.log(
      `ratio of medians ${ratio.toFixed(3)}, median of the pairs' ratios ${pairs.toFixed(3)}, target ${TARGET.toFixed(3)}`,
    );
    console.log(ratio <= TARGET ? 'target met' : 'TARGET MISSED');
    if (ratio > TARGET) process.exitCode = 1;
  }
} finally {
  fs.rmSync(out, { recursive: true, force: true });
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
    `${name.padEnd(16)} first call ${text(values[0])}, median of ${values.length} ${text(median(values))}, least ${text(Math.min(...values))}`,
  );
}
