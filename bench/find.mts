// Searches a generated extract (40 % Chinese, quoted line breaks) for 50 term groups and judges every mention; beside it, in
// the same run, a bare DuckDB scan with the same groups as plain alternations. BENCH_MEGABYTES sets the size (1024), and
// BENCH_GROWTH=1 adds a file of four times the size. All reports are invented.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeMentions } from '../packages/core/src/context/index.ts';
import { compileSearch, type Search } from '../packages/core/src/search/index.ts';
import { searchExtract } from '../packages/node/src/extracts/index.ts';

const megabytes = Number(process.env.BENCH_MEGABYTES ?? 1024);
const reason = { en: 'Invented' };
const STEMS = ['haemangio', 'lipo', 'myxo', 'osteo', 'chondro', 'neuro', 'angio', 'adeno', 'leiomyo', 'rhabdo'];
const ENDS = ['blastoma', 'sarcoma', 'fibroma', 'matous tumour', 'cystic granuloma'];
const CHINESE_STEMS = ['血管', '脂肪', '黏液', '骨', '软骨', '神经', '脉管', '腺', '平滑肌', '横纹肌'];
const CHINESE_ENDS = ['母细胞瘤', '肉瘤', '纤维瘤', '样肿瘤', '囊性肉芽肿'];
const groups = STEMS.flatMap((stem, row) =>
  ENDS.map((end, column) => ({
    id: `g${row}x${column}`,
    english: [`${stem}${end}`, `malignant ${stem}${end}`],
    chinese: [`炎性${CHINESE_STEMS[row]}${CHINESE_ENDS[column]}`],
  })),
);
const search: Search = {
  terms: groups.map(({ id, english, chinese }) => ({ id, reason, patterns: { en: english, 'zh-CN': chinese } })),
};

if (process.argv[2] === 'search') {
  await searchOnce(process.argv[3] as string, process.argv[4] ?? null);
} else {
  await measure();
}

