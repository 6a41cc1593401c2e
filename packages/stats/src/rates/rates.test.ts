import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poissonCdf, poissonPmf, poissonUpperTail } from '../distributions/index.ts';
import {
  byarRate,
  exactRate,
  exactRateUpperLimit,
  logRate,
  logRateRatio,
  midPRate,
  type RateInterval,
  rateRatio,
} from './index.ts';

const METHODS = { exactRate, midPRate, byarRate, logRate };
const limits = ({ lower, upper }: RateInterval): [number, number] => [lower as number, upper as number];

describe('one rate by hand', () => {
  it('no deaths in 76.1 person-years: the upper limits in closed form', () => {
    // P(0 events) = e^-mean: two-sided at 2.5%, one-sided at 5%, mid-p at half the probability
    expect(exactRate(0, 76.1)).toEqual({ estimate: 0, lower: 0, upper: expect.closeTo(-Math.log(0.025) / 76.1, 15) });
    expect(exactRateUpperLimit(0, 76.1)).toBeCloseTo(-Math.log(0.05) / 76.1, 15);
    expect(midPRate(0, 76.1)).toEqual({ estimate: 0, lower: 0, upper: expect.closeTo(-Math.log(0.05) / 76.1, 14) });
    expect(logRate(0, 76.1)).toEqual({ estimate: 0, lower: null, upper: null });
    // Byar at 0: 1 (1 - 1/9 + 1.96/3)^3
    expect(byarRate(0, 76.1)).toEqual({
      estimate: 0,
      lower: 0,
      upper: expect.closeTo((8 / 9 + 1.959963984540054 / 3) ** 3 / 76.1, 14),
    });
  });

  it('1 event: P(X >= 1) = 1 - e^-mean at the lower limit', () => {
    const { lower, upper } = exactRate(1, 30);
    expect(lower).toBeCloseTo(-Math.log(0.975) / 30, 15);
    // (1 + mean) e^-mean = 0.025 at 5.5716434
    expect((upper as number) * 30).toBeCloseTo(5.5716434, 7);
  });

  it('3 events in 76.1 person-years', () => {
    // Garwood's table for 3: 0.61867 and 8.76727
    const [lower, upper] = limits(exactRate(3, 76.1));
    expect([lower * 76.1, upper * 76.1]).toEqual([0.61867, 8.76727].map((x) => expect.closeTo(x, 5)));
    // 3 / 76.1 times and over e^(1.96 / sqrt 3) = 3.1004
    expect(limits(logRate(3, 76.1))).toEqual([0.012715, 0.122227].map((x) => expect.closeTo(x, 5)));
  });

  it('nobody followed: no rate', () => {
    for (const method of Object.values(METHODS)) {
      expect(method(0, 0)).toEqual({ estimate: null, lower: null, upper: null });
    }
    expect(exactRateUpperLimit(0, 0)).toBeNull();
  });
});

describe('two rates by hand', () => {
  it('2 of 3 events in half of the time', () => {
    // given 3 events, the first group's are binomial (3, 1/2): 2 or more, 0 or 1 are all as likely or less: p = 1
    const found = rateRatio({ events: 2, personTime: 10 }, { events: 1, personTime: 10 });
    expect([found.estimate, found.pValue, found.whyNull]).toEqual([2, 1, null]);
    // lower: 3 p^2 (1 - p) + p^3 = 0.025 at p = 0.0942993; upper: p^3 = 0.975
    expect(found.lower).toBeCloseTo(0.0942993 / 0.9057007, 6);
    expect(found.upper).toBeCloseTo(0.975 ** (1 / 3) / (1 - 0.975 ** (1 / 3)), 10);
    // log scale: standard error sqrt(1/2 + 1)
    const factor = Math.exp(1.959963984540054 * Math.sqrt(1.5));
    expect(logRateRatio({ events: 2, personTime: 10 }, { events: 1, personTime: 10 })).toEqual({
      estimate: 2,
      lower: expect.closeTo(2 / factor, 12),
      upper: expect.closeTo(2 * factor, 12),
      whyNull: null,
    });
  });

  it('2 events in a quarter of the time, none in the rest: 1/4 squared, the other counts are likelier', () => {
    const found = rateRatio({ events: 2, personTime: 10 }, { events: 0, personTime: 30 });
    expect(found.pValue).toBeCloseTo(1 / 16, 12);
  });

  it.each([
    [0, 5, { estimate: 0, lower: 0, whyNull: null }, { estimate: 0, lower: null, upper: null, whyNull: 'noEvents' }],
    [5, 0, { estimate: null, upper: null, whyNull: 'noEventsInSecond' }, { estimate: null, lower: null }],
    [0, 0, { estimate: null, lower: 0, upper: null, pValue: 1, whyNull: 'noEvents' }, { whyNull: 'noEvents' }],
  ])('%s against %s events', (first, second, exact, log) => {
    const groups = [
      { events: first, personTime: 50 },
      { events: second, personTime: 60 },
    ] as const;
    expect(rateRatio(...groups)).toMatchObject(exact);
    expect(logRateRatio(...groups)).toMatchObject(log);
  });

  it('none in the first group: P(0 of n) = 0.025 at the upper limit, all in the second: the other way', () => {
    const share = 1 - 0.025 ** (1 / 5);
    expect(rateRatio({ events: 0, personTime: 50 }, { events: 5, personTime: 60 }).upper).toBeCloseTo(
      ((share / (1 - share)) * 60) / 50,
      12,
    );
    expect(rateRatio({ events: 5, personTime: 50 }, { events: 0, personTime: 60 }).lower).toBeCloseTo(
      (((1 - share) / share) * 60) / 50,
      12,
    );
  });
});

