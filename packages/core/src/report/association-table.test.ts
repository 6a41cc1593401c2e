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

const association = (id: string, rest: string) =>
  `{ id: ${id}, kind: association, role: primary, set: complete, title: { en: 'Comparison ${id}', zh-CN: 比较 }, ${rest} }`;
const FISHER = association('margin', 'outcome: relapsed, by: operation.margin, levels: [close, clean], test: fisher');
const NONE = association(
  'unclear',
  'outcome: relapsed, by: operation.margin, levels: [close, unclear], test: oddsRatio',
);
const ALL_OR_NOTHING = association('dead', 'outcome: diedEver, by: relapsed, test: oddsRatio');
const TABLE = association('grades', 'outcome: base.grade, by: operation.margin, test: fisher');
const RANKS = association('sizes', 'outcome: base.size, by: base.sex, test: wilcoxon');
const SEVERAL = association('several', 'outcome: base.size, by: base.grade, test: kruskalWallis');
const TREND = association('trend', 'outcome: relapsed, by: base.grade, test: cochranArmitage');
const PLAN = [FISHER, NONE, ALL_OR_NOTHING, TABLE, RANKS, SEVERAL, TREND];

const rowsOf = (id: string, language: 'en' | 'zh-CN' = 'en') =>
  printedRows(tableIn(writtenReport(PLAN, { language }), id));

describe('the table of a comparison', () => {
  it('leads with x of N and the risk difference, then odds ratio, then p beside the smallest attainable', () => {
    // R 4.2.2: fisher.test(matrix(c(2, 1, 2, 9), 2)) gives p = 0.1758 and odds ratio 7.295 (0.265 to 584.7); its search
    // for the limits ends early, and at 587.99 the tail is 0.025 to ten digits
    expect(rowsOf('margin')).toEqual([
      'Close | 2/4 | 50.0% | 6.8%–93.2%',
      'Clean | 1/10 | 10.0% | 0.3%–44.5%',
      '# Close against clean',
      expect.stringMatching(/^Risk difference, percentage points \| – \| 40\.0 \| −[\d.]+ to [\d.]+$/),
      'Odds ratio | – | 7.30 | 0.27–588',
      'p (Fisher, two-sided) | – | 0.176 | smallest attainable 0.011',
    ]);
  });

  it('counts apart who is in neither group, and says what a p value cannot show', () => {
    const notes = tableIn(writtenReport(PLAN), 'margin').footnotes.map(spoken);
    expect(notes).toContain('In none of the groups compared: 2.');
    expect(notes.join(' ')).toContain('a large p value is no proof that the groups are alike');
    expect(notes[0]).toBe('Counted: Relapsed.');
  });

  it('never prints an infinite odds ratio, and no p value that nobody asked for', () => {
    const [, , , , odds] = rowsOf('unclear');
    expect(odds).toMatch(/^Odds ratio \| – \| no upper bound \| 0\.\d\d to no upper bound$/);
    expect(rowsOf('unclear').join('\n')).not.toContain('p (');
  });

  it('shows every code of an outcome with more than two', () => {
    const rows = rowsOf('grades');
    expect(rows.slice(0, 3)).toEqual(['Low | 4 | 1 | 1', 'Middle | 3 | 2 | 1', 'High | 2 | 1 | 0']);
    // the likeliest table of all with these margins
    expect(rows[3]).toBe('p (Fisher, two-sided) | >0.999 | – | –');
  });

  it('compares ranks with the shift and the smallest attainable p', () => {
    const rows = rowsOf('sizes');
    expect(rows[0]).toMatch(/^Female \| 8 \| \d+\.\d \| \d\.\d–\d\.\d$/);
    expect(rows[3]).toMatch(/^Shift \(Hodges–Lehmann\), cm \| – \| −?\d\.\d \| −\d\.\d to \d\.\d$/);
    expect(rows[4]).toMatch(/^p \(Wilcoxon, two-sided\) \| – \| \d\.\d{3} \| smallest attainable <0\.001$/);
    expect(rowsOf('several').at(-1)).toMatch(/^p \(Kruskal–Wallis\) \| – \| \d\.\d{3} \| –$/);
    expect(rowsOf('trend').at(-2)).toMatch(
      /^p for trend \(exact, two-sided\) \| – \| \d\.\d{3} \| smallest attainable [<\d.]+$/,
    );
    expect(rowsOf('trend').at(-1)).toMatch(/^p by the normal approximation \| – \| \d\.\d{3} \| –$/);
  });

  it('warns where the approximation is rough', () => {
    const notes = tableIn(writtenReport(PLAN), 'several').footnotes.map(spoken);
    expect(notes.join(' ')).toContain('fewer than five values');
  });

  it('names each of its numbers', () => {
    const { cards } = writtenReport(PLAN);
    const title = (id: string) => cards.find(({ statistic }) => statistic === id)?.title;
    expect(title('margin.oddsRatio.upper')).toBe('Comparison margin – upper 95% limit of odds ratio');
    expect(title('margin.margin.close.count')).toBe('Comparison margin, Margin: Close – number of patients');
    expect(title('margin.pValue.smallestAttainable')).toBe('Comparison margin – smallest attainable p value');
    expect(title('grades.margin.clean.low.count')).toBe('Comparison grades, Margin: Clean, Low – number of patients');
    expect(cards.find(({ statistic }) => statistic === 'margin.margin.close.count')).toMatchObject({
      numerator: { label: 'Relapsed', count: 2, patients: ['K13', 'K14'] },
      options: expect.arrayContaining([{ name: 'Groups compared', value: 'Close and Clean' }]),
    });
  });

  it('is Chinese for Chinese readers, and names no patient to the public', () => {
    const report = writtenReport(PLAN, { language: 'zh-CN' });
    const words = ['margin', 'unclear', 'grades', 'sizes', 'several', 'trend'].flatMap((id) =>
      readersWords(report, id),
    );
    expect(foreignWords(words)).toEqual(['Freeman', 'H', 'Halton', 'n', 'z']);
    expect(wordsOf(writtenReport(PLAN, { audience: 'public' }))).not.toMatch(/K\d\d/);
  });
});
