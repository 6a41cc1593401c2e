import { logFactorial } from '../distributions/index.ts';

/**
 * What can be said of all tables that complete a partial one, from what is left of its rows and columns alone. A table
 * weighs the product of 1 / n! over its cells.
 */
export type CompletionBounds = {
  /** log of the weight of all completions together */
  logAll(left: readonly number[]): number;
  /** not below the log weight of any completion */
  ceiling(left: readonly number[]): number;
  /** not above the log weight of any completion */
  floor(left: readonly number[]): number;
};

/** @param columns - the totals of those still to be filled, smallest first; `left` has that of the rows, largest first */
export function completionBounds(columns: readonly number[], rowCount: number): CompletionBounds {
  const total = columns.reduce((sum, column) => sum + column, 0);
  const largestColumns = columns.toReversed();
  const ofColumns = columns.reduce((sum, column) => sum + logFactorial(column), 0);

  // Duality: with a price for each row and each column, every cell for itself takes the n for which log(n!) less its
  // prices is least, and what that leaves bounds log(n!) of any table from below. The prices are those at which n is
  // near (row + half a subject a cell) (column + half a subject a cell) / total.
  const halfRow = columns.length / 2;
  const columnShares = columns.map((column) => (column + rowCount / 2) / (total + rowCount * halfRow));
  const columnPrices = columnShares.map(Math.log);
  const paidByColumns = columns.reduce((sum, column, j) => sum + column * (columnPrices[j] as number), 0);

  return {
    logAll(left) {
      let logWeight = logFactorial(total) - ofColumns;
      for (const row of left) logWeight -= logFactorial(row);
      return logWeight;
    },
    ceiling(left) {
      let bound = paidByColumns;
      for (const row of left) {
        const rowPrice = Math.log(row + halfRow);
        bound += rowPrice * row;
        for (let j = 0; j < columns.length; j += 1) {
          const best = Math.floor((row + halfRow) * (columnShares[j] as number));
          bound += logFactorial(best) - (rowPrice + (columnPrices[j] as number)) * best;
        }
      }
      return -bound;
    },
    floor(left) {
      return -Math.min(unevenly(left, columns), unevenly(largestColumns, left));
    },
  };
}

/** The sum of log(n!) where each line for itself is filled as unevenly as the lines across it allow. */
function unevenly(largestFirst: readonly number[], lines: readonly number[]): number {
  let sum = 0;
  for (const line of lines) {
    let rest = line;
    for (let i = 0; i < largestFirst.length && rest > 0; i += 1) {
      const count = Math.min(rest, largestFirst[i] as number);
      sum += logFactorial(count);
      rest -= count;
    }
  }
  return sum;
}
