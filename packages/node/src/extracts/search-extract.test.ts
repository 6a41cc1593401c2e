import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compileSearch } from '@casewright/core/search';
import { afterAll, describe, expect, it } from 'vitest';
import { KEYS, type RawReport } from './raw-report.ts';
import { rowReader } from './read-rows.ts';
import { duckDbReader, NotWithDuckDb } from './read-with-duckdb.ts';
import type { Reader, ReadingRequest } from './reader.ts';
import { Cancelled, type ExtractOptions, searchExtract } from './search-extract.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'casewright-extracts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reason = { en: 'Invented' };
const search = compileSearch({
  terms: [{ id: 'name', reason, patterns: { en: ['giant blue tumo(u)r'], 'zh-CN': ['巨蓝瘤'] } }],
  codes: [{ system: 'ICD-10', codes: ['D48*'], reason }],
});
const options: ExtractOptions = { sample: { size: 2, seed: 7 } };
const file = (name: string, content: string | Uint8Array): string => {
  const place = path.join(folder, name);
  writeFileSync(place, content);
  return place;
};

const ROWS = [
  ['H-100', 'R1', '2019-03-14', 'A giant\nblue tumour, "so called".', '2012-01-02'],
  ['H-200', 'R2', '2019/4/1', 'Nothing of note.', ''],
  ['H-300', 'R3', '2020年5月6日', '诊断：巨藍\n瘤。', '2015-02-03'],
  ['H-100', 'R4', '14.03.2021', 'Giant blue\u00ad tumors, ﬁnal.', '2012-01-02'],
  ['H-400', 'R5', '', 'Blue giant.', ''],
];
const csvOf = (rows: readonly (readonly string[])[], delimiter = ','): string =>
  [['patient_id', 'report_id', 'report_date', 'text', 'birth_date'], ...rows]
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter))
    .join('\n');

const told = (found: Awaited<ReturnType<typeof searchExtract>>) => ({
  counts: [found.reports, found.patients, found.reportsWithHit],
  found: found.found.map(({ report, hits }) => [
    report.id,
    report.patient,
    report.date,
    hits.map(({ start, end }) => report.text.slice(start, end)),
  ]),
  issues: found.issues.map(({ code }) => code),
});
const EXPECTED = {
  counts: [5, 4, 3],
  found: [
    ['R1', 'P00001', '2019-03-14', ['giant\nblue tumour']],
    ['R3', 'P00002', '2020-05-06', ['巨藍\n瘤']],
    // day and month the other way round would be another day: it is not guessed
    ['R4', 'P00001', null, ['Giant blue\u00ad tumors']],
  ],
  issues: [],
};

