import { assertLevel, assertWhole } from '../input/index.ts';
import { clopperPearson } from '../proportions/index.ts';
import { exactTableP } from './exact-table-p.ts';
import { rarerTables } from './random-tables.ts';
import { marginsOf, type TableOfCounts } from './table-of-counts.ts';

export type FisherTableOptions = {
  /** what the exact computation may cost, in steps (see `work`); beyond it random tables are drawn */
  workBudget?: number;
  /** how many random tables are drawn */
  draws?: number;
  /** where their random numbers start */
  seed?: number;
  /** two-sided confidence level of the interval for p that the draws give */
  level?: number;
};

export type FisherTable =
  | {
      pValue: number;
      method: 'exact';
      /** steps taken: partial tables continued, and terms summed */
      work: number;
    }
  | {
      /** (1 + tables drawn that are no likelier than the observed one) / (1 + draws) */
      pValue: number;
      method: 'monteCarlo';
      draws: number;
      seed: number;
      /** Clopper and Pearson's interval for the p value that all tables would give */
      interval: { lower: number; upper: number; level: number };
    };

/** Some seconds of work at most. */
export const FISHER_WORK_BUDGET = 10_000_000;

/**
 * Fisher's exact test of a table of any size, as Freeman and Halton extended it: the probability, given all margins, of
 * the tables that are no likelier than the observed one. Rows and columns of nobody add nothing.
 *
 * Exact where the work budget allows; otherwise by random tables with these margins from a fixed seed, and then
 * `method`, `draws` and `interval` say so: print them beside p. It is never left out.
 *
 * @returns p is 1 when fewer than two rows or columns have anybody: no other table is possible
 * @throws InputError `table.size`, `table.count`, `level.range`, and `option.count` unless the budget and the seed are
 *   whole numbers, 0 or more, and the draws a whole number, 1 or more
 * @see Freeman & Halton (1951) Biometrika 38:141; Mehta & Patel (1983) J Am Stat Assoc 78:427
 */
export function fisherTable(table: TableOfCounts, options: FisherTableOptions = {}): FisherTable {
  const { workBudget = FISHER_WORK_BUDGET, draws = 100_000, seed = 1, level = 0.99 } = options;
  assertLevel(level);
  assertWhole('work budget', workBudget, 0);
  assertWhole('number of draws', draws, 1);
  assertWhole('seed', seed, 0);
  const margins = marginsOf(table);
  const rows = margins.rows.flatMap((sum, row) => (sum > 0 ? [row] : []));
  const columns = margins.columns.flatMap((sum, column) => (sum > 0 ? [column] : []));
  if (rows.length < 2 || columns.length < 2) return { pValue: 1, method: 'exact', work: 0 };
  const used = rows.map((row) => columns.map((column) => (table[row] as ArrayLike<number>)[column] as number));

  const exact = exactTableP(used, workBudget);
  if (exact) return { ...exact, method: 'exact' };
  const rarer = rarerTables(used, draws, seed);
  const { lower, upper } = clopperPearson(rarer, draws, level);
  return {
    pValue: (rarer + 1) / (draws + 1),
    method: 'monteCarlo',
    draws,
    seed,
    interval: { lower: lower as number, upper: upper as number, level },
  };
}
