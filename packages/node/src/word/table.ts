import type { Language } from '@casewright/core/model';
import { type Inline, type Table, type TableRow, textWidth } from '@casewright/core/report';
import { caption } from './caption.ts';
import { runs, type WordWriting } from './inline.ts';
import { type Turned, textWidthOf } from './page.ts';
import { paragraph } from './paragraph.ts';
import { CELL_MARGIN, KEEP_NEXT, TABLE_POINTS } from './styles.ts';
import { element, property } from './xml.ts';

/** Rows up to which a table stands on one page, if it can. */
const KEPT_TOGETHER = 16;

/** Whether a table needs a turned page: its longest words, side by side, are wider than an upright one. */
export function turnedFor(table: Table, language: Language): Turned {
  const widths = wantedWidths(table, language);
  const upright = textWidthOf('portrait');
  const least = widths.reduce((sum, { least }) => sum + least, 0);
  // columns of words that would stand in towers
  const crowded = widths.length > 4 && widths.reduce((sum, { most }) => sum + most, 0) > 1.6 * upright;
  return least > upright || crowded ? 'landscape' : 'portrait';
}

/** Caption, table and notes as journals set them. */
export function tableBlocks(w: WordWriting, table: Table, turned: Turned): string {
  return [
    caption(w, table.label, table.caption, 'Caption', KEEP_NEXT),
    tableXml(w, table, turned),
    ...(table.footnotes.length > 0 ? notes(w, table.footnotes) : [paragraph('SectionEnd', '')]),
  ].join('');
}

/** Notes of a table or a figure, a paragraph each; together on the page of what they are about. */
export function notes(w: WordWriting, footnotes: readonly Inline[][]): string[] {
  return footnotes.map((footnote, index) =>
    index === footnotes.length - 1
      ? paragraph('TableNoteLast', runs(w, footnote))
      : paragraph('TableNote', runs(w, footnote), KEEP_NEXT),
  );
}

function tableXml(w: WordWriting, table: Table, turned: Turned): string {
  const beside = table.columns.flatMap(({ under }, index) => (under ? [] : [index]));
  const widths = columnWidths(wantedWidths(table, w.language), textWidthOf(turned));
  const kept = table.rows.length <= KEPT_TOGETHER ? KEEP_NEXT : '';
  const head = beside.map((index, position) => {
    const column = table.columns[index] as Table['columns'][number];
    return cell(widths[position] as number, 1, paragraph(HEAD_STYLES[column.align], runs(w, column.title), KEEP_NEXT));
  });
  const rows = table.rows.map((row, index) => {
    const isLast = index === table.rows.length - 1;
    return rowXml(w, table, row, { beside, widths, keep: isLast || kept !== '' ? KEEP_NEXT : '' });
  });
  return wordTable(widths, [rowOf(head, true), ...rows], table.label);
}

/** A table of rows that are XML already. */
export function wordTable(widths: readonly number[], rows: readonly string[], label: string): string {
  const total = widths.reduce((sum, width) => sum + width, 0);
  return element(
    'w:tbl',
    {},
    element(
      'w:tblPr',
      {},
      property('w:tblStyle', 'ReportTable'),
      element('w:tblW', { 'w:w': total, 'w:type': 'dxa' }),
      property('w:tblLayout', 'fixed').replace('w:val', 'w:type'),
      element('w:tblLook', {
        'w:val': '0020',
        'w:firstRow': 1,
        'w:lastRow': 0,
        'w:firstColumn': 0,
        'w:lastColumn': 0,
        'w:noHBand': 1,
        'w:noVBand': 1,
      }),
      property('w:tblCaption', label),
    ),
    element('w:tblGrid', {}, ...widths.map((width) => element('w:gridCol', { 'w:w': width }))),
    ...rows,
  );
}

/** A row, which no page break may split; the head stands again on each page. */
export function rowOf(cells: readonly string[], isHead = false): string {
  return element('w:tr', {}, element('w:trPr', {}, '<w:cantSplit/>', isHead ? '<w:tblHeader/>' : ''), ...cells);
}

export function cell(width: number, columns: number, content: string): string {
  return element(
    'w:tc',
    {},
    element(
      'w:tcPr',
      {},
      element('w:tcW', { 'w:w': width, 'w:type': 'dxa' }),
      columns > 1 ? property('w:gridSpan', columns) : '',
    ),
    content,
  );
}

