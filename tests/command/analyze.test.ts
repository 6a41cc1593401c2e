import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, casewright, repository, type Workplace, workplace } from '../support/command.ts';

let place: Workplace;
beforeAll(async () => {
  await buildCommand();
  place = workplace();
}, 300_000);
afterAll(() => place.clear());

const NAMED = ['--event-value', '2', '--censor-value', '1'];
const analyze = (...args: string[]) => casewright(['analyze', ...args], { cwd: place.at('.') });
const write = (name: string, text: string | Uint8Array): string => {
  writeFileSync(place.at(name), text);
  return name;
};
const SMALL = 'months,status,arm\n1,2,a\n2,1,b\n3,2,a\n4,2,b\n5,1,a\n6,2,b\n';

type Json = {
  results: { id: string; statistics: { name: string; column?: string; value: number | null }[] }[];
  issues: { code: string; hint: string }[];
};
const json = (...args: string[]): Json => JSON.parse(analyze(...args, '--json').stdout) as Json;
const codes = (...args: string[]): string[] => json(...args).issues.map(({ code }) => code);

describe('the examples of docs/analyze.md', () => {
  it('print what stands below them', () => {
    const page = readFileSync(path.join(repository, 'docs', 'analyze.md'), 'utf8');
    const blocks = [...page.matchAll(/^```(sh|csv|text)(?: (\S+))?\n([\s\S]*?)^```$/gm)];
    let said = '';
    for (const [, kind, file = '', body = ''] of blocks) {
      if (kind === 'csv') write(file, body);
      else if (kind === 'sh') {
        const ran = casewright(body.trim().split(' ').slice(1), { cwd: place.at('.') });
        said = `${ran.stdout}${ran.stderr}`.replaceAll(/\s+/g, ' ');
      } else for (const line of body.trim().split('\n')) expect(said).toContain(line.trim().replaceAll(/\s+/g, ' '));
    }
    expect(blocks.filter(([, kind]) => kind === 'sh').length).toBeGreaterThan(3);
    expect(readdirSync(place.at('report')).sort()).toEqual([
      '.casewright-report.json',
      'figures',
      'report.html',
      'results.json',
      'tables',
    ]);
  });
});

