import { describe, expect, it } from 'vitest';
import type { Claim, LoadedStudy } from '../protocol/index.ts';
import { buildReport } from './build.ts';
import type { Inline, Table } from './document.ts';
import { sixInput, sixStudy } from './test-report.ts';
import type { ReportInput } from './writing.ts';

const CLAIMS: Claim[] = [
  {
    id: 'C1',
    text: { en: 'Three girls and three boys', 'zh-CN': '男女各3例' },
    values: [
      { statistic: 'table1.sex.F.count', value: 3 },
      { statistic: 'table1.sex.M.count', value: 3 },
    ],
  },
  { id: 'C2', text: { en: 'Seven in all', 'zh-CN': '共7例' }, statistic: 'table1.n', value: 7, stated: false },
  {
    id: 'C3',
    text: { en: 'Girls and boys add up', 'zh-CN': '男女合计' },
    values: [{ expression: '{{table1.sex.F.count}} + {{table1.sex.M.count}}', value: 6 }],
  },
  { id: 'C4', text: { en: 'The first step', 'zh-CN': '首次事件' }, statistic: 'rfs.step.1.atRisk', value: 5 },
  {
    id: 'C5',
    text: { en: 'A median', 'zh-CN': '中位数' },
    statistic: 'rfsBySex.sex.M.median',
    value: 16.427,
    tolerance: 0.001,
  },
  {
    id: 'X1',
    text: { en: 'It cures', 'zh-CN': '可治愈' },
    judgement: 'notSupported',
    why: { en: 'Nobody was compared.', 'zh-CN': '未作比较。' },
  },
];

function study(text?: string): LoadedStudy {
  const loaded = sixStudy(text === undefined ? undefined : { en: text });
  return { ...loaded, document: { ...loaded.document, claims: CLAIMS } };
}

function claimsIn(changes: Partial<ReportInput>): Table {
  const { document, issues } = buildReport(sixInput({ study: study(), ...changes }));
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const blocks = document.sections.flatMap((section) => section.blocks);
  const found = blocks.filter((block) => block.kind === 'table' && block.table.id === 'claims-checked');
  expect(found).toHaveLength(1);
  if (found[0]?.kind !== 'table') throw new Error('no claims');
  return found[0].table;
}

const spoken = (line: readonly Inline[]): string => line.map(({ text }) => text).join('');
const lines = (table: Table): string[] => table.rows.map(({ cells }) => cells.map(spoken).join(' | '));

describe('the table of claims', () => {
  it('says what is claimed, what is found, the verdict and why', () => {
    expect(lines(claimsIn({}))).toEqual([
      'C1 | Three girls and three boys | 3 / 3 | 3 / 3 | holds | –',
      'C2 | Seven in all (inferred) | 7 | 6 | differs | table1.n is 6, not 7.',
      'C3 | Girls and boys add up | 6 | 3 + 3 = 6 | holds | –',
      'C4 | The first step | 5 | 6 | differs | rfs.step.1.atRisk is 6, not 5.',
      'C5 | A median | 16.427 | 16.4 | holds | –',
      'X1 | It cures | – | – | not supported | Nobody was compared.',
    ]);
  });

  it('binds every found number, in a sum too', () => {
    const bound = claimsIn({}).rows.map(({ cells }) =>
      (cells[3] ?? []).flatMap((one) => (one.kind === 'number' ? [one.statistic] : [])),
    );
    expect(bound).toEqual([
      ['table1.sex.F.count', 'table1.sex.M.count'],
      ['table1.n'],
      ['table1.sex.F.count', 'table1.sex.M.count'],
      ['rfs.step.1.atRisk'],
      ['rfsBySex.sex.M.median'],
      [],
    ]);
  });

  it('does not tell the public what it may not have, nor judge it otherwise for being rounded', () => {
    const table = lines(claimsIn({ audience: 'public' }));
    expect(table[3]).toBe('C4 | The first step | 5 | – | uncheckable | Its numbers are not for this audience.');
    expect(table[4]).toBe('C5 | A median | 16.427 | 16.4 | holds | –');
  });

  it('speaks Chinese', () => {
    expect(lines(claimsIn({ language: 'zh-CN' }))[1]).toBe('C2 | 共7例（推断） | 7 | 6 | 不符 | table1.n为6，而非7。');
  });

  it('stands where the text wants it, and else in the appendix', () => {
    const sectionOf = (given: LoadedStudy) =>
      buildReport(sixInput({ study: given })).document.sections.find(({ blocks }) =>
        blocks.some((block) => block.kind === 'table' && block.table.id === 'claims-checked'),
      )?.id;
    expect(sectionOf(study())).toBe('appendix');
    expect(sectionOf(study('{{claims}}'))).toBe('text');
  });

  it('is not there when nothing is claimed', () => {
    const blocks = buildReport(sixInput()).document.sections.flatMap((section) => section.blocks);
    expect(blocks.some((block) => block.kind === 'table' && block.table.id === 'claims-checked')).toBe(false);
    expect(blocks.some((block) => block.kind === 'heading' && block.text === 'Claims')).toBe(false);
  });
});
