import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildCommand, casewright, shippedStudy, type Workplace, workplace } from '../support/command.ts';

beforeAll(buildCommand);

let place: Workplace;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.clear());

function edit(file: string, from: string, to: string): void {
  const full = place.at('study', file);
  const text = readFileSync(full, 'utf8');
  expect(text.split(from), `${file} holds ${from}`).toHaveLength(2);
  writeFileSync(full, text.replace(from, to));
}

const STACK = /^\s+at .+:\d+:\d+/m;
const KEYS = ['id', 'text', 'claimed', 'found', 'stated', 'verdict', 'why'];

type Row = Record<(typeof KEYS)[number], unknown>;
const rowsOf = (stdout: string): Row[] => (JSON.parse(stdout) as { claims: Row[] }).claims;

/** An abstract of our own over the invented children; its numbers are right. */
const ABSTRACT = `# Results

Sixteen children were included, 10 boys and 6 girls; their median age was 5 years. All 16 children underwent surgery.
Three had a local recurrence. At the last visit 15 were disease-free and one was stable on an ALK inhibitor.

# Conclusion

Complete resection is the cornerstone of treatment.
`;

describe('casewright claims', () => {
  it('prints verdicts of the shipped study in 80 columns, and none differs', () => {
    const { status, stdout, stderr } = casewright(['claims', shippedStudy]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Claim {2}Verdict/);
    expect(stdout).toMatch(/^C11 +holds +3 +3$/m);
    expect(stdout).toMatch(/^J2 +not/m);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it('speaks Chinese when asked', () => {
    const { status, stdout } = casewright(['claims', shippedStudy, '--lang', 'zh-CN']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^论断 {2}判定/);
    expect(stdout).toContain('共纳入16例患儿');
  });

  it('gives JSON with the keys that were agreed', () => {
    const { status, stdout } = casewright(['claims', shippedStudy, '--json']);
    expect(status).toBe(0);
    const rows = rowsOf(stdout);
    expect(rows.length).toBeGreaterThanOrEqual(18);
    for (const row of rows) expect(Object.keys(row)).toEqual(KEYS);
    expect(rows.find(({ id }) => id === 'C1')).toEqual({
      id: 'C1',
      text: 'sixteen children were included',
      claimed: 16,
      found: 16,
      stated: true,
      verdict: 'holds',
      why: null,
    });
    expect(rows.find(({ id }) => id === 'D1')).toMatchObject({ stated: false, verdict: 'holds' });
  });

  it('exits 1 when one differs, and says which and why', () => {
    edit('records/demographics.csv', 'INV-04,M,', 'INV-04,F,');
    const { status, stdout } = casewright(['claims', place.study, '--json']);
    expect(status).toBe(1);
    expect(rowsOf(stdout).filter(({ verdict }) => verdict === 'differs')).toEqual([
      expect.objectContaining({ id: 'C2', claimed: '10 / 6', found: '9 / 7' }),
    ]);
  });

  it('exits 2 when the study has errors, since nothing can be judged by them', () => {
    edit('records/demographics.csv', 'INV-04,M,', 'INV-04,X,');
    const { status, stdout, stderr } = casewright(['claims', place.study, '--json']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('records/demographics.csv');
    expect(stderr).toContain('this one has errors');
    expect(stderr).not.toMatch(STACK);
  });
});

describe('casewright claims --text', () => {
  const judge = (text: string, ...more: string[]) => {
    writeFileSync(place.at('abstract.md'), text);
    return casewright(['claims', shippedStudy, '--text', place.at('abstract.md'), ...more]);
  };

  it('finds the claims of an abstract, each number covered', () => {
    const { status, stdout } = judge(ABSTRACT, '--json');
    expect(status).toBe(0);
    expect(rowsOf(stdout).map(({ id, verdict }) => [id, verdict])).toEqual([
      ['C1', 'holds'],
      ['C2', 'holds'],
      ['C3', 'holds'],
      ['C10', 'holds'],
      ['C11', 'holds'],
      ['C12', 'holds'],
      ['C13', 'holds'],
      ['J2', 'notSupported'],
    ]);
  });

  it.each([
    ['10 boys', '11 boys', 'C2'],
    ['5 years', '6 years', 'C3'],
    ['Three had', 'Four had', 'C11'],
    ['15 were', '14 were', 'C12'],
    ['one was', 'two were', 'C13'],
  ])('sees that %s became %s', (from, to, id) => {
    const { status, stdout } = judge(ABSTRACT.replace(from, to), '--json');
    expect(status).toBe(1);
    expect(rowsOf(stdout).flatMap((row) => (row['verdict'] === 'differs' ? [row['id']] : []))).toEqual([id]);
  });

  it('lists a number that no claim speaks of, with its line', () => {
    const { status, stdout } = judge(`${ABSTRACT}\nSurvival at five years was 98%.\n`);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\?1 +uncheckable +five/m);
    expect(stdout).toMatch(/^\?2 +uncheckable +98%/m);
    expect(stdout).toContain('line 10: Survival at five years was 98%.');
  });

  it('reads Chinese', () => {
    const { status, stdout } = judge(
      '共纳入16例，男10例，女5例。末次随访时15例无病生存。',
      '--json',
      '--lang',
      'zh-CN',
    );
    expect(status).toBe(1);
    expect(rowsOf(stdout).map(({ id, verdict }) => [id, verdict])).toEqual([
      ['C1', 'holds'],
      ['C2', 'differs'],
      ['C12', 'holds'],
    ]);
  });

  it('says when there is nothing to check', () => {
    expect(judge('It rained.\n')).toMatchObject({ status: 0, stdout: 'There are no claims to check.\n' });
  });

  it.each([
    ['nothing', 'no-such.md', 'There is nothing at'],
    ['a folder', 'study', 'is none'],
    ['a Word file', 'paper.docx', 'save or paste the text'],
  ])('refuses %s in a sentence', (_what, name, words) => {
    writeFileSync(place.at('paper.docx'), Buffer.from([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe, 0xc3, 0x28]));
    const { status, stdout, stderr } = casewright(['claims', shippedStudy, '--text', place.at(name)]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(STACK);
  });
});
