import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FollowUp, type Grouping, type LogRankWeight, logRank, logRankTrend, pairwiseLogRank } from './index.ts';

function followUp(exit: number[], event: number[], entry?: number[], weight?: number[]): FollowUp {
  return {
    exit: Float64Array.from(exit),
    event: Uint8Array.from(event),
    entry: entry ? Float64Array.from(entry) : null,
    weight: weight ? Float64Array.from(weight) : null,
  };
}
const grouping = (codes: number[], count = 2): Grouping => ({ code: Uint32Array.from(codes), count });
const nearly = (value: number) => expect.closeTo(value, 12);
const FIRST_A: LogRankWeight = { kind: 'flemingHarrington', p: 1, q: 0 };

describe('log-rank by hand', () => {
  // The six children of kaplan-meier.test.ts in two groups:
  //   A: event 9, censored 5, event 2     B: censored 7, event 5, event 9
  //   day 2: at risk A 3, B 3; 1 event, in A    expected A 1/2   variance 1/2 . 1/2             = 1/4
  //   day 5: at risk A 2, B 3; 1 event, in B    expected A 2/5   variance 2/5 . 3/5             = 6/25
  //   day 9: at risk A 1, B 1; 2 events         expected A 1     variance 2 . 1/4 . (2 - 2)/1   = 0
  const six = followUp([9, 5, 2, 7, 5, 9], [1, 0, 1, 0, 1, 1]);
  const arms = grouping([0, 0, 0, 1, 1, 1]);

  it('compares what is observed with what is expected', () => {
    const test = logRank(six, arms);
    expect([...test.subjects]).toEqual([3, 3]);
    expect([...test.observed]).toEqual([2, 2]);
    expect([...test.expected]).toEqual([1.9, 2.1].map(nearly));
    expect([...test.variance]).toEqual([0.49, -0.49, -0.49, 0.49].map(nearly));
    expect(test).toMatchObject({ chiSquare: nearly(0.01 / 0.49), degreesOfFreedom: 1, whyNull: null });
    // P(|Z| > 1/7)
    expect(test.pValue).toEqual(nearly(0.886403006367063));
  });

  // observed - expected of A is 1/2 on day 2, -2/5 on day 5 and 0 on day 9
  it.each<[string, LogRankWeight, number, number]>([
    ['Gehan: 6, 5, 2', 'gehan', 3 - 2, 36 / 4 + 6],
    ['Tarone-Ware', 'taroneWare', Math.sqrt(6) / 2 - Math.sqrt(5) * 0.4, 6 / 4 + 5 * 0.24],
    ['Fleming-Harrington (1, 0): 1, 5/6, 2/3', FIRST_A, 1 / 2 - 1 / 3, 1 / 4 + 1 / 6],
    ['(0, 1): 0, 1/6, 1/3', { kind: 'flemingHarrington', p: 0, q: 1 }, -1 / 15, 0.24 / 36],
    ['(0, 0)', { kind: 'flemingHarrington', p: 0, q: 0 }, 0.1, 0.49],
  ])('%s', (_, weight, difference, variance) => {
    const test = logRank(six, arms, { weight });
    expect((test.observed[0] as number) - (test.expected[0] as number)).toEqual(nearly(difference));
    expect(test.variance[0]).toEqual(nearly(variance));
    expect(test.chiSquare).toEqual(nearly(difference ** 2 / variance));
  });

  it('compares within strata', () => {
    // stratum 1: A event 9, A censored 5, B censored 7: on day 9 only one is left, who says nothing
    // stratum 2: A event 2, B event 5, B event 9: on day 2 A expects 1/3, variance 1/3 . 2/3; then B is alone
    const test = logRank(six, arms, { stratum: grouping([0, 0, 1, 0, 1, 1]) });
    expect(test.observedByStratum.map((part) => [...part])).toEqual([
      [1, 0],
      [1, 2],
    ]);
    expect(test.expectedByStratum.map((part) => [...part])).toEqual([
      [1, 0],
      [nearly(1 / 3), nearly(8 / 3)],
    ]);
    expect(test.chiSquare).toEqual(nearly(4 / 9 / (2 / 9)));
  });

  it('counts a late entry from the day after it', () => {
    // A: 0-3 event, 0-6 censored; B: 3-6 event, 4-8 event, 1-8 censored
    //   day 3: at risk A 2, B 1    expected A 2/3, variance 2/9
    //   day 6: at risk A 1, B 3    expected A 1/4, variance 3/16
    //   day 8: at risk B 2
    const late = followUp([3, 6, 6, 8, 8], [1, 0, 1, 1, 0], [0, 0, 3, 4, 1]);
    const test = logRank(late, grouping([0, 0, 1, 1, 1]));
    expect(test.expected[0]).toEqual(nearly(11 / 12));
    expect(test.chiSquare).toEqual(nearly((1 / 12) ** 2 / (2 / 9 + 3 / 16)));
  });

  it('has no statistic where nothing is compared', () => {
    expect(logRank(followUp([1, 2], [0, 0]), grouping([0, 1]))).toMatchObject({
      chiSquare: null,
      pValue: null,
      degreesOfFreedom: 0,
      whyNull: 'noEvents',
    });
    // the first group has left before the first event
    expect(logRank(followUp([1, 2, 3], [0, 1, 1]), grouping([0, 1, 1]))).toMatchObject({
      chiSquare: null,
      whyNull: 'noComparison',
    });
    expect(logRank(followUp([], []), grouping([])).whyNull).toBe('noEvents');
  });

  it('a group that never meets an event takes no degree of freedom, nor do two pairs that never meet', () => {
    expect(logRank(followUp([2, 3, 4, 1], [1, 1, 0, 0]), grouping([0, 1, 0, 2], 3)).degreesOfFreedom).toBe(1);
    // groups 0 and 1 are at risk up to day 3, groups 2 and 3 from day 4 on
    const apart = followUp([2, 3, 7, 8], [1, 1, 1, 1], [0, 0, 4, 4]);
    const test = logRank(apart, grouping([0, 1, 2, 3], 4));
    expect(test.degreesOfFreedom).toBe(2);
    expect(test.chiSquare).toEqual(nearly(1 + 1));
  });
});

