/**
 * Survival methods on a million made-up patients, times in whole days, beside R's on the same columns, read before the
 * clock starts; Kaplan-Meier on ten million with the memory of a process that does nothing else; Fine-Gray beside R's crr;
 * and how the time grows from n to 4 n. Prints the first call, the median, and the ratio to R; ends with status 1 where a
 * target is missed. Where R or its package (survival, cmprsk) is not there, only ours is measured.
 *
 *   BENCH_N=100000 npm run bench -- survival     a smaller run
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cumulativeIncidence } from '../packages/stats/src/competing-risks/index.ts';
import { seededUniform } from '../packages/stats/src/random/index.ts';
import { concordanceOf, coxRegression, fineGray, martingaleResiduals } from '../packages/stats/src/regression/index.ts';
import { kaplanMeier, logRank } from '../packages/stats/src/survival/index.ts';

const N = Number(process.env['BENCH_N'] ?? 1_000_000);
const REPEATS = 5;
const COVARIATES = 10;
const EFFECTS = [0.3, -0.2, 0.1, 0, 0.05, 0.4, -0.3, 0.2, 0, 0.5];

type Columns = {
  time: Float64Array;
  cause: Float64Array;
  group: Float64Array;
  stratum: Float64Array;
  covariates: Float64Array[];
};

const rScript = fileURLToPath(new URL('survival.R', import.meta.url));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'casewright-bench-'));
let missed = 0;
try {
  const all = madeUp(N, 1);
  const hasR = hasPackage('survival');
  if (hasR) writeColumns(all, 'million');
  else console.log('R with survival is not here: only ours is measured.');

  const work = workOn(all);
  // at least so many times as fast as R
  beside('kaplanMeier', 'Kaplan-Meier with limits and log-rank', work.kaplanMeier, 50, hasR);
  beside('cox', 'Cox, whole call', work.cox, 5, hasR);
  beside('coxFit', 'Cox, the fit alone', work.coxFit, 1, hasR);
  beside('aalenJohansen', 'Aalen-Johansen by group', work.aalenJohansen, 20, hasR);
  tenfold(hasR);
  for (const n of [5_000, 20_000]) fineGrayBeside(n);
  growthOf({ kaplanMeier: N / 4, cox: N / 16, aalenJohansen: N / 4, fineGray: N / 16 });
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exitCode = missed === 0 ? 0 : 1;

function hasPackage(name: string): boolean {
  return spawnSync('Rscript', ['-e', `library(${name})`], { stdio: 'ignore' }).status === 0;
}

function workOn({ time, cause, group, stratum, covariates }: Columns) {
  const subjects = time.length;
  const event = Uint8Array.from(cause, (code) => (code === 1 ? 1 : 0));
  const causes = Uint8Array.from(cause);
  const grouping = { code: Uint32Array.from(group), count: 2 };
  const stratumOf = { code: Uint32Array.from(stratum), count: 2 };
  const members = [0, 1].map((code) => Uint32Array.from(group.keys()).filter((row) => group[row] === code));
  const ofGroup = members.map((rows) => ({
    exit: Float64Array.from(rows, (row) => time[row] as number),
    cause: Uint8Array.from(rows, (row) => causes[row] as number),
  }));
  const followUp = { exit: time, event };
  const cox = () => coxRegression({ followUp, covariates, stratum: stratumOf });
  return {
    subjects,
    kaplanMeier: () => {
      kaplanMeier(followUp);
      logRank(followUp, grouping);
    },
    coxFit: cox,
    cox: () => {
      const model = cox();
      concordanceOf(model.data, model.linearPredictor);
      martingaleResiduals(model);
    },
    aalenJohansen: () => ofGroup.forEach((one) => void cumulativeIncidence(one)),
    fineGray: () => fineGray({ exit: time, cause: causes, covariates: covariates.slice(0, 3) }),
  };
}

/** Ours and R's in one run, and how many times as fast; R's first call is with the code it has compiled in its package. */
function beside(task: string, name: string, ours: () => void, target: number, hasR: boolean): void {
  const own = timesOf(ours, REPEATS);
  line(`${name}, n = ${N}`, own);
  if (!hasR) return;
  const { seconds } = inR('million', task, 3);
  line('  R', seconds);
  judge(median(seconds) / median(own), target);
}

/** Seconds of each turn, and the most memory that the process ever held, in MiB (null where the system does not tell). */
type Turns = { seconds: number[]; peak: number | null };

function inR(columns: string, task: string, repeats: number): Turns {
  return turnsOf('Rscript', [rScript, path.join(folder, columns), task, String(repeats)]);
}

function turnsOf(command: string, words: readonly string[]): Turns {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const lines = stdout.trim().split('\n');
  const peak = Number(/^peak (\S+)/.exec(lines.at(-1) as string)?.[1]);
  return { seconds: lines.slice(0, -1).map(Number), peak: Number.isNaN(peak) ? null : peak };
}

function judge(ratio: number, target: number): void {
  if (ratio < target) missed += 1;
  console.log(`  ${ratio.toFixed(1)} times R, target ${target}: ${ratio < target ? 'MISSED' : 'met'}`);
}

