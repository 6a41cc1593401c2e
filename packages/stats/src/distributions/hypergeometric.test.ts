import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hypergeometricCdf,
  hypergeometricMode,
  hypergeometricPmf,
  hypergeometricRange,
  hypergeometricUpperTail,
  noncentralHypergeometric,
  type Urn,
} from './index.ts';

/** Whole-number arithmetic, so that nothing is rounded before the one division. */
function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let j = 1; j <= k; j += 1) ways = (ways * BigInt(n - k + j)) / BigInt(j);
  return ways;
}
const waysTo = (k: number, { marked, unmarked, drawn }: Urn) => choose(marked, k) * choose(unmarked, drawn - k);
const quotient = (above: bigint, below: bigint) => {
  const digits = 10n ** BigInt(40 + below.toString().length);
  return Number((above * digits) / below) / Number(digits / 10n ** 20n) / 1e20;
};
const counts = ({ least, most }: { least: number; most: number }) =>
  Array.from({ length: most - least + 1 }, (_, k) => least + k);
const urn = fc
  .record({
    marked: fc.nat({ max: 80 }),
    unmarked: fc.nat({ max: 80 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ marked, unmarked, share }) => ({ marked, unmarked, drawn: Math.round(share * (marked + unmarked)) }));

describe('an urn of two marked and four unmarked balls, three drawn', () => {
  // 20 draws: 4 without a marked ball, 2 * 6 with one, 4 with both
  const six = { marked: 2, unmarked: 4, drawn: 3 };
  it('has these probabilities', () => {
    expect([-1, 0, 0.5, 1, 2, 3].map((k) => hypergeometricPmf(k, six))).toEqual(
      [0, 0.2, 0, 0.6, 0.2, 0].map((p) => expect.closeTo(p, 15)),
    );
    expect([-1, 0, 1, 2].map((k) => hypergeometricCdf(k, six))).toEqual(
      [0, 0.2, 0.8, 1].map((p) => expect.closeTo(p, 15)),
    );
    expect([-1, 0, 1, 2].map((k) => hypergeometricUpperTail(k, six))).toEqual(
      [1, 0.8, 0.2, 0].map((p) => expect.closeTo(p, 15)),
    );
    expect([hypergeometricRange(six), hypergeometricMode(six)]).toEqual([{ least: 0, most: 2 }, 1]);
  });

  it('has these at odds of 2', () => {
    // the weights 1, 3, 1 become 1, 6, 4
    const tails = noncentralHypergeometric(1, six, Math.LN2);
    expect(tails).toEqual({
      lower: expect.closeTo(7 / 11, 15),
      point: expect.closeTo(6 / 11, 15),
      upper: expect.closeTo(10 / 11, 15),
      meanLessK: expect.closeTo(14 / 11 - 1, 15),
    });
  });

  it('has no balls, or draws all of them', () => {
    expect(hypergeometricPmf(0, { marked: 0, unmarked: 0, drawn: 0 })).toBe(1);
    expect(hypergeometricPmf(2, { marked: 2, unmarked: 3, drawn: 5 })).toBe(1);
    expect(hypergeometricCdf(1, { marked: 2, unmarked: 3, drawn: 5 })).toBe(0);
  });
});

describe('against whole-number arithmetic', () => {
  it('every probability and both tails to 13 digits', () => {
    fc.assert(
      fc.property(urn, (given) => {
        const ways = counts(hypergeometricRange(given)).map((k) => ({ k, ways: waysTo(k, given) }));
        const all = ways.reduce((sum, { ways: some }) => sum + some, 0n);
        let below = 0n;
        for (const { k, ways: some } of ways) {
          below += some;
          const near = (found: number, above: bigint) =>
            expect(Math.abs(found / quotient(above, all) - 1)).toBeLessThan(1e-13);
          near(hypergeometricPmf(k, given), some);
          near(hypergeometricCdf(k, given), below);
          if (below < all) near(hypergeometricUpperTail(k, given), all - below);
        }
        expect(ways.every(({ ways: some }) => some <= waysTo(hypergeometricMode(given), given))).toBe(true);
      }),
    );
  });

  it('the noncentral tails and mean at odds of whole numbers', () => {
    fc.assert(
      fc.property(urn, fc.integer({ min: 1, max: 50 }), fc.nat(), (given, odds, place) => {
        const range = counts(hypergeometricRange(given));
        const k = range[place % range.length] as number;
        const ways = range.map((j) => waysTo(j, given) * BigInt(odds) ** BigInt(j));
        const sum = (pick: (j: number) => boolean, times: (j: number) => bigint = () => 1n) =>
          ways.reduce(
            (total, some, at) => (pick(range[at] as number) ? total + some * times(range[at] as number) : total),
            0n,
          );
        const all = sum(() => true);
        const found = noncentralHypergeometric(k, given, Math.log(odds));
        expect(found.lower).toBeCloseTo(
          quotient(
            sum((j) => j <= k),
            all,
          ),
          12,
        );
        expect(found.upper).toBeCloseTo(
          quotient(
            sum((j) => j >= k),
            all,
          ),
          12,
        );
        expect(found.point).toBeCloseTo(
          quotient(
            sum((j) => j === k),
            all,
          ),
          12,
        );
        expect(found.meanLessK + k).toBeCloseTo(
          quotient(
            sum(() => true, BigInt),
            all,
          ),
          10,
        );
      }),
    );
  });
});

it('stays in the range of doubles with millions of balls and extreme odds', () => {
  const large = { marked: 3_000_000, unmarked: 2_000_000, drawn: 1_000_000 };
  expect(hypergeometricCdf(599_999, large) + hypergeometricUpperTail(599_999, large)).toBeCloseTo(1, 12);
  expect(noncentralHypergeometric(600_000, large, 0).meanLessK).toBeCloseTo(0, 6);
  expect(noncentralHypergeometric(600_000, large, 60)).toEqual({
    lower: 0,
    point: 0,
    upper: 1,
    meanLessK: expect.closeTo(400_000, 6),
  });
  expect(noncentralHypergeometric(600_000, large, -60)).toEqual({
    lower: 1,
    point: 0,
    upper: 0,
    meanLessK: expect.closeTo(-600_000, 6),
  });
});

it.each([
  { marked: 1.5, unmarked: 2, drawn: 1 },
  { marked: 1, unmarked: -2, drawn: 0 },
  { marked: 1, unmarked: 2, drawn: 4 },
])('refuses the urn %o', (given) => {
  expect(() => hypergeometricPmf(0, given)).toThrow(
    expect.objectContaining({ name: 'InputError', code: 'hypergeometric.urn' }),
  );
});
