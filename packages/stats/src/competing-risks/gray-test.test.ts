import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Grouping, logRank } from '../survival/index.ts';
import { type CompetingFollowUp, cumulativeIncidence, grayTest, grayVariance } from './index.ts';

function followUp(exit: number[], cause: number[], weight?: number[]): CompetingFollowUp {
  return {
    exit: Float64Array.from(exit),
    cause: Uint8Array.from(cause),
    weight: weight ? Float64Array.from(weight) : null,
  };
}
const grouping = (codes: number[], count = 2): Grouping => ({ code: Uint32Array.from(codes), count });
const nearly = (value: number) => expect.closeTo(value, 12);

describe("Gray's test by hand", () => {
  // The six infants of cumulative-incidence.test.ts. A: cause 1 on day 9, censored 5, cause 1 on day 2;
  // B: censored 7, cause 2 on day 5, cause 2 on day 9. A group weighs n (1 - F)/S just before the time.
  //   day 2: A 3, B 3                                     1 event, in A    A expects 1/2
  //   day 9: A 1 . (2/3)/(2/3) = 1, B 1 . 1/(2/3) = 3/2   1 event, in A    A expects 2/5
  const six = followUp([9, 5, 2, 7, 5, 9], [1, 0, 1, 0, 2, 2]);
  const arms = grouping([0, 0, 0, 1, 1, 1]);

  it('keeps whoever had another event at risk', () => {
    expect(grayTest(six, arms).score[0]).toEqual(nearly(1 / 2 + 3 / 5));
    // cause 2: on day 5 A weighs 2 . 1/(2/3) = 3, B 3; on day 9 A 1 . 1/(2/3) = 3/2, B 1 . (2/3)/(2/3) = 1
    expect(grayTest(six, arms, { cause: 2 }).score[0]).toEqual(nearly(-1 / 2 - 3 / 5));
  });

  it('weighs the times by what is still to come', () => {
    // on day 9 all together have an incidence of 1/6 behind them
    expect(grayTest(six, arms, { rho: 1 }).score[0]).toEqual(nearly(1 / 2 + (5 / 6) * (3 / 5)));
  });

  it('compares within strata', () => {
    // stratum 1: the first, second and fourth: on day 9 A is alone, and expects the event; stratum 2: on day 2 A is 1 of 3
    expect(grayTest(six, arms, { stratum: grouping([0, 0, 1, 0, 1, 1]) }).score[0]).toEqual(nearly(2 / 3));
  });

  it('has a variance for the curve: shares until somebody is censored', () => {
    // of all six: F1 is 1/6 from day 2 on; then 1/2 on day 9, when the last two go
    const variance = grayVariance(cumulativeIncidence(six), 1);
    expect(variance[0]).toEqual(nearly(1 / 36));
    // day 2: 1/36 (1 - (1/3)/(5/6))^2; day 5, another: 1/36 ((1/3)/(2/3))^2; day 9: (2/3)^2/4
    expect(variance[3]).toEqual(nearly((1 / 36) * 0.36 + (1 / 36) * 0.25 + 1 / 9));
  });

  it('has no statistic where nothing is compared', () => {
    expect(grayTest(followUp([1, 2], [0, 2]), grouping([0, 1]))).toMatchObject({
      chiSquare: null,
      whyNull: 'noEvents',
    });
    expect(grayTest(followUp([1, 2, 3], [0, 1, 1]), grouping([0, 1, 1]))).toMatchObject({
      pValue: null,
      degreesOfFreedom: 0,
      whyNull: 'noComparison',
    });
  });

  it('goes on comparing what was compared when one group is left alone', () => {
    // B has its events on day 1, of 2 of 4 at risk: A expects 1 of them, with a variance of 2/4 . 2/4 . 2 . 2/3 = 1/3
    const found = grayTest(followUp([2, 3, 1, 1], [1, 1, 1, 1]), grouping([0, 0, 1, 1]));
    expect([...found.score, ...found.variance]).toEqual([nearly(-1), nearly(1 / 3)]);
    expect(found.chiSquare).toEqual(nearly(3));
    expect(
      logRank({ exit: Float64Array.of(2, 3, 1, 1), event: Uint8Array.of(1, 1, 1, 1) }, grouping([0, 0, 1, 1])),
    ).toMatchObject({
      chiSquare: nearly(3),
    });
  });

  it('has no statistic where the estimate of the variance is none, whichever group stands last', () => {
    // day 1: an event in B, a censoring in C; day 12: events in A, A and B. Without C the variance of A's score is negative
    const few = followUp([12, 1, 1, 12], [1, 1, 0, 1], [2, 1, 1, 1]);
    expect(grayTest(few, grouping([0, 1, 2, 1], 3)).variance[0]).toBeLessThan(-0.01);
    for (const turn of [0, 1, 2]) {
      const turned = grouping(
        [0, 1, 2, 1].map((code) => (code + turn) % 3),
        3,
      );
      expect(grayTest(few, turned)).toMatchObject({
        chiSquare: null,
        pValue: null,
        degreesOfFreedom: 0,
        whyNull: 'noVariance',
      });
    }
  });

  it.each([
    ['gray.groups', undefined, () => grayTest(six, grouping([0, 0, 0, 0, 0, 0], 1))],
    ['gray.rho', undefined, () => grayTest(six, arms, { rho: -1 })],
    ['gray.entry', 1, () => grayTest({ ...followUp([3, 4], [1, 1]), entry: Float64Array.of(0, 2) }, grouping([0, 1]))],
    ['competing.cause', undefined, () => grayTest(six, arms, { cause: 0 })],
    ['competing.cause', undefined, () => grayVariance(cumulativeIncidence(six), 3)],
    ['grouping.length', undefined, () => grayTest(six, grouping([0, 1]))],
    ['grouping.code', 2, () => grayTest(six, arms, { stratum: grouping([0, 0, 5, 0, 0, 0]) })],
    ['followUp.time', 0, () => grayTest(followUp([Number.NaN, 1], [1, 1]), grouping([0, 1]))],
  ])('refuses by %s at subject %s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

describe('properties', () => {
  const subject = fc.record({
    exit: fc.integer({ min: 1, max: 12 }),
    cause: fc.integer({ min: 0, max: 2 }),
    group: fc.integer({ min: 0, max: 2 }),
    weight: fc.integer({ min: 1, max: 3 }),
  });
  type Subject = { exit: number; cause: number; group: number; weight: number };
  const subjects = fc.array(subject, { minLength: 1, maxLength: 30 });
  const columns = (list: Subject[], isWeighted = false, unit = 1) =>
    followUp(
      list.map(({ exit }) => exit * unit),
      list.map(({ cause }) => cause),
      isWeighted ? list.map(({ weight }) => weight) : undefined,
    );
  const groups = (list: Subject[]) =>
    grouping(
      list.map(({ group }) => group),
      3,
    );

  it('without other causes it has the score of the log-rank test', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const single = list.map((one) => ({ ...one, cause: Math.min(one.cause, 1) }));
        const { exit, cause } = columns(single);
        const { observed, expected } = logRank({ exit, event: cause }, groups(single));
        grayTest(columns(single), groups(single)).score.forEach((score, group) => {
          expect(score).toBeCloseTo((observed[group] as number) - (expected[group] as number), 10);
        });
      }),
    );
  });

  it('without censoring it has the score of a log-rank test in which other causes end nobody', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const complete = list.map((one) => ({ ...one, cause: Math.max(one.cause, 1) }));
        const stays = complete.map(({ exit, cause }) => (cause === 1 ? exit : 99));
        const event = Uint8Array.from(complete, ({ cause }) => (cause === 1 ? 1 : 0));
        const { observed, expected } = logRank({ exit: Float64Array.from(stays), event }, groups(complete));
        grayTest(columns(complete), groups(complete)).score.forEach((score, group) => {
          // a group of which nobody is left takes no part in Gray's comparison, though it has its others
          const last = Math.max(...complete.filter((one) => one.group === group).map(({ exit }) => exit));
          const later = complete.some(({ exit, cause }) => cause === 1 && exit > last);
          const elsewhere = [0, 1, 2].some((other) => {
            const end = Math.max(...complete.filter((one) => one.group === other).map(({ exit }) => exit));
            return complete.some(({ exit, cause }) => cause === 1 && exit > end);
          });
          if (later || elsewhere) return;
          expect(score).toBeCloseTo((observed[group] as number) - (expected[group] as number), 10);
        });
      }),
    );
  });

  it('neither names of groups, order, nor the unit of time matter, and a weight is that many subjects', () => {
    fc.assert(
      fc.property(subjects, fc.constantFrom(0, 1), (list, rho) => {
        const found = grayTest(columns(list, true), groups(list), { rho });
        const turned = [...list].reverse().map((one) => ({ ...one, group: (one.group + 1) % 3 }));
        const written = turned.flatMap((one) => Array.from({ length: one.weight }, () => one));
        const again = grayTest(columns(written, false, 1 / 365.25), groups(written), { rho });
        expect(again.degreesOfFreedom).toBe(found.degreesOfFreedom);
        expect(again.whyNull).toBe(found.whyNull);
        if (found.chiSquare !== null) expect(again.chiSquare as number).toBeCloseTo(found.chiSquare, 5);
      }),
    );
  });

  it('the variance of a curve is never below 0', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const curves = cumulativeIncidence(columns(list), { causes: 2 });
        for (const cause of [1, 2])
          for (const value of grayVariance(curves, cause)) expect(value).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
