import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionalOddsRatio, fisherExact, numberNeeded, oddsRatio, riskRatio, type TwoByTwo } from './index.ts';

const near = (value: number) => expect.closeTo(value, 10);

describe('six subjects by hand', () => {
  it('the conditional odds ratio', () => {
    // two and four, two events, one in the first group: weights 6, 8, 1 for 0, 1, 2 events there.
    // Mean (8 r + 2 r^2) / (6 + 8 r + r^2) = 1 gives r^2 = 6, while ad/bc is 3
    // upper tail 1 - 6 / (6 + 8 r + r^2) = 0.025 and lower tail 1 - r^2 / (6 + 8 r + r^2) = 0.025 give the limits
    expect(conditionalOddsRatio([1, 1, 1, 3])).toEqual({
      estimate: near(Math.sqrt(6)),
      lower: near(-4 + Math.sqrt(16 + 6 / 0.975 - 6)),
      upper: expect.closeTo(156 + Math.sqrt(156 ** 2 + 234), 8),
      whyNull: null,
    });
    // half of the table itself: r^2 + 4 r = 0.025 (6 + 8 r + r^2), 6 + 4 r = 0.025 (6 + 8 r + r^2)
    const mid = conditionalOddsRatio([1, 1, 1, 3], 0.95, 'midP');
    expect(mid.lower).toBeCloseTo((-3.8 + Math.sqrt(3.8 ** 2 + 4 * 0.975 * 0.15)) / (2 * 0.975), 12);
    expect(mid.upper).toBeCloseTo((3.8 + Math.sqrt(3.8 ** 2 + 4 * 0.025 * 5.85)) / (2 * 0.025), 9);
  });

  it('and where the table is the last one', () => {
    // weights 1, 3, 1: r^2 = 0.025 (1 + 3 r + r^2)
    expect(conditionalOddsRatio([2, 1, 0, 3])).toEqual({
      estimate: null,
      lower: near((0.075 + Math.sqrt(0.075 ** 2 + 4 * 0.975 * 0.025)) / (2 * 0.975)),
      upper: null,
      whyNull: 'infinite',
    });
    // 1 = 0.025 (1 + 3 r + r^2)
    const first = conditionalOddsRatio([0, 3, 2, 1]);
    expect(first).toEqual({
      estimate: 0,
      lower: 0,
      upper: near((-3 + Math.sqrt(9 + 4 * 39)) / 2),
      whyNull: null,
    });
    expect(conditionalOddsRatio([0, 3, 0, 3])).toEqual({
      estimate: null,
      lower: 0,
      upper: null,
      whyNull: 'notEstimable',
    });
  });

  it('the unconditional ratios', () => {
    const reach = 1.959963984540054 * Math.sqrt(1 + 1 + 1 + 1 / 3);
    expect(oddsRatio([1, 1, 1, 3])).toEqual({
      estimate: 3,
      lower: near(3 * Math.exp(-reach)),
      upper: near(3 * Math.exp(reach)),
      whyNull: null,
    });
    // 1/2 over 1/4, variance of the log 1/1 - 1/2 + 1/1 - 1/4
    const wide = 1.959963984540054 * Math.sqrt(1.25);
    expect(riskRatio([1, 1, 1, 3])).toEqual({
      estimate: 2,
      lower: near(2 * Math.exp(-wide)),
      upper: near(2 * Math.exp(wide)),
      whyNull: null,
    });
    expect(oddsRatio([1, 1, 1, 3], 0.95, 0.5).estimate).toBeCloseTo((1.5 * 3.5) / (1.5 * 1.5), 14);
    expect(numberNeeded([1, 1, 1, 3])).toBe(4);
  });
});

