import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fisherExact, fisherTable, type TableOfCounts } from './index.ts';

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** Every table with the margins of this one is written out: the p value by its definition. */
function byEnumeration(table: number[][]): number {
  const columns = (table[0] as number[]).map((_, j) => table.reduce((sum, row) => sum + (row[j] as number), 0));
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const observed = table.flat().reduce((weight, count) => weight / factorial(count), 1);
  let rarer = 0;
  let all = 0;
  const fill = (row: number, column: number, rest: number, left: number[], weight: number): void => {
    if (row === rows.length) {
      all += weight;
      if (weight <= observed * (1 + 1e-7)) rarer += weight;
      return;
    }
    const room = left[column] as number;
    const isLast = column === columns.length - 1;
    for (let x = isLast ? rest : 0; x <= Math.min(rest, room); x += 1) {
      const after = left.with(column, room - x);
      if (isLast) fill(row + 1, 0, rows[row + 1] ?? 0, after, weight / factorial(x));
      else fill(row, column + 1, rest - x, after, weight / factorial(x));
    }
  };
  fill(0, 0, rows[0] as number, columns, 1);
  return rarer / all;
}

const small = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
  .chain(([r, c]) =>
    fc.array(fc.array(fc.nat({ max: 12 / r }), { minLength: c, maxLength: c }), { minLength: r, maxLength: r }),
  )
  .filter((table) => table.flat().reduce((sum, count) => sum + count, 0) <= 18);

describe('six subjects by hand', () => {
  it('three categories of two, in two groups of three', () => {
    // 20 ways to choose the first group: 8 take one of each, 6 * 2 take both of one and one of another
    expect(
      fisherTable([
        [2, 1, 0],
        [0, 1, 2],
      ]),
    ).toMatchObject({ pValue: expect.closeTo(0.6, 14), method: 'exact' });
    expect(
      fisherTable([
        [1, 1, 1],
        [1, 1, 1],
      ]).pValue,
    ).toBeCloseTo(1, 14);
  });

  it('three categories of two, in three groups of two', () => {
    // 90 ways to put six into three pairs: 6 keep all three categories together, 9 * 4 keep one, 6 * 8 none
    expect(
      fisherTable([
        [2, 0, 0],
        [0, 2, 0],
        [0, 0, 2],
      ]).pValue,
    ).toBeCloseTo(6 / 90, 14);
    expect(
      fisherTable([
        [2, 0, 0],
        [0, 1, 1],
        [0, 1, 1],
      ]).pValue,
    ).toBeCloseTo(42 / 90, 14);
  });
});