describe('casewright analyze', () => {
  it('reads the same from CSV, semicolons, tabs, spaces, GB18030 and a workbook', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('patients');
    for (const line of SMALL.trim().split('\n'))
      sheet.addRow(line.split(',').map((cell) => (Number.isNaN(Number(cell)) ? cell : Number(cell))));
    await book.xlsx.writeFile(place.at('small.xlsx'));
    const files: [string, ...string[]][] = [
      [write('small.csv', SMALL)],
      [write('semicolons.csv', SMALL.replaceAll(',', ';'))],
      [write('tabs.tsv', SMALL.replaceAll(',', '\t'))],
      [write('spaces.dat', SMALL.replaceAll(',', '   '))],
      [write('marked.csv', `\uFEFF${SMALL}`)],
      ['small.xlsx'],
    ];
    const read = files.map(([file, ...more]) => {
      const { results } = json(file, '--time', 'months', '--event', 'status', ...NAMED, '--group', 'arm', ...more);
      return results.map(({ statistics }) => statistics.map(({ name, value, column }) => [name, value, column]));
    });
    for (const one of read) expect(one).toEqual(read[0]);
    expect(read[0]?.[0]?.find(([name]) => name === 'median')?.[1]).toBe(4);
  });

  it('asks for the sheet, the decimal comma and the header, each by the option that answers it', async () => {
    const book = new ExcelJS.Workbook();
    for (const name of ['one', 'two'])
      book.addWorksheet(name).addRows([
        ['t', 'e'],
        [1, 1],
        [2, 0],
      ]);
    await book.xlsx.writeFile(place.at('two.xlsx'));
    const plain = ['--time', 't', '--event', 'e', '--unit', 'month'];
    expect(codes('two.xlsx', ...plain)).toEqual(['analyze.sheet']);
    expect(codes('two.xlsx', ...plain, '--sheet', 'two')).toEqual(['analyze.usualCodes']);
    const comma = write('comma.csv', 't;e\n1,5;1\n2,5;0\n');
    const asked = json(comma, ...plain, '--delimiter', 'semicolon');
    expect(asked.issues.map(({ code }) => code)).toContain('analyze.decimalComma');
    expect(asked.issues.find(({ code }) => code === 'analyze.decimalComma')?.hint).toContain('--decimal comma');
    expect(codes(comma, ...plain, '--delimiter', 'semicolon', '--decimal', 'comma')).toEqual(['analyze.usualCodes']);
    const bare = write('bare.dat', '1 6 1\n2 7 0\n1 8 1\n');
    expect(codes(bare, '--time', '2', '--event', '3')).toEqual(['analyze.noHeader']);
    expect(codes(bare, '--time', '2', '--event', '3', '--no-header', '--unit', 'week')).toEqual(['analyze.usualCodes']);
  });

  it('reads Chinese names and values, and answers in Chinese', () => {
    const file = write('中文.csv', '随访月数,结局,性别\n1,死亡,男\n2,存活,女\n3,死亡,男\n4,死亡,女\n');
    const ran = analyze(
      file,
      '--time',
      '随访月数',
      '--event',
      '结局',
      '--event-value',
      '死亡',
      '--censor-value',
      '存活',
      '--group',
      '性别',
      '--lang',
      'zh-CN',
      '--out',
      'zh',
    );
    expect(ran).toMatchObject({ status: 0 });
    expect(ran.stdout).toContain('女：事件 1/2');
    const page = readFileSync(place.at('zh', 'report.html'), 'utf8');
    expect(page).toContain('表中每一行视为一例患者');
    expect(page).not.toContain('病历');
  });

  it('ends with 1 for faults of the table, 2 for what cannot be run, and writes nothing', () => {
    write('small.csv', SMALL);
    const faulty = analyze('small.csv', '--time', 'month', '--event', 'status', '--out', 'none');
    expect(faulty.status).toBe(1);
    expect(faulty.stderr.replaceAll(/\s+/g, ' ')).toContain('Did you mean "months"?');
    expect(readdirSync(place.at('.'))).not.toContain('none');
    for (const args of [['nowhere.csv'], ['small.csv', '--times', 'soon'], ['small.csv', '--encoding', 'morse']])
      expect(analyze(...args, '--time', 'months', '--event', 'status').status, args.join(' ')).toBe(2);
    expect(analyze('small.csv', '--time', 'months').status).toBe(2);
  });

  it('puts no row of the table into a public report', () => {
    const file = write(
      'canary.csv',
      `id,months,status,name\n${Array.from({ length: 40 }, (_, at) => `P-${at}-CANARY,${at}.37,${at % 2},Zebedee${at}`).join('\n')}\n`,
    );
    const ran = analyze(file, '--time', 'months', '--event', 'status', '--out', 'public');
    expect(ran.status).toBe(0);
    const all = readdirSync(place.at('public'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
    for (const text of all) expect(text).not.toMatch(/CANARY|Zebedee|recordSets/);
  });

  it('takes 10,000 rows, and its page stays small', () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, at) => `${((at * 7919) % 36_500) / 10},${at % 3 === 0 ? 1 : 0},${at % 2 ? 'x' : 'y'},${at % 70}`,
    );
    const file = write('large.csv', `days,status,arm,age\n${rows.join('\n')}\n`);
    const ran = analyze(
      file,
      '--time',
      'days',
      '--event',
      'status',
      '--group',
      'arm',
      '--adjust',
      'age',
      '--out',
      'large',
    );
    expect(ran.status).toBe(0);
    expect(readFileSync(place.at('large', 'report.html')).length).toBeLessThan(3_000_000);
  }, 60_000);
});