describe('a trend by hand', () => {
  // Three groups of two: events on days 1 (group 0), 2 (1), 3 (2), censored on day 4 one of each.
  //   day 1: 2 of each at risk, expected 1/3 each; day 2: 1, 2, 2 of 5; day 3: 1, 1, 2 of 4
  const test = logRank(followUp([1, 2, 3, 4, 4, 4], [1, 1, 1, 0, 0, 0]), grouping([0, 1, 2, 0, 1, 2], 3));

  it('weighs the groups by their scores', () => {
    const expected = [1 / 3 + 1 / 5 + 1 / 4, 1 / 3 + 2 / 5 + 1 / 4, 1 / 3 + 2 / 5 + 1 / 2];
    expect([...test.expected]).toEqual(expected.map(nearly));
    const found = logRankTrend(test, [0, 1, 2]);
    expect(found.statistic).toEqual(nearly(1 - (expected[1] as number) + 2 * (1 - (expected[2] as number))));
    // the variance of the score of one drawn: of (0, 0, 1, 1, 2, 2), (0, 1, 1, 2, 2), (0, 1, 2, 2)
    const variance = 2 / 3 + (10 / 5 - (6 / 5) ** 2) + (9 / 4 - (5 / 4) ** 2);
    expect(found.variance).toEqual(nearly(variance));
    expect(found.chiSquare).toEqual(nearly(found.statistic ** 2 / variance));
    expect(found.z).toEqual(nearly(found.statistic / Math.sqrt(variance)));
  });

  it('has none where scores are equal or nothing is compared', () => {
    expect(logRankTrend(test, [1, 1, 1])).toMatchObject({ z: null, pValue: null });
    expect(logRankTrend(logRank(followUp([1, 2], [0, 0]), grouping([0, 1])), [1, 2]).chiSquare).toBeNull();
    expect(() => logRankTrend(test, [1, 2])).toThrow(expect.objectContaining({ code: 'logRank.scores' }));
    expect(() => logRankTrend(test, [1, 2, Number.NaN])).toThrow(expect.objectContaining({ code: 'logRank.scores' }));
  });

  it('with two groups is the log-rank test itself', () => {
    const two = logRank(followUp([9, 5, 2, 7, 5, 9], [1, 0, 1, 0, 1, 1]), grouping([0, 0, 0, 1, 1, 1]));
    expect(logRankTrend(two, [3, 7]).chiSquare).toEqual(nearly(two.chiSquare as number));
  });

  it('tests each pair by its own subjects', () => {
    const pairs = pairwiseLogRank(followUp([1, 2, 3, 4, 4, 4], [1, 1, 1, 0, 0, 0]), grouping([0, 1, 2, 0, 1, 2], 3));
    expect(pairs.map(({ first, second }) => [first, second])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    // of groups 0 and 2 alone: day 1: 2 and 2; day 3: 1 and 2
    expect(pairs[1]?.test.expected[0]).toEqual(nearly(1 / 2 + 1 / 3));
    const apart = pairwiseLogRank(followUp([1, 2, 3, 4], [1, 1, 1, 0]), grouping([0, 1, 0, 1]), {
      stratum: grouping([0, 1, 0, 1]),
    });
    expect(apart[0]?.test.whyNull).toBe('noComparison');
  });
});

describe('what is refused', () => {
  const two = followUp([1, 2], [1, 0]);
  it.each([
    ['followUp.event', 1, () => logRank(followUp([1, 2], [1, 7]), grouping([0, 1]))],
    ['grouping.length', undefined, () => logRank(two, grouping([0]))],
    ['grouping.code', 1, () => logRank(two, grouping([0, 2]))],
    ['grouping.code', 0, () => logRank(two, grouping([0, 1]), { stratum: grouping([1, 0], 1) })],
    ['logRank.groups', undefined, () => logRank(two, grouping([0, 0], 1))],
    ['logRank.weight', undefined, () => logRank(two, grouping([0, 1]), { weight: 'peto' as 'gehan' })],
    [
      'logRank.weight',
      undefined,
      () => logRank(two, grouping([0, 1]), { weight: { ...FIRST_A, p: -1 } as typeof FIRST_A }),
    ],
  ])('%s at subject %s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

type Subject = { entry: number; exit: number; event: number; group: number; stratum: number; weight: number };

/** The definition, one event time after the other, looking at every subject each time. */
function byDefinition(subjects: Subject[], groups: number, weight: LogRankWeight) {
  const difference = Array.from({ length: groups }, () => 0);
  const variance = Array.from({ length: groups }, () => difference.slice());
  for (const stratum of new Set(subjects.map((subject) => subject.stratum))) {
    const own = subjects.filter((subject) => subject.stratum === stratum);
    const times = [...new Set(own.filter(({ event }) => event === 1).map(({ exit }) => exit))].sort((a, b) => a - b);
    const count = (list: Subject[]) => list.reduce((sum, subject) => sum + subject.weight, 0);
    let survival = 1;
    for (const time of times) {
      const riskSet = own.filter(({ entry, exit }) => (entry < time || entry === 0) && exit >= time);
      const failed = riskSet.filter(({ exit, event }) => exit === time && event === 1);
      const [n, d] = [count(riskSet), count(failed)];
      const of = (list: Subject[], g: number) => count(list.filter(({ group }) => group === g));
      let w = 1;
      if (weight === 'gehan') w = n;
      if (weight === 'taroneWare') w = Math.sqrt(n);
      if (typeof weight === 'object') w = survival ** weight.p * (1 - survival) ** weight.q;
      for (let g = 0; g < groups; g += 1) {
        difference[g] = (difference[g] as number) + w * (of(failed, g) - (d * of(riskSet, g)) / n);
        for (let h = 0; h < groups && n > 1; h += 1) {
          const shares = (of(riskSet, g) / n) * ((g === h ? 1 : 0) - of(riskSet, h) / n);
          (variance[g] as number[])[h] = (variance[g]?.[h] as number) + (w * w * shares * d * (n - d)) / (n - 1);
        }
      }
      survival *= 1 - d / n;
    }
  }
  return { difference, variance };
}

describe('properties', () => {
  const subject = fc
    .record({
      entry: fc.integer({ min: 0, max: 5 }),
      stay: fc.integer({ min: 1, max: 6 }),
      event: fc.constantFrom(0, 1),
      group: fc.integer({ min: 0, max: 2 }),
      stratum: fc.integer({ min: 0, max: 1 }),
      weight: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ stay, ...rest }) => ({ ...rest, exit: rest.entry + stay }));
  const subjects = fc.array(subject, { minLength: 1, maxLength: 20 });
  const weight = fc.constantFrom<LogRankWeight>('logRank', 'gehan', 'taroneWare', FIRST_A, {
    kind: 'flemingHarrington',
    p: 0.5,
    q: 2,
  });
  const test = (list: Subject[], w: LogRankWeight, unit = 1, isStratified = true) =>
    logRank(
      followUp(
        list.map(({ exit }) => exit * unit),
        list.map(({ event }) => event),
        list.map(({ entry }) => entry * unit),
        list.map((one) => one.weight),
      ),
      grouping(
        list.map(({ group }) => group),
        3,
      ),
      {
        weight: w,
        stratum: isStratified ? grouping(list.map(({ stratum }) => stratum)) : null,
      },
    );

  it('is the definition, late entries, strata and weights too', () => {
    fc.assert(
      fc.property(subjects, weight, fc.constantFrom(1, 1 / 30.4375, 1e-9), (list, w, unit) => {
        const found = test(list, w, unit);
        const { difference, variance } = byDefinition(list, 3, w);
        difference.forEach((value, g) => {
          expect((found.observed[g] as number) - (found.expected[g] as number)).toBeCloseTo(value, 9);
          variance[g]?.forEach((spread, h) => {
            expect(found.variance[3 * g + h]).toBeCloseTo(spread, 8);
          });
        });
      }),
    );
  });

  it('neither the order of subjects nor the names of groups matter', () => {
    fc.assert(
      fc.property(subjects, weight, (list, w) => {
        const found = test(list, w);
        const turned = test(
          [...list].reverse().map((one) => ({ ...one, group: 2 - one.group })),
          w,
        );
        expect(turned.degreesOfFreedom).toBe(found.degreesOfFreedom);
        expect(turned.chiSquare ?? 0).toBeCloseTo(found.chiSquare ?? 0, 6);
      }),
    );
  });

  it('observed and expected add up to the same, and each row of the variance to 0', () => {
    fc.assert(
      fc.property(subjects, weight, (list, w) => {
        const { observed, expected, variance } = test(list, w);
        const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
        expect(sum(observed)).toBeCloseTo(sum(expected), 8);
        for (const group of [0, 1, 2]) {
          expect(sum(variance.subarray(3 * group, 3 * group + 3))).toBeCloseTo(0, 7);
        }
      }),
    );
  });

  it('a weight is that many subjects, and one stratum is none', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const written = list.flatMap((one) => Array.from({ length: one.weight }, () => ({ ...one, weight: 1 })));
        expect([...test(written, 'logRank').variance]).toEqual([...test(list, 'logRank').variance]);
        const single = list.map((one) => ({ ...one, stratum: 0 }));
        expect([...test(single, 'logRank').expected]).toEqual([...test(single, 'logRank', 1, false).expected]);
      }),
    );
  });
});