describe('what cannot be estimated', () => {
  const nothing = { estimate: null, lower: null, upper: null };
  it.each([
    ['no event in the first row', [0, 3, 2, 1], { ...nothing, estimate: 0, whyNull: 'noInterval' }],
    ['no event in the second row', [2, 1, 0, 3], { ...nothing, whyNull: 'infinite' }],
    ['no event at all', [0, 3, 0, 3], { ...nothing, whyNull: 'notEstimable' }],
    ['an empty row', [0, 0, 2, 3], { ...nothing, whyNull: 'notEstimable' }],
  ] as [string, TwoByTwo, object][])('%s', (_, table, expected) => {
    expect(oddsRatio(table)).toEqual(expected);
    expect(riskRatio(table)).toEqual(expected);
    expect(oddsRatio(table, 0.95, 0.5)).toMatchObject({
      whyNull: null,
      estimate: expect.any(Number),
      upper: expect.any(Number),
    });
  });

  it('equal risks have no number needed, and all events a risk ratio of 1', () => {
    expect([numberNeeded([3, 7, 6, 14]), numberNeeded([0, 0, 2, 3])]).toEqual([null, null]);
    expect(riskRatio([3, 0, 2, 0])).toEqual({ estimate: 1, lower: 1, upper: 1, whyNull: null });
  });
});

describe('properties of the conditional odds ratio', () => {
  const cell = fc.integer({ min: 0, max: 40 });
  const tables = fc.tuple(cell, cell, cell, cell) as fc.Arbitrary<TwoByTwo>;
  const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99);

  it('turning the rows round inverts it', () => {
    fc.assert(
      fc.property(tables, level, ([a, b, c, d], confidence) => {
        const { estimate, lower, upper } = conditionalOddsRatio([a, b, c, d], confidence);
        const turned = conditionalOddsRatio([c, d, a, b], confidence);
        if (estimate !== null && turned.estimate !== null) expect(estimate * turned.estimate).toBeCloseTo(1, 9);
        if (upper !== null) expect(upper * (turned.lower as number)).toBeCloseTo(1, 9);
        if (turned.upper !== null) expect(turned.upper * (lower as number)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('lies between its limits, the mid-p ones within the exact ones, wider at a higher level', () => {
    fc.assert(
      fc.property(tables, ([a, b, c, d]) => {
        const exact = conditionalOddsRatio([a, b, c, d], 0.9);
        if (exact.whyNull === 'notEstimable') return;
        const inner = conditionalOddsRatio([a, b, c, d], 0.9, 'midP');
        const outer = conditionalOddsRatio([a, b, c, d], 0.99);
        const ordered = [
          outer.lower,
          exact.lower,
          inner.lower,
          exact.estimate,
          inner.upper,
          exact.upper,
          outer.upper,
        ].map((x) => x ?? Infinity);
        expect([...ordered].sort((x, y) => x - y)).toEqual(ordered);
        if (exact.estimate !== null && exact.estimate > 0 && b * c > 0) {
          // nearer to 1 than ad/bc
          expect(Math.abs(Math.log(exact.estimate))).toBeLessThanOrEqual(Math.abs(Math.log((a * d) / (b * c))) + 1e-12);
        }
      }),
    );
  });

  it('leaves out 1 where the one-sided tests reject, and only there', () => {
    fc.assert(
      fc.property(tables, level, (table, confidence) => {
        const { lower, upper, whyNull } = conditionalOddsRatio(table, confidence);
        if (whyNull === 'notEstimable') return;
        const { p } = fisherExact(table);
        const tail = (1 - confidence) / 2;
        if (Math.abs(p.greater - tail) > 1e-9) expect((lower as number) > 1).toBe(p.greater < tail);
        if (Math.abs(p.less - tail) > 1e-9) expect((upper ?? Infinity) < 1).toBe(p.less < tail);
      }),
    );
  });

  it('takes a million subjects', () => {
    const { estimate, lower, upper } = conditionalOddsRatio([250_600, 249_400, 249_400, 250_600]);
    expect(estimate).toBeCloseTo((250_600 / 249_400) ** 2, 4);
    expect([lower, upper]).toEqual([expect.closeTo(1.00174, 4), expect.closeTo(1.01758, 4)]);
  });
});

it.each([
  ['table.count', [1, -1, 1, 1], 0.95],
  ['level.range', [1, 1, 1, 1], 95],
] as [string, TwoByTwo, number][])('refuses %s', (code, table, confidence) => {
  for (const method of [conditionalOddsRatio, oddsRatio, riskRatio]) {
    expect(() => method(table, confidence)).toThrow(expect.objectContaining({ name: 'InputError', code }));
  }
});
