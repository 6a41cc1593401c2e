import { describe, expect, it } from 'vitest';
import {
  foreignWords,
  printedRows,
  readersWords,
  spoken,
  tableIn,
  wordsOf,
  writtenReport,
} from './testing/comparison-report.ts';

const RATERS =
  'raters: [{ column: first, label: { en: First screener, zh-CN: 甲 } }, { column: second, label: { en: Second screener, zh-CN: 乙 } }]';
const SCREENERS = `{ id: screeners, kind: agreement, role: secondary, set: eligible, title: { en: Agreement of the screeners, zh-CN: 筛查者的一致性 }, ${RATERS} }`;
const READERS =
  '{ id: readers, kind: agreement, role: secondary, set: eligible, title: { en: Agreement of three, zh-CN: 三人一致性 }, raters: [first, second, third], compare: inclusion }';

describe('the table of agreement', () => {
  it('says how many both judged, percent, kappa and AC1, and lists the disagreements for the team', () => {
    const table = tableIn(writtenReport([SCREENERS]), 'screeners');
    // 22 of 24 judged by both, 20 alike. Votes of either: 19 include, 2 another diagnosis, 1 duplicate, so by chance
    // (19² + 2² + 1²) / 22² = 0.756 for kappa, and (19·3 + 2·20 + 1·21) / 22² / 2 = 0.122 for AC1
    expect(printedRows(table)).toEqual([
      expect.stringMatching(
        /^First screener and Second screener \| 22\/24 \| 20 \| 90\.9% \(70\.8%–98\.9%\) \| 0\.63 \(0\.\d\d–1\.00\) \| 0\.90 \(0\.\d\d–1\.00\)$/,
      ),
      '# Where they disagree: candidate, votes, decision',
      'K19 | First screener / Second screener | – | include | Another diagnosis | include',
      'X2 | First screener / Second screener | – | Another diagnosis | include | Another diagnosis',
    ]);
    expect(spoken(table.footnotes[1] ?? [])).toBe('1 judged by one only, 1 by neither; these are in no denominator.');
  });

  it('puts a vote into the words of the study, where its list of reasons has them', () => {
    const listed = (study: string) =>
      study
        .replace(
          'codeLists:',
          'codeLists:\n  why: { codes: [{ code: include, label: { en: taken, zh-CN: 入组 } }, { code: duplicate, label: { en: seen before, zh-CN: 重复 } }, { code: notIt, label: { en: not this tumour, zh-CN: 非本病 } }, { code: objected, label: { en: no consent, zh-CN: 不同意 } }] }',
        )
        .replace('eligibility:', 'eligibility:\n  reasons: why');
    const rows = (language: 'en' | 'zh-CN') =>
      printedRows(tableIn(writtenReport([SCREENERS], { language }, undefined, listed), 'screeners'));
    expect(rows('en').at(-1)).toBe(
      'X2 | First screener / Second screener | – | not this tumour | taken | not this tumour',
    );
    expect(rows('zh-CN').at(-1)).toContain('| 非本病 | 入组 | 非本病');
  });

  it('compares more than two raters two by two', () => {
    const rows = printedRows(tableIn(writtenReport([READERS]), 'readers'));
    expect(rows.slice(0, 3).map((row) => row.split(' | ').slice(0, 3))).toEqual([
      ['first and second', '22/24', '20'],
      ['first and third', '5/24', '5'],
      ['second and third', '5/24', '4'],
    ]);
  });

  it('gives kappa as a reason where all votes are alike, and AC1 as 1', () => {
    const same = {
      file: 'records/_screening.csv',
      columns: ['candidate', 'patient', 'decision', 'reason', 'first', 'second'],
      rows: [
        ['K01', 'K01', 'include', '', 'include', 'include'],
        ['K02', 'K02', 'include', '', 'include', 'include'],
      ],
    };
    const report = writtenReport([SCREENERS], {}, [same]);
    expect(printedRows(tableIn(report, 'screeners'))[0]).toMatch(
      /\| 2 \| 100\.0% \(15\.8%–100\.0%\) \| not estimable \| 1\.00 \(1\.00–1\.00\)$/,
    );
    expect(wordsOf(report)).toContain('nothing is left beyond chance');
  });

  it('has no candidate and no disagreement for the public', () => {
    const report = writtenReport([SCREENERS], { audience: 'public' });
    expect(wordsOf(report)).not.toMatch(/K\d\d|X\d/);
    expect(printedRows(tableIn(report, 'screeners'))).toHaveLength(1);
  });

  it('is Chinese for Chinese readers', () => {
    const words = readersWords(writtenReport([SCREENERS], { language: 'zh-CN' }), 'screeners');
    expect(words).toContain('其他诊断');
    expect(foreignWords(words.filter((text) => !/^[KX]\d+$/.test(text)))).toEqual(['Kappa', 't']);
  });
});
