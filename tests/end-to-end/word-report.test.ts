import type { Block, Inline, Table } from '@casewright/core/report';
import type { StudyRun } from '@casewright/core/run';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM, runStudyFolder } from '../../packages/node/src/publish/index.ts';
import { numberAnchor } from '../../packages/node/src/word/anchor.ts';
import { findRasterizer, renderWord } from '../../packages/node/src/word/index.ts';
import { shippedStudy } from '../support/command.ts';
import {
  allOf,
  childrenOf,
  faultsOfWordFile,
  parseXml,
  styleOf,
  textOf,
  unzipped,
  type Xml,
} from '../support/word-file.ts';

const editions = (['en', 'zh-CN'] as const).flatMap((language) =>
  (['public', 'team'] as const).map((audience) => ({ language, audience })),
);

const plain = (inlines: readonly Inline[]): string => inlines.map(({ text }) => text).join('');

describe.each(editions)('the shipped study as a Word file, in $language for $audience', ({ language, audience }) => {
  let run: StudyRun & { document: NonNullable<StudyRun['document']> };
  let file: Uint8Array;
  let body: Xml;
  let blocks: Block[];
  let bookmarked: Map<string, string[]>;

  beforeAll(async () => {
    const made = await runStudyFolder(shippedStudy, { language, audience, program: PROGRAM });
    if (!made.document) throw new Error('the shipped study has no report');
    run = { ...made, document: made.document };
    file = renderWord(run.document, run.results, run.cards, null);
    body = allOf(parseXml(unzipped(file).get('word/document.xml')?.toString('utf8') ?? ''), 'w:body')[0] as Xml;
    blocks = run.document.sections.flatMap((section) => section.blocks);
    bookmarked = new Map(
      allOf(body, 'w:tr').flatMap((row) => {
        const name = allOf(row, 'w:bookmarkStart')[0]?.attributes['w:name'];
        return name === undefined ? [] : [[name, childrenOf(row, 'w:tc').map(textOf)] as const];
      }),
    );
  }, 300_000);

  it('holds nothing that Word would repair or ask about, and no look that is not a style', () => {
    expect(faultsOfWordFile(file)).toEqual([]);
  });

  it('is made without a clock: the same bytes again, and no date in them', () => {
    expect(Buffer.compare(renderWord(run.document, run.results, run.cards, null), file)).toBe(0);
    const properties = unzipped(file).get('docProps/core.xml')?.toString('utf8') ?? '';
    expect(properties).not.toMatch(/created|modified/);
    expect(properties).toContain(run.document.title);
  });

  it('prints every table as the page does: caption, head, cells, notes', () => {
    const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []));
    expect(tables.length).toBeGreaterThan(30);
    const all = childrenOf(body);
    const captions = all.flatMap((one, index) => (styleOf(one, 'w:pPr', 'w:pStyle') === 'Caption' ? [index] : []));
    expect(captions.length).toBe(tables.length);
    tables.forEach((table, index) => {
      const at = captions[index] as number;
      expect(textOf(all[at] as Xml)).toBe(`${table.label} ${plain(table.caption)}`);
      const rows = childrenOf(all[at + 1] as Xml, 'w:tr').map((row) => childrenOf(row, 'w:tc').map(textOf));
      expect(rows).toEqual(rowsOf(table));
      const notes = all.slice(at + 2, at + 2 + table.footnotes.length).map(textOf);
      expect(notes).toEqual(table.footnotes.map(plain));
    });
  });

  it('prints every figure as a drawing with a picture in points, its words, its caption and its notes', () => {
    const figures = blocks.flatMap((block) => (block.kind === 'figure' ? [block.figure] : []));
    const drawn = allOf(body, 'w:drawing');
    expect(drawn.length).toBe(figures.length);
    const captions = allOf(body, 'w:p').filter((one) => styleOf(one, 'w:pPr', 'w:pStyle') === 'FigureCaption');
    figures.forEach((figure, index) => {
      const drawing = drawn[index] as Xml;
      expect(allOf(drawing, 'wp:docPr')[0]?.attributes['descr']).toBe(figure.alternative);
      expect(allOf(drawing, 'asvg:svgBlip').length).toBe(1);
      expect(textOf(captions[index] as Xml)).toBe(`${figure.label} ${plain(figure.caption)}`);
    });
    const labels = allOf(body, 'w:fldSimple').filter(({ attributes }) => attributes['w:instr']?.includes(' SEQ '));
    expect(labels.length).toBe(figures.length + blocks.filter(({ kind }) => kind === 'table').length);
  });

  it('binds every number to a row of the list that prints the same form as the results', () => {
    const bound = blocks.flatMap(inlinesOf).filter((inline) => inline.kind === 'number');
    const linked = allOf(body, 'w:hyperlink').flatMap((one) => {
      const anchor = one.attributes['w:anchor'];
      return anchor?.startsWith('number_') ? [[anchor, textOf(one)]] : [];
    });
    expect(linked.length).toBeGreaterThan(1500);
    expect(linked).toEqual(bound.map(({ statistic, text }) => [numberAnchor(statistic), text]));
    const cards = new Map(run.cards.map((card) => [card.statistic, card]));
    for (const statistic of new Set(bound.map((one) => one.statistic))) {
      const [id, , printed, share] = bookmarked.get(numberAnchor(statistic)) ?? [];
      const card = cards.get(statistic);
      expect([id, printed]).toEqual([statistic, card?.printed]);
      if (card?.numerator && card.denominator)
        expect(share).toContain(`${card.numerator.count}/${card.denominator.count}`);
    }
    const squeezed = (text: string | undefined) => text?.replace(/\s/g, '');
    const listed = run.results
      .flatMap(({ statistics }) => statistics)
      .filter(({ id }) => bookmarked.has(numberAnchor(id)));
    expect(listed.length).toBe(bookmarked.size);
    const groups = allOf(body, 'w:p').filter((one) => styleOf(one, 'w:pPr', 'w:pStyle') === 'TableSmallGroup');
    expect(groups.length).toBeLessThanOrEqual(run.results.length);
    for (const { id, printed } of listed)
      expect(squeezed(bookmarked.get(numberAnchor(id))?.[2])).toBe(squeezed(printed[language]));
  });

  it('says where its numbers come from, and names patients to the team only', () => {
    const said = textOf(body);
    for (const fact of [run.document.provenance.studyHash, run.document.provenance.snapshot])
      expect(said).toContain(fact);
    const parts = [...unzipped(file)].filter(([name]) => /\.(xml|svg|rels)$/.test(name));
    const named = parts.filter(([, bytes]) => /INV-(X?\d\d)/.test(bytes.toString('utf8'))).map(([name]) => name);
    if (audience === 'public') expect(named).toEqual([]);
    else expect(named).toContain('word/document.xml');
    const header = unzipped(file).get('word/header1.xml')?.toString('utf8') ?? '';
    expect(header.includes('AudienceMark')).toBe(audience === 'team');
  });
});

