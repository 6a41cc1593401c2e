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

const test = (id: string, rest: string) =>
  `{ id: ${id}, kind: survivalTest, role: secondary, set: complete, title: { en: 'Test ${id}', zh-CN: 检验 }, endpoint: free, ${rest} }`;
const FREE =
  '{ id: free, kind: kaplanMeier, role: primary, set: complete, title: { en: Relapse-free survival, zh-CN: 无复发生存 }, endpoint: free, times: [12] }';
const PLAN = [
  test('plain', 'by: operation.margin, test: logRank'),
  test('permuted', 'by: operation.margin, levels: [close, clean], test: permutationLogRank'),
  test('ordered', 'by: base.grade, test: trend'),
  test('means', 'by: base.sex, test: rmstDifference, until: 24'),
  test('beyond', 'by: base.sex, test: rmstDifference, until: 240'),
  FREE,
  '{ id: dates, kind: partialDateSensitivity, role: secondary, set: complete, title: { en: Dates, zh-CN: 日期 }, of: free }',
];
const rowsOf = (id: string) => printedRows(tableIn(writtenReport(PLAN), id));
const notesOf = (id: string) => tableIn(writtenReport(PLAN), id).footnotes.map(spoken).join(' ');

describe('the table of a comparison over time', () => {
  it('has patients, events and those expected, and the test', () => {
    const rows = rowsOf('plain');
    expect(rows.slice(0, 3)).toEqual([
      expect.stringMatching(/^Clean \| 10 \| 2 \| \d\.\d\d$/),
      expect.stringMatching(/^Close \| 4 \| 2 \| \d\.\d\d$/),
      expect.stringMatching(/^Unclear \| 2 \| 0 \| \d\.\d\d$/),
    ]);
    // the expected add up to what was observed
    const expected = rows.slice(0, 3).map((row) => Number(row.split(' | ')[3]));
    expect(expected.reduce((sum, one) => sum + one, 0)).toBeCloseTo(4, 1);
    expect(rows.slice(4)).toEqual([
      expect.stringMatching(/^Chi-square \| – \| \d\.\d\d \| degrees of freedom 2$/),
      expect.stringMatching(/^p \(log-rank\) \| – \| 0\.\d{3} \| –$/),
    ]);
    expect(notesOf('plain')).toContain('the chi-square approximation is rough');
  });

  it('gives the smallest p that the groupings allowed, and counts apart who is in neither group', () => {
    expect(rowsOf('permuted').at(-1)).toMatch(
      /^p \(permutation log-rank\) \| – \| 0\.\d{3} \| smallest attainable (0\.\d{3}|<0\.001)$/,
    );
    expect(rowsOf('permuted')[0]).toMatch(/^Close/);
    expect(notesOf('permuted')).toContain('In none of the groups compared: 2.');
    expect(rowsOf('ordered').at(-1)).toMatch(/^p for trend \(log-rank\) \| – \| 0\.\d{3} \| –$/);
  });

  it('compares restricted means to a horizon within follow-up, and refuses one beyond', () => {
    const rows = rowsOf('means');
    expect(rows[2]).toBe('# Female less male');
    expect(rows[3]).toMatch(/^Difference, months \| – \| −?\d\.\d \| −\d\.\d to \d\.\d$/);
    expect(notesOf('means')).toContain('Mean time lived up to 24 months');
    expect(rowsOf('beyond')[3]).toBe('Difference, months | – | not estimable | not estimable');
    expect(notesOf('beyond')).toContain('The horizon lies beyond the last patient observed');
  });

  it('is Chinese for Chinese readers, and names no patient to the public', () => {
    const report = writtenReport(PLAN, { language: 'zh-CN' });
    for (const id of ['plain', 'permuted', 'ordered', 'means', 'dates'])
      expect([id, foreignWords(readersWords(report, id))]).toEqual([id, []]);
    expect(wordsOf(writtenReport(PLAN, { audience: 'public' }))).not.toMatch(/K\d\d/);
  });
});

describe('the table of other rules for partial dates', () => {
  it('has each number under each rule, the planned one marked', () => {
    const table = tableIn(writtenReport(PLAN), 'dates');
    expect(table.columns.map(({ title }) => spoken(title))).toEqual([
      'Number',
      'The earliest day (as planned)',
      'The middle day',
      'The latest day',
      'Left out',
    ]);
    const rows = printedRows(table);
    // two patients have a date without a day that decides, and leave where such dates are not used
    expect(rows[0]).toBe('Relapse-free survival – number of patients | 16 | 16 | 16 | 14');
    expect(rows[1]).toBe('Relapse-free survival – number of events | 4 | 4 | 4 | 3');
    expect(rows[2]).toMatch(/^Relapse-free survival – survival at 12 months( \| [\d.]+% \([\d.]+%–[\d.]+%\)){4}$/);
    expect(table.footnotes.map(spoken)).toContain('Patients one of whose deciding dates names no day: 2.');
  });

  it('shows one column and says so where every date that decides names its day', () => {
    const sound = PLAN.map((line) => line.replace('endpoint: free, times', 'endpoint: exact, times'));
    const report = writtenReport(sound, {}, undefined, (text) =>
      text.replace(
        '  - id: late\n',
        `  - id: exact
    label: { en: From diagnosis, zh-CN: 自诊断 }
    timeZero: { label: { en: diagnosis, zh-CN: 诊断 }, form: base, date: found }
    events: [{ id: second, label: { en: second tumour, zh-CN: 第二肿瘤 }, form: event, date: date, where: row.kind == 'second' }]
    competing: [{ id: death, label: { en: death, zh-CN: 死亡 }, form: event, date: date, where: row.kind == 'death' }]
    censoring: [{ id: visit, label: { en: last visit, zh-CN: 末次随访 }, form: visit, date: date }]
  - id: late\n`,
      ),
    );
    const table = tableIn(report, 'dates');
    expect(table.columns).toHaveLength(2);
    expect(table.footnotes.map(spoken).join(' ')).toContain('all rules for partial dates give the same numbers');
  });
});
