import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, casewright } from '../support/command.ts';
import { extract, HIDDEN_CASE, STUDY } from './invented-extract.ts';

/** The way from an extract to a screening log, by the built command: everybody and every report is invented. */
const folder = mkdtempSync(path.join(tmpdir(), 'casewright-find-'));
const at = (...parts: string[]): string => path.join(folder, ...parts);
const study = at('study');

beforeAll(async () => {
  await buildCommand();
  mkdirSync(at('study', 'records'), { recursive: true });
  writeFileSync(at('study', 'study.yaml'), STUDY);
  writeFileSync(at('reports.csv'), extract());
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Candidate = { patient: string; firstDate: string | null; status: string; evidence: { report: string }[] };
type Found = { reports: number; patients: number; candidates: Candidate[] };

describe('casewright find', () => {
  it('has an entry for everybody with a mention, each with its evidence', () => {
    const { status, stdout } = casewright(['find', study, '--reports', at('reports.csv'), '--json']);
    expect(status).toBe(0);
    const found = JSON.parse(stdout) as Found;
    expect([found.reports, found.patients]).toEqual([42, 39]);
    const byReport = found.candidates.map(({ status, evidence }) => [
      evidence.map(({ report }) => report).join(),
      status,
    ]);
    expect(byReport).toContainEqual(['R07', 'case']);
    expect(new Set(found.candidates.map((one) => one.status))).toEqual(new Set(['case', 'possible', 'family', 'not']));
    expect(found.candidates.every(({ evidence }) => Array.isArray(evidence))).toBe(true);
    // the hospital's number stays in the file apart
    expect(stdout).not.toContain('"P01"');
    expect(readFileSync(at('study', 'identifiers', 'patients.csv'), 'utf8')).toContain('P01');
  });

  it('says how one report was read', () => {
    const read = casewright(['find', study, '--reports', at('reports.csv'), '--explain', 'R07', '--json']);
    expect(read.status).toBe(0);
    const explained = JSON.parse(read.stdout) as { supports: { status: string }; sentences: { mentions: object[] }[] };
    expect(explained.supports.status).toBe('case');
    expect(explained.sentences.flatMap(({ mentions }) => mentions)).toMatchObject([
      { term: 'fullName', negation: { value: 'affirmed' }, experiencer: { value: 'patient' } },
    ]);
    writeFileSync(at('one.txt'), '病理诊断：未见虚构母细胞瘤证据。');
    const chinese = casewright(['find', study, '--explain', at('one.txt'), '--kind', '病理', '--lang', 'zh-CN']);
    expect(chinese.stdout).toContain('“非病例”');
    expect(chinese.stdout).toContain('依据“未见”');
    const none = casewright(['find', study, '--explain', at('nothing.txt')]);
    expect(none.status).toBe(2);
    expect(none.stderr).toContain('nothing.txt');
  });

  it('writes an evidence page that loads nothing, and sheets that only their owner may read', () => {
    const args = ['find', study, '--reports', at('reports.csv'), '--out', at('found'), '--screeners', 'A,B'];
    expect(casewright(args).status).toBe(0);
    const page = readFileSync(at('found', 'evidence.html'), 'utf8');
    expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'/);
    expect(page).not.toMatch(/(?:src|href)="https?:/);
    expect(statSync(at('found', 'screening-A.xlsx')).mode & 0o077).toBe(0);
  });
});

/** Decides each row of a sheet, as its screener would by reading the reports shown. */
async function decide(
  name: string,
  decisionOf: (reports: string) => [decision: string, reason?: string],
): Promise<void> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(at('found', name));
  const sheet = book.worksheets[0] as ExcelJS.Worksheet;
  sheet.eachRow((row, number) => {
    if (number === 1) return;
    const [decision, reason] = decisionOf(String(row.getCell(4).value));
    row.getCell(5).value = decision;
    if (reason !== undefined) row.getCell(6).value = reason;
  });
  await book.xlsx.writeFile(at('found', name));
}

const readAs = (reports: string): [string, string?] => {
  if (reports.includes(`(${HIDDEN_CASE})`)) return ['include'];
  const says = /lumpoblastoma|虚构母细胞瘤/i.test(reports) && !/家族史|no evidence|除外|未见虚构/i.test(reports);
  return says ? ['include'] : ['exclude', 'no_tumour'];
};

describe('casewright screen', () => {
  it('reads the sheets back: agreement, the log, and what the search missed', async () => {
    await decide('screening-A.xlsx', readAs);
    await decide('screening-B.xlsx', readAs);
    const sheets = `${at('found', 'screening-A.xlsx')},${at('found', 'screening-B.xlsx')}`;
    const { status, stdout, stderr } = casewright([
      'screen',
      study,
      '--decisions',
      sheets,
      '--json',
      '--out',
      at('out'),
    ]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const screened = JSON.parse(stdout) as { result?: { statistics: { id: string; value: number | null }[] } };
    const text = JSON.stringify(screened);
    expect(text).toContain('kappa');
    expect(text).toContain('missed');
    const log = readFileSync(at('study', 'records', '_screening.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(log.length).toBeGreaterThan(9);
    expect(log.some((line) => line.includes('include'))).toBe(true);
  });

  it('names a decision that is none, with file and row, and changes nothing', async () => {
    const before = readFileSync(at('study', 'records', '_screening.csv'), 'utf8');
    await decide('screening-B.xlsx', () => ['perhaps so']);
    const sheets = `${at('found', 'screening-A.xlsx')},${at('found', 'screening-B.xlsx')}`;
    const { status, stdout, stderr } = casewright(['screen', study, '--decisions', sheets]);
    expect(status).toBe(1);
    expect(`${stdout}${stderr}`).toMatch(/screening-B\.xlsx[\s\S]*line 2, /);
    expect(readFileSync(at('study', 'records', '_screening.csv'), 'utf8')).toBe(before);
  });
});

type Statistic = {
  id: string;
  unit: string;
  value: number | null;
  numerator?: string;
  denominator?: string;
  printed: Record<string, string>;
};
type Result = { id: string; recordSets?: Record<string, string[]>; statistics: Statistic[] };
const resultOf = (folder: string): Result | undefined =>
  (JSON.parse(readFileSync(at(folder, 'results.json'), 'utf8')) as { results: Result[] }).results.find(
    ({ id }) => id === 'caseFinding',
  );

describe('casewright report after a screening', () => {
  const screening = (): string => at('study', 'screening', 'result.json');
  beforeAll(() => {
    const log = readFileSync(at('study', 'records', '_screening.csv'), 'utf8')
      .trim()
      .split('\n');
    const included = log.map((line) => line.split(',')).filter((cells) => cells[2] === 'include');
    writeFileSync(
      at('study', 'records', 'person.csv'),
      `patient,age\n${included.map(([patient]) => `${patient},5\n`).join('')}`,
    );
  });

  it('shows how the cases were found, each number bound, and names nobody to the public', () => {
    const { status } = casewright(['report', study, '--out', at('public'), '--format', 'html,docx']);
    expect(status).toBe(0);
    const page = readFileSync(at('public', 'report.html'), 'utf8');
    expect(page).toContain('How the cases were found');
    expect(page).toContain('lumpoblastoma');
    for (const id of [
      'reports',
      'candidates.count',
      'screened.count',
      'included.count',
      'others.no_tumour.count',
      'missed.population',
      'missed.upperOneSided',
      'sensitivity',
      'predictive.value.lower',
      'agreement.percent',
      'agreement.kappa',
      'agreement.ac1.upper',
    ])
      expect(page, id).toContain(`data-statistic="caseFinding.${id}"`);
    expect(page).not.toMatch(/P0000\d/);
    expect(readFileSync(at('public', 'figures', 'case-finding-flow.svg'), 'utf8')).toContain('Reports searched');
    expect(readFileSync(at('public', 'tables', 'all-numbers.csv'), 'utf8')).toContain(
      'caseFinding.missed.upper,How the cases were found,',
    );
  });

  it('gives the same numbers from the patients that it lists', () => {
    expect(casewright(['report', study, '--out', at('team'), '--audience', 'team', '--lang', 'zh-CN']).status).toBe(0);
    const result = resultOf('team');
    const sizeOf = (set: string | undefined): number | null =>
      set === undefined ? null : (result?.recordSets?.[set]?.length ?? null);
    const statistics = result?.statistics ?? [];
    const counts = statistics.filter(({ unit, numerator }) => unit === 'count' && numerator !== undefined);
    expect(counts.length).toBeGreaterThan(20);
    for (const { id, value, numerator } of counts) expect(value, id).toBe(sizeOf(numerator));
    const share = statistics.find(({ id }) => id === 'caseFinding.predictive.value');
    expect(share?.value).toBeCloseTo((sizeOf(share?.numerator) ?? 0) / (sizeOf(share?.denominator) ?? 1), 12);
    const page = readFileSync(at('team', 'report.html'), 'utf8');
    expect(page).toContain('病例的发现过程');
    expect(page).toContain('"P00001"');
  });

  it('says that the search was changed since, and refuses a result that is none', () => {
    const before = readFileSync(screening(), 'utf8');
    writeFileSync(at('study', 'study.yaml'), STUDY.replace('[lumpoblastoma]', '[lumpoblastoma, lumpoma]'));
    const changed = casewright(['check', study, '--json']);
    writeFileSync(at('study', 'study.yaml'), STUDY);
    expect(changed.stdout).toContain('screening.searchChanged');
    writeFileSync(screening(), before.slice(0, 400));
    const damaged = casewright(['check', study, '--json']);
    writeFileSync(screening(), before);
    expect(damaged.status).toBe(1);
    expect(damaged.stdout).toContain('screening.resultDamaged');
    expect(casewright(['check', study, '--json']).stdout).not.toContain('screening.');
  });
});
