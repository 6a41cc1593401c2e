import { figureWithNotice, type Inline, type ReportDocument, type Table } from '../report/index.ts';

/** A table of the report as plain text cells, for a file of its own. */
export type ReportTable = { id: string; columns: string[]; rows: string[][] };
export type ReportFigure = { id: string; svg: string };

/** The figures of a report as files of their own; the study's notice goes with each. */
export function figuresOf(document: ReportDocument): ReportFigure[] {
  return blocksOf(document).flatMap((block) => {
    if (block.kind !== 'figure') return [];
    const { id, svg } = block.figure;
    return [{ id, svg: document.notice === null ? svg : figureWithNotice(svg, document.notice) }];
  });
}

/**
 * Every table of a report, the data behind its figures included (a figure's data is named after the figure). Each row
 * has as many cells as there are columns; the study's notice is a last column, so that it goes with every row.
 */
export function tablesOf(document: ReportDocument): ReportTable[] {
  const tables = blocksOf(document).flatMap((block) => {
    if (block.kind === 'table') return [textTable(block.table.id, block.table, document)];
    if (block.kind === 'figure') return [textTable(`${block.figure.id}-data`, block.figure.data, document)];
    return [];
  });
  const seen = new Set<string>();
  return tables.filter((table) => !seen.has(table.id) && seen.add(table.id));
}

/** The head of the column that repeats the study's notice. */
const NOTICE = { en: 'notice', 'zh-CN': '声明' } as const;

function blocksOf(document: ReportDocument) {
  return document.sections.flatMap((section) => section.blocks);
}

function textTable(id: string, table: Table, { notice, language }: ReportDocument): ReportTable {
  const columns = table.columns.map((column) => inlineText(column.title));
  const rows = table.rows.map((row) => columns.map((_, index) => inlineText(row.cells[index] ?? [])));
  if (notice === null) return { id, columns, rows };
  return { id, columns: [...columns, NOTICE[language]], rows: rows.map((row) => [...row, notice]) };
}

function inlineText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => inline.text).join('');
}
