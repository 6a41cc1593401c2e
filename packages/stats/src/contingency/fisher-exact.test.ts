import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalUpperTail } from '../distributions/index.ts';
import { fisherExact, type TwoByTwo } from './index.ts';

const near = (value: number) => expect.closeTo(value, 14);

describe('six subjects by hand', () => {
  // three and three, two events, both in the first group. Given the margins, 20 tables are equally likely:
  // 4 with no event in the first group, 2 * 6 with one, 4 with both
  it('counts the tables that are no likelier', () => {
    expect(fisherExact([2, 1, 0, 3])).toEqual({
      p: { twoSided: near(0.4), less: 1, greater: near(0.2) },
      pTwiceSmaller: near(0.4),
      pointProbability: near(0.2),
      midP: {
        twoSided: near(0.2),
        twoSidedOwnTable: near(0.3),
        less: near(0.9),
        greater: near(0.1),
        twiceSmaller: near(0.2),
      },
      smallestAttainable: { twoSided: near(0.4), less: near(0.2), greater: near(0.2) },
    });
  });

  it('counts all of them at the likeliest', () => {
    expect(fisherExact([1, 2, 1, 2])).toMatchObject({
      p: { twoSided: 1, less: near(0.8), greater: near(0.8) },
      midP: { twoSided: near(0.7), twoSidedOwnTable: near(0.7), twiceSmaller: 1 },
    });
  });
});

describe('what a small study could have found', () => {
  it.each([
    ['3 recurrences among 4 R1 and 10 R0', [2, 2, 1, 9], 4 / 364],
    ['3 recurrences among 7 and 9', [1, 6, 2, 7], 35 / 560],
    ['no recurrence', [0, 4, 0, 10], 1],
    ['a group of nobody', [0, 0, 3, 10], 1],
    ['nobody', [0, 0, 0, 0], 1],
  ] as [string, TwoByTwo, number][])('%s', (_, table, smallest) => {
    expect(fisherExact(table).smallestAttainable.twoSided).toBeCloseTo(smallest, 14);
  });

  it('R1 against R0 has p = 0.176', () => expect(fisherExact([2, 2, 1, 9]).p.twoSided).toBeCloseTo(0.17582, 5));
});

it('holds a table that is as likely but for rounding as likely', () => {
  // 0 of 8 and 4 of 8: the table turned round has the same probability
  const { p, midP } = fisherExact([0, 8, 4, 4]);
  expect(p.twoSided).toBeCloseTo(2 * p.less, 14);
  expect(midP.twoSided).toBeCloseTo(p.less, 14);
});

it('takes a million subjects', () => {
  const { p } = fisherExact([250_600, 249_400, 249_400, 250_600]);
  // the first cell is 600 above its mean, with a standard deviation of 250: z = 599.5 / 250
  expect(p.twoSided).toBeCloseTo(2 * normalUpperTail(599.5 / 250), 6);
});

describe('properties', () => {
  const cell = fc.nat({ max: 25 });
  const tables = fc.tuple(cell, cell, cell, cell) as fc.Arbitrary<TwoByTwo>;

  it('rows, columns, and rows with columns change places', () => {
    fc.assert(
      fc.property(tables, ([a, b, c, d]) => {
        const { p, midP } = fisherExact([a, b, c, d]);
        for (const turned of [
          [c, d, a, b],
          [b, a, d, c],
        ] as TwoByTwo[]) {
          const other = fisherExact(turned);
          expect(other.p.twoSided).toBeCloseTo(p.twoSided, 12);
          expect(other.p.less).toBeCloseTo(p.greater, 12);
          expect(other.midP.less).toBeCloseTo(midP.greater, 12);
          expect(other.midP.twoSided).toBeCloseTo(midP.twoSided, 12);
        }
        expect(fisherExact([a, c, b, d]).p.twoSided).toBeCloseTo(p.twoSided, 12);
      }),
    );
  });

  it('p values are probabilities, in the order of their definitions', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { p, pTwiceSmaller, pointProbability, midP, smallestAttainable } = fisherExact(table);
        expect(p.less + p.greater).toBeCloseTo(1 + pointProbability, 12);
        expect(midP.less + midP.greater).toBeCloseTo(1, 12);
        for (const value of [p.twoSided, p.less, p.greater, pTwiceSmaller]) {
          expect(value).toBeGreaterThan(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-14);
        }
        expect(p.twoSided).toBeGreaterThanOrEqual(Math.min(p.less, p.greater) - 1e-14);
        expect(midP.twoSided).toBeLessThanOrEqual(midP.twoSidedOwnTable + 1e-14);
        expect(midP.twoSidedOwnTable).toBeLessThan(p.twoSided);
        expect(smallestAttainable.twoSided).toBeLessThanOrEqual(p.twoSided * (1 + 1e-12));
        expect(smallestAttainable.less).toBeLessThanOrEqual(p.less * (1 + 1e-12));
        expect(smallestAttainable.greater).toBeLessThanOrEqual(p.greater * (1 + 1e-12));
      }),
    );
  });

  it('a test at a level errs at most so often, whatever the margins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        fc.nat({ max: 30 }),
        fc.constantFrom(0.01, 0.05, 0.2),
        (n, m, k, level) => {
          const drawn = Math.min(k, n + m);
          let rejected = 0;
          for (let a = Math.max(0, drawn - m); a <= Math.min(n, drawn); a += 1) {
            const { p, pointProbability } = fisherExact([a, n - a, drawn - a, m - drawn + a]);
            if (p.twoSided <= level) rejected += pointProbability;
          }
          expect(rejected).toBeLessThanOrEqual(level + 1e-12);
        },
      ),
    );
  });
});

it.each([
  [0, [-1, 1, 1, 1]],
  [2, [1, 1, 0.5, 1]],
  [3, [1, 1, 1, Number.NaN]],
] as [number, TwoByTwo][])('refuses cell %i of %o', (at, table) => {
  expect(() => fisherExact(table)).toThrow(expect.objectContaining({ name: 'InputError', code: 'table.count', at }));
});
it('refuses a table of another size', () => {
  expect(() => fisherExact([1, 2, 3] as unknown as TwoByTwo)).toThrow(expect.objectContaining({ code: 'table.size' }));
});
