import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalUpperTail } from '../distributions/index.ts';
import { chiSquareTest, type TableOfCounts } from './index.ts';

const near = (value: number) => expect.closeTo(value, 13);
const twoSided = (z: number) => 2 * normalUpperTail(z);
const cell = fc.nat({ max: 40 });
const tables = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }))
  .chain(([r, c]) => fc.array(fc.array(cell, { minLength: c, maxLength: c }), { minLength: r, maxLength: r }));

it('six subjects by hand', () => {
  // 1.5 expected in each cell, each differs by 0.5: 4 * 0.25 / 1.5
  const found = chiSquareTest([
    [2, 1],
    [1, 2],
  ]);
  expect(found).toEqual({
    degreesOfFreedom: 1,
    pearson: { statistic: near(2 / 3), pValue: near(twoSided(Math.sqrt(2 / 3))) },
    corrected: { statistic: 0, pValue: 1 },
    scaled: { statistic: near(5 / 9), pValue: near(twoSided(Math.sqrt(5 / 9))) },
    likelihoodRatio: { statistic: near(8 * Math.log(4 / 3) + 4 * Math.log(2 / 3)), pValue: expect.any(Number) },
    expected: [
      [1.5, 1.5],
      [1.5, 1.5],
    ],
    smallestExpected: 1.5,
    residuals: [
      [near(0.5 / Math.sqrt(1.5)), near(-0.5 / Math.sqrt(1.5))],
      [near(-0.5 / Math.sqrt(1.5)), near(0.5 / Math.sqrt(1.5))],
    ],
    standardizedResiduals: [
      [near(Math.sqrt(2 / 3)), near(-Math.sqrt(2 / 3))],
      [near(-Math.sqrt(2 / 3)), near(Math.sqrt(2 / 3))],
    ],
    cramersV: near(1 / 3),
    whyNull: null,
  });
});

it('corrects by the smallest difference where it is under a half', () => {
  // 2.4 expected beside 2: all differ by 0.4
  expect(
    chiSquareTest([
      [2, 2],
      [4, 2],
    ]).corrected?.statistic,
  ).toBeCloseTo(0, 14);
  // 2 expected beside 4: four cells, (2 - 0.5)^2 / 2 twice and / 6 twice
  expect(
    chiSquareTest([
      [4, 0],
      [4, 8],
    ]).corrected,
  ).toEqual({ statistic: near(3), pValue: near(twoSided(Math.sqrt(3))) });
});

it("Cramer's V is 1 when each row knows its column", () => {
  expect(
    chiSquareTest([
      [3, 0, 2],
      [0, 4, 0],
    ]).cramersV,
  ).toBeCloseTo(1, 14);
  expect(
    chiSquareTest([
      [3, 0],
      [0, 4],
      [2, 0],
    ]).cramersV,
  ).toBeCloseTo(1, 14);
});

it('has two-by-two tests only two by two', () => {
  expect(
    chiSquareTest([
      [1, 2, 3],
      [3, 2, 1],
    ]),
  ).toMatchObject({ degreesOfFreedom: 2, corrected: null, scaled: null });
});

it('a row or a column of nobody leaves the likelihood ratio', () => {
  const found = chiSquareTest([
    [0, 5],
    [0, 6],
  ]);
  expect(found).toMatchObject({
    pearson: { statistic: null, pValue: null },
    corrected: { statistic: null, pValue: null },
    scaled: { statistic: null, pValue: null },
    likelihoodRatio: { statistic: 0, pValue: 1 },
    residuals: [
      [null, 0],
      [null, 0],
    ],
    cramersV: null,
    whyNull: 'emptyLine',
  });
  expect(found.standardizedResiduals.flat()).toEqual([null, null, null, null]);
  expect(
    chiSquareTest([
      [0, 0],
      [0, 0],
    ]).likelihoodRatio,
  ).toEqual({ statistic: null, pValue: null });
});

describe('properties', () => {
  it('Pearson adds up the squared residuals, which vanish over rows and columns when weighted', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { pearson, residuals, expected, cramersV, whyNull, likelihoodRatio } = chiSquareTest(table);
        expect(likelihoodRatio.statistic ?? 0).toBeGreaterThanOrEqual(0);
        if (whyNull) return;
        const squares = residuals.flat().reduce<number>((sum, residual) => sum + (residual as number) ** 2, 0);
        expect(pearson.statistic).toBeCloseTo(squares, 9);
        for (const [i, row] of expected.entries()) {
          const over = row.reduce((sum, e, j) => sum + (residuals[i]?.[j] as number) * Math.sqrt(e), 0);
          expect(over).toBeCloseTo(0, 9);
        }
        expect(cramersV).toBeGreaterThanOrEqual(0);
        expect(cramersV).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('rows and columns change places and order', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const here = chiSquareTest(table);
        const turned = chiSquareTest(
          (table[0] as number[]).map((_, j) => table.map((row) => row[j] as number)).toReversed(),
        );
        for (const test of ['pearson', 'likelihoodRatio'] as const) {
          expect(turned[test].statistic ?? -1).toBeCloseTo(here[test].statistic ?? -1, 9);
          expect(turned[test].pValue ?? -1).toBeCloseTo(here[test].pValue ?? -1, 9);
        }
      }),
    );
  });

  it('two by two the standardized residuals are the root of Pearson, which Yates lowers', () => {
    fc.assert(
      fc.property(cell, cell, cell, cell, (a, b, c, d) => {
        const { pearson, corrected, standardizedResiduals, whyNull } = chiSquareTest([
          [a, b],
          [c, d],
        ]);
        if (whyNull) return;
        for (const residual of standardizedResiduals.flat())
          expect((residual as number) ** 2).toBeCloseTo(pearson.statistic as number, 8);
        expect(corrected?.statistic as number).toBeLessThanOrEqual((pearson.statistic as number) + 1e-12);
      }),
    );
  });
});

it.each([
  ['table.size', [[1, 2]]],
  [
    'table.count',
    [
      [1, 2],
      [3, Number.NaN],
    ],
  ],
] as [string, TableOfCounts][])('refuses %s', (code, table) => {
  expect(() => chiSquareTest(table)).toThrow(expect.objectContaining({ name: 'InputError', code }));
});

it('expects nobody where nobody is', () => {
  const nobody = [
    [0, 0],
    [0, 0],
  ];
  expect(chiSquareTest(nobody)).toMatchObject({ expected: nobody, smallestExpected: 0, whyNull: 'emptyLine' });
});