describe('what is refused', () => {
  it.each([
    ['rate.events', -1, 10, 0.95],
    ['rate.events', 1.5, 10, 0.95],
    ['rate.events', Number.NaN, 10, 0.95],
    ['rate.personTime', 1, 0, 0.95],
    ['rate.personTime', 0, -1, 0.95],
    ['rate.personTime', 0, Number.POSITIVE_INFINITY, 0.95],
    ['level.range', 1, 10, 95],
  ])('%s: %s over %s at %s', (code, events, personTime, level) => {
    for (const method of [...Object.values(METHODS), exactRateUpperLimit]) {
      expect(() => method(events, personTime, level)).toThrow(expect.objectContaining({ name: 'InputError', code }));
    }
  });

  it('a group without person-time, by its index', () => {
    const group = { events: 1, personTime: 3 };
    const empty = { events: 0, personTime: 0 };
    expect(() => rateRatio(group, empty)).toThrow(expect.objectContaining({ code: 'rate.personTime', at: 1 }));
    expect(() => logRateRatio(empty, group)).toThrow(expect.objectContaining({ code: 'rate.personTime', at: 0 }));
  });
});

describe('properties', () => {
  const events = fc.integer({ min: 0, max: 300 });
  const time = fc.double({ min: 0.01, max: 1e5, noNaN: true });
  const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99);

  it('exact limits are the rates at which either tail has half of what the level leaves', () => {
    fc.assert(
      fc.property(events, time, level, (count, personTime, confidence) => {
        const [lower, upper] = limits(exactRate(count, personTime, confidence));
        const tail = (1 - confidence) / 2;
        if (count > 0) expect(poissonUpperTail(count - 1, lower * personTime)).toBeCloseTo(tail, 11);
        expect(poissonCdf(count, upper * personTime)).toBeCloseTo(tail, 11);
        expect((exactRateUpperLimit(count, personTime, 1 - tail) as number) / upper).toBeCloseTo(1, 12);
      }),
    );
  });

  it('the exact interval holds the mid-p one, and that the rate', () => {
    fc.assert(
      fc.property(events, time, level, (count, personTime, confidence) => {
        const [lower, upper] = limits(exactRate(count, personTime, confidence));
        const [innerLower, innerUpper] = limits(midPRate(count, personTime, confidence));
        const ordered = [lower, innerLower, count / personTime, innerUpper, upper];
        for (const [index, value] of ordered.slice(1).entries()) {
          expect(value).toBeGreaterThanOrEqual((ordered[index] as number) * (1 - 1e-12));
        }
      }),
    );
  });

  it('a change of the unit of time changes the rate alone', () => {
    fc.assert(
      fc.property(events, time, (count, years) => {
        for (const method of Object.values(METHODS)) {
          const [perYear, perDay] = [method(count, years), method(count, years * 365.25)];
          expect((perDay.upper ?? 0) * 365.25).toBeCloseTo(perYear.upper ?? 0, 8);
          expect((perDay.lower ?? 0) * 365.25).toBeCloseTo(perYear.lower ?? 0, 8);
        }
      }),
    );
  });

  it("Garwood's interval covers with at least the level, whatever the truth", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 20, noNaN: true }), level, (mean, confidence) => {
        let coverage = 0;
        for (let count = 0; count <= 80; count += 1) {
          const [lower, upper] = limits(exactRate(count, 1, confidence));
          if (lower <= mean && mean <= upper) coverage += poissonPmf(count, mean);
        }
        expect(coverage).toBeGreaterThanOrEqual(confidence - 1e-9);
      }),
    );
  });

  it('groups change places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), time, (a, b, personTime) => {
        const [first, second] = [
          { events: a, personTime },
          { events: b, personTime: 17 },
        ] as const;
        for (const method of [rateRatio, logRateRatio]) {
          const [there, back] = [method(first, second), method(second, first)];
          expect((there.upper as number) * (back.lower as number)).toBeCloseTo(1, 9);
          expect((there.estimate as number) * (back.estimate as number)).toBeCloseTo(1, 12);
        }
        expect(rateRatio(first, second).pValue).toBeCloseTo(rateRatio(second, first).pValue, 9);
      }),
    );
  });
});
