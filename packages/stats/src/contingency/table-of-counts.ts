import { InputError } from '../input/index.ts';
import { assertCount } from './two-by-two.ts';

/** A table of counts: its rows, all of one length. */
export type TableOfCounts = readonly ArrayLike<number>[];

export type Margins = { rows: number[]; columns: number[]; total: number };

/**
 * @returns the sums of rows, columns and all
 * @throws InputError `table.size` unless it has two rows and two columns or more, all rows equally long; `table.count`,
 *   with the index of the cell counted through the rows, unless each count is a whole number, 0 or more
 */
export function marginsOf(table: TableOfCounts): Margins {
  const width = table[0]?.length ?? 0;
  const isTable = table.length >= 2 && width >= 2 && table.every((row) => row.length === width);
  if (!isTable) {
    throw new InputError(
      'table.size',
      `A table has two rows and two columns or more, all rows equally long. This one has ${table.length} rows of ${Array.from(table, (row) => row.length).join(', ')} counts. Give 0 where nobody is.`,
    );
  }
  const columns = new Array<number>(width).fill(0);
  const rows = table.map((row, i) => {
    let sum = 0;
    for (let j = 0; j < width; j += 1) {
      const count = row[j] as number;
      assertCount(count, i * width + j);
      sum += count;
      columns[j] = (columns[j] as number) + count;
    }
    return sum;
  });
  return { rows, columns, total: rows.reduce((sum, row) => sum + row, 0) };
}