const HEAD_STYLES = { start: 'TableHead', end: 'TableHeadNumber', center: 'TableHeadCentre' } as const;
const CELL_STYLES = { start: 'TableText', end: 'TableNumber', center: 'TableCentre' } as const;

type Layout = { beside: readonly number[]; widths: readonly number[]; keep: string };

function rowXml(w: WordWriting, table: Table, row: TableRow, { beside, widths, keep }: Layout): string {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const whole = (style: string, content: readonly Inline[], kept: string): string =>
    rowOf([cell(total, widths.length, paragraph(style, runs(w, content), kept))]);
  if (row.kind === 'heading') return whole('TableGroup', row.cells[0] ?? [], keep);
  if (row.kind === 'remark') return whole('TableRemark', row.cells[0] ?? [], keep);
  const under = table.columns.flatMap((column, index) => {
    const content = row.cells[index] ?? [];
    return column.under && !isBlank(content) ? [content] : [];
  });
  const keepFirst = under.length > 0 ? KEEP_NEXT : keep;
  const cells = beside.map((index, position) => {
    const align = table.columns[index]?.align ?? 'start';
    const style = position === 0 && row.indent === 1 && align === 'start' ? 'TableIndent' : CELL_STYLES[align];
    return cell(widths[position] as number, 1, paragraph(style, runs(w, row.cells[index] ?? []), keepFirst));
  });
  const sentences = under.map((content, index) =>
    whole('TableRemark', content, index === under.length - 1 ? keep : KEEP_NEXT),
  );
  return [rowOf(cells), ...sentences].join('');
}

/** A cell that says only that there is nothing to say. */
function isBlank(content: readonly Inline[]): boolean {
  return ['', '–'].includes(plain(content));
}

function plain(content: readonly Inline[]): string {
  return content.map(({ text }) => text).join('');
}

type Wanted = { least: number; most: number };

/** Where a line may break: at spaces, behind hyphens and slashes, and between any two Chinese characters. */
const UNBROKEN = /[\p{Script=Han}，。、；：（）“”！？]|[^\s\p{Script=Han}，。、；：（）“”！？/\-–]+[/\-–]?|[/\-–]/gu;
/** No column asks for less than this, and none for the whole of a sentence. */
const LEAST = 420;
const MOST = 4200;

/** What each column that stands beside others needs for its longest word, and would like for its longest cell. */
function wantedWidths({ columns, rows }: Table, language: Language): Wanted[] {
  const points = TABLE_POINTS[language];
  return columns.flatMap(({ under, title }, index): Wanted[] => {
    if (under) return [];
    let least = LEAST;
    let most = LEAST;
    const measure = (text: string, bold: boolean, indent: number): void => {
      for (const [word] of text.matchAll(UNBROKEN)) {
        least = Math.max(least, textWidth(word, points * TWENTIETHS, bold) + indent + SLACK);
      }
      most = Math.max(most, textWidth(text, points * TWENTIETHS, bold) + indent + SLACK);
    };
    measure(plain(title), true, 0);
    for (const row of rows) {
      if (row.kind === 'data') measure(plain(row.cells[index] ?? []), false, index === 0 ? row.indent * 227 : 0);
    }
    return [{ least: Math.min(least, MOST), most: Math.min(most, Math.max(least, MOST)) }];
  });
}

const TWENTIETHS = 20;
const SLACK = 2 * CELL_MARGIN + 20;

/**
 * Widths that fill a line, in whole twentieths of a point: every column has room for its longest word where that is
 * possible, and what is left is shared by what each would like. A narrow table stays narrow only so far that its rules
 * still span half the page.
 */
export function columnWidths(wanted: readonly Wanted[], room: number): number[] {
  const least = wanted.reduce((sum, one) => sum + one.least, 0);
  const most = wanted.reduce((sum, one) => sum + one.most, 0);
  const target = Math.min(room, Math.max(most, wanted.length > 3 ? room : room * 0.6));
  const shares = wanted.map((one) => {
    if (least >= target) return (one.least / least) * target;
    if (most <= target) return one.most + ((target - most) * one.most) / most;
    return one.least + ((target - least) * (one.most - one.least)) / (most - least);
  });
  const widths = shares.map((share) => Math.floor(share));
  const rest = Math.floor(target) - widths.reduce((sum, width) => sum + width, 0);
  if (widths.length > 0) widths[0] = (widths[0] as number) + rest;
  return widths;
}
