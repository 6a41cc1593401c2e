import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialPmf } from '../distributions/index.ts';
import { fisherExact, type TwoByTwo, unconditionalExact } from './index.ts';
import { lastWhere } from './last-where.ts';

const STATISTICS = ['boschloo', 'pooled'] as const;
const ALTERNATIVES = ['twoSided', 'less', 'greater'] as const;
const small = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([n, m]) =>
    fc.tuple(fc.nat({ max: n }), fc.nat({ max: m })).map(([x, y]) => [x, n - x, y, m - y] as TwoByTwo),
  );

describe('three and three subjects by hand', () => {
  it.each(STATISTICS)('all against none: the two tables at the ends, %s', (statistic) => {
    // 2 p^3 q^3 is largest at one half
    expect(unconditionalExact([3, 0, 0, 3], { statistic })).toMatchObject({
      pValue: expect.closeTo(2 / 64, 14),
      nuisance: expect.closeTo(0.5, 6),
      extremeTables: 2,
    });
    expect(unconditionalExact([3, 0, 0, 3], { statistic, alternative: 'greater' }).pValue).toBeCloseTo(1 / 64, 14);
    expect(unconditionalExact([3, 0, 0, 3], { statistic, alternative: 'less' }).pValue).toBe(1);
  });

  it.each(STATISTICS)('two against none, %s', (statistic) => {
    // 2:0, 0:2, 3:1, 1:3, 3:0 and 0:3 have 6 p^2 q^4 + 6 p^4 q^2 + 2 p^3 q^3, at one half 14 / 64
    const found = unconditionalExact([2, 1, 0, 3], { statistic });
    expect(found).toMatchObject({ pValue: expect.closeTo(14 / 64, 14), extremeTables: 6 });
    expect(found.statistic).toBeCloseTo(statistic === 'pooled' ? Math.sqrt(3) : 0.4, 14);
  });
});

it('has the published p values of 7 of 15 against 12 of 15', () => {
  // Barnard's test as printed by several programs, to four places
  expect(unconditionalExact([7, 8, 12, 3], { statistic: 'pooled' }).pValue).toBeCloseTo(0.0682, 4);
  expect(unconditionalExact([7, 8, 12, 3], { statistic: 'pooled', alternative: 'less' }).pValue).toBeCloseTo(0.0341, 4);
});

it.each([
  ['an empty row', [0, 0, 3, 4]],
  ['no event', [0, 5, 0, 3]],
  ['events only', [5, 0, 3, 0]],
  ['nobody', [0, 0, 0, 0]],
] as [string, TwoByTwo][])('%s has p = 1', (_, table) => {
  for (const statistic of STATISTICS) {
    for (const alternative of ALTERNATIVES)
      expect(unconditionalExact(table, { statistic, alternative }).pValue).toBe(1);
  }
});

/** The tables at least as extreme, one by one by their definition, and their probability over a fine grid of risks. */
function byDefinition([a, b, c, d]: TwoByTwo, statistic: string, alternative: (typeof ALTERNATIVES)[number]) {
  const [n, m] = [a + b, c + d];
  const extreme = (x: number, y: number) => {
    if (statistic === 'boschloo') return -fisherExact([x, n - x, y, m - y]).p[alternative];
    const share = (x + y) / (n + m);
    const z = share === 0 || share === 1 ? 0 : (x / n - y / m) / Math.sqrt(share * (1 - share) * (1 / n + 1 / m));
    return alternative === 'twoSided' ? Math.abs(z) : alternative === 'less' ? -z : z;
  };
  const limit = extreme(a, c) - 1e-9;
  const tables: [number, number][] = [];
  for (let x = 0; x <= n; x += 1) for (let y = 0; y <= m; y += 1) if (extreme(x, y) >= limit) tables.push([x, y]);
  const probability = (p: number) =>
    tables.reduce((sum, [x, y]) => sum + binomialPmf(x, n, p) * binomialPmf(y, m, p), 0);
  return {
    tables: tables.length,
    probability,
    largest: Math.max(...Array.from({ length: 101 }, (_, k) => probability(k / 100))),
  };
}

describe('properties', () => {
  it('the largest probability of the tables as extreme, written out', () => {
    fc.assert(
      fc.property(
        small,
        fc.constantFrom(...STATISTICS),
        fc.constantFrom(...ALTERNATIVES),
        (table, statistic, alternative) => {
          const found = unconditionalExact(table, { statistic, alternative });
          const { tables, probability, largest } = byDefinition(table, statistic, alternative);
          expect(found.extremeTables).toBe(tables);
          expect(found.pValue).toBeCloseTo(Math.min(1, probability(found.nuisance)), 12);
          expect(found.pValue).toBeGreaterThanOrEqual(Math.min(1, largest) - 1e-12);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("Boschloo's p is never above Fisher's", () => {
    fc.assert(
      fc.property(small, fc.constantFrom(...ALTERNATIVES), (table, alternative) => {
        const { pValue, statistic } = unconditionalExact(table, { alternative });
        expect(statistic).toBeCloseTo(fisherExact(table).p[alternative], 12);
        expect(pValue).toBeLessThanOrEqual(fisherExact(table).p[alternative] + 1e-12);
      }),
    );
  });

  it('rows and columns change places', () => {
    fc.assert(
      fc.property(small, fc.constantFrom(...STATISTICS), ([a, b, c, d], statistic) => {
        const p = (table: TwoByTwo, alternative: (typeof ALTERNATIVES)[number]) =>
          unconditionalExact(table, { statistic, alternative }).pValue;
        expect(p([c, d, a, b], 'less')).toBeCloseTo(p([a, b, c, d], 'greater'), 11);
        expect(p([b, a, d, c], 'less')).toBeCloseTo(p([a, b, c, d], 'greater'), 11);
        expect(p([c, d, a, b], 'twoSided')).toBeCloseTo(p([a, b, c, d], 'twoSided'), 11);
      }),
    );
  });
});

it('keeps the digits of a small p', () => {
  // all of 40 against none of 40: 2 p^40 q^40 at one half
  for (const statistic of STATISTICS) {
    expect(unconditionalExact([40, 0, 0, 40], { statistic }).pValue / 2 ** -79).toBeCloseTo(1, 10);
  }
});

it('refuses a table that is none', () => {
  expect(() => unconditionalExact([1, 2, 3, -4])).toThrow(
    expect.objectContaining({ name: 'InputError', code: 'table.count', at: 3 }),
  );
});

it('searches for an edge from anywhere', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -30, max: 30 }),
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: -40, max: 70 }),
      (from, length, guess) => {
        for (const direction of [1, -1]) {
          const edge = from + direction * length;
          const holds = (k: number) => (edge - k) * direction >= 0;
          for (const towards of [edge + direction, edge + direction * 9]) {
            expect(lastWhere(holds, from, towards)).toBe(edge);
            expect(lastWhere(holds, from, towards, guess)).toBe(edge);
          }
        }
      },
    ),
  );
});