describe('an extract of rows', () => {
  it('gives reports with a hit, and counts of all', async () => {
    expect(told(await searchExtract([file('plain.csv', csvOf(ROWS))], search, options))).toEqual(EXPECTED);
  });

  it.each([
    ['tab.tsv', Buffer.from(csvOf(ROWS, '\t'))],
    ['utf16.csv', Buffer.from(`\ufeff${csvOf(ROWS)}`, 'utf16le')],
    ['bom.csv', Buffer.from(`\ufeff${csvOf(ROWS)}`)],
    [
      'lines.jsonl',
      Buffer.from(
        ROWS.map(([patient_id, report_id, report_date, text, birth_date]) =>
          JSON.stringify({ patient_id, report_id, report_date, text, birth_date }),
        ).join('\n'),
      ),
    ],
  ])('%s reads the same', async (name, bytes) => {
    expect(told(await searchExtract([file(name, bytes)], search, options))).toEqual(EXPECTED);
  });

  it('in GB18030 reads the same once the encoding is named or found', async () => {
    // 患者编号,报告内容 / A1,诊断：巨蓝瘤 in GB18030
    const bytes = Buffer.from('bbbcd5dfb1e0bac52cb1a8b8e6c4dac8dd0a41312cd5efb6cfa3babedec0b6c1f60a', 'hex');
    const found = await searchExtract([file('gb.csv', bytes)], search, { ...options, encoding: 'gb18030' });
    expect(found.found.map(({ report }) => report.text)).toEqual(['诊断：巨蓝瘤']);
  });

  it('with columns that several could be meant by is asked about, and a mapping answers', async () => {
    const place = file('twice.csv', 'mrn,hospital_no,text\n1,9,giant blue tumor\n');
    const asked = await searchExtract([place], search, options);
    expect(asked.questions.map(({ id }) => id)).toEqual(['column:twice.csv:patient']);
    expect(asked.found).toEqual([]);
    const mapping = file(
      'map.json',
      JSON.stringify({
        schema: 'casewright.extract-columns/1',
        tables: [{ columns: [], holds: { patient: 'mrn', text: 'text' } }],
      }),
    );
    expect((await searchExtract([place], search, { ...options, mapping })).reportsWithHit).toBe(1);
    const bad = file('bad.json', '{}');
    expect((await searchExtract([place], search, { ...options, mapping: bad })).issues.map(({ code }) => code)).toEqual(
      ['extract.mapping'],
    );
  });

  it('without a column of patients is refused in words', async () => {
    const { issues } = await searchExtract([file('none.csv', 'a,b\n1,2\n')], search, options);
    expect(issues.map(({ code }) => code)).toEqual(['extract.columns']);
    expect(issues[0]?.message['zh-CN']).toMatch(/患者编号/);
  });

  it('of codes finds those that count', async () => {
    const place = file(
      'codes.csv',
      'person_id,condition_source_value,condition_start_date\n1,D48.1,2020-01-01\n2,C41,2020-01-01\n',
    );
    const { found } = await searchExtract([place], search, options);
    expect(found.map(({ codes }) => codes)).toEqual([[{ system: '', code: 'D48.1' }]]);
  });
});

describe('pseudonyms', () => {
  it('stay the same with the next extract, and are sealed by a passphrase', async () => {
    const study = mkdtempSync(path.join(folder, 'study-'));
    const first = await searchExtract([file('y1.csv', csvOf(ROWS.slice(2, 3)))], search, { ...options, folder: study });
    expect(first.found[0]?.report.patient).toBe('P00001');
    const home = path.join(study, 'identifiers');
    expect(readFileSync(path.join(home, '.gitignore'), 'utf8')).toBe('*\n');
    expect(readFileSync(path.join(home, 'patients.csv'), 'utf8')).toContain('H-300');
    const sealed = { ...options, folder: study, passphrase: 'a long secret' };
    const second = await searchExtract([file('y2.csv', csvOf(ROWS))], search, sealed);
    expect(second.found.map(({ report }) => report.patient)).toEqual(['P00002', 'P00001', 'P00002']);
    expect(readdirSync(home).sort()).toEqual(['.gitignore', 'patients.sealed.json']);
    expect(readFileSync(path.join(home, 'patients.sealed.json'), 'utf8')).not.toContain('H-300');
    for (const passphrase of [null, 'another']) {
      const { issues } = await searchExtract([path.join(folder, 'y2.csv')], search, { ...sealed, passphrase });
      expect(issues.map(({ code }) => code)).toEqual(['extract.sealed']);
    }
    expect(JSON.stringify(second.found.map(({ report }) => ({ ...report, text: '' })))).not.toMatch(/H-\d/);
    expect(readFileSync(path.join(study, 'extract-columns.json'), 'utf8')).not.toMatch(/H-\d|tumour/);
  });
});

const many = Array.from({ length: 3000 }, (_one, at) => [
  `H${at % 700}`,
  `R${at}`,
  '2020-01-01',
  at % 97 === 0 ? 'giant blue tumour,\n"quoted"' : at % 89 === 0 ? '未见巨 蓝瘤' : `Nothing in line ${at}\nof note`,
  '',
]);

