import { missingWord, parseBoundedNumber, plainWidth } from '../facts/index.ts';
import { type Words, words } from '../model/index.ts';
import { cellAt, columnName, type Grid, mergeAt, sheetWords, shownAt, widthOf } from './grid.ts';
import { type HeaderText, readHeader } from './header-text.ts';
import { roleOf } from './header-vocabulary.ts';
import type { Asked } from './questions.ts';

export type PassedOver = { row: number; why: 'title' | 'total' | 'note' | 'repeatedHeader' };

export type AreaColumn = { column: number; header: HeaderText };

/** Where the table of a sheet lies. Rows and columns count from 0. */
export type TableArea = {
  headerRows: readonly number[];
  columns: readonly AreaColumn[];
  dataRows: readonly number[];
  /** rows with cells that are no data, each with the reason */
  passedOver: readonly PassedOver[];
};

const TOP_ROWS = 25;
const TOTAL =
  /^(?:合计|总计|小计|共计|平均|平均值|均数|均值|中位数|标准差|百分比|总数|totals?|sub-?totals?|sum|means?|average|median|sd|count|n\s*=)/i;
const NOTE =
  /^(?:注|备注|说明|图例|颜色|红色|黄色|绿色|note|nb|n\.b\.|legend|key|colou?r|red|yellow|green|\*|※|source|数据来源|制表|填表|统计)/i;

/**
 * Finds the table in a sheet: title lines above the header, one or two header lines and a line of units, the rows of data,
 * and what stands between and below them.
 * @returns null where no row can be the header and nobody has said which is
 */
export function findTable(grid: Grid, sheet: string, asked: Asked): TableArea | null {
  const guess = mainHeader(grid);
  const rows = grid.rows.slice(0, TOP_ROWS).flatMap((row, index) => (row.some((cell) => cell !== null) ? [index] : []));
  if (rows.length === 0) return null;
  const choices = rows.map((row) => ({ id: String(row + 1), label: rowWords(grid, row, guess) }));
  const question = words(
    `Which row of ${sheetWords(grid).en} holds the names of its columns?`,
    `${sheetWords(grid)['zh-CN']}中哪一行是列名？`,
  );
  const answer =
    guess === null
      ? asked.must(`${sheet}.header`, question, choices)
      : asked.may(`${sheet}.header`, question, choices, String(guess + 1));
  if (answer === null) return null;
  const main = Number(answer) - 1;
  const headerRows = headerLines(grid, main);
  const columns = columnsOf(grid, headerRows);
  const { dataRows, passedOver } = rowsBelow(grid, headerRows, columns);
  const titles = grid.rows
    .slice(0, headerRows[0] as number)
    .flatMap((row, index): PassedOver[] => (row.some((cell) => cell !== null) ? [{ row: index, why: 'title' }] : []));
  const filled = columns.filter(
    ({ column, header }) => header.text !== '' || dataRows.some((row) => cellAt(grid, row, column) !== null),
  );
  return { headerRows, columns: filled, dataRows, passedOver: [...titles, ...passedOver] };
}

/** A row by its number; its words only where it is no row of data, for those may name persons. */
function rowWords(grid: Grid, row: number, guess: number | null): Words {
  if (guess === null || row > guess) return words(`row ${row + 1}`, `第 ${row + 1} 行`);
  const texts = (grid.rows[row] ?? []).flatMap((cell) => (cell ? [cell.text] : []));
  const start = texts.slice(0, 4).join(' | ').slice(0, 60);
  return words(`row ${row + 1}: ${start}`, `第 ${row + 1} 行：${start}`);
}

/** The first row of which most cells are words, as many as a row of this sheet has, or half of that. */
function mainHeader(grid: Grid): number | null {
  const most = grid.rows.reduce((widest, row) => Math.max(widest, row.filter((cell) => cell !== null).length), 0);
  if (most < 2) return null;
  for (let row = 0; row < Math.min(TOP_ROWS, grid.rows.length - 1); row += 1) {
    const cells = (grid.rows[row] ?? []).flatMap((cell) => (cell ? [cell] : []));
    if (cells.length < Math.max(2, most * 0.5)) continue;
    const named = cells.filter((cell) => isHeaderLike(cell.text, cell.kind));
    if (named.length < cells.length * 0.8) continue;
    const distinct = new Set(cells.map(({ text }) => text.trim())).size;
    if (distinct < cells.length * 0.7) continue;
    // a sheet of words only could begin with data: then a common word for a column is needed
    if (
      row > 0 ||
      cells.some(({ text }) => roleOf(readHeader([text]).english ?? text) !== null) ||
      hasFiguresBelow(grid, row)
    )
      return row;
  }
  return null;
}

function hasFiguresBelow(grid: Grid, row: number): boolean {
  return grid.rows
    .slice(row + 1)
    .some((cells) => cells.some((cell) => cell !== null && !isHeaderLike(cell.text, cell.kind)));
}

