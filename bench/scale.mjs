// The report of the shipped study with 2,000 invented children instead of sixteen: the sixteen again and again, each
// copy's dates moved back by a number of days of its own, so that times, ages and calendar differ. One cold process for
// each run. Targets: 3 s, 400 MB at its peak, 5 MB of HTML, for the public and for the team.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

const root = fileURLToPath(new URL('..', import.meta.url));
const PATIENTS = Number(process.env.BENCH_PATIENTS ?? 2000);
const TURNS = Number(process.env.BENCH_TURNS ?? 5);
const TARGET = { seconds: 3, megabytes: 400, html: 5 };
const FIRST_DAY = Date.UTC(2016, 0, 1);
const DAY = 86_400_000;
const DATA_LOCK = '2025-03-31';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'casewright-scale-'));
const { NODE_EXTRA_CA_CERTS: _certificates, ...environment } = process.env;

try {
  const study = writeStudy(process.env.BENCH_STUDY ?? path.join(folder, 'study'));
  for (const audience of ['public', 'team']) measure(study, audience);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

function measure(study, audience) {
  const runs = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const out = path.join(folder, `${audience}-${turn}`);
    runs.push({ ...run(study, audience, out), html: fs.statSync(path.join(out, 'report.html')).size / 1e6 });
    fs.rmSync(out, { recursive: true });
  }
  const seconds = median(runs.map((one) => one.seconds));
  const megabytes = Math.max(...runs.map((one) => one.megabytes));
  const { html } = runs[0];
  console.log(
    `report, n = ${PATIENTS}, ${audience.padEnd(6)} first call ${runs[0].seconds.toFixed(2)} s, median of ${TURNS} ${seconds.toFixed(2)} s, peak ${megabytes.toFixed(0)} MB, HTML ${html.toFixed(2)} MB`,
  );
  const found = { seconds, megabytes, html };
  const verdict = (name, target) => `${target}: ${found[name] <= TARGET[name] ? 'met' : 'MISSED'}`;
  const verdicts = [
    verdict('seconds', `${TARGET.seconds} s`),
    verdict('megabytes', `${TARGET.megabytes} MB`),
    verdict('html', `${TARGET.html} MB of HTML`),
  ];
  const isMet = Object.keys(TARGET).every((name) => found[name] <= TARGET[name]);
  console.log(`${isMet ? 'target met' : 'TARGET MISSED'} (${verdicts.join('; ')})`);
  if (!isMet) process.exitCode = 1;
}

/** Time of the whole process and, as it says itself when it ends, the most memory that it held. */
function run(study, audience, out) {
  const note = path.join(folder, 'peak');
  const watch = `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(note)}, String(process.resourceUsage().maxRSS)))`;
  const watcher = path.join(folder, 'watch.cjs');
  fs.writeFileSync(watcher, watch);
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--require',
      watcher,
      path.join(root, 'dist', 'casewright.mjs'),
      'report',
      study,
      '--out',
      out,
      '--audience',
      audience,
    ],
    { encoding: 'utf8', env: environment },
  );
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`the report ended with status ${status}: ${stderr.slice(0, 2000)}`);
  return { seconds, megabytes: Number(fs.readFileSync(note, 'utf8')) / 1000 };
}

function writeStudy(target) {
  const source = path.join(root, 'studies', 'imt');
  fs.mkdirSync(path.join(target, 'records'), { recursive: true });
  fs.copyFileSync(path.join(source, 'study.yaml'), path.join(target, 'study.yaml'));
  const tables = fs.readdirSync(path.join(source, 'records')).map((file) => ({
    file,
    rows: parse(fs.readFileSync(path.join(source, 'records', file), 'utf8'), { bom: true }),
  }));
  const children = children16(tables);
  for (const { file, rows } of tables) {
    const [head, ...body] = rows;
    const at = head.indexOf('patient');
    const rowsOf = grouped(body, at);
    const written = [head, ...body.filter((row) => !children.has(row[at]))];
    for (let copy = 0; copy < PATIENTS; copy += 1) {
      const [child, diagnosed] = [...children][copy % children.size];
      const back = daysBack(copy, Math.floor(copy / children.size), diagnosed);
      const id = `INV-${String(copy + 1).padStart(4, '0')}`;
      for (const row of rowsOf.get(child) ?? []) written.push(copied(head, row, child, id, back));
    }
    fs.writeFileSync(
      path.join(target, 'records', file),
      written.map((row) => `${row.map(quoted).join(',')}\n`).join(''),
    );
  }
  return target;
}

/** The first copy of each child is the child itself; none is moved out of the years that the study is about. */
function daysBack(copy, turn, diagnosed) {
  return turn === 0 ? 0 : (turn * 37 + copy * 11) % Math.min(300, (diagnosed - FIRST_DAY) / DAY);
}

/** A row under another id, earlier by some days; whether the contact is still current is judged again. */
function copied(head, row, child, id, back) {
  const moved = row.map((cell) =>
    cell === child ? id : cell.replace(/^\d{4}-\d\d-\d\d$/, (date) => dayBefore(date, back)),
  );
  const contact = head.indexOf('contact');
  if (contact >= 0 && moved[contact] !== '') moved[contact] = contactOn(moved[head.indexOf('date')]);
  return moved;
}

function contactOn(date) {
  const months = (Date.parse(DATA_LOCK) - Date.parse(date)) / DAY / 30.4375;
  return months <= 12 ? 'current' : months <= 24 ? 'overdue' : 'lost';
}

function grouped(rows, at) {
  const groups = new Map();
  for (const row of rows) groups.set(row[at], [...(groups.get(row[at]) ?? []), row]);
  return groups;
}

/** The children by id, with the day of their diagnosis. */
function children16(tables) {
  const { rows } = tables.find(({ file }) => file === 'presentation.csv');
  const [head, ...body] = rows;
  return new Map(body.map((row) => [row[head.indexOf('patient')], Date.parse(row[head.indexOf('diagnosisDate')])]));
}

function dayBefore(date, back) {
  return new Date(Date.parse(date) - back * DAY).toISOString().slice(0, 10);
}

function quoted(cell) {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