describe('pictures in points', () => {
  it('are made here, of the size that was asked for', () => {
    const found = findRasterizer('en');
    if (!('draw' in found)) throw new Error(found.missing.en);
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5"><text x="1" y="4" font-size="4">1</text></svg>';
    const png = Buffer.from(found.draw(svg, 300));
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([300, 150]);
    expect(Buffer.compare(png, Buffer.from(found.draw(svg, 300)))).toBe(0);
  });
});

/** The rows of a table as the Word file sets them: sentences stand under their row. */
function rowsOf({ columns, rows }: Table): string[][] {
  const beside = columns.flatMap(({ under }, index) => (under ? [] : [index]));
  const head = beside.map((index) => plain(columns[index]?.title ?? []));
  return [
    head,
    ...rows.flatMap((row) => {
      const cells = columns.map((_, index) => plain(row.cells[index] ?? []));
      if (row.kind !== 'data') return [[cells[0] ?? '']];
      const under = columns.flatMap((column, index) =>
        column.under && cells[index] !== '' && cells[index] !== '–' ? [[cells[index] as string]] : [],
      );
      return [beside.map((index) => cells[index] as string), ...under];
    }),
  ];
}

/** What the Word file prints of a block, in its order. */
function inlinesOf(block: Block): Inline[] {
  switch (block.kind) {
    case 'heading':
      return [];
    case 'paragraph':
    case 'note':
      return block.inlines;
    case 'list':
      return block.items.flat();
    case 'definitions':
      return block.entries.flatMap(({ term, description }) => [...term, ...description]);
    case 'figure':
      return [...block.figure.caption, ...block.figure.footnotes.flat()];
    case 'table': {
      const { caption, columns, rows, footnotes } = block.table;
      const beside = columns.flatMap(({ under }, index) => (under ? [] : [index]));
      const under = columns.flatMap((column, index) => (column.under ? [index] : []));
      const cells = rows.flatMap((row) =>
        row.kind === 'data' ? [...beside, ...under].flatMap((index) => row.cells[index] ?? []) : (row.cells[0] ?? []),
      );
      return [...caption, ...beside.flatMap((index) => columns[index]?.title ?? []), ...cells, ...footnotes.flat()];
    }
  }
}
