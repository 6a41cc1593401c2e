import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalUpperTail } from '../distributions/index.ts';
import { kendall, pearson, spearman } from './index.ts';
import { kendallCdf } from './kendall-distribution.ts';
import { spearmanUpperTail, spearmanUpperTailBySeries } from './spearman-distribution.ts';

const close = (value: number) => expect.closeTo(value, 12);

describe('five pairs by hand', () => {
  // ranks 1 2 3 4 5 against 2 1 4 3 5
  const x = [1, 2, null, 3, 4, 7];
  const y = [3, 1, 9, 8, 4, 10];

  it('Pearson', () => {
    // means 3.4 and 5.2; squares about them 79 - 57.8 and 190 - 135.2, products 115 - 88.4
    const r = 26.6 / Math.sqrt(21.2 * 54.8);
    const found = pearson(x, y);
    expect(found).toMatchObject({ estimate: close(r), t: close((Math.sqrt(3) * r) / Math.sqrt(1 - r * r)) });
    expect(found).toMatchObject({ pairs: 5, missing: 1, whyNull: null });
    const [lower, upper] = [-1, 1].map((side) => Math.tanh(Math.atanh(r) + (side * 1.959963984540054) / Math.sqrt(2)));
    expect([found.lower, found.upper]).toEqual([close(lower as number), close(upper as number)]);
  });

  it('Spearman: squared differences 1 1 1 1 0', () => {
    // of 120 orders those with S <= 4: 1 + 4 + 3 of S = 0, 2, 4
    expect(spearman(x, y)).toMatchObject({
      s: close(4),
      estimate: close(0.8),
      method: 'exact',
      pValue: close(16 / 120),
    });
    // t = sqrt 3 x 0.8 / 0.6
    const angle = Math.atan(0.8 / 0.6);
    const p = 1 - (2 / Math.PI) * (angle + Math.sin(angle) * Math.cos(angle));
    expect(spearman(x, y, 't')).toMatchObject({ estimate: close(0.8), pValue: close(p), method: 't' });
  });

  it('Kendall: two of ten pairs of pairs are turned round', () => {
    // of 120 orders 1, 4 and 9 have 0, 1 and 2 turned round
    expect(kendall(x, y)).toMatchObject({
      estimate: close(0.6),
      concordant: 8,
      pValue: close(28 / 120),
      method: 'exact',
    });
    // variance 5 x 4 x 15 / 18
    const z = 6 / Math.sqrt(300 / 18);
    expect(kendall(x, y, 'normal')).toMatchObject({ z: close(z), pValue: close(2 * normalCdf(-z)), method: 'normal' });
  });

  it('ties', () => {
    const found = kendall([1, 1, 2, 3], [1, 2, 2, 1]);
    // of 6 one is tied in x, two in y, one is in order, two are turned round: -1 / sqrt(5 x 4)
    expect(found).toMatchObject({ estimate: close(-1 / Math.sqrt(20)), concordant: null, method: 'normal' });
    // variance (156 - 18 - 36) / 18 + 2 x 4 / 24
    expect(found.z).toBeCloseTo(-1 / Math.sqrt(102 / 18 + 8 / 24), 12);
    // midranks 1.5 1.5 3 4 and 1.5 3.5 3.5 1.5: products about 2.5: 1 - 1 + 0.5 - 1.5
    expect(spearman([1, 1, 2, 3], [1, 2, 2, 1])).toMatchObject({
      estimate: close(-1 / Math.sqrt(4.5 * 4)),
      method: 't',
    });
  });
});

it('triple ties in both columns by hand', () => {
  // of 10 three are tied in each; 4 in order, 1 turned round
  const found = kendall([1, 1, 1, 2, 3], [2, 1, 1, 1, 3]);
  expect(found.estimate).toBeCloseTo(3 / 7, 12);
  // variance (300 - 66 - 66) / 18 + 6 x 6 / 40 + 6 x 6 / (9 x 60)
  expect(found.z).toBeCloseTo(3 / Math.sqrt(168 / 18 + 0.9 + 36 / 540), 12);
});

describe('null distributions', () => {
  it('Spearman, by orders one by one', () => {
    const orders = (rest: number[]): number[][] =>
      rest.length === 0
        ? [[]]
        : rest.flatMap((first) => orders(rest.filter((other) => other !== first)).map((o) => [first, ...o]));
    for (const n of [1, 2, 3, 4, 5, 6]) {
      const sums = orders(Array.from({ length: n }, (_, rank) => rank)).map((order) =>
        order.reduce((sum, rank, place) => sum + (rank - place) ** 2, 0),
      );
      for (let s = 0; s <= (n ** 3 - n) / 3 + 2; s += 1) {
        expect(spearmanUpperTail(s, n)).toBeCloseTo(sums.filter((sum) => sum >= s).length / sums.length, 12);
      }
    }
  });

  it('Kendall, by orders one by one', () => {
    // turned round in the 24 orders of four: 1 3 5 6 5 3 1
    const tails = [1, 4, 9, 15, 20, 23, 24].map((count) => close(count / 24));
    expect([0, 1, 2, 3, 4, 5, 6].map((t) => kendallCdf(t, 4))).toEqual(tails);
    expect([kendallCdf(-1, 4), kendallCdf(0, 1), kendallCdf(99, 4)]).toEqual([0, 1, close(1)]);
    // many pairs: near the normal with the same variance
    expect(kendallCdf(500, 50)).toBeCloseTo(normalUpperTail(112 / Math.sqrt((50 * 49 * 105) / 72)), 3);
  });

  it('the series is near the truth at 12 pairs', () => {
    for (const s of [60, 120, 200, 286, 350, 430]) {
      expect(Math.abs(spearmanUpperTailBySeries(s, 12) - spearmanUpperTail(s, 12))).toBeLessThan(3e-4);
    }
    expect([spearmanUpperTailBySeries(0, 20), spearmanUpperTailBySeries(2661, 20)]).toEqual([1, 0]);
  });
});

