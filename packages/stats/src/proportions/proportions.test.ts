import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialPmf } from '../distributions/index.ts';
import {
  agrestiCoull,
  binomialTest,
  clopperPearson,
  exactUpperLimit,
  jeffreys,
  midP,
  type ProportionInterval,
  wald,
  wilson,
  wilsonCorrected,
} from './index.ts';

const METHODS = { clopperPearson, wilson, wilsonCorrected, jeffreys, midP, agrestiCoull, wald };
const count = fc.integer({ min: 1, max: 400 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99);
const limits = ({ lower, upper }: ProportionInterval): [number, number] => [lower as number, upper as number];

describe('one proportion by hand', () => {
  it('0 of 16: the exact upper limits in closed form', () => {
    expect(clopperPearson(0, 16)).toEqual({ estimate: 0, lower: 0, upper: expect.closeTo(1 - 0.025 ** (1 / 16), 14) });
    expect(exactUpperLimit(0, 16)).toBeCloseTo(1 - 0.05 ** (1 / 16), 14);
    expect(exactUpperLimit(16, 16)).toBe(1);
  });

  it('1 of 2: the exact limits in closed form', () => {
    // P(X >= 1) = 1 - (1 - p)^2 = 0.025, P(X <= 1) = 1 - p^2 = 0.025
    const { lower, upper } = clopperPearson(1, 2);
    expect(lower).toBeCloseTo(1 - Math.sqrt(0.975), 14);
    expect(upper).toBeCloseTo(Math.sqrt(0.975), 14);
  });

  it('3 of 16, the recurrences: exact and score', () => {
    const [exact, score] = [clopperPearson(3, 16), wilson(3, 16)];
    expect([exact.estimate, exact.lower, exact.upper]).toEqual(
      [0.1875, 0.0405, 0.4565].map((x) => expect.closeTo(x, 4)),
    );
    expect([score.lower, score.upper]).toEqual([0.0659, 0.4301].map((x) => expect.closeTo(x, 4)));
  });

  it('Wald has no width without events, and leaves [0, 1]', () => {
    expect(wald(0, 16)).toEqual({ estimate: 0, lower: 0, upper: 0 });
    expect(wald(1, 16).lower).toBeLessThan(0);
    expect(agrestiCoull(0, 16).lower).toBeLessThan(0);
  });

  it('the exact test sums what is no likelier than the count', () => {
    expect(binomialTest(0, 5)).toBeCloseTo(2 / 32, 15);
    expect(binomialTest(8, 16)).toBe(1);
    // of 4 at 1/4: 0 has 81/256, 1 has 108, 2 has 54, 3 has 12, 4 has 1; no likelier than 2 are 2, 3 and 4
    expect(binomialTest(2, 4, 0.25)).toBeCloseTo(67 / 256, 14);
    expect(binomialTest(0, 4, 0.25)).toBeCloseTo((81 + 67) / 256, 14);
    expect([binomialTest(0, 4, 0), binomialTest(1, 4, 0), binomialTest(4, 4, 1), binomialTest(0, 0)]).toEqual([
      1, 0, 1, 1,
    ]);
  });
});

describe('nobody observed', () => {
  it.each(Object.entries(METHODS))('%s has no estimate and no limits', (_, method) => {
    expect(method(0, 0)).toEqual({ estimate: null, lower: null, upper: null });
  });
  it('nor an exact upper limit', () => expect(exactUpperLimit(0, 0)).toBeNull());
});

describe('what is refused', () => {
  it.each([
    ['proportion.events', 5, 4, 0.95],
    ['proportion.events', -1, 4, 0.95],
    ['proportion.events', 1.5, 4, 0.95],
    ['proportion.events', Number.NaN, 4, 0.95],
    ['proportion.total', 1, 4.5, 0.95],
    ['proportion.total', 0, -1, 0.95],
    ['level.range', 1, 4, 1],
    ['level.range', 1, 4, 95],
  ])('%s: %s of %s at %s', (code, events, n, confidence) => {
    for (const method of Object.values(METHODS)) {
      expect(() => method(events, n, confidence)).toThrow(expect.objectContaining({ name: 'InputError', code }));
    }
  });
});

describe('properties', () => {
  it('intervals hold their estimate', () => {
    fc.assert(
      fc.property(count, level, ([events, n], confidence) => {
        for (const method of [clopperPearson, wilson, wilsonCorrected, jeffreys, midP]) {
          const [lower, upper] = limits(method(events, n, confidence));
          expect(lower).toBeLessThanOrEqual(events / n + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(events / n - 1e-12);
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("Clopper and Pearson's holds the mid-p and the plain Jeffreys interval", () => {
    fc.assert(
      fc.property(count, level, ([events, n], confidence) => {
        const [lower, upper] = limits(clopperPearson(events, n, confidence));
        for (const inner of [midP(events, n, confidence), jeffreys(events, n, confidence, 'plain')]) {
          expect(lower).toBeLessThanOrEqual((inner.lower as number) + 1e-12);
          expect(upper).toBeGreaterThanOrEqual((inner.upper as number) - 1e-12);
        }
      }),
    );
  });

  it('events and non-events change places', () => {
    fc.assert(
      fc.property(count, level, ([events, n], confidence) => {
        for (const method of Object.values(METHODS)) {
          const [lower, upper] = limits(method(events, n, confidence));
          const [mirroredLower, mirroredUpper] = limits(method(n - events, n, confidence));
          expect(lower).toBeCloseTo(1 - mirroredUpper, 10);
          expect(upper).toBeCloseTo(1 - mirroredLower, 10);
        }
      }),
    );
  });

  it("Clopper and Pearson's covers with at least the level, whatever the truth", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        level,
        (n, truth, confidence) => {
          let coverage = 0;
          for (let events = 0; events <= n; events += 1) {
            const [lower, upper] = limits(clopperPearson(events, n, confidence));
            if (lower <= truth && truth <= upper) coverage += binomialPmf(events, n, truth);
          }
          expect(coverage).toBeGreaterThanOrEqual(confidence - 1e-9);
        },
      ),
    );
  });

  it('the limits are the probabilities at which the test just rejects', () => {
    fc.assert(
      fc.property(count, ([events, n]) => {
        expect(exactUpperLimit(events, n, 0.975)).toBeCloseTo(clopperPearson(events, n, 0.95).upper as number, 12);
      }),
    );
  });
});
