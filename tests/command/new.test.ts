import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, casewright, repository, type Workplace, workplace } from '../support/command.ts';

let place: Workplace;
beforeAll(async () => {
  await buildCommand();
  place = workplace();
}, 300_000);
afterAll(() => place.clear());

type Block = { kind: string; file: string; lines: string[] };

/** The fenced blocks of a walk-through: commands (`sh`), and rows for a table (`csv` and the name of the table). */
function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```(sh|csv)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, kind = '', file = '', body = '']) => ({
      kind,
      file,
      lines: body.trim().split('\n'),
    }),
  );
}

/** Does what a walk-through says, in the folder that it stands in. */
function walkThrough(folder: string, name: string): string {
  let last = '';
  for (const { kind, file, lines } of blocksOf(readFileSync(path.join(folder, name), 'utf8'))) {
    if (kind === 'csv') {
      const table = path.join(folder, file);
      expect(readFileSync(table, 'utf8')).toBe(`${lines[0]}\n`);
      appendFileSync(table, `${lines.slice(1).join('\n')}\n`);
      continue;
    }
    for (const line of lines) {
      const [program, ...args] = line.split(' ');
      expect(program).toBe('casewright');
      const ran = casewright(args, { cwd: folder });
      expect({ line, status: ran.status, stderr: ran.stderr }).toEqual({ line, status: 0, stderr: '' });
      last = ran.stdout;
    }
  }
  return last;
}

const pageOf = (folder: string): string => readFileSync(path.join(folder, 'report', 'report.html'), 'utf8');

describe('casewright new', () => {
  it.each([
    ['README.md', 'en', 'had a recurrence'],
    ['README.zh-CN.md', 'zh-CN', '例患者中'],
  ])('makes a study that the walk-through %s takes to a report', (name, lang, said) => {
    const folder = place.at(`blank-${lang}`);
    const made = casewright(['new', folder, '--lang', lang]);
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(made.stdout).toContain(name);
    expect(blocksOf(readFileSync(path.join(folder, name), 'utf8')).map(({ kind }) => kind)).toEqual([
      'sh',
      'csv',
      'csv',
      'csv',
      'csv',
      'sh',
    ]);
    walkThrough(folder, name);
    expect(pageOf(folder)).toContain(said);
    const { results } = JSON.parse(readFileSync(path.join(folder, 'report-team', 'results.json'), 'utf8')) as {
      results: { statistics: { id: string; value: number | null }[] }[];
    };
    const value = (id: string) => results.flatMap(({ statistics }) => statistics).find((one) => one.id === id)?.value;
    expect([value('flow.candidates.count'), value('table1.n'), value('recurrence.count')]).toEqual([3, 2, 1]);
  });

  it('begins from the document of a shipped study, without its records, claims and names', () => {
    const folder = place.at('imt');
    expect(casewright(['new', folder, '--template', 'imt'])).toMatchObject({ status: 0, stderr: '' });
    for (const file of readdirSync(path.join(folder, 'records'))) {
      expect(
        readFileSync(path.join(folder, 'records', file), 'utf8')
          .trim()
          .split('\n'),
      ).toHaveLength(1);
    }
    const document = readFileSync(path.join(folder, 'study.yaml'), 'utf8');
    expect(document).not.toMatch(/Invented (?:Children|Author)|虚构(?:儿童医院伦理|作者)|- id: C1\b|Nobody died/);
    walkThrough(folder, 'README.md');
    expect(pageOf(folder)).toContain('not filled in yet');
  });

  it.each(['blank', 'imt'])('puts invented records of %s in when asked, and says so', (template) => {
    const folder = place.at(`${template}-examples`);
    const made = casewright(['new', folder, '--template', template, '--with-examples']);
    expect(made.stdout).toContain('INVENTED');
    expect(casewright(['check', folder])).toMatchObject({ status: 0, stdout: `No faults found in ${folder}.\n` });
    expect(readFileSync(path.join(folder, 'study.yaml'), 'utf8')).toMatch(/^ {2}en: .*invented|^ {4}.*is invented/m);
  });

  it('keeps git away from records and reports', () => {
    const folder = place.at('for-git');
    casewright(['new', folder]);
    expect(readFileSync(path.join(folder, '.gitignore'), 'utf8').split('\n')).toContain('/records/');
    const git = (...args: string[]) => spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    if (git('init', '-q').status !== 0) return; // without git there is nobody to keep away
    const seen = git('ls-files', '--others', '--exclude-standard').stdout.trim().split('\n').sort();
    expect(seen).toEqual(['.gitignore', 'README.md', 'README.zh-CN.md', 'study.yaml']);
  });

  it.each([
    ['a folder that holds something', () => [place.study], 'study.yaml|holds|已有'],
    ['a file', () => [path.join(place.study, 'study.yaml')], 'file|文件'],
    ['a place below a file', () => [path.join(place.study, 'study.yaml', 'x')], 'file|文件'],
    ['a template that there is not', () => [place.at('none'), '--template', 'imtt'], 'blank'],
  ])('refuses %s and leaves nothing', (_what, args, said) => {
    const before = readdirSync(place.folder);
    for (const lang of ['en', 'zh-CN']) {
      const ran = casewright(['new', ...args(), '--lang', lang]);
      expect(ran).toMatchObject({ status: 2, stdout: '' });
      expect(ran.stderr).toMatch(new RegExp(said));
      expect(ran.stderr).not.toContain('fault of the program');
    }
    expect(readdirSync(place.folder)).toEqual(before);
    expect(existsSync(place.at('none'))).toBe(false);
  });

  it('says the same in both walk-throughs', () => {
    for (const template of ['blank', 'imt']) {
      const [english, chinese] = ['README.md', 'README.zh-CN.md'].map((name) =>
        blocksOf(readFileSync(path.join(repository, 'templates', template, name), 'utf8')),
      );
      const plain = (blocks: Block[] = []) =>
        blocks.map(({ file, lines }) => [
          file,
          ...lines.map((line) => line.replace(' --lang zh-CN', '').replace('诊断于2008年', 'diagnosed in 2008')),
        ]);
      expect(plain(chinese)).toEqual(plain(english));
    }
  });
});