/** Kaplan-Meier of ten times as many, each in a process of its own, so that the memory is that of this one thing. */
function tenfold(hasR: boolean): void {
  const n = 10 * N;
  writeColumns(madeUp(n, 4, 0), 'tenfold', ['time', 'cause']);
  const alone = fileURLToPath(new URL('survival/kaplan-meier-alone.mts', import.meta.url));
  const own = turnsOf(process.execPath, [...process.execArgv, alone, path.join(folder, 'tenfold'), '3']);
  line(`Kaplan-Meier with limits, n = ${n}`, own.seconds);
  if (own.peak !== null) console.log(`  at most ${own.peak.toFixed(0)} MiB, Node and the columns counted in`);
  if (!hasR) return;
  const theirs = inR('tenfold', 'kaplanMeierAlone', 1);
  line('  R', theirs.seconds);
  judge(median(theirs.seconds) / median(own.seconds), 50);
  if (own.peak === null || theirs.peak === null) return;
  const share = own.peak / theirs.peak;
  if (share > 0.2) missed += 1;
  console.log(
    `  R at most ${theirs.peak.toFixed(0)} MiB: ours ${share.toFixed(2)} of it, target 0.2: ${share > 0.2 ? 'MISSED' : 'met'}`,
  );
}

/** R's crr is quadratic: beside 5,000 only; 20,000 have their target in seconds. */
function fineGrayBeside(n: number): void {
  const made = madeUp(n, 2);
  const own = timesOf(workOn(made).fineGray, REPEATS);
  line(`Fine-Gray, n = ${n}`, own);
  if (n > 5_000) {
    const slowest = Math.max(...own);
    if (slowest > 1) missed += 1;
    console.log(`  target: under a second: ${slowest > 1 ? 'MISSED' : 'met'}`);
  } else if (hasPackage('cmprsk')) {
    writeColumns(made, 'fineGray');
    const { seconds } = inR('fineGray', 'fineGray', 1);
    line('  R (cmprsk)', seconds);
    judge(median(seconds) / median(own), 100);
  } else console.log('  R with cmprsk is not here: only ours is measured.');
}

/** The exponent of the time from n to 4 n, each by the least of 7 turns of 0.3 s or more. */
function growthOf(sizes: Record<'kaplanMeier' | 'cox' | 'aalenJohansen' | 'fineGray', number>): void {
  for (const [name, size] of Object.entries(sizes) as [keyof typeof sizes, number][]) {
    const [small, large] = [size, 4 * size].map((n) => workOn(madeUp(n, 3))[name]) as [() => void, () => void];
    const counts = [small, large].map((work) => Math.max(1, Math.ceil(0.3 / (timesOf(work, 2)[1] as number))));
    const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let turn = 0; turn < 7; turn += 1) {
      [small, large].forEach((work, which) => {
        const count = counts[which] as number;
        const start = performance.now();
        for (let k = 0; k < count; k += 1) work();
        least[which] = Math.min(least[which] as number, (performance.now() - start) / count);
      });
    }
    const exponent = Math.log((least[1] as number) / (least[0] as number)) / Math.log(4);
    if (exponent > 1.3) missed += 1;
    console.log(`growth of ${name} from ${size} to ${4 * size}: exponent ${exponent.toFixed(2)}, at most 1.3`);
  }
}

function timesOf(work: () => void, repeats: number): number[] {
  return Array.from({ length: repeats }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  });
}

function line(name: string, times: readonly number[]): void {
  const text = (value: number) => `${value.toPrecision(3)} s`;
  console.log(
    `${name.padEnd(52)} first call ${text(times[0] as number)}, median of ${times.length} ${text(median(times))}`,
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Two causes and censoring, exponential times in whole days, five normal and five binary covariates, from a seed. */
function madeUp(n: number, seed: number, count = COVARIATES): Columns {
  const uniform = seededUniform(seed);
  const column = () => new Float64Array(n);
  const columns: Columns = {
    time: column(),
    cause: column(),
    group: column(),
    stratum: column(),
    covariates: Array.from({ length: count }, column),
  };
  for (let i = 0; i < n; i += 1) {
    let risk = 0;
    columns.covariates.forEach((values, k) => {
      const x = k < 5 ? normal(uniform) : uniform() < 0.5 / (k - 4) ? 1 : 0;
      values[i] = x;
      risk += x * (EFFECTS[k] as number);
    });
    columns.group[i] = uniform() < 0.5 ? 1 : 0;
    columns.stratum[i] = uniform() < 0.4 ? 1 : 0;
    const first = (-Math.log(1 - uniform()) * 1500) / Math.exp(risk + 0.3 * (columns.stratum[i] as number));
    const second = -Math.log(1 - uniform()) * 3000;
    const censoring = 100 + uniform() * 1725;
    const least = Math.min(first, second, censoring);
    columns.time[i] = Math.max(1, Math.ceil(least));
    columns.cause[i] = least === censoring ? 0 : least === first ? 1 : 2;
  }
  return columns;
}

function normal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function writeColumns({ covariates, ...named }: Columns, into: string, only?: readonly string[]): void {
  const all = { ...named, ...Object.fromEntries(covariates.map((values, k) => [`x${k + 1}`, values])) };
  fs.mkdirSync(path.join(folder, into));
  for (const [name, values] of Object.entries(all)) {
    if (only && !only.includes(name)) continue;
    fs.writeFileSync(path.join(folder, into, `${name}.f64`), new Uint8Array(values.buffer));
  }
}
