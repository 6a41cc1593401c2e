import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalUpperTail } from '../distributions/index.ts';
import { mcnemar, type TwoByTwo } from './index.ts';

const near = (value: number) => expect.closeTo(value, 13);

it('six pairs by hand, three and one of them discordant', () => {
  // (3 - 1)^2 / 4, (3 - 1 - 1)^2 / 4; of 16 ways to split four pairs 5 have at most one, 4 of them just one
  const least = 1 - 0.975 ** (1 / 4);
  expect(mcnemar([1, 3, 1, 1])).toEqual({
    discordant: { first: 3, second: 1 },
    asymptotic: { statistic: 1, pValue: near(2 * normalUpperTail(1)) },
    corrected: { statistic: 0.25, pValue: near(2 * normalUpperTail(0.5)) },
    exact: { pValue: near(10 / 16) },
    midP: { pValue: near(6 / 16) },
    oddsRatio: {
      estimate: 3,
      lower: expect.any(Number),
      upper: expect.closeTo((1 - least) / least, 10),
      whyNull: null,
    },
  });
});

describe('few discordant pairs', () => {
  it.each([
    ['none', [5, 0, 0, 4], null, 1, 1, { estimate: null, lower: 0, upper: null, whyNull: 'notEstimable' }],
    // 0.025 = p^3, and 1 - p is its own upper limit
    [
      'one way only',
      [5, 3, 0, 4],
      3,
      0.25,
      0.125,
      { estimate: null, lower: near(0.025 ** (1 / 3) / (1 - 0.025 ** (1 / 3))), upper: null, whyNull: 'infinite' },
    ],
    [
      'the other way only',
      [5, 0, 3, 4],
      3,
      0.25,
      0.125,
      { estimate: 0, lower: 0, upper: near((1 - 0.025 ** (1 / 3)) / 0.025 ** (1 / 3)), whyNull: null },
    ],
    ['equally many', [5, 1, 1, 4], 0, 1, 0.75, expect.objectContaining({ estimate: 1, whyNull: null })],
  ] as [string, TwoByTwo, number | null, number, number, object][])(
    '%s',
    (_, table, statistic, exact, midP, oddsRatio) => {
      const found = mcnemar(table);
      expect(found.asymptotic.statistic).toBe(statistic);
      expect(found.exact.pValue).toBeCloseTo(exact, 14);
      expect(found.midP.pValue).toBeCloseTo(midP, 14);
      expect(found.oddsRatio).toEqual(oddsRatio);
    },
  );
});

it('members change places', () => {
  const cell = fc.nat({ max: 60 });
  fc.assert(
    fc.property(cell, cell, cell, cell, (a, b, c, d) => {
      const [here, turned] = [mcnemar([a, b, c, d]), mcnemar([a, c, b, d])];
      expect(turned.asymptotic).toEqual(here.asymptotic);
      expect(turned.exact.pValue).toBeCloseTo(here.exact.pValue, 12);
      expect(turned.midP.pValue).toBeCloseTo(here.midP.pValue, 12);
      expect(here.midP.pValue).toBeLessThanOrEqual(here.exact.pValue + 1e-12);
      expect(here.corrected.pValue ?? 1).toBeGreaterThanOrEqual(here.asymptotic.pValue ?? 1);
      if (b > 0 && c > 0) {
        expect((here.oddsRatio.lower as number) * (turned.oddsRatio.upper as number)).toBeCloseTo(1, 9);
        expect((here.oddsRatio.estimate as number) * (turned.oddsRatio.estimate as number)).toBeCloseTo(1, 12);
      }
      expect(mcnemar([d, b, c, a])).toEqual(here);
    }),
  );
});

it.each([
  ['table.count', [1, -1, 1, 1], 0.95],
  ['level.range', [1, 1, 1, 1], 0],
] as [string, TwoByTwo, number][])('refuses %s', (code, table, level) => {
  expect(() => mcnemar(table, level)).toThrow(expect.objectContaining({ name: 'InputError', code }));
});
