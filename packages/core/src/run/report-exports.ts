import { type AnalysisResult, type Labels, labelIn } from '../model/index.ts';
import {
  closedUp,
  figureWithNotice,
  type Inline,
  type NumberCard,
  type ReportDocument,
  type Table,
} from '../report/index.ts';

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

const NUMBERS = {
  id: 'all-numbers', // no analysis can have this id: identifiers hold no hyphen
  columns: {
    en: ['id', 'analysis', 'what it is', 'as printed', 'value', 'unit', 'method'],
    'zh-CN': ['标识', '分析', '含义', '显示值', '数值', '单位', '方法'],
  },
} as const;

/**
 * Every number with its id, a row each in the order of the plan: what opens on a page, for formats in which nothing
 * opens. Values have twelve significant digits; what is printed is rounded half away from zero.
 *
 * @param titleOf - the title of an analysis; null for one that the plan does not have
 */
export function numbersTable(
  document: ReportDocument,
  results: readonly AnalysisResult[],
  cards: readonly NumberCard[],
  titleOf: (analysis: string) => Labels | null,
): ReportTable {
  const { language, notice } = document;
  const cardOf = new Map(cards.map((card) => [card.statistic, card]));
  const rows = results.flatMap(({ id, statistics }) => {
    const labels = titleOf(id);
    const title = labels === null ? id : labelIn(labels, language);
    const analysis = language === 'zh-CN' ? closedUp(title) : title;
    return statistics.flatMap((statistic) => {
      const card = cardOf.get(statistic.id);
      if (!card) return [];
      const { title, printed, exact, unit, method } = card;
      return [[statistic.id, analysis, title, printed, exact, unit, method, ...(notice === null ? [] : [notice])]];
    });
  });
  const columns: readonly string[] = NUMBERS.columns[language];
  return { id: NUMBERS.id, columns: [...columns, ...(notice === null ? [] : [NOTICE[language]])], rows };
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
