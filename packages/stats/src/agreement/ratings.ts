import { InputError } from '../input/index.ts';

/** Counts of ratings, row by row. */
export type Counts = readonly (readonly number[])[];

/**
 * The columns of a table of counts.
 *
 * @throws InputError `agreement.categories` unless all rows have the same number of columns, two or more,
 *   `agreement.counts` with the row unless all are whole numbers of 0 or more
 */
export function assertCounts(counts: Counts): number {
  const columns = counts[0]?.length ?? 2;
  for (const [index, row] of counts.entries()) {
    if (row.length !== columns || columns < 2) {
      throw new InputError(
        'agreement.categories',
        `Each row has a count for each category, of which there are two or more. ` +
          `Row ${index} has ${row.length}, the first ${columns}. Write 0 for a category that was not used.`,
        index,
      );
    }
    const wrong = row.find((count) => !Number.isInteger(count) || count < 0);
    if (wrong !== undefined) {
      throw new InputError(
        'agreement.counts',
        `Ratings are counted in whole numbers, 0 or more. Row ${index} has ${wrong}. Count them again.`,
        index,
      );
    }
  }
  return columns;
}

/**
 * @throws InputError `agreement.square` unless the table has a row and a column for each category, and as `assertCounts`
 */
export function assertSquare(table: Counts): number {
  const categories = assertCounts(table);
  if (table.length === categories) return categories;
  throw new InputError(
    'agreement.square',
    `Two raters use the same categories, so their table is square. This one has ${table.length} rows and ` +
      `${categories} columns. Add the categories that one of them did not use, with counts of 0.`,
  );
}
