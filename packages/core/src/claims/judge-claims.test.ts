import { describe, expect, it } from 'vitest';
import type { AnalysisResult, Statistic } from '../model/index.ts';
import type { Claim, LoadedStudy } from '../protocol/index.ts';
import { sixResults, sixStudy } from '../report/test-report.ts';
import { judgeClaims } from './index.ts';

/** Six invented children: 3 girls, 3 boys; of two with fever one is a girl and one a boy; nobody has pain. */
function study(claims: readonly Partial<Claim>[]): LoadedStudy {
  const loaded = sixStudy();
  const made = claims.map((claim, index) => ({ id: `K${index + 1}`, text: { en: 'A sentence.' }, ...claim }));
  return { ...loaded, document: { ...loaded.document, claims: made as Claim[] } };
}

const judged = (claim: Partial<Claim>, results: readonly AnalysisResult[] = sixResults()) => {
  const [only] = judgeClaims(study([claim]), results);
  if (!only) throw new Error('no claim');
  const { claimed, found, verdict, why } = only;
  return { claimed, found, verdict, why };
};

/** Results with a share of two in six that is known of all, or of fewer. */
function shareOf(count: number, n: number, missing: number): AnalysisResult[] {
  const [first] = sixResults();
  const statistic = (name: string, value: number): Statistic => ({
    id: `recurrence.${name}`,
    name,
    value,
    unit: 'count',
    printed: { en: String(value), 'zh-CN': String(value) },
  });
  const statistics = [statistic('count', count), statistic('n', n), statistic('missing', missing)];
  return [{ ...(first as AnalysisResult), id: 'recurrence', statistics }];
}

describe('a claim of one number', () => {
  it('holds when the number is found', () => {
    expect(judged({ statistic: 'table1.sex.F.count', value: 3 })).toEqual({
      claimed: 3,
      found: 3,
      verdict: 'holds',
      why: null,
    });
  });

  it('differs when it is another, and says both', () => {
    expect(judged({ statistic: 'table1.sex.F.count', value: 4 })).toEqual({
      claimed: 4,
      found: 3,
      verdict: 'differs',
      why: 'table1.sex.F.count is 3, not 4.',
    });
  });

  it.each([
    [16.4, 0.05, 'holds'],
    [16.4, 0.02, 'differs'],
    [16.4, undefined, 'differs'],
    [16.4271047228, undefined, 'holds'],
    ['16.4', undefined, 'holds'],
    ['16.43', undefined, 'differs'],
  ] as const)('a median of 16.4271 against %s within %s: %s', (value, tolerance, verdict) => {
    expect(judged({ statistic: 'rfsBySex.sex.M.median', value, tolerance }).verdict).toBe(verdict);
  });

  it('is uncheckable where the number is not there, could not be estimated, or its analysis has none', () => {
    expect(judged({ statistic: 'table1.sex.G.count', value: 3 })).toEqual({
      claimed: 3,
      found: null,
      verdict: 'uncheckable',
      why: 'No result has the number table1.sex.G.count. Did you mean table1.sex.F.count?',
    });
    expect(judged({ statistic: 'rfsBySex.sex.F.median', value: 0 })).toMatchObject({
      found: null,
      verdict: 'uncheckable',
      why: 'rfsBySex.sex.F.median is not reached.',
    });
    const [first] = sixResults();
    const empty: AnalysisResult = { ...(first as AnalysisResult), id: 'empty', statistics: [] };
    expect(judged({ statistic: 'empty.count', value: 0 }, [empty])).toMatchObject({
      verdict: 'uncheckable',
      why: 'The analysis empty has no numbers in this version.',
    });
  });

  it('a null is never what somebody claims, not even in the words that stand for it', () => {
    expect(judged({ statistic: 'rfsBySex.sex.F.median', value: 'not reached' }).verdict).toBe('uncheckable');
    expect(judged({ statistic: 'no.such', value: '' }).verdict).toBe('uncheckable');
  });
});

describe('a claim of several things', () => {
  const both = (F: number, M: number): Partial<Claim> => ({
    values: [
      { statistic: 'table1.sex.F.count', value: F },
      { statistic: 'table1.sex.M.count', value: M },
    ],
  });

  it('holds when all hold, and differs when one does', () => {
    expect(judged(both(3, 3))).toEqual({ claimed: '3 / 3', found: '3 / 3', verdict: 'holds', why: null });
    expect(judged(both(3, 2))).toMatchObject({ verdict: 'differs', why: 'table1.sex.M.count is 3, not 2.' });
  });

  it('differs rather than being uncheckable, and is uncheckable rather than holding', () => {
    const missing = { statistic: 'table1.sex.X.count', value: 1 };
    expect(judged({ values: [missing, { statistic: 'table1.n', value: 6 }] })).toMatchObject({
      found: '– / 6',
      verdict: 'uncheckable',
    });
    expect(judged({ values: [missing, { statistic: 'table1.n', value: 7 }] }).verdict).toBe('differs');
  });
});

