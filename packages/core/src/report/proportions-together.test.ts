import { describe, expect, it } from 'vitest';
import { blocksOf, foreignWords, printedRows, spoken, tableIn, writtenReport } from './testing/comparison-report.ts';

const proportion = (id: string, when: string, more = '') =>
  `{ id: ${id}, kind: proportion, role: secondary, set: complete, title: { en: Title of ${id}, zh-CN: 项目甲 }, label: { en: those with ${id}, zh-CN: 符合者 }, when: ${when}${more} }`;
const THREE = [
  proportion('first', 'relapsed'),
  proportion('second', 'diedEver'),
  proportion('third', 'relapsed || diedEver'),
];
const TOGETHER = 'proportions-together';

describe('proportions that are a line each', () => {
  it('share a table, with what is counted and how it was planned under each', () => {
    const table = tableIn(writtenReport(THREE), TOGETHER);
    expect(table.columns.filter(({ under }) => under).map(({ title }) => spoken(title))).toEqual(['What is counted']);
    const rows = printedRows(table).map((row) => row.split(' | '));
    expect(rows.map(([title]) => title)).toEqual(['Title of first', 'Title of second', 'Title of third']);
    expect(rows.map((row) => row.at(-1))).toEqual(
      ['first', 'second', 'third'].map((id) =>
        expect.stringContaining(`Counted: those with ${id}. Analysis: secondary,`),
      ),
    );
    expect(table.footnotes.map(spoken).join(' ')).toContain('exact intervals (Clopper–Pearson)');
  });

  it('stand once in the report, every number of theirs bound', () => {
    const report = writtenReport(THREE);
    const tables = blocksOf(report).flatMap((block) => (block.kind === 'table' ? [block.table] : []));
    expect(tables.filter(({ id }) => ['first', 'second', 'third'].includes(id))).toEqual([]);
    const bound = tableIn(report, TOGETHER).rows.flatMap(({ cells }) =>
      cells.flat().flatMap((one) => (one.kind === 'number' ? [one.statistic] : [])),
    );
    for (const id of ['first', 'second', 'third'])
      for (const name of ['count', 'n', 'proportion', 'proportion.lower', 'proportion.upper'])
        expect(bound).toContain(`${id}.${name}`);
  });

  it('keep tables of their own where they are two, have groups, or another kind of interval', () => {
    const ids = (analyses: string[]) =>
      blocksOf(writtenReport(analyses)).flatMap((block) => (block.kind === 'table' ? [block.table.id] : []));
    expect(ids(THREE.slice(1))).toEqual(['second', 'third']);
    const grouped = proportion('grouped', 'relapsed', ', by: base.sex');
    const scored = proportion('scored', 'relapsed', ', interval: wilson');
    expect(ids([...THREE, grouped, scored])).toEqual([TOGETHER, 'grouped', 'scored']);
  });

  it('are Chinese for Chinese readers', () => {
    const table = tableIn(writtenReport(THREE, { language: 'zh-CN' }), TOGETHER);
    const words = [...table.rows.flatMap(({ cells }) => cells.map(spoken)), ...table.footnotes.map(spoken)];
    expect(foreignWords(words)).toEqual([]);
  });
});
