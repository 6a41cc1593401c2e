import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  buildCommand,
  casewright,
  contentsOf,
  shippedStudy,
  startCasewright,
  type Workplace,
  workplace,
} from '../support/command.ts';

beforeAll(buildCommand);

let place: Workplace;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.clear());

/** Puts another text into a file of the study copy. */
function edit(file: string, from: string | RegExp, to: string): void {
  const full = place.at('study', file);
  const text = readFileSync(full, 'utf8');
  const edited = text.replace(from, to);
  expect(edited, `${file} no longer holds ${from}`).not.toBe(text);
  writeFileSync(full, edited);
}

const STACK = /^\s+at .+:\d+:\d+/m;

describe('casewright check', () => {
  it('finds the shipped study sound', () => {
    const { status, stdout, stderr } = casewright(['check', shippedStudy]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toMatch(/\berrors?\b/);
  });

  it('gives JSON with every key', () => {
    edit('records/surgery.csv', /\d{4}-\d{2}-\d{2}/, '2019-02-30');
    const { status, stdout } = casewright(['check', place.study, '--json']);
    expect(status).toBe(1);
    const { issues } = JSON.parse(stdout) as { issues: Record<string, unknown>[] };
    const found = issues.find(({ severity, file }) => severity === 'error' && file === 'records/surgery.csv');
    expect(found).toMatchObject({ line: 2, field: 'date', message: expect.stringContaining('2019-02-30') });
    expect(Object.keys(found ?? {})).toEqual([
      'severity',
      'code',
      'file',
      'line',
      'column',
      'row',
      'field',
      'path',
      'message',
      'hint',
    ]);
  });

  it('prints faults of the document and of the records in one pass, within 80 columns', () => {
    edit('records/surgery.csv', /\d{4}-\d{2}-\d{2}/, '2019-02-30');
    edit('records/demographics.csv', ',M,', ',X,');
    const { status, stdout } = casewright(['check', place.study]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^records\/surgery\.csv$/m);
    expect(stdout).toMatch(/^records\/demographics\.csv$/m);
    expect(stdout).toMatch(/^[2-9]\d* errors/m);
    for (const line of stdout.split('\n')) if (line.startsWith('    ')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('points into a study document that is not YAML', () => {
    writeFileSync(place.at('study', 'study.yaml'), 'casewright: study/1\n  id: [\n');
    const { status, stdout, stderr } = casewright(['check', place.study, '--json']);
    expect(status).toBe(1);
    expect(stderr).toBe('');
    const { issues } = JSON.parse(stdout) as { issues: { file: string; line: number }[] };
    expect(issues.some(({ file, line }) => file === 'study.yaml' && line >= 1)).toBe(true);
  });

  it('survives a reader that stops reading', async () => {
    const child = startCasewright(['check', place.study, '--json']);
    let complaint = '';
    child.stderr?.on('data', (text) => (complaint += text));
    child.stdout?.destroy();
    const [status] = await once(child, 'close');
    expect({ status, complaint }).toEqual({ status: 0, complaint: '' });
  });
});

describe('a study that is none', () => {
  it.each([
    ['nothing', 'nowhere', 'There is nothing at'],
    ['a file', 'study/records/surgery.csv', 'is a file'],
    ['its document instead of its folder', 'study/study.yaml', 'Name the folder it is in'],
    ['a folder without a study', 'empty', 'has none'],
    ['a database', 'data.sqlite', 'not yet built'],
  ])('is refused in a sentence: %s', (_what, name, words) => {
    mkdirSync(place.at('empty'));
    for (const args of [
      ['check', place.at(name)],
      ['report', place.at(name), '--out', place.at('out')],
      ['open', place.at(name)],
    ]) {
      const { status, stdout, stderr } = casewright(args);
      expect({ status, stdout }, args.join(' ')).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(words);
      expect(stderr).not.toMatch(STACK);
    }
  });
});

describe('casewright report', () => {
  it('writes page, results, figures and tables, and says so', () => {
    const { status, stdout, stderr } = casewright(['report', place.study, '--out', place.at('out')]);
    expect(status, stderr).toBe(0);
    const files = [...contentsOf(place.at('out')).keys()];
    expect(files).toContain('report.html');
    expect(files).toContain('results.json');
    expect(files.some((file) => /^figures\/.+\.svg$/.test(file))).toBe(true);
    expect(files.some((file) => /^tables\/.+\.csv$/.test(file))).toBe(true);
    const count = (folder: string) => files.filter((file) => file.startsWith(`${folder}/`)).length;
    expect(stdout).toBe(
      [
        'The public report: no patient is in it.',
        `  page     ${place.at('out', 'report.html')}`,
        `  results  ${place.at('out', 'results.json')}`,
        `  figures  ${place.at('out', 'figures')}  (${count('figures')} files)`,
        `  tables   ${place.at('out', 'tables')}  (${count('tables')} files)`,
        '',
      ].join('\n'),
    );
  });

  it('names every file with --verbose, and in Chinese keeps its columns', () => {
    const args = ['report', place.study, '--out', place.at('out'), '--verbose'];
    const { stdout } = casewright(args);
    const files = [...contentsOf(place.at('out')).keys()].filter((name) => !name.startsWith('.'));
    for (const file of files) expect(stdout).toContain(`wrote ${place.at('out', ...file.split('/'))}\n`);
    const chinese = casewright([...args.slice(0, 4), '--lang', 'zh-CN', '--audience', 'team']).stdout;
    expect(chinese).toContain(`团队报告：可查看患者，请勿外传。\n  网页  ${place.at('out', 'report.html')}\n`);
    expect(chinese).toContain(`  图    ${place.at('out', 'figures')}  (`);
  });

  it('does not build a study with errors, writes nothing, and prints the faults', () => {
    edit('records/surgery.csv', /\d{4}-\d{2}-\d{2}/, '2019-02-30');
    const { status, stdout, stderr } = casewright(['report', place.study, '--out', place.at('out')]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('2019-02-30');
    expect(contentsOf(place.at('out')).size).toBe(0);
  });

  it("leaves nothing of a team's report in a folder that becomes public", { timeout: 120_000 }, () => {
    const out = place.at('out');
    expect(casewright(['report', place.study, '--out', out, '--audience', 'team']).status).toBe(0);
    expect(casewright(['report', place.study, '--out', out]).status).toBe(0);
    const fresh = place.at('fresh');
    expect(casewright(['report', place.study, '--out', fresh]).status).toBe(0);
    expect(contentsOf(out)).toEqual(contentsOf(fresh));
  });

  it.each([
    [['--format', 'pdf'], 'not yet built: report --format pdf'],
    [['--format', 'html,docx,pdf'], 'not yet built: report --format pdf'],
    [['--format', 'odt'], 'html, docx, pdf'],
    [['--lang', 'fr'], 'en, zh-CN'],
    [['--audience', 'everyone'], 'public, team'],
    [['--colour'], "unknown option '--colour'"],
  ])('names the choices for %j', (more, words) => {
    const { status, stdout, stderr } = casewright(['report', place.study, '--out', place.at('out'), ...more]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(STACK);
    expect(contentsOf(place.at('out')).size).toBe(0);
  });

  it('needs a place to write to', () => {
    expect(casewright(['report', place.study])).toMatchObject({ status: 2, stderr: expect.stringContaining('--out') });
    writeFileSync(place.at('file'), '');
    const onFile = casewright(['report', place.study, '--out', place.at('file')]);
    expect(onFile).toMatchObject({ status: 2, stderr: expect.stringContaining('is a file') });
    const inFile = casewright(['report', place.study, '--out', place.at('file', 'below')]);
    expect(inFile.status).toBe(2);
    expect(inFile.stderr).toMatch(/ENOTDIR|EEXIST|is a file/);
    expect(inFile.stderr).not.toMatch(STACK);
  });
});

describe('the command line', () => {
  const planned = 'import export follow-up serve user';

  it.each(planned.split(' '))('says of %s what it will do, and that it is not yet built', (name) => {
    const help = casewright([name, '--help']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('Not yet built');
    const called = casewright([name, 'some', '--thing', 'else']);
    expect(called).toMatchObject({ status: 2, stdout: '' });
    expect(called.stderr).toContain(`not yet built: ${name}`);
  });

  it.each(['open', 'check', 'report', 'claims', 'find'])('has help for %s', (name) => {
    const { status, stdout } = casewright([name, '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain(`Usage: casewright ${name}`);
    expect(stdout).toContain('Exit status');
  });

  it('lists every command', () => {
    const { status, stdout } = casewright(['--help']);
    expect(status).toBe(0);
    for (const name of [
      'open',
      'check',
      'report',
      'claims',
      'conformance',
      'new',
      'analyze',
      'find',
      ...'load unload audit backup restore'.split(' '),
      ...planned.split(' '),
    ])
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it.each([
    [['frobnicate']],
    [['chek', '.']],
    [['check']],
    [['check', '--nope']],
    [['open', '--port', 'x']],
    [['open', '--port', '70000']],
  ])('could not run %j: status 2 and a sentence', (args) => {
    const { status, stdout, stderr } = casewright(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(stderr).not.toMatch(STACK);
  });

  it('refuses to listen where others could reach it', () => {
    expect(casewright(['open', '--host', '0.0.0.0'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('this machine only'),
    });
  });

  it('prints its version', () => {
    expect(casewright(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