describe('an expression over statistics', () => {
  it.each([
    ['{{table1.sex.F.count}} + {{table1.sex.M.count}}', 6, 'holds'],
    ['{{table1.n}} - {{table1.sex.F.count}} - {{table1.sex.M.count}}', 0, 'holds'],
    ['{{table1.n}} - ({{table1.sex.F.count}} - {{table1.sex.M.count}})', 6, 'holds'],
    ['{{table1.sex.F.count}} / {{table1.n}}', 0.5, 'holds'],
    ['2 * {{table1.sex.F.count}} + 1', 7, 'holds'],
    ['{{table1.sex.F.count}} + {{table1.sex.M.count}}', 7, 'differs'],
    ['{{table1.n}} / {{bySex.F.pain.count}}', 1, 'uncheckable'],
    ['{{table1.n}} + {{table1.sex.X.count}}', 6, 'uncheckable'],
    ['{{rfsBySex.sex.F.median}} * 0', 0, 'uncheckable'],
  ])('%s is %i: %s', (expression, value, verdict) => {
    expect(judged({ values: [{ expression, value }] }).verdict).toBe(verdict);
  });

  it('shows how it was reckoned, each number bound to its statistic', () => {
    const expression = '{{table1.n}} - ({{table1.sex.F.count}} - {{table1.sex.M.count}}) * 2';
    const [claim] = judgeClaims(study([{ values: [{ expression, value: 6 }] }]), sixResults());
    const pieces = claim?.values[0]?.found.pieces ?? [];
    expect(pieces.map(({ text }) => text).join('')).toBe('6 − (3 − 3) × 2 = 6');
    expect(pieces.flatMap((piece) => (piece.kind === 'number' ? [piece.statistic] : []))).toEqual([
      'table1.n',
      'table1.sex.F.count',
      'table1.sex.M.count',
    ]);
  });
});

describe('the codes that are present in a row', () => {
  const codes = (present: string[], others?: boolean): Partial<Claim> => ({
    values: [{ present: { table: 'bySex', row: 'F', codes: present, ...(others === undefined ? {} : { others }) } }],
  });

  it('are those of its patients together, no more and no fewer', () => {
    expect(judged(codes(['fever']))).toMatchObject({ claimed: 'Fever', found: 'Fever', verdict: 'holds' });
    expect(judged(codes(['fever', 'pain']))).toMatchObject({
      verdict: 'differs',
      why: 'Recorded in nobody: Pain.',
    });
    expect(judged(codes(['pain']))).toMatchObject({
      verdict: 'differs',
      why: 'Recorded in nobody: Pain. Recorded as well: Fever.',
    });
  });

  it('may be among others where the claim allows it', () => {
    const results = sixResults();
    const pain = results.flatMap(({ statistics }) => statistics).find(({ id }) => id === 'bySex.F.pain.count');
    Object.assign(pain ?? {}, { value: 1, printed: { en: '1' } });
    expect(judged(codes(['fever']), results).verdict).toBe('differs');
    expect(judged(codes(['fever'], true), results).verdict).toBe('holds');
  });

  it('are uncheckable in a row of nobody, and in a table that is not there', () => {
    const results = sixResults();
    const n = results.flatMap(({ statistics }) => statistics).find(({ id }) => id === 'bySex.F.n');
    Object.assign(n ?? {}, { value: 0 });
    expect(judged(codes(['fever']), results)).toMatchObject({
      verdict: 'uncheckable',
      why: expect.stringMatching(/^Nobody/),
    });
    expect(judged(codes(['fever']), []).verdict).toBe('uncheckable');
  });
});

describe('what is claimed of everybody', () => {
  const every: Partial<Claim> = {
    values: [{ every: { proportion: 'recurrence', from: '2016-01-01', to: '2024-06-30' } }],
  };
  it.each([
    [6, 6, 0, 'holds', null],
    [5, 6, 0, 'differs', 'Of 1 it is not true.'],
    [5, 6, 1, 'differs', 'Of 1 it is not true.'],
    [5, 5, 1, 'uncheckable', 'Of 1 it is not known.'],
    [0, 0, 6, 'uncheckable', 'It is known of nobody.'],
  ])('%i of %i, %i missing: %s', (count, n, missing, verdict, why) => {
    expect(judged(every, shareOf(count, n, missing))).toMatchObject({
      claimed: 'all from 2016-01-01 to 2024-06-30',
      verdict,
      why,
    });
  });
});

describe('a judgement', () => {
  const why = { en: 'No margins are shown.', 'zh-CN': '未列出切缘资料。' };

  it('stands where no number decides, with its reason', () => {
    expect(judged({ judgement: 'notSupported', why })).toEqual({
      claimed: null,
      found: null,
      verdict: 'notSupported',
      why: 'No margins are shown.',
    });
  });

  it('stands beside numbers that hold or cannot be checked, and gives way to one that differs', () => {
    const of = (value: number, statistic = 'table1.n') =>
      judged({ judgement: 'contradictsItself', why, statistic, value }).verdict;
    expect([of(6), of(1, 'no.such'), of(7)]).toEqual(['contradictsItself', 'contradictsItself', 'differs']);
  });

  it('is told in the language that was asked for', () => {
    const [claim] = judgeClaims(study([{ judgement: 'notSupported', why }]), sixResults(), 'zh-CN');
    expect(claim).toMatchObject({ why: '未列出切缘资料。', stated: true });
    const [other] = judgeClaims(study([{ statistic: 'table1.n', value: 7, stated: false }]), sixResults(), 'zh-CN');
    expect(other).toMatchObject({ why: 'table1.n 为 6，而非 7。', stated: false });
  });
});
