import { describe, expect, it } from 'vitest';
import type { AnalysisResult, Statistic } from '../model/index.ts';
import type { Block, Inline, NumberCard, ReportDocument } from '../report/index.ts';
import { figuresOf, numbersTable, tablesOf } from './report-exports.ts';

const words = (text: string): Inline[] => [{ kind: 'text', text }];
const number = (text: string): Inline[] => [{ kind: 'number', statistic: 'table1.n', text }];
const table = {
  id: 'table1',
  label: 'Table 1',
  caption: words('Patients'),
  columns: [
    { id: 'what', title: words('What'), align: 'start' as const },
    { id: 'all', title: words('All'), align: 'end' as const },
  ],
  rows: [
    { kind: 'heading' as const, indent: 0 as const, cells: [words('Sex')] },
    {
      kind: 'data' as const,
      indent: 1 as const,
      cells: [words('Female'), [...number('6'), ...words('/'), ...number('16')]],
    },
  ],
  footnotes: [],
};
const figure = {
  id: 'rfs',
  label: 'Figure 1',
  caption: words('Curve'),
  svg: '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="100" viewBox="0 0 720 100"><path d="M0 0"/></svg>',
  alternative: 'a curve',
  data: { ...table, id: 'rfsData' },
  footnotes: [],
};

function documentOf(notice: string | null): ReportDocument {
  const blocks: Block[] = [
    { kind: 'table', table },
    { kind: 'figure', figure },
    { kind: 'table', table },
  ];
  return {
    language: 'en',
    audience: 'public',
    title: 'A study',
    notice,
    watermark: null,
    authors: [],
    provenance: {
      study: 'x',
      studyVersion: '1.0.0',
      studyHash: '',
      planHash: '',
      snapshot: '',
      program: 'p',
      dataLock: null,
    },
    sections: [{ id: 'results', title: 'Results', blocks }],
  };
}

describe('tables as files', () => {
  it('gives every row as many cells as there are columns, and each table once', () => {
    const tables = tablesOf(documentOf(null));
    expect(tables.map(({ id }) => id)).toEqual(['table1', 'rfs-data']);
    expect(tables[0]).toEqual({
      id: 'table1',
      columns: ['What', 'All'],
      rows: [
        ['Sex', ''],
        ['Female', '6/16'],
      ],
    });
  });

  it('sends the notice with every row', () => {
    const [first] = tablesOf(documentOf('All invented.'));
    expect(first?.columns.at(-1)).toBe('notice');
    expect(first?.rows.map((row) => row.at(-1))).toEqual(['All invented.', 'All invented.']);
  });
});

describe('the file of all numbers', () => {
  const statistic = (id: string) => ({ id }) as Statistic;
  const results = [
    { id: 'table1', statistics: [statistic('table1.n'), statistic('table1.sex.female.count')] },
    { id: 'unnamed', statistics: [statistic('unnamed.n')] },
  ] as AnalysisResult[];
  const cards = ['unnamed.n', 'table1.sex.female.count', 'table1.n'].map(
    (id, place) =>
      ({
        statistic: id,
        title: `What ${id} is`,
        printed: `${place}`,
        exact: `${place}.5`,
        unit: 'patients',
        method: 'counting',
      }) as NumberCard,
  );
  const titleOf = (id: string) => (id === 'table1' ? { en: 'Patients', 'zh-CN': '患者' } : null);

  it('has a row for each number, in the order of the plan', () => {
    const { columns, rows } = numbersTable(documentOf(null), results, cards, titleOf);
    expect(columns).toEqual(['id', 'analysis', 'what it is', 'as printed', 'value', 'unit', 'method']);
    expect(rows).toEqual([
      ['table1.n', 'Patients', 'What table1.n is', '2', '2.5', 'patients', 'counting'],
      ['table1.sex.female.count', 'Patients', 'What table1.sex.female.count is', '1', '1.5', 'patients', 'counting'],
      ['unnamed.n', 'unnamed', 'What unnamed.n is', '0', '0.5', 'patients', 'counting'],
    ]);
  });

  it('speaks the language of the report, and sends the notice with every row', () => {
    const document = { ...documentOf('虚构。'), language: 'zh-CN' as const };
    const { columns, rows } = numbersTable(document, results, cards, titleOf);
    expect(columns).toEqual(['标识', '分析', '含义', '显示值', '数值', '单位', '方法', '声明']);
    expect(rows.map((row) => [row[1], row[7]])).toEqual([
      ['患者', '虚构。'],
      ['患者', '虚构。'],
      ['unnamed', '虚构。'],
    ]);
  });
});

describe('figures as files', () => {
  it('writes the notice below the drawing, in a taller frame', () => {
    const [drawn] = figuresOf(documentOf('All <invented>.'));
    expect(drawn?.svg).toMatch(/^<svg [^>]*height="132" viewBox="0 0 720 132"/);
    expect(drawn?.svg).toContain('<path d="M0 0"/>');
    expect(drawn?.svg).toMatch(/All &lt;invented&gt;\.<\/text><\/svg>$/);
  });

  it('leaves a figure without a notice as it is', () => {
    expect(figuresOf(documentOf(null))[0]?.svg).toBe(figure.svg);
  });
});