describe('what cannot be found out', () => {
  it.each([
    ['no pairs', [], [], 'tooFewPairs'],
    ['one pair', [1, null], [2, 3], 'tooFewPairs'],
    ['no spread', [1, 1, 1, 1], [1, 2, 3, 4], 'noSpread'],
    ['no spread but for rounding in the mean', [0.1, 0.1, 0.1, 0.1], [1, 2, 3, 4], 'noSpread'],
  ])('%s', (_, x, y, whyNull) => {
    for (const found of [pearson(x, y), spearman(x, y), kendall(x, y)]) {
      expect(found).toMatchObject({ estimate: null, pValue: null, whyNull });
    }
  });

  it('two and three pairs', () => {
    expect(pearson([1, 2], [4, 1])).toMatchObject({ estimate: -1, pValue: null, whyNull: 'tooFewPairs' });
    expect(pearson([1, 2, 4], [4, 1, 2])).toMatchObject({ lower: null, upper: null, whyNull: null });
    expect(spearman([1, 2], [4, 1], 't')).toMatchObject({ estimate: -1, pValue: null, whyNull: 'tooFewPairs' });
    expect(spearman([1, 2], [4, 1])).toMatchObject({ estimate: -1, pValue: 1, method: 'exact' });
    expect(kendall([1, 2], [4, 1], 'normal')).toMatchObject({ estimate: -1, z: close(-1) });
  });

  it('very large and very small values stay in range', () => {
    expect(pearson([1e200, 2e200, 4e200], [3e-200, 1e-200, 2e-200]).estimate).toBeCloseTo(
      pearson([1, 2, 4], [3, 1, 2]).estimate as number,
      12,
    );
  });

  it('a perfect line has p = 0 and no t', () => {
    expect(pearson([1, 2, 3, 4], [3, 5, 7, 9])).toMatchObject({ estimate: 1, t: null, pValue: 0, lower: 1, upper: 1 });
  });
});

describe('what is refused', () => {
  it.each([
    ['pairs.length', undefined, () => pearson([1, 2], [1])],
    ['pairs.length', undefined, () => kendall([1], [])],
    ['values.notFinite', 1, () => spearman([1, Number.NaN], [1, 2])],
    ['values.notFinite', 0, () => kendall([1, 2], [Number.POSITIVE_INFINITY, 2])],
    ['level.range', undefined, () => pearson([1, 2], [1, 2], 95)],
    ['spearman.ties', undefined, () => spearman([1, 1, 2], [1, 2, 3], 'exact')],
    ['spearman.ties', undefined, () => spearman([1, 1, 2], [1, 2, 3], 'series')],
    ['spearman.size', undefined, () => spearman([...Array(13).keys()], [...Array(13).keys()], 'exact')],
    ['kendall.exact', undefined, () => kendall([1, 1, 2], [1, 2, 3], 'exact')],
  ])('%s at %s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

describe('properties', () => {
  const pairs = (range: number) =>
    fc.array(fc.tuple(fc.integer({ min: 0, max: range }), fc.integer({ min: 0, max: range })), {
      minLength: 2,
      maxLength: 40,
    });
  const columns = (given: [number, number][]) => [given.map(([x]) => x), given.map(([, y]) => y)] as const;
  const METHODS = [pearson, spearman, kendall] as const;

  it('columns change places, and turning one round turns the sign', () => {
    fc.assert(
      fc.property(pairs(12), (given) => {
        const [x, y] = columns(given);
        for (const method of METHODS) {
          const found = method(x, y);
          expect(method(y, x).estimate ?? 9).toBeCloseTo(found.estimate ?? 9, 12);
          const turned = method(
            x,
            y.map((value) => -value),
          );
          expect(-(turned.estimate ?? -9)).toBeCloseTo(found.estimate ?? 9, 12);
          expect(turned.pValue ?? 9).toBeCloseTo(found.pValue ?? 9, 10);
        }
      }),
    );
  });

  it("Kendall's counts are those of all pairs of pairs", () => {
    fc.assert(
      fc.property(pairs(6), (given) => {
        const [x, y] = columns(given);
        let difference = 0;
        let [untiedX, untiedY] = [0, 0];
        for (const [i, [xi, yi]] of given.entries()) {
          for (const [xj, yj] of given.slice(i + 1)) {
            difference += Math.sign(xi - xj) * Math.sign(yi - yj);
            untiedX += Number(xi !== xj);
            untiedY += Number(yi !== yj);
          }
        }
        const expected = untiedX * untiedY === 0 ? null : difference / Math.sqrt(untiedX * untiedY);
        expect(kendall(x, y).estimate ?? 9).toBeCloseTo(expected ?? 9, 12);
      }),
    );
  });

  it("ranks alone matter to Spearman and Kendall, and Spearman's is Pearson's of the ranks", () => {
    fc.assert(
      fc.property(pairs(200), (given) => {
        const [x, y] = columns(given);
        const stretched = x.map((value) => value ** 3 + 5);
        expect(spearman(stretched, y)).toEqual(spearman(x, y));
        expect(kendall(stretched, y)).toEqual(kendall(x, y));
      }),
    );
  });

  it('the interval holds the estimate', () => {
    fc.assert(
      fc.property(pairs(30), fc.constantFrom(0.5, 0.95), (given, level) => {
        const { estimate, lower, upper } = pearson(...columns(given), level);
        if (lower === null || upper === null) return;
        expect(lower).toBeLessThanOrEqual(estimate as number);
        expect(upper).toBeGreaterThanOrEqual(estimate as number);
      }),
    );
  });
});
