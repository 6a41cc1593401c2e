import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compileSearch } from '@casewright/core/search';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchExtract } from './search-extract.ts';

const BIN = ['15', '16', '17', '14']
  .map((version) => `/usr/lib/postgresql/${version}/bin`)
  .find((bin) => existsSync(`${bin}/initdb`));
const isRoot = process.getuid?.() === 0;
const PORT = 20_000 + (process.pid % 20_000);
const reason = { en: 'Invented' };
const search = compileSearch({
  terms: [{ id: 'name', reason, patterns: { en: ['giant blue tumo(u)r'], 'zh-CN': ['巨蓝瘤'] } }],
  codes: [{ system: 'ICD-10', codes: ['D48*'], reason }],
});
const options = { sample: { size: 2, seed: 1 } };

// skipped where PostgreSQL's programs are not installed, or nobody could become the user they want
describe.skipIf(BIN === undefined || !isRoot)('PostgreSQL, a private server', () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'casewright-pg-'));
  const data = path.join(home, 'data');
  const run = (program: string, ...args: string[]) =>
    execFileSync('runuser', ['-u', 'postgres', '--', path.join(BIN as string, program), ...args], { stdio: 'ignore' });
  const url = `postgresql://reader:geheim@127.0.0.1:${PORT}/postgres`;

  beforeAll(async () => {
    execFileSync('chmod', ['755', home]);
    execFileSync('install', ['-d', '-o', 'postgres', '-m', '700', data]);
    run('initdb', '-D', data, '-A', 'trust', '-U', 'owner', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync');
    run(
      'pg_ctl',
      '-D',
      data,
      '-w',
      '-l',
      path.join(data, 'log'),
      '-o',
      `-p ${PORT} -k ${data} -c listen_addresses=127.0.0.1 -c fsync=off`,
      'start',
    );
    const owner = new pg.Client({ connectionString: `postgresql://owner@127.0.0.1:${PORT}/postgres` });
    await owner.connect();
    await owner.query(`CREATE ROLE reader LOGIN PASSWORD 'geheim';
      CREATE TABLE reports (patient_id text, report_id int, report_date timestamp, text text, icd10_code text);
      INSERT INTO reports SELECT 'H' || n % 50, n, '2020-01-01', CASE n % 40 WHEN 0 THEN E'A giant\n blue tumour' WHEN 1 THEN '巨藍 瘤' WHEN 2 THEN 'Ｇiant blue tumor' ELSE 'nothing' END, CASE n WHEN 7 THEN 'd48.1' END FROM generate_series(1, 400) n;
      INSERT INTO reports VALUES (NULL, 999, NULL, 'giant blue tumor', NULL);
      CREATE VIEW pathology AS SELECT * FROM reports; GRANT SELECT ON pathology TO reader;`);
    await owner.end();
  }, 60_000);
  afterAll(() => {
    run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
    rmSync(home, { recursive: true, force: true });
  });

  it('gives the reports of a view, its hits looked for by the server', async () => {
    const found = await searchExtract([`${url}#pathology`], search, options);
    expect(found.issues).toEqual([]);
    expect([found.reports, found.patients, found.reportsWithHit]).toEqual([400, 50, 31]);
    expect(found.found.filter(({ codes }) => codes.length > 0).map(({ report }) => report.id)).toEqual(['7']);
    expect(found.found[0]?.report).toMatchObject({ file: 'pathology', date: '2020-01-01' });
    expect(found.sample.reports).toHaveLength(2);
    expect(await searchExtract([`${url}#pathology`], search, options)).toEqual(found);
  });

  it.each([
    ['no table', '', 'extract.postgresTable'],
    ['a table that may not be read', '#reports', 'extract.postgresTable'],
    ['more than a name', '#pathology; DROP TABLE reports', 'extract.postgresTable'],
  ])('%s is refused without the password', async (_what, table, code) => {
    const { issues } = await searchExtract([url + table], search, options);
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(JSON.stringify(issues)).not.toContain('geheim');
  });

  it('that is not there is refused without the password', async () => {
    const { issues } = await searchExtract(['postgresql://reader:geheim@127.0.0.1:1/x#t'], search, options);
    expect(issues.map(({ code }) => code)).toEqual(['extract.postgresConnect']);
    expect(JSON.stringify(issues)).not.toContain('geheim');
  });
});