describe('exactly', () => {
  it('agrees with all tables written out', () => {
    fc.assert(
      fc.property(small, (table) => {
        const found = fisherTable(table);
        expect(found.method).toBe('exact');
        expect(found.pValue / byEnumeration(table)).toBeCloseTo(1, 8);
      }),
    );
  });

  it('agrees with the test of two-by-two tables', () => {
    const cell = fc.nat({ max: 300 });
    fc.assert(
      fc.property(cell, cell, cell, cell, (a, b, c, d) => {
        const { pValue } = fisherTable([
          [a, b],
          [c, d],
        ]);
        expect(pValue / fisherExact([a, b, c, d]).p.twoSided).toBeCloseTo(1, 8);
      }),
    );
  });

  it('rows and columns change places, and nobody adds nothing', () => {
    fc.assert(
      fc.property(small, (table) => {
        const { pValue } = fisherTable(table);
        const turned = (table[0] as number[]).map((_, j) => table.map((row) => row[j] as number)).toReversed();
        expect(fisherTable(turned).pValue / pValue).toBeCloseTo(1, 9);
        const wider = [
          ...table.map((row) => [0, ...row]),
          new Array<number>((table[0] as number[]).length + 1).fill(0),
        ];
        expect(fisherTable(wider).pValue).toBe(pValue);
      }),
    );
  });

  it.each([
    [
      'a strong association',
      [
        [40, 0, 0],
        [0, 50, 0],
        [0, 0, 60],
      ],
      1e-68,
    ],
    [
      'one subject aside',
      [
        [1, 0, 0],
        [30, 40, 1],
        [20, 41, 30],
      ],
      1e-5,
    ],
  ] as [string, number[][], number][])('keeps the digits of a small p: %s', (_, table, most) => {
    const found = fisherTable(table);
    expect(found.method).toBe('exact');
    expect(found.pValue).toBeGreaterThan(0);
    expect(found.pValue).toBeLessThan(most);
  });

  it.each([
    [
      [0, 0],
      [3, 4],
    ],
    [
      [0, 4, 0],
      [0, 3, 0],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ] as number[][][])('has p = 1 where no other table is possible: %j %j', (...table) => {
    expect(fisherTable(table)).toEqual({ pValue: 1, method: 'exact', work: 0 });
  });
});

describe('beyond the budget', () => {
  const large = Array.from({ length: 6 }, (_, i) =>
    Array.from({ length: 6 }, (_, j) => 12 + ((5 * i + 7 * j + 3 * i * j) % 17)),
  );

  it('draws random tables and says so', () => {
    const options = { workBudget: 100_000, draws: 400 };
    const found = fisherTable(large, options);
    expect(found).toMatchObject({ method: 'monteCarlo', draws: 400, seed: 1, interval: { level: 0.99 } });
    expect(found).toEqual(fisherTable(large, options));
    expect(found.pValue).not.toBe(fisherTable(large, { ...options, seed: 2 }).pValue);
  });

  it('stops when it has to, wherever that is', () => {
    const table = [
      [4, 2, 3, 1],
      [1, 3, 2, 4],
      [2, 2, 5, 3],
    ];
    const { pValue, ...exact } = fisherTable(table);
    if (exact.method !== 'exact') throw new Error('this table is small');
    for (const share of [0, 0.1, 0.5, 0.9]) {
      const workBudget = Math.floor(exact.work * share);
      expect(fisherTable(table, { workBudget, draws: 10 }).method).toBe('monteCarlo');
    }
    expect(fisherTable(table, { workBudget: exact.work })).toEqual({ pValue, ...exact });
  });

  it('has an interval that holds the exact p', () => {
    // at 99.9% one of these five seeds leaves it out once in 200 such tests; the seeds are fixed
    const table = [
      [4, 1, 2],
      [1, 5, 3],
      [2, 0, 4],
    ];
    const { pValue } = fisherTable(table);
    for (const seed of [1, 2, 3, 4, 5]) {
      const drawn = fisherTable(table, { workBudget: 0, draws: 2_000, seed, level: 0.999 });
      if (drawn.method !== 'monteCarlo') throw new Error('no budget was given');
      expect(drawn.interval.lower).toBeLessThan(pValue);
      expect(drawn.interval.upper).toBeGreaterThan(pValue);
      expect(drawn.interval.upper - drawn.interval.lower).toBeLessThan(0.08);
      expect(drawn.pValue).toBeGreaterThan(drawn.interval.lower);
      expect(drawn.pValue).toBeLessThan(drawn.interval.upper);
    }
  });

  it('never has a p of 0', () => {
    const found = fisherTable(
      [
        [40, 0, 0],
        [0, 40, 0],
        [0, 0, 40],
      ],
      { workBudget: 0, draws: 999 },
    );
    expect(found).toMatchObject({ pValue: 0.001, interval: { lower: 0 } });
  });
});

describe('what is refused', () => {
  it.each([
    ['table.size', [[1, 2]], {}],
    ['table.size', [[1], [2]], {}],
    ['table.size', [[1, 2], [3]], {}],
    ['table.size', [], {}],
    [
      'table.count',
      [
        [1, 2],
        [3, -1],
      ],
      {},
    ],
    [
      'table.count',
      [
        [1, 2],
        [0.5, 1],
      ],
      {},
    ],
    [
      'option.count',
      [
        [1, 2],
        [3, 4],
      ],
      { draws: 0 },
    ],
    [
      'option.count',
      [
        [1, 2],
        [3, 4],
      ],
      { seed: 1.5 },
    ],
    [
      'option.count',
      [
        [1, 2],
        [3, 4],
      ],
      { workBudget: Number.NaN },
    ],
    [
      'level.range',
      [
        [1, 2],
        [3, 4],
      ],
      { level: 1 },
    ],
  ] as [string, TableOfCounts, object][])('%s: %j %j', (code, table, options) => {
    expect(() => fisherTable(table, options)).toThrow(expect.objectContaining({ name: 'InputError', code }));
  });

  it('names the cell', () => {
    expect(() =>
      fisherTable([
        [1, 2],
        [3, -1],
      ]),
    ).toThrow(expect.objectContaining({ at: 3 }));
  });
});
