import { chiSquareUpperTail } from '../distributions/index.ts';
import { marginsOf, type TableOfCounts } from './table-of-counts.ts';

/** A chi-square statistic with the p value of its upper tail; both null where it cannot be computed. */
export type ChiSquare = { statistic: number | null; pValue: number | null };

export type ChiSquareTest = {
  /** (rows - 1) (columns - 1), of all the tests */
  degreesOfFreedom: number;
  pearson: ChiSquare;
  /** Yates's correction for continuity, 1/2 or the smallest difference if that is less; null unless two by two */
  corrected: ChiSquare | null;
  /** Pearson's times (N - 1) / N; null unless two by two */
  scaled: ChiSquare | null;
  likelihoodRatio: ChiSquare;
  expected: number[][];
  smallestExpected: number;
  /** (observed - expected) / sqrt(expected); null where nobody was expected */
  residuals: (number | null)[][];
  /** the residuals over their own standard error: near a standard normal without association */
  standardizedResiduals: (number | null)[][];
  /** 0 without association, 1 when each row knows its column or each column its row */
  cramersV: number | null;
  /** 'emptyLine': a row or a column has nobody */
  whyNull: 'emptyLine' | null;
};

const NOT_COMPUTED: ChiSquare = Object.freeze({ statistic: null, pValue: null });

/**
 * Chi-square tests of association in a table of counts, with its expected counts and residuals. They are
 * approximations: with small expected counts prefer `fisherTable`, for two by two `fisherExact`.
 *
 * @returns with a row or column of nobody Pearson's tests and Cramer's V are null, and `whyNull` says so; the
 *   likelihood ratio remains, at the degrees of freedom of the whole table. Without anybody all tests are null.
 * @throws InputError `table.size`, `table.count`
 * @see Agresti (2013) Categorical Data Analysis 3.2-3.3; Campbell (2007) Stat Med 26:3661 on N - 1
 */
export function chiSquareTest(table: TableOfCounts): ChiSquareTest {
  const { rows, columns, total } = marginsOf(table);
  const isEmpty = [...rows, ...columns].includes(0);
  const degreesOfFreedom = (rows.length - 1) * (columns.length - 1);
  const each = <T>(value: (observed: number, row: number, column: number) => T) =>
    rows.map((row, i) => columns.map((column, j) => value((table[i] as ArrayLike<number>)[j] as number, row, column)));
  const expectedOf = (row: number, column: number) => (total === 0 ? 0 : (row * column) / total);
  const difference = (observed: number, row: number, column: number) => observed - expectedOf(row, column);

  const test = (statistic: number): ChiSquare =>
    total === 0 ? NOT_COMPUTED : { statistic, pValue: chiSquareUpperTail(statistic, degreesOfFreedom) };
  const squares = (correction: number) =>
    sum(
      each(
        (observed, row, column) =>
          (Math.abs(difference(observed, row, column)) - correction) ** 2 / expectedOf(row, column),
      ),
    );
  const pearson = isEmpty ? NOT_COMPUTED : test(squares(0));
  const isTwoByTwo = rows.length === 2 && columns.length === 2;
  const smallest = Math.min(...each((...cell) => Math.abs(difference(...cell))).flat());
  const likelihoodRatio = sum(
    each((observed, row, column) => (observed === 0 ? 0 : 2 * observed * Math.log(observed / expectedOf(row, column)))),
  );
  const expected = each((_, row, column) => expectedOf(row, column));
  const statistic = pearson.statistic;
  return {
    degreesOfFreedom,
    pearson,
    corrected: !isTwoByTwo ? null : isEmpty ? NOT_COMPUTED : test(squares(Math.min(0.5, smallest))),
    scaled: !isTwoByTwo ? null : statistic === null ? NOT_COMPUTED : test((statistic * (total - 1)) / total),
    // rounding can leave it a little under 0
    likelihoodRatio: test(Math.max(0, likelihoodRatio)),
    expected,
    smallestExpected: Math.min(...expected.flat()),
    residuals: each((...cell) => finite(difference(...cell) / Math.sqrt(expectedOf(cell[1], cell[2])))),
    standardizedResiduals: each((observed, row, column) => {
      const variance = (expectedOf(row, column) * (total - row) * (total - column)) / total ** 2;
      return finite(difference(observed, row, column) / Math.sqrt(variance));
    }),
    cramersV: statistic === null ? null : Math.sqrt(statistic / (total * (Math.min(rows.length, columns.length) - 1))),
    whyNull: isEmpty ? 'emptyLine' : null,
  };
}

function sum(cells: number[][]): number {
  let all = 0;
  for (const row of cells) for (const value of row) all += value;
  return all;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
