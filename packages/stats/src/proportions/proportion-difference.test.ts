import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type GroupEvents,
  miettinenNurminen,
  newcombe,
  newcombeCorrected,
  type ProportionDifference,
  waldDifference,
  wilson,
} from './index.ts';

const METHODS = { newcombe, newcombeCorrected, miettinenNurminen, waldDifference };
const group = fc
  .integer({ min: 1, max: 60 })
  .chain((n) => fc.record({ events: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));
const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99);
const limits = ({ lower, upper }: ProportionDifference) => [lower, upper] as [number, number];
const given = (x: number, n: number): GroupEvents => ({ events: x, n });

describe('six subjects by hand, 0 of 3 and 0 of 3', () => {
  const square = 1.959963984540054 ** 2;

  it('Newcombe: the Wilson limit of each alone', () => {
    expect(limits(newcombe(given(0, 3), given(0, 3)))).toEqual([
      expect.closeTo(-square / (3 + square), 14),
      expect.closeTo(square / (3 + square), 14),
    ]);
  });

  it('Miettinen and Nurminen: with p = d and q = 0 the score is d / sqrt(d (1 - d) / 3 * 6 / 5)', () => {
    // d / (1 - d) = z^2 * 0.4
    const limit = (0.4 * square) / (1 + 0.4 * square);
    expect(limits(miettinenNurminen(given(0, 3), given(0, 3)))).toEqual([
      expect.closeTo(-limit, 14),
      expect.closeTo(limit, 14),
    ]);
  });

  it('Wald has no width', () => {
    expect(waldDifference(given(0, 3), given(0, 3))).toEqual({ estimate: 0, lower: 0, upper: 0 });
  });
});

describe('published examples, 56 of 70 and 48 of 80', () => {
  // Newcombe (1998), table II, to four places
  it.each([
    ['newcombe', 0.0524, 0.3339],
    ['newcombeCorrected', 0.0428, 0.3422],
    ['waldDifference', 0.0575, 0.3425],
    ['miettinenNurminen', 0.0528, 0.3382],
  ] as const)('%s', (method, lower, upper) => {
    const found = METHODS[method](given(56, 70), given(48, 80));
    expect(found).toEqual({
      estimate: expect.closeTo(0.2, 14),
      lower: expect.closeTo(lower, 4),
      upper: expect.closeTo(upper, 4),
    });
  });
});

it('ends where the difference itself does', () => {
  expect(miettinenNurminen(given(4, 4), given(0, 5))).toEqual({ estimate: 1, lower: expect.any(Number), upper: 1 });
  expect(miettinenNurminen(given(0, 4), given(5, 5))).toEqual({ estimate: -1, lower: -1, upper: expect.any(Number) });
  expect(newcombe(given(4, 4), given(0, 5)).upper).toBe(1);
});

it.each(Object.entries(METHODS))('%s has no answer where a group is empty', (_, method) => {
  expect(method(given(0, 0), given(1, 5))).toEqual({ estimate: null, lower: null, upper: null });
  expect(method(given(1, 5), given(0, 0))).toEqual({ estimate: null, lower: null, upper: null });
});

describe('properties', () => {
  it('groups change places', () => {
    fc.assert(
      fc.property(group, group, level, (first, second, confidence) => {
        for (const method of Object.values(METHODS)) {
          const [lower, upper] = limits(method(first, second, confidence));
          const [turnedLower, turnedUpper] = limits(method(second, first, confidence));
          expect(lower).toBeCloseTo(-turnedUpper, 11);
          expect(upper).toBeCloseTo(-turnedLower, 11);
        }
      }),
    );
  });

  it('events and non-events change places', () => {
    fc.assert(
      fc.property(group, group, level, (first, second, confidence) => {
        const rest = ({ events, n }: GroupEvents) => ({ events: n - events, n });
        for (const method of Object.values(METHODS)) {
          const [lower, upper] = limits(method(first, second, confidence));
          const [turnedLower, turnedUpper] = limits(method(rest(first), rest(second), confidence));
          expect(lower).toBeCloseTo(-turnedUpper, 10);
          expect(upper).toBeCloseTo(-turnedLower, 10);
        }
      }),
    );
  });

  it('score intervals hold the difference and stay within -1 and 1', () => {
    fc.assert(
      fc.property(group, group, level, (first, second, confidence) => {
        for (const method of [newcombe, newcombeCorrected, miettinenNurminen]) {
          const { estimate, lower, upper } = method(first, second, confidence) as Record<string, number>;
          expect(lower).toBeLessThanOrEqual((estimate as number) + 1e-12);
          expect(upper).toBeGreaterThanOrEqual((estimate as number) - 1e-12);
          expect(lower).toBeGreaterThanOrEqual(-1 - 1e-12);
          expect(upper).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it('a higher level is wider, and the correction too', () => {
    fc.assert(
      fc.property(group, group, (first, second) => {
        for (const method of [newcombe, newcombeCorrected, miettinenNurminen]) {
          const [lower, upper] = limits(method(first, second, 0.8));
          const [widerLower, widerUpper] = limits(method(first, second, 0.95));
          expect(widerLower).toBeLessThanOrEqual(lower + 1e-12);
          expect(widerUpper).toBeGreaterThanOrEqual(upper - 1e-12);
        }
        const [lower, upper] = limits(newcombe(first, second));
        const [correctedLower, correctedUpper] = limits(newcombeCorrected(first, second));
        expect(correctedLower).toBeLessThanOrEqual(lower + 1e-12);
        expect(correctedUpper).toBeGreaterThanOrEqual(upper - 1e-12);
      }),
    );
  });

  it("Newcombe's is a Wilson interval beside a group so large that it is certain", () => {
    fc.assert(
      fc.property(group, ({ events, n }) => {
        const { lower, upper } = newcombe({ events, n }, { events: 0, n: 1e12 });
        const alone = wilson(events, n);
        expect(lower).toBeCloseTo(alone.lower as number, 6);
        expect(upper).toBeCloseTo(alone.upper as number, 6);
      }),
    );
  });
});

it.each([
  ['proportion.events', given(5, 4), given(1, 4), 0.95],
  ['proportion.total', given(1, 4), given(0, -1), 0.95],
  ['level.range', given(1, 4), given(1, 4), 1],
] as const)('refuses %s', (code, first, second, confidence) => {
  for (const method of Object.values(METHODS)) {
    expect(() => method(first, second, confidence)).toThrow(expect.objectContaining({ name: 'InputError', code }));
  }
});
