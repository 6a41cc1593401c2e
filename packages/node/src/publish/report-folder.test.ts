import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReportFile } from './report-files.ts';
import { writeReportFiles } from './report-folder.ts';
import { TextPieces } from './text-pieces.ts';

let base = '';
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'casewright-out-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const page = (text: string): ReportFile => ({ path: 'report.html', text });
const table = (id: string): ReportFile => ({ path: `tables/${id}.csv`, text: `of ${id}` });
const read = (...parts: string[]): string => readFileSync(path.join(base, ...parts), 'utf8');

describe('writeReportFiles', () => {
  it('makes the folder and those below it, and leaves nothing else', async () => {
    const { written } = await writeReportFiles(path.join(base, 'a', 'b'), [page('one'), table('t')]);
    expect(written).toEqual(['report.html', 'tables/t.csv']);
    expect(read('a', 'b', 'report.html')).toBe('one');
    expect(readdirSync(path.join(base, 'a'))).toEqual(['b']);
    expect(readdirSync(path.join(base, 'a', 'b')).sort()).toEqual(['.casewright-report.json', 'report.html', 'tables']);
  });

  it('writes and lists a text in pieces like the same text as a whole', async () => {
    const pieces = ['{ "a": "', '肺', '" }\n'];
    await writeReportFiles(path.join(base, 'whole'), [{ path: 'results.json', text: pieces.join('') }]);
    await writeReportFiles(path.join(base, 'parts'), [{ path: 'results.json', text: new TextPieces(() => pieces) }]);
    for (const file of ['results.json', '.casewright-report.json'])
      expect(read('parts', file)).toBe(read('whole', file));
    expect(String(new TextPieces(() => pieces))).toBe(read('whole', 'results.json'));
  });

  it('leaves the earlier report when a piece cannot be made', async () => {
    const out = path.join(base, 'out');
    await writeReportFiles(out, [page('earlier')]);
    const broken = new TextPieces(function* () {
      yield 'first';
      throw new Error('no second');
    });
    await expect(writeReportFiles(out, [page('later'), { path: 'results.json', text: broken }])).rejects.toThrow();
    expect(read('out', 'report.html')).toBe('earlier');
    expect(readdirSync(base)).toEqual(['out']);
  });

  it("takes away what an earlier report had and this one lacks: a team's table beside a public report", async () => {
    await writeReportFiles(path.join(base, 'out'), [page('team'), table('patients')]);
    const { removed } = await writeReportFiles(path.join(base, 'out'), [page('public')]);
    expect(removed).toEqual(['tables/patients.csv']);
    expect(existsSync(path.join(base, 'out', 'tables'))).toBe(false);
    expect(read('out', 'report.html')).toBe('public');
  });

  it('leaves what it did not write, and what was changed since, and says so of the latter', async () => {
    const out = path.join(base, 'out');
    await writeReportFiles(out, [page('one'), table('t')]);
    writeFileSync(path.join(out, 'tables', 't.csv'), 'my own words');
    writeFileSync(path.join(out, 'paper.docx'), 'mine');
    const { removed, kept } = await writeReportFiles(out, [page('two')]);
    expect({ removed, kept }).toEqual({ removed: [], kept: ['tables/t.csv'] });
    expect(read('out', 'tables', 't.csv')).toBe('my own words');
    expect(read('out', 'paper.docx')).toBe('mine');
  });

  it.each(['not json', '{"files":{"../../victim":"x","/etc/passwd":"y"}}', '{"files":null}', '[]'])(
    'does not trust a list that reads %s',
    async (list) => {
      const out = path.join(base, 'out');
      await mkdir(out);
      writeFileSync(path.join(base, 'victim'), '');
      writeFileSync(path.join(out, '.casewright-report.json'), list);
      expect((await writeReportFiles(out, [page('one')])).removed).toEqual([]);
      expect(existsSync(path.join(base, 'victim'))).toBe(true);
    },
  );

  it('keeps the earlier report when writing fails on the way', async () => {
    const out = path.join(base, 'out');
    await writeReportFiles(out, [page('earlier')]);
    // A file where a folder has to be stops the second file, after the first was written beside the target.
    const clash = [page('later'), { path: 'tables', text: '' }, table('t')];
    await expect(writeReportFiles(out, clash)).rejects.toThrow();
    expect(read('out', 'report.html')).toBe('earlier');
    expect(readdirSync(base)).toEqual(['out']);
  });

  it('clears away what a killed run left, and not what a running one is writing', async () => {
    await mkdir(path.join(base, '.casewright-writing-999999999'));
    await mkdir(path.join(base, `.casewright-writing-${process.ppid}`));
    await writeReportFiles(path.join(base, 'out'), [page('one')]);
    expect(readdirSync(base).sort()).toEqual([`.casewright-writing-${process.ppid}`, 'out']);
  });
});