describe('a search that is stopped', () => {
  it('goes on where it was, with the same result', async () => {
    const place = file('many.csv', csvOf(many));
    const workFile = path.join(folder, 'work.jsonl');
    const whole = await searchExtract([place], search, options);
    const stop = new AbortController();
    const looked: string[] = [];
    const watched = {
      ...search,
      mayHit: (text: string) => {
        looked.push(text);
        return search.mayHit(text);
      },
    };
    const stopping = searchExtract([place], watched, {
      ...options,
      workFile,
      signal: stop.signal,
      onProgress: ({ reports }) => {
        if (reports >= 1500) stop.abort();
      },
    });
    await expect(stopping).rejects.toThrow(Cancelled);
    expect(existsSync(workFile)).toBe(true);
    expect(readFileSync(workFile, 'utf8')).not.toMatch(/H\d|tumour/);
    const before = looked.length;
    const resumed = await searchExtract([place], watched, { ...options, workFile });
    expect(resumed).toEqual(whole);
    expect(looked.length - before).toBeLessThan(3000);
    expect(existsSync(workFile)).toBe(false);
  });

  it('has a sample that is the same in any run, and no hit in it', async () => {
    const { sample, found } = await searchExtract([path.join(folder, 'many.csv')], search, {
      sample: { size: 20, seed: 3 },
    });
    expect(sample.reports).toHaveLength(20);
    const hits = new Set(found.map(({ report }) => report.id));
    expect(sample.reports.some(({ id }) => hits.has(id))).toBe(false);
  });
});

const request = (changes: Partial<ReadingRequest> = {}): ReadingRequest => ({
  source: 0,
  seed: 1,
  drawnBelow: KEYS / 10,
  coarse: search.coarse,
  codePattern: search.codePattern,
  searched: { rows: 0, found: new Set() },
  answers: {},
  remembered: () => null,
  remember: () => {},
  ...changes,
});
const readAll = async (reader: Reader, asked: ReadingRequest) => {
  const candidates: RawReport[] = [];
  let reports = 0;
  const patients = new Set<number>();
  await reader(asked, (batch) => {
    reports += batch.reports;
    for (const key of Array.from(batch.patients)) patients.add(key);
    candidates.push(...batch.candidates);
  });
  return { reports, patients, candidates };
};

describe('DuckDB', () => {
  it('gives the same as the reader of rows, less what no first pass finds', async () => {
    const place = file('large.csv', csvOf(many));
    const theirs = await readAll(duckDbReader(place), request());
    const ours = await readAll(rowReader(place), request());
    expect([theirs.reports, theirs.patients]).toEqual([ours.reports, ours.patients]);
    expect(theirs.candidates.length).toBeLessThan(ours.candidates.length / 2);
    const found = (reports: readonly RawReport[]) => reports.filter(({ text }) => search.findHits(text).length > 0);
    expect(found(theirs.candidates)).toEqual(found(ours.candidates).map((one) => ({ ...one, isWithoutHit: false })));
    expect(found(theirs.candidates).length).toBeGreaterThan(40);
  });

  it('looks at no row again that was searched before, but for those with a hit', async () => {
    const asked = request({ drawnBelow: 0, searched: { rows: 3000, found: new Set([98]) } });
    const { reports, candidates } = await readAll(duckDbReader(path.join(folder, 'large.csv')), asked);
    expect(reports).toBe(3000);
    expect(candidates.map(({ row }) => row)).toEqual([98]);
  });

  it('that runs out of memory on the way does not pass for one that has read the end', async () => {
    const rows = 60_000;
    const long = 'no finding of note. '.repeat(50);
    const place = file(
      'wide.csv',
      `patient_id,report_id,report_date,report_type,text\n${Array.from({ length: rows }, (_, at) => `H${at},R${at},2020-01-01,letter,${long}\n`).join('')}`,
    );
    expect((await readAll(duckDbReader(place), request({ drawnBelow: 0 }))).reports).toBe(rows);
    const stopped = readAll(duckDbReader(place, '60MB'), request({ drawnBelow: 0 }));
    await expect(stopped).rejects.toThrow(NotWithDuckDb);
    await expect(stopped).rejects.toThrow(/the stream ended after row [0-9]+/);
  });
});
