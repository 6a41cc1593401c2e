import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clopperPearson } from '../proportions/index.ts';
import { type FollowUp, type Grouping, logRank, permutationLogRank } from './index.ts';

const followUp = (exit: number[], event: number[]): FollowUp => ({
  exit: Float64Array.from(exit),
  event: Uint8Array.from(event),
});
const grouping = (codes: number[], count = 2): Grouping => ({ code: Uint32Array.from(codes), count });
const nearly = (value: number) => expect.closeTo(value, 10);

describe('permutation log-rank by hand', () => {
  // Events on days 1 and 2 in A, two censored later in B. Hazards met: 1/4, then 1/4 + 1/3 = 7/12.
  // Scores 3/4, 5/12, -7/12, -7/12: A has 7/6, observed 2 less expected 5/6. Of the six groupings of two and two, two
  // have a sum of 7/6 or -7/6, four one of 1/6 or -1/6.
  const four = followUp([1, 2, 3, 4], [1, 1, 0, 0]);

  it('goes through all groupings', () => {
    const found = permutationLogRank(four, grouping([0, 0, 1, 1]));
    expect(found).toMatchObject({
      method: 'exact',
      pValue: nearly(1 / 3),
      smallestAttainable: nearly(1 / 3),
      interval: null,
    });
    // the variance: sum of squares over 3, times 2 . 2/4
    const squares = 9 / 16 + 25 / 144 + (2 * 49) / 144;
    expect(found.statistic).toEqual(nearly((7 / 6) ** 2 / (squares / 3)));
    expect(permutationLogRank(four, grouping([0, 1, 0, 1]))).toMatchObject({
      pValue: 1,
      smallestAttainable: nearly(1 / 3),
    });
  });

  it('exchanges within strata only', () => {
    // in each stratum one of two has the event first: either both in A, or one in each, or both in B
    const found = permutationLogRank(followUp([1, 2, 1, 2], [1, 0, 1, 0]), grouping([0, 1, 0, 1]), {
      stratum: grouping([0, 0, 1, 1]),
    });
    expect(found.pValue).toEqual(nearly(1 / 2));
  });

  it('draws when there are too many, the same for the same seed', () => {
    const exact = permutationLogRank(four, grouping([0, 0, 1, 1])).pValue as number;
    const drawn = permutationLogRank(four, grouping([0, 0, 1, 1]), { budget: 2, draws: 2000, seed: 7 });
    expect(drawn).toMatchObject({ method: 'monteCarlo', smallestAttainable: null, draws: 2000 });
    expect(drawn.interval?.lower).toBeLessThan(exact);
    expect(drawn.interval?.upper).toBeGreaterThan(exact);
    expect(permutationLogRank(four, grouping([0, 0, 1, 1]), { budget: 2, draws: 2000, seed: 7 })).toEqual(drawn);
    expect(permutationLogRank(four, grouping([0, 0, 1, 1]), { budget: 2, draws: 2000, seed: 8 })).not.toEqual(drawn);
  });

  it('takes many subjects exactly when events are few', () => {
    // 3 events among 200: four levels of hazard, so few classes of scores
    const exit = Array.from({ length: 200 }, (_, k) => (k < 3 ? k + 1 : 10));
    const event = exit.map((_, k) => (k < 3 ? 1 : 0));
    const found = permutationLogRank(followUp(exit, event), grouping(exit.map((_, k) => (k < 100 ? 0 : 1))));
    expect(found.method).toBe('exact');
    // all three in the first hundred, or in the second: 2 . (100 . 99 . 98)/(200 . 199 . 198)
    expect(found.pValue).toEqual(nearly((2 * 100 * 99 * 98) / (200 * 199 * 198)));
  });

  it('finds every grouping as rare as one in which the groups are alike, though rounding leaves a trace', () => {
    // scores by the hazards 0, 1/3, 4/3: 0, -1/3, 2/3, -1/3; the last group's 0 is all that is left for it
    const alike = permutationLogRank(followUp([1, 2, 2, 3], [0, 0, 1, 1]), grouping([2, 1, 1, 1], 3));
    expect(alike.statistic).toBeLessThan(1e-20);
    expect(alike.pValue).toBe(1);
  });

  it('of draws counts the observed grouping too, and has the interval of those drawn', () => {
    for (const draws of [1, 4, 30]) {
      const found = permutationLogRank(four, grouping([0, 0, 1, 1]), { budget: 0, draws });
      const hits = (found.pValue as number) * (draws + 1) - 1;
      expect(found.method).toBe('monteCarlo');
      expect(hits).toBeCloseTo(Math.round(hits), 10);
      expect(Math.round(hits)).toBeGreaterThanOrEqual(0);
      expect(Math.round(hits)).toBeLessThanOrEqual(draws);
      const { lower, upper } = clopperPearson(Math.round(hits), draws, 0.95);
      expect(found.interval).toEqual({ lower, upper, level: 0.95 });
    }
    // one in three groupings is as rare
    const many = permutationLogRank(four, grouping([0, 0, 1, 1]), { budget: 0, draws: 3_000 });
    expect(many.pValue).toBeGreaterThan(0.3);
    expect(many.pValue).toBeLessThan(0.37);
  });

  it('takes times that differ by rounding as one, unless told not to', () => {
    const close = followUp([0.3, 0.1 + 0.2, 1, 1], [1, 1, 0, 0]);
    const tied = permutationLogRank(followUp([3, 3, 10, 10], [1, 1, 0, 0]), grouping([0, 1, 0, 1]));
    expect(permutationLogRank(close, grouping([0, 1, 0, 1])).statistic).toEqual(nearly(tied.statistic as number));
    const apart = permutationLogRank(close, grouping([0, 1, 0, 1]), { mergeNearTies: false });
    expect(apart.statistic).not.toEqual(nearly(tied.statistic as number));
  });

  it('has no statistic where nothing is compared', () => {
    expect(permutationLogRank(followUp([1, 2], [0, 0]), grouping([0, 1]))).toMatchObject({
      pValue: null,
      whyNull: 'noEvents',
    });
    expect(permutationLogRank(followUp([1, 1], [1, 1]), grouping([0, 1]))).toMatchObject({
      statistic: null,
      whyNull: 'noComparison',
    });
  });

  it.each([
    ['logRank.groups', undefined, () => permutationLogRank(four, grouping([0, 0, 0, 0], 1))],
    [
      'permutation.entry',
      1,
      () => permutationLogRank({ ...four, entry: Float64Array.of(0, 1, 0, 0) }, grouping([0, 0, 1, 1])),
    ],
    [
      'permutation.weight',
      undefined,
      () => permutationLogRank({ ...four, weight: Float64Array.of(1, 1, 1, 1) }, grouping([0, 0, 1, 1])),
    ],
    ['permutation.draws', undefined, () => permutationLogRank(four, grouping([0, 0, 1, 1]), { draws: 0 })],
    ['grouping.length', undefined, () => permutationLogRank(four, grouping([0, 1]))],
    ['followUp.event', 0, () => permutationLogRank(followUp([1], [2]), grouping([0]))],
  ])('refuses by %s at subject %s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

describe('properties', () => {
  const subject = fc.record({
    exit: fc.integer({ min: 1, max: 5 }),
    event: fc.constantFrom(0, 1),
    group: fc.integer({ min: 0, max: 2 }),
  });
  const subjects = fc.array(subject, { minLength: 3, maxLength: 6 });
  type Subject = { exit: number; event: number; group: number };
  const followed = (list: Subject[]) =>
    followUp(
      list.map(({ exit }) => exit),
      list.map(({ event }) => event),
    );

  it('is the share of all orders of the groups that are as rare', () => {
    const orders = (list: number[]): number[][] =>
      list.length === 0
        ? [[]]
        : list.flatMap((first, k) =>
            orders([...list.slice(0, k), ...list.slice(k + 1)]).map((rest) => [first, ...rest]),
          );
    fc.assert(
      fc.property(subjects, (list) => {
        const codes = list.map(({ group }) => group);
        const found = permutationLogRank(followed(list), grouping(codes, 3));
        if (found.pValue === null) return;
        const values = orders(codes).map(
          (order) => permutationLogRank(followed(list), grouping(order, 3)).statistic as number,
        );
        const asRare = values.filter((value) => value >= (found.statistic as number) * (1 - 1e-9) - 1e-12).length;
        expect(found.pValue).toBeCloseTo(asRare / values.length, 10);
      }),
      { numRuns: 40 },
    );
  });

  it('sums observed less expected: with two groups the order of groupings is that of the log-rank difference', () => {
    fc.assert(
      fc.property(subjects, (given) => {
        const list = given.map((one) => ({ ...one, group: Math.min(1, one.group) }));
        const codes = grouping(list.map(({ group }) => group));
        const found = permutationLogRank(followed(list), codes);
        const { observed, expected } = logRank(followed(list), codes);
        const difference = Math.abs((observed[0] as number) - (expected[0] as number));
        if (found.statistic !== null) expect(found.statistic === 0 || found.statistic < 1e-20).toBe(difference < 1e-10);
      }),
    );
  });
});
