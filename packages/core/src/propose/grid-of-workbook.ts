import { type Words, words } from '../model/index.ts';
import type { Cell, Sheet, Workbook } from '../tables/index.ts';
import { columnName, type Grid, type GridCell, type GridFile } from './grid.ts';

/** The cells of a workbook that was read, and what of it is not a cell's text. */
export function gridFileOf(workbook: Pick<Workbook, 'file' | 'sheets'>): GridFile {
  return { file: workbook.file, sheets: workbook.sheets.map(gridOf) };
}

function gridOf(sheet: Sheet): Grid {
  const last = sheet.rows.at(-1)?.number ?? 0;
  const first = sheet.rows[0]?.number ?? 1;
  // a table without sheets may count its header as row 0
  const shift = first === 0 ? 0 : 1;
  const rows: (GridCell | null)[][] = Array.from({ length: last - shift + 1 }, () => []);
  for (const { number, cells } of sheet.rows) rows[number - shift] = cells.map(gridCell);
  return {
    name: sheet.name,
    rows,
    merges: sheet.merged.map(({ top, left, bottom, right }) => ({
      top: top - 1,
      left: left - 1,
      bottom: bottom - 1,
      right: right - 1,
    })),
    notRead: notReadOf(sheet),
  };
}

function gridCell(cell: Cell): GridCell | null {
  switch (cell.kind) {
    case 'empty':
      return null;
    case 'number':
    case 'boolean':
    case 'date':
      return { kind: cell.kind, text: cell.kind === 'date' ? (cell.date ?? cell.text) : cell.text };
    case 'dateTime':
      // a time of midnight is no more than the day
      return /T00:00(?::00)?$/.test(cell.text) && cell.date !== undefined
        ? { kind: 'date', text: cell.date }
        : { kind: 'text', text: cell.text };
    default:
      return cell.text.trim() === '' ? null : { kind: 'text', text: cell.text };
  }
}

/** What a reader must know of what is no text of a cell; of colours the reader of the file tells. */
function notReadOf(sheet: Sheet): Words[] {
  const said: Words[] = [];
  const cells = sheet.rows.flatMap((row) =>
    row.cells.map((cell, index) => ({ cell, place: `${columnName(index)}${row.number}` })),
  );
  const named = (list: readonly { place: string }[]): string =>
    `${list
      .slice(0, 8)
      .map(({ place }) => place)
      .join(', ')}${list.length > 8 ? ' ...' : ''}`;
  const commented = cells.filter(({ cell }) => cell.comment !== undefined);
  if (commented.length > 0) {
    said.push(
      words(
        `Comments on cells of "${sheet.name}" are not taken over: ${named(commented)}.`,
        `“${sheet.name}”中单元格的批注不录入：${named(commented)}。`,
      ),
    );
  }
  const computed = cells.filter(({ cell }) => cell.formula !== undefined);
  if (computed.length > 0) {
    said.push(
      words(
        `Cells of "${sheet.name}" hold formulas; the result that the file stores was taken: ${named(computed)}.`,
        `“${sheet.name}”中有公式，取文件所存的结果：${named(computed)}。`,
      ),
    );
  }
  const percents = cells.filter(({ cell }) => cell.kind === 'number' && cell.numberFormat?.includes('%'));
  if (percents.length > 0) {
    said.push(
      words(
        `Cells of "${sheet.name}" show a percentage; the stored number was taken (0.5 for 50 %): ${named(percents)}.`,
        `“${sheet.name}”中有按百分比显示的单元格，取其存储的数值（50% 即 0.5）：${named(percents)}。`,
      ),
    );
  }
  if (sheet.hidden)
    said.push(
      words(
        `The sheet "${sheet.name}" is hidden in the workbook; it was read.`,
        `工作表“${sheet.name}”在工作簿中为隐藏状态，已读取。`,
      ),
    );
  const hidden = sheet.hiddenColumns ?? [];
  if (hidden.length > 0) {
    const names = hidden.map((column) => columnName(column - 1));
    said.push(
      words(
        `Columns of "${sheet.name}" that the workbook hides were read: ${names.join(', ')}.`,
        `“${sheet.name}”中隐藏的列已读取：${names.join('、')}。`,
      ),
    );
  }
  return said;
}
