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

const PLAN = [
  '{ id: relapsed, kind: proportion, role: primary, set: complete, title: { en: Relapse, zh-CN: 复发 }, label: { en: Patients with a relapse, zh-CN: 复发患者 }, when: relapsed }',
  '{ id: free, kind: kaplanMeier, role: primary, set: complete, title: { en: Relapse-free survival, zh-CN: 无复发生存 }, endpoint: free, times: [12, 24] }',
  '{ id: relapsedWithout, kind: leaveOneOut, role: secondary, set: complete, title: { en: Relapse without one patient, zh-CN: 逐例剔除后的复发 }, of: relapsed }',
  '{ id: freeWithout, kind: leaveOneOut, role: secondary, set: complete, title: { en: Survival without one patient, zh-CN: 逐例剔除后的生存 }, of: free }',
];

describe('the table of an analysis without one patient', () => {
  it('shows each number, between which values it moves, and its largest change', () => {
    // 3/16; without one of the three 2/15 = 13.3%, without anybody else 3/15 = 20.0%
    expect(printedRows(tableIn(writtenReport(PLAN), 'relapsedWithout'))).toEqual([
      'Relapse – proportion | 18.8% | 13.3%–20.0% | −5.4 percentage points',
    ]);
  });

  it('names to the team whose leaving moves it most, and to nobody else', () => {
    const card = (audience: 'team' | 'public') =>
      writtenReport(PLAN, { audience }).cards.find(
        ({ statistic }) => statistic === 'relapsedWithout.proportion.change',
      );
    expect(card('team')).toMatchObject({
      title: 'Relapse – proportion – largest change without one patient',
      numerator: { label: 'Those whose leaving makes it', count: 3, patients: ['K10', 'K13', 'K14'] },
    });
    expect(card('public')?.numerator).toEqual({ label: 'Those whose leaving makes it', count: 3, patients: null });
    const publicReport = writtenReport(PLAN, { audience: 'public' });
    expect(wordsOf(publicReport)).not.toMatch(/K\d\d/);
    expect(tableIn(publicReport, 'relapsedWithout').footnotes.map(spoken).join(' ')).not.toContain('opens');
  });

  it('keeps a row of each patient for the team only', () => {
    const { results } = writtenReport(PLAN);
    const rows = results.find(({ id }) => id === 'relapsedWithout')?.rows ?? [];
    expect(rows).toHaveLength(16);
    expect(
      rows.filter(({ cells }) => Math.abs((cells['value'] as number) - 2 / 15) < 1e-9).map((row) => row.patient),
    ).toEqual(['K10', 'K13', 'K14']);
  });

  it('takes the numbers that a curve is quoted by', () => {
    const rows = printedRows(tableIn(writtenReport(PLAN), 'freeWithout'));
    expect(rows.map((row) => row.split(' | ')[0])).toEqual([
      'Relapse-free survival – survival at 12 months',
      'Relapse-free survival – survival at 24 months',
    ]);
  });

  it('is Chinese for Chinese readers', () => {
    const report = writtenReport(PLAN, { language: 'zh-CN' });
    for (const id of ['relapsedWithout', 'freeWithout']) {
      const words = readersWords(report, id);
      expect(words.length).toBeGreaterThan(20);
      expect(foreignWords(words)).toEqual([]);
    }
  });

  it('refuses a number that the analysis does not have', () => {
    const wrong = PLAN.map((line) => line.replace('of: relapsed }', 'of: relapsed, statistics: [median] }'));
    expect(() => writtenReport(wrong)).toThrowError(expect.objectContaining({ code: 'analyse.unknownStatistic' }));
  });
});