async function measure(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'casewright-bench-find-'));
  try {
    const sizes = process.env.BENCH_GROWTH ? [megabytes, 4 * megabytes] : [megabytes];
    const times: number[] = [];
    for (const size of sizes) {
      const file = path.join(folder, `reports-${size}.csv`);
      const reports = writeExtract(file, size);
      const mb = fs.statSync(file).size / 2 ** 20;
      console.log(`${mb.toFixed(0)} MB, ${reports} reports, ${groups.length} term groups`);
      const bare: number[] = [];
      const ours: number[] = [];
      let last: Outcome | null = null;
      for (let round = 0; round < 3; round += 1) {
        bare.push(await bareScan(file));
        last = await child(file, null);
        ours.push(last.seconds);
      }
      const [least, leastOurs] = [Math.min(...bare), Math.min(...ours)];
      times.push(leastOurs);
      console.log(`  bare DuckDB scan     ${bare.map(shown).join(' / ')} s`);
      console.log(
        `  search and judgement ${ours.map(shown).join(' / ')} s, ${(mb / leastOurs).toFixed(0)} MB/s, peak ${last?.peak} MB`,
      );
      console.log(`  ratio of the least   ${(leastOurs / least).toFixed(2)} (at most 2)`);
      console.log(
        `  reports with a hit   ${last?.found}, mentions judged ${last?.mentions}, patients ${last?.patients}`,
      );
      if (size === megabytes) await killedAndResumed(file, path.join(folder, 'work.jsonl'), last as Outcome);
      fs.rmSync(file);
    }
    const [small, large] = times;
    if (small !== undefined && large !== undefined)
      console.log(`growth from n to 4n: exponent ${(Math.log(large / small) / Math.log(4)).toFixed(2)}`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

type Outcome = { seconds: number; peak: number; found: number; mentions: number; patients: number; digest: string };

/** In a process of its own, so that its memory is its own. */
function child(file: string, work: string | null, killAfter?: number): Promise<Outcome> {
  const self = fileURLToPath(import.meta.url);
  const started = spawn(process.execPath, ['--import', 'tsx', self, 'search', file, ...(work === null ? [] : [work])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  started.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  if (killAfter !== undefined) setTimeout(() => started.kill('SIGKILL'), killAfter * 1000);
  return new Promise((resolve, reject) => {
    started.on('close', (status) => {
      if (status === 0) resolve(JSON.parse(printed) as Outcome);
      else reject(new Error(`ended with ${status}`));
    });
  });
}

async function killedAndResumed(file: string, work: string, whole: Outcome): Promise<void> {
  const killed = await child(file, work, 2 + whole.seconds / 2).then(
    () => false,
    () => true,
  );
  const rows = fs.existsSync(work) ? JSON.parse(fs.readFileSync(work, 'utf8').trim().split('\n').at(-1) ?? '[]')[1] : 0;
  const again = await child(file, work);
  const same = again.digest === whole.digest;
  console.log(
    `  killed ${killed ? `after row ${rows}` : 'too late'}, resumed in ${shown(again.seconds)} s: ${same ? 'the same' : 'ANOTHER'} result`,
  );
  if (!same) process.exitCode = 1;
}

async function searchOnce(file: string, workFile: string | null): Promise<void> {
  const started = performance.now();
  const compiled = compileSearch(search);
  const found = await searchExtract([file], compiled, { sample: { size: 300, seed: 1 }, workFile });
  let mentions = 0;
  const judged: string[] = [];
  for (const { report, hits } of found.found) {
    for (const mention of judgeMentions(report.text, hits)) {
      mentions += 1;
      judged.push(
        `${report.id} ${mention.start} ${mention.negation.value} ${mention.temporality.value} ${mention.experiencer.value}`,
      );
    }
  }
  const seconds = (performance.now() - started) / 1000;
  const { createHash } = await import('node:crypto');
  const digest = createHash('sha256')
    .update(JSON.stringify([judged, found.sample, found.reports, found.patients]))
    .digest('hex');
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    JSON.stringify({ seconds, peak, found: found.reportsWithHit, mentions, patients: found.patients, digest }),
  );
}

async function bareScan(file: string): Promise<number> {
  const { createRequire } = await import('node:module');
  const require = createRequire(new URL('../packages/node/package.json', import.meta.url));
  const { DuckDBInstance } = require('@duckdb/node-api') as typeof import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const alternatives = groups.flatMap(({ english, chinese }) => [...english, ...chinese]).join('|');
  const started = performance.now();
  await connection.runAndReadAll(
    `SELECT count(*) FROM read_csv('${file}', header=true, auto_detect=false, quote='"', escape='"', parallel=false, columns={'patient_id': 'VARCHAR', 'report_id': 'VARCHAR', 'report_date': 'VARCHAR', 'report_type': 'VARCHAR', 'text': 'VARCHAR'}) WHERE regexp_matches(text, '(?i)(?:${alternatives})')`,
  );
  const seconds = (performance.now() - started) / 1000;
  connection.closeSync();
  instance.closeSync();
  return seconds;
}

/** Reports of invented patients; every 400th names a tumour of a group, in one of the ways reports do. */
function writeExtract(file: string, size: number): number {
  const random = generator(20_260_101);
  const pick = <T,>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const ENGLISH = [
    'The specimen is received in formalin and measures 3.2 x 1.4 cm.',
    'Sections show fibrous tissue with chronic inflammation.',
    'No atypia is seen in the cells examined.',
    'The lungs are clear, without effusion.',
    'There is a small cyst of the left kidney.',
    'The patient was discharged in good condition.',
    'Margins are free; "clear" by frozen section.',
    'Mild fatty change of the liver is noted.',
  ];
  const CHINESE = [
    '送检灰白组织一块，大小约3.2cm×1.4cm。',
    '镜下见纤维组织增生伴慢性炎细胞浸润。',
    '双肺纹理清晰，未见明显异常密度影。',
    '肝脏形态大小正常，实质回声均匀。',
    '患儿一般情况良好，予以出院。',
    '切缘未见病变累及。',
    '左肾见小囊肿，直径约0.8cm。',
    '免疫组化：CD34（血管+），S-100（-），Ki-67约3%（+）。',
  ];
  const SAID = [
    'Final diagnosis: # of the lung.',
    'No evidence of # is seen.',
    'History of #, resected in 2014.',
    'Findings suggest #; cannot exclude other lesions.',
  ];
  const SAID_CHINESE = ['病理诊断：#。', '未见#证据。', '考虑#可能。', '既往#术后3年。'];
  const descriptor = fs.openSync(file, 'w');
  fs.writeSync(descriptor, 'patient_id,report_id,report_date,report_type,text\n');
  const enough = size * 2 ** 20;
  let written = 0;
  let reports = 0;
  while (written < enough) {
    let block = '';
    for (let at = 0; at < 2000; at += 1) {
      reports += 1;
      const chinese = random() < 0.4;
      const sentences = Array.from({ length: 4 + Math.floor(random() * 12) }, () => pick(chinese ? CHINESE : ENGLISH));
      if (random() < 1 / 400) {
        const group = pick(groups);
        const name = pick(chinese ? group.chinese : group.english);
        sentences.splice(
          Math.floor(random() * sentences.length),
          0,
          pick(chinese ? SAID_CHINESE : SAID).replace('#', name),
        );
      }
      const text = sentences.map((sentence) => sentence + (random() < 0.3 ? '\n' : chinese ? '' : ' ')).join('');
      block += `H${Math.floor(random() * 400_000)},R${reports},20${10 + Math.floor(random() * 14)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 9)},${chinese ? '病理' : 'pathology'},"${text.replaceAll('"', '""')}"\n`;
    }
    const bytes = Buffer.from(block);
    fs.writeSync(descriptor, bytes);
    written += bytes.length;
  }
  fs.closeSync(descriptor);
  return reports;
}

/** Mulberry32: the same numbers on any machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shown(seconds: number): string {
  return seconds.toFixed(2);
}