function isHeaderLike(text: string, kind: string): boolean {
  if (kind !== 'text' || text.length > 80) return false;
  const plain = plainWidth(text).trim();
  return (
    /[A-Za-zα-ω\u4e00-\u9fff#%]/.test(plain) &&
    !/^\d{4}[年./-]\d/.test(plain) &&
    parseBoundedNumber(plain) === null &&
    missingWord(plain) === null
  );
}

/** The line of groups above the main line, and lines of names or units below it. */
function headerLines(grid: Grid, main: number): number[] {
  const lines = [main];
  if (main > 0 && isGroupLine(grid, main - 1)) lines.unshift(main - 1);
  for (let next = main + 1; next <= main + 2 && isFurtherLine(grid, next - 1, next); next += 1) lines.push(next);
  return lines;
}

function isGroupLine(grid: Grid, row: number): boolean {
  const cells = (grid.rows[row] ?? []).flatMap((cell, column) => (cell ? [{ cell, column }] : []));
  if (cells.length < 2 || !cells.every(({ cell }) => isHeaderLike(cell.text, cell.kind))) return false;
  return cells.some(({ column }) => spanOf(grid, row, column) > 1) || cells.length >= 2;
}

function spanOf(grid: Grid, row: number, column: number): number {
  const merge = mergeAt(grid, row, column);
  return merge ? merge.right - merge.left + 1 : 1;
}

function isFurtherLine(grid: Grid, above: number, row: number): boolean {
  const cells = (grid.rows[row] ?? []).flatMap((cell, column) => (cell ? [{ cell, column }] : []));
  if (cells.length === 0) return false;
  if (cells.every(({ cell, column }) => isUnit(cell.text) && shownAt(grid, above, column) !== null)) return true;
  if (!cells.every(({ cell }) => isHeaderLike(cell.text, cell.kind))) return false;
  const first = firstColumn(grid, above);
  // a row of data names its patient in front; a second line of names is empty there, or merged with the first
  if (cellAt(grid, row, first) !== null) return false;
  const underGroup = cells.filter(
    ({ column }) => spanOf(grid, above, column) > 1 || cellAt(grid, above, column) === null,
  );
  return underGroup.length >= 2 || (underGroup.length === 1 && cells.length === 1);
}

function isUnit(text: string): boolean {
  return readHeader(['x', text]).unit !== null && readHeader(['x', text]).text === `x / ${text.trim()}`;
}

function firstColumn(grid: Grid, row: number): number {
  return Math.max(
    0,
    (grid.rows[row] ?? []).findIndex((cell) => cell !== null),
  );
}

function columnsOf(grid: Grid, headerRows: readonly number[]): AreaColumn[] {
  const width = widthOf(grid);
  return Array.from({ length: width }, (_, column) => {
    const lines: string[] = [];
    headerRows.forEach((row, index) => {
      const below = headerRows.slice(index + 1).some((later) => cellAt(grid, later, column) !== null);
      const cell = shownAt(grid, row, column) ?? (below ? groupAt(grid, row, column) : null);
      const line = cell?.text.trim();
      if (line && line !== lines.at(-1)) lines.push(line);
    });
    return { column, header: readHeader(lines) };
  });
}

/** The group of a column in a line that is not merged: the next name to the left. */
function groupAt(grid: Grid, row: number, column: number) {
  for (let left = column - 1; left >= 0; left -= 1) {
    const cell = cellAt(grid, row, left);
    if (cell) return cell;
  }
  return null;
}

function rowsBelow(
  grid: Grid,
  headerRows: readonly number[],
  columns: readonly AreaColumn[],
): { dataRows: number[]; passedOver: PassedOver[] } {
  const dataRows: number[] = [];
  const passedOver: PassedOver[] = [];
  for (let row = (headerRows.at(-1) as number) + 1; row < grid.rows.length; row += 1) {
    const cells = (grid.rows[row] ?? []).flatMap((cell, column) => (cell ? [{ cell, column }] : []));
    if (cells.length === 0) continue;
    const first = cells[0] as (typeof cells)[number];
    const text = plainWidth(first.cell.text).trim();
    if (headerRows.some((header) => isSameRow(grid, header, row))) passedOver.push({ row, why: 'repeatedHeader' });
    else if (TOTAL.test(text) && first.cell.kind === 'text' && text.length <= 20)
      passedOver.push({ row, why: 'total' });
    else if (
      columns.length > 2 &&
      cells.length === 1 &&
      first.cell.kind === 'text' &&
      (NOTE.test(text) || text.length > 24)
    )
      passedOver.push({ row, why: 'note' });
    else dataRows.push(row);
  }
  return { dataRows, passedOver };
}

function isSameRow(grid: Grid, header: number, row: number): boolean {
  const texts = (index: number): string =>
    (grid.rows[index] ?? []).map((cell) => cell?.text.trim() ?? '').join('\u0000');
  return texts(header) === texts(row);
}

/** `F (肿瘤大小cm)`: a column as questions name it. */
export function columnWords({ column, header }: AreaColumn): string {
  return header.text === '' ? columnName(column) : `${columnName(column)} (${header.text})`;
}
