import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCommand, casewright, repository } from '../support/command.ts';

/** The example of docs/new-from-workbook.md, run as it is written there. Its children are invented. */

const page = readFileSync(path.join(repository, 'docs/new-from-workbook.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, kind, text]) =>
    kind === language ? [text as string] : [],
  );

let cwd: string;
beforeAll(async () => {
  await buildCommand();
  cwd = mkdtempSync(path.join(tmpdir(), 'casewright-example-'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

test('the worked example works as written', () => {
  const [table = ''] = blocks('csv');
  const [answers = ''] = blocks('yaml');
  const [printed = '', records = ''] = blocks('text');
  const commands = blocks('').flatMap((text) => text.trim().split('\n'));
  expect(commands).toHaveLength(4);
  writeFileSync(path.join(cwd, 'children.csv'), table);
  const [first, ...others] = commands.map((command) => command.split(' ').slice(1));

  const open = casewright(first as string[], { cwd });
  expect(open.status).toBe(1);
  expect(open.stdout).toContain(printed);
  let questions = readFileSync(path.join(cwd, 'study-answers.yaml'), 'utf8');
  for (const line of answers.trim().split('\n')) {
    const id = line.slice(0, line.indexOf(':') + 1);
    expect(questions.split('\n')).toContain(id);
    questions = questions.replace(`\n${id}\n`, `\n${line}\n`);
  }
  writeFileSync(path.join(cwd, 'study-answers.yaml'), questions);

  for (const command of others) expect([command[0], casewright(command, { cwd }).status]).toEqual([command[0], 0]);
  expect(readFileSync(path.join(cwd, 'study/records/baseline.csv'), 'utf8')).toBe(records);
  expect(readFileSync(path.join(cwd, 'study/records/other.csv'), 'utf8')).toContain('A02,!not-done');
});
