import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, casewright, startCasewright } from '../support/command.ts';
import { extract, STUDY } from './invented-extract.ts';

/** Two screeners who differ, a third who settles it, and the extract of the year after: everybody is invented. */
const folder = mkdtempSync(path.join(tmpdir(), 'casewright-year-'));
const at = (...parts: string[]): string => path.join(folder, ...parts);
const study = at('study');

beforeAll(async () => {
  await buildCommand();
  mkdirSync(at('study', 'records'), { recursive: true });
  writeFileSync(at('study', 'study.yaml'), STUDY);
  writeFileSync(at('first.csv'), extract());
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Decide = (patient: string, reports: string) => readonly [decision: string, reason?: string];

/** Fills the columns of a sheet that are a screener's; who stands in it, in its order. */
async function decide(file: string, decision: Decide): Promise<string[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  const sheet = book.worksheets[0] as ExcelJS.Worksheet;
  const heads = (sheet.getRow(1).values as unknown[]).map(String);
  const [to, why] = [heads.indexOf('Decision'), heads.indexOf('Reason')];
  const patients: string[] = [];
  sheet.eachRow((row, number) => {
    if (number === 1) return;
    const patient = String(row.getCell(2).value);
    patients.push(patient);
    const [vote, reason] = decision(patient, String(row.getCell(4).value));
    row.getCell(to).value = vote;
    if (reason !== undefined) row.getCell(why).value = reason;
  });
  await book.xlsx.writeFile(file);
  return patients;
}

const lump = /(?:FINAL DIAGNOSIS|Diagnosis|病理诊断)[\s\S]*?(?:lumpoblastoma|虚构母细胞瘤)/i;
const careful: Decide = (_patient, reports) =>
  lump.test(reports) && !/排除虚构/.test(reports) ? ['include'] : ['exclude', 'no_tumour'];
/** Whom the second screener sees otherwise. */
const DISPUTED = 'P00002';
const other: Decide = (patient, reports) =>
  patient === DISPUTED ? ['exclude', 'no_tumour'] : careful(patient, reports);

const logOf = (): string[] =>
  readFileSync(at('study', 'records', '_screening.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);

describe('two screeners who differ', () => {
  let sheets: string;
  beforeAll(async () => {
    const found = ['find', study, '--reports', at('first.csv'), '--out', at('found'), '--screeners', 'A,B'];
    expect(casewright(found).status).toBe(0);
    const a = await decide(at('found', 'screening-A.xlsx'), careful);
    const b = await decide(at('found', 'screening-B.xlsx'), other);
    sheets = `${at('found', 'screening-A.xlsx')},${at('found', 'screening-B.xlsx')}`;
    // the same people, in an order of his own for each
    expect([...a].sort()).toEqual([...b].sort());
    expect(a).not.toEqual(b);
  });

  it('get a sheet with what they differ in, and nothing of it in the log yet', () => {
    const { status, stdout } = casewright(['screen', study, '--decisions', sheets, '--out', at('out')]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Decided 8 of 9 candidates/);
    expect(existsSync(at('out', 'adjudication.xlsx'))).toBe(true);
    expect(logOf().some((line) => line.startsWith(`${DISPUTED},`))).toBe(false);
  });

  it('are settled by a third, whose word enters the log beside theirs', async () => {
    const asked = await decide(at('out', 'adjudication.xlsx'), () => ['include']);
    expect(asked).toEqual([DISPUTED]);
    const args = ['screen', study, '--decisions', sheets, '--adjudicated', at('out', 'adjudication.xlsx')];
    const { status, stdout } = casewright(args);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Decided 9 of 9 candidates/);
    const line = logOf().find((one) => one.startsWith(`${DISPUTED},`));
    expect(line).toMatch(/,include,.*,include,no_tumour,yes$/);
  });
});

describe('the extract of the year after', () => {
  it('asks only about who is new or changed, names who is gone, and keeps what was decided', async () => {
    const before = logOf();
    const later = extract({
      extra: [
        ['P20', 'R90', '2023-02-02', 'Pathology', 'FINAL DIAGNOSIS: Omentum: Lumpoblastoma.', '2017-07-07', 'Z99.7'],
        ['P03', 'R91', '2023-03-03', 'Pathology', 'FINAL DIAGNOSIS: Liver: Lumpoblastoma.', '2010-01-01', ''],
      ],
      without: ['P04'],
    });
    writeFileSync(at('second.csv'), later);
    const args = [
      'find',
      study,
      '--reports',
      at('second.csv'),
      '--out',
      at('next'),
      '--screeners',
      'A,B',
      '--sample',
      '0',
    ];
    const { status, stdout } = casewright(args);
    expect(status).toBe(0);
    expect(stdout).toMatch(/1 new, 1 changed, 1 vanished/);
    const names = readFileSync(at('study', 'identifiers', 'patients.csv'), 'utf8');
    const nameOf = (number: string): string => new RegExp(`^(P\\d+),${number}$`, 'm').exec(names)?.[1] ?? number;
    const asked = await decide(at('next', 'screening-A.xlsx'), () => ['include']);
    expect([...asked].sort()).toEqual([nameOf('P20'), nameOf('P03')].sort());
    await decide(at('next', 'screening-B.xlsx'), () => ['include']);
    const sheets = `${at('next', 'screening-A.xlsx')},${at('next', 'screening-B.xlsx')}`;
    const read = casewright(['screen', study, '--decisions', sheets]);
    expect(read.stderr).toBe('');
    expect(read.status).toBe(0);
    const after = logOf();
    const kept = before.filter((line) => !line.startsWith(`${nameOf('P03')},`));
    // a column came behind: what was decided before
    expect(after).toEqual(expect.arrayContaining(kept.map((line) => `${line},`)));
    expect(after.find((line) => line.startsWith(`${nameOf('P03')},`))).toMatch(/,include,.*,no_tumour$/);
    expect(after.some((line) => line.startsWith(`${nameOf('P20')},`))).toBe(true);
  });
});

describe('a search that is stopped', () => {
  it('says so, leaves nothing of a patient behind, and goes on with --resume to the same end', async () => {
    const rows = Array.from({ length: 24_000 }, (_, index) => {
      const text = index % 240 === 7 ? 'FINAL DIAGNOSIS: Lumpoblastoma.' : 'The lungs are clear. '.repeat(12);
      return `S${index},X${index},2020-01-02,Pathology,${text},2014-01-01,\n`;
    });
    writeFileSync(at('large.csv'), `patient,report_id,date,type,text,birth_date,code\n${rows.join('')}`);
    mkdirSync(at('stopped'), { recursive: true });
    writeFileSync(at('stopped', 'study.yaml'), STUDY);
    const args = ['find', at('stopped'), '--reports', at('large.csv'), '--json'];
    const work = at('stopped', 'screening', 'search.work');
    const child = startCasewright(args);
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    const ended = new Promise<number | null>((done) => child.once('close', done));
    for (let tries = 0; tries < 400 && !existsSync(work) && child.exitCode === null; tries += 1) await wait(10);
    child.kill('SIGINT');
    expect(await ended).toBe(2);
    expect(said).toContain('--resume');
    expect(readFileSync(work, 'utf8')).not.toMatch(/S\d|Lumpoblastoma/);
    const resumed = casewright([...args, '--resume']);
    expect(resumed.status).toBe(0);
    expect(existsSync(work)).toBe(false);
    const whole = casewright(args);
    expect(JSON.parse(resumed.stdout)).toEqual(JSON.parse(whole.stdout));
    expect((JSON.parse(whole.stdout) as { candidates: object[] }).candidates).toHaveLength(100);
  });
});
