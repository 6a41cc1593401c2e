import { describe, expect, it } from 'vitest';
import { runAnalyses } from '../analyse/index.ts';
import { INVENTED_STUDY, INVENTED_TABLES } from '../analyse/testing/invented-study.ts';
import { smallStudy } from '../derive/testing/small-study.ts';
import { snapshotId } from '../records/index.ts';
import { type Block, buildReport, type Inline, publicResult } from '../report/index.ts';

const { study, records, contexts, cohort } = smallStudy(INVENTED_STUDY, INVENTED_TABLES);
const snapshot = snapshotId(records);
const results = runAnalyses({ study, records, contexts, cohort, studyHash: study.hash, snapshot, engine: 'test' });

function footnotesOf(block: Block): Inline[][] {
  if (block.kind === 'table') return block.table.footnotes;
  return block.kind === 'figure' ? block.figure.footnotes : [];
}

function spoken(line: readonly Inline[]): string {
  return line.map(({ text }) => text).join('');
}

describe.each([
  ['team', 'en'],
  ['team', 'zh-CN'],
  ['public', 'en'],
  ['public', 'zh-CN'],
] as const)('the notes in a report of the invented study for %s in %s', (audience, language) => {
  const program = 'casewright 0.0.0';
  const { document, cards } = buildReport({ study, results, issues: [], audience, language, program, snapshot });
  const blocks = document.sections.flatMap((section) => section.blocks);
  const listed = blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));

  it('have no number of patients that does not open', () => {
    const lines = [...blocks.flatMap(footnotesOf), ...listed];
    const plain = lines.filter((line) =>
      line.some(({ kind, text }) => kind === 'text' && /\d ?(patients?\b|例)/.test(text)),
    );
    expect(plain.map(spoken)).toEqual([]);
    const bound = lines.flat().flatMap((one) => (one.kind === 'number' ? [one] : []));
    const printed = new Map(cards.map((card) => [card.statistic, card.printed]));
    for (const { statistic, text } of bound) expect(printed.get(statistic), statistic).toBe(text);
    const noted = new Set(bound.map(({ statistic }) => statistic).filter((id) => id.includes('.noted.')));
    const all = results.flatMap(({ statistics }) => statistics).filter(({ name }) => name === 'noted');
    expect([...noted].sort()).toEqual(all.map(({ id }) => id).sort());
  });

  it('say nothing twice under one table or figure, nor in the list of warnings', () => {
    const twice = (lines: string[]) => lines.filter((line, index) => lines.indexOf(line) !== index);
    for (const block of blocks) expect(twice(footnotesOf(block).map(spoken))).toEqual([]);
    expect(twice(listed.map(spoken))).toEqual([]);
  });
});

describe('the results that the public gets', () => {
  it('count whom a note speaks of and name nobody', () => {
    const noted = results.flatMap((result) => publicResult(result).statistics).filter(({ name }) => name === 'noted');
    expect(noted.length).toBeGreaterThan(15);
    for (const statistic of noted)
      expect(Object.keys(statistic).sort()).toEqual(['id', 'name', 'printed', 'unit', 'value']);
  });
});
