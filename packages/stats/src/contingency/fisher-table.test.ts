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

  it('rows and columns change places in square tables of several subjects a cell', () => {
    // turned round, other margins are filled first: another way through the network to the same number
    const square = fc.integer({ min: 3, max: 4 }).chain((size) =>
      fc.array(fc.array(fc.nat({ max: 8 }), { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      }),
    );
    fc.assert(
      fc.property(square, (table) => {
        const turned = table.map((_, j) => table.map((row) => row[j] as number));
        expect(fisherTable(turned).pValue / fisherTable(table).pValue).toBeCloseTo(1, 8);
      }),
      { numRuns: 60 },
    );
  });

  it('tells partial tables apart where one row is small and the others are not', () => {
    // of rows of 8, 8, 8 and 1, what is left may be 6, 6, 1 or 7, 3, 3
    const table = [
      [5, 1, 1, 1],
      [1, 4, 2, 1],
      [1, 0, 3, 4],
      [0, 1, 0, 0],
    ];
    const turned = table.map((_, j) => table.map((row) => row[j] as number));
    expect(fisherTable(turned).pValue / fisherTable(table).pValue).toBeCloseTo(1, 9);
  });

  it.each([
    [
      [3, 2],
      [2, 3],
    ],
    [
      [7, 7],
      [4, 4],
    ],
    [
      [2, 2, 2],
      [3, 3, 3],
    ],
  ] as number[][][])('has p = 1 where the table is the likeliest: %j %j', (...table) => {
    expect(fisherTable(table).pValue).toBeCloseTo(1, 12);
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

  it.each([
    [
      [3, 1, 0],
      [0, 2, 2],
      [1, 0, 3],
    ],
    [
      [4, 1],
      [1, 3],
      [2, 2],
    ],
    [
      [2, 0, 1, 3],
      [1, 4, 0, 1],
    ],
    [
      [9, 1, 0],
      [0, 2, 1],
      [1, 0, 1],
    ],
  ] as number[][][])('takes a budget that is just enough, and none below: %j %j %j', (...table) => {
    const exact = fisherTable(table);
    if (exact.method !== 'exact') throw new Error('this table is small');
    for (let workBudget = 0; workBudget < exact.work; workBudget += 1) {
      expect(fisherTable(table, { workBudget, draws: 1 }).method).toBe('monteCarlo');
    }
    expect(fisherTable(table, { workBudget: exact.work })).toEqual(exact);
  });

  it('does not begin where there are more states than can be told apart', () => {
    const table = Array.from({ length: 8 }, () => new Array<number>(8).fill(20));
    expect(fisherTable(table, { workBudget: 1_000, draws: 2 }).method).toBe('monteCarlo');
  });

  it('draws as many tables as it says: all of them are no likelier than the likeliest', () => {
    const likeliest = [
      [2, 2],
      [2, 2],
    ];
    expect(fisherTable(likeliest, { workBudget: 0, draws: 50 })).toMatchObject({ pValue: 1, interval: { upper: 1 } });
  });

  it('draws the same tables from a seed for ever, so that a printed p can be found again', () => {
    const table = [
      [4, 1, 2],
      [1, 5, 3],
      [2, 0, 4],
    ];
    const rarer = [1, 2, 3].map((seed) => fisherTable(table, { workBudget: 0, draws: 500, seed }).pValue * 501 - 1);
    expect(rarer.map(Math.round)).toEqual([59, 42, 58]);
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

  it('says how long the rows are, and counts cells from 1', () => {
    expect(() => fisherTable([[1, 2], [3]])).toThrow('2 rows of 2, 1 counts');
    expect(() =>
      fisherTable([
        [1, 2],
        [3, -1],
      ]),
    ).toThrow('Cell 4 is -1');
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
