import { type Words, words } from '../model/index.ts';

/** A cell that holds something, as the sheet shows it. */
export type GridCell = {
  /** verbatim; of a cell that the file stores as a date, the day as `YYYY-MM-DD` */
  readonly text: string;
  readonly kind: 'text' | 'number' | 'date' | 'boolean';
};

/** First and last row and column of merged cells, from 0. */
export type Merge = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };

/** A sheet as rows of cells, from 0; null where a cell is empty. A merged area holds its text in its first cell. */
export type Grid = {
  readonly name: string;
  readonly rows: readonly (readonly (GridCell | null)[])[];
  readonly merges: readonly Merge[];
  /** what the file holds beside the text of cells and is not read: colours, comments, hidden rows */
  readonly notRead: readonly Words[];
  /** true: the rows here are the columns of the sheet */
  readonly isTurned?: boolean;
};

/** A workbook or table by the name of its file. */
export type GridFile = { readonly file: string; readonly sheets: readonly Grid[] };

/** `B7` for column 1, row 6. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** A cell as the sheet itself calls it. */
export function cellOf(grid: Grid, row: number, column: number): string {
  return grid.isTurned ? cellName(column, row) : cellName(row, column);
}

/** The sheet with its columns as rows. */
export function turned(grid: Grid): Grid {
  return {
    ...grid,
    isTurned: true,
    rows: Array.from({ length: widthOf(grid) }, (_, column) => grid.rows.map((row) => row[column] ?? null)),
    merges: grid.merges.map(({ top, left, bottom, right }) => ({ top: left, left: top, bottom: right, right: bottom })),
  };
}

/** `A`, `B`, ... `Z`, `AA` for columns from 0. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

export function cellAt(grid: Grid, row: number, column: number): GridCell | null {
  return grid.rows[row]?.[column] ?? null;
}

/** The merge whose area a cell lies in. */
export function mergeAt(grid: Grid, row: number, column: number): Merge | null {
  return (
    grid.merges.find(
      ({ top, left, bottom, right }) => row >= top && row <= bottom && column >= left && column <= right,
    ) ?? null
  );
}

/** The text of a cell, or of the merged area that it lies in. */
export function shownAt(grid: Grid, row: number, column: number): GridCell | null {
  const own = cellAt(grid, row, column);
  if (own) return own;
  const merge = mergeAt(grid, row, column);
  return merge ? cellAt(grid, merge.top, merge.left) : null;
}

export function widthOf(grid: Grid): number {
  return grid.rows.reduce((widest, row) => Math.max(widest, row.length), 0);
}

/** How questions name a sheet; a file without sheets has one table. */
export function sheetWords({ name }: Grid): Words {
  return name === '' ? words('the table', '数据表') : words(`the sheet "${name}"`, `工作表“${name}”`);
}
