import { describe, expect, it } from 'vitest';
import { COMPARISON_TABLES } from '../analyse/testing/comparison-study.ts';
import { rawRows } from '../analyse/testing/raw-tables.ts';
import { table as csv } from '../derive/testing/small-study.ts';
import { printedRows, readersWords, spoken, tableIn, writtenReport } from './testing/comparison-report.ts';

const TABLE =
  '{ id: table, kind: describe, role: secondary, set: complete, title: { en: Table 1, zh-CN: 表一 }, by: base.sex, standardisedDifference: true, variables: [base.size, base.marker] }';

describe('a table of two groups', () => {
  const report = writtenReport([TABLE]);
  const table = tableIn(report, 'table');

  it('has all, each group, how far they lie apart, and no p value', () => {
    expect(table.columns.map(({ title }) => spoken(title))).toEqual([
      'Characteristic',
      'All patients (N = 16)',
      'Female (N = 8)',
      'Male (N = 8)',
      'Standardised difference',
    ]);
    const rows = printedRows(table);
    expect(rows.find((row) => row.startsWith('Yes'))).toMatch(/ \| 0\.25$/);
    expect(rows.find((row) => row.startsWith('No '))).toMatch(/ \| −0\.25$/);
    expect(rows.find((row) => row.startsWith('Range'))).toMatch(/ \| –$/);
    expect(JSON.stringify(report.results)).not.toContain('pValue');
  });

  it('is worked out by hand: markers 3 of 6 and 3 of 8', () => {
    const complete = rawRows(COMPARISON_TABLES, 'base').slice(0, 16);
    const share = (sex: string) => {
      const own = complete.filter((row) => row['sex'] === sex && !row['marker']?.startsWith('!'));
      return { x: own.filter((row) => row['marker'] === 'yes').length, n: own.length };
    };
    const [f, m] = [share('F'), share('M')];
    const [p, q] = [f.x / f.n, m.x / m.n];
    const byHand = (p - q) / Math.sqrt((p * (1 - p) + q * (1 - q)) / 2);
    const found = report.results[0]?.statistics.find(({ id }) => id === 'table.marker.yes.standardisedDifference');
    expect(found?.value).toBeCloseTo(byHand, 10);
  });

  it('says how far chance alone puts groups of these sizes, in both languages', () => {
    // 1.96 times the root of 1/8 + 1/8
    expect(table.footnotes.map(spoken).join(' ')).toContain(
      'In groups of these sizes chance alone keeps 95% of such differences within ±0.98.',
    );
    const chinese = writtenReport([TABLE], { language: 'zh-CN' });
    expect(readersWords(chinese, 'table').join('\n')).toContain('仅由机遇造成的标准化差异有95%落在±0.98以内');
    expect(readersWords(chinese, 'table').filter((words) => /standardi/i.test(words))).toEqual([]);
  });
});

describe('a permutation test of too many groupings', () => {
  // twenty-four patients, each with an event of its own day: 2,704,156 groupings
  const ids = Array.from({ length: 24 }, (_, at) => `T${String(at + 1).padStart(2, '0')}`);
  const day = (at: number) =>
    new Date(Date.UTC(2018, 5, 1 + 17 * at + (at % 2 === 0 ? 0 : 60))).toISOString().slice(0, 10);
  const tables = [
    csv('base', ['patient,sex,size', ...ids.map((id, at) => `${id},${at % 2 === 0 ? 'F' : 'M'},1`)]),
    csv('operation', ['patient,date', ...ids.map((id) => `${id},2018-02-01`)]),
    csv('event', ['patient,repeat,kind,date', ...ids.map((id, at) => `${id},1,death,${day(at)}`)]),
    csv('visit', ['patient,repeat,date']),
    csv('_screening', ['candidate,patient,decision,reason', ...ids.map((id) => `${id},${id},include,`)]),
  ];
  const test = (options: string) =>
    `{ id: drawn, kind: survivalTest, role: secondary, set: complete, title: { en: Survival by sex, zh-CN: 性别与生存 }, endpoint: free, by: base.sex, test: permutationLogRank${options} }`;
  const drawn = writtenReport([test(', draws: 2000, seed: 7, level: 0.99')], {}, tables);
  const numbers = (report: typeof drawn) =>
    Object.fromEntries(
      (report.results[0]?.statistics ?? []).map(({ id, value }) => [id.slice('drawn.'.length), value]),
    );

  it('prints its draws, its seed and the limits of p', () => {
    const words = readersWords(drawn, 'drawn').join('\n');
    expect(words).toContain('the p value is estimated from 2000 random ones (seed 7), and its own limits are given');
    expect(words).not.toContain('smallest attainable');
    const { pValue = 0, 'pValue.lower': lower = 0, 'pValue.upper': upper = 0 } = numbers(drawn);
    expect(Number(pValue) * 2001).toBeCloseTo(Math.round(Number(pValue) * 2001), 6);
    expect(Number(lower)).toBeLessThan(Number(pValue));
    expect(Number(upper)).toBeGreaterThan(Number(pValue));
  });

  it('holds the exact p between its limits, counted over every grouping by hand', () => {
    // without ties or censoring the k-th event meets 1/24 + 1/23 + ... of the hazard
    const order = ids.map((id, at) => ({ id, on: day(at) })).sort((a, b) => (a.on < b.on ? -1 : 1));
    let met = 0;
    const score = new Map(
      order.map(({ id }, at) => {
        met += 1 / (24 - at);
        return [id, 1 - met];
      }),
    );
    const all = ids.map((id) => score.get(id) ?? Number.NaN);
    const own = Math.abs(all.filter((_score, at) => at % 2 === 0).reduce((a, b) => a + b, 0));
    let [asRare, groupings] = [0, 0];
    const choose = (at: number, chosen: number, sum: number): void => {
      if (chosen > 12 || at - chosen > 12) return;
      if (at === 24) {
        groupings += 1;
        if (Math.abs(sum) >= own - 1e-9) asRare += 1;
        return;
      }
      choose(at + 1, chosen + 1, sum + (all[at] as number));
      choose(at + 1, chosen, sum);
    };
    choose(0, 0, 0);
    expect(groupings).toBe(2_704_156);
    const found = numbers(drawn);
    expect(found['pValue.lower']).toBeLessThan(asRare / groupings);
    expect(found['pValue.upper']).toBeGreaterThan(asRare / groupings);
  });

  it('draws the same by the same seed, and others by another', () => {
    expect(numbers(writtenReport([test(', draws: 2000, seed: 7, level: 0.99')], {}, tables))).toEqual(numbers(drawn));
    const other = numbers(writtenReport([test(', draws: 2000, seed: 8, level: 0.99')], {}, tables));
    expect(other['pValue']).not.toBe(numbers(drawn)['pValue']);
  });
});
