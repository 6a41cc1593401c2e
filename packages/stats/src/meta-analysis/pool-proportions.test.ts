import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ProportionScale,
  poolProportions,
  proportionAt,
  proportionEffects,
  type StudyProportion,
} from './index.ts';

const SCALES: ProportionScale[] = ['plain', 'logit', 'arcsine', 'doubleArcsine'];
const series = (...pairs: [events: number, n: number][]): StudyProportion[] =>
  pairs.map(([events, n]) => ({ events, n }));

describe('one study on each scale by hand', () => {
  it.each<[ProportionScale, number, number, number, number]>([
    ['plain', 3, 12, 1 / 4, 3 / 16 / 12],
    ['logit', 3, 12, -Math.log(3), 1 / 3 + 1 / 9],
    ['arcsine', 3, 12, Math.PI / 6, 1 / 48], // sin(30 degrees) is 1/2, the root of 1/4
    ['doubleArcsine', 5, 10, Math.PI / 4, 1 / 42], // angles of 5/11 and 6/11 add up to a right one
    // 1/2 is added to both counts where one is 0
    ['plain', 0, 4, 0.5 / 5, (0.5 * 4.5) / 125],
    ['logit', 4, 4, Math.log(9), 1 / 4.5 + 1 / 0.5],
    ['arcsine', 0, 4, 0, 1 / 16],
    ['arcsine', 4, 4, Math.PI / 2, 1 / 16],
  ])('%s of %s in %s', (scale, events, n, estimate, variance) => {
    expect(proportionEffects(series([events, n]), scale)).toEqual([
      { estimate: expect.closeTo(estimate, 14), variance: expect.closeTo(variance, 14) },
    ]);
  });

  it('corrects no study but that with the 0', () => {
    const [corrected, plain] = proportionEffects(series([0, 4], [1, 4]), 'logit', 0.25);
    expect(corrected?.estimate).toBeCloseTo(Math.log(0.25 / 4.25), 14);
    expect(plain?.estimate).toBeCloseTo(-Math.log(3), 14);
  });
});

describe('two series of equal size by hand: 2 and 8 of 10', () => {
  const two = series([2, 10], [8, 10]);

  it.each(SCALES)('lie about one half on the scale %s', (scale) => {
    const { estimate, interval } = poolProportions(two, { scale });
    expect(estimate).toBeCloseTo(0.5, 12);
    expect((interval?.lower as number) + (interval?.upper as number)).toBeCloseTo(1, 10);
  });

  it('has limits on the scale of the logit', () => {
    // logits -log 4 and log 4 of variance 5/8 each; tau squared is 2 log(4)^2 / 1 - 5/8, so that the error is log 4
    const found = poolProportions(two, { scale: 'logit', betweenStudies: 'derSimonianLaird' });
    expect(found.onScale.standardError).toBeCloseTo(Math.log(4), 12);
    const odds = 4 ** 1.959963984540054;
    expect(found.interval).toEqual({
      lower: expect.closeTo(1 / (1 + odds), 12),
      upper: expect.closeTo(odds / (1 + odds), 12),
    });
  });
});

describe('a double arcsine is turned back', () => {
  it.each([
    [0, 10],
    [1, 10],
    [5, 10],
    [9, 10],
    [10, 10],
  ])('to %s of %s, for one study exactly', (events, n) => {
    const given = series([events, n]);
    const [{ estimate } = { estimate: Number.NaN }] = proportionEffects(given, 'doubleArcsine');
    expect(proportionAt(estimate, 'doubleArcsine', given)).toBeCloseTo(events / n, 7);
  });

  it('to 0 and 1 beyond its ends', () => {
    expect(proportionAt(0.01, 'doubleArcsine', series([1, 10]))).toBe(0);
    expect(proportionAt(1.56, 'doubleArcsine', series([1, 10]))).toBe(1);
    expect(proportionAt(-0.3, 'arcsine', series([1, 10]))).toBe(0);
    expect(proportionAt(2, 'arcsine', series([1, 10]))).toBe(1);
  });

  it('at the harmonic mean of the sizes', () => {
    // 2 / (1/10 + 1/40) = 16
    const sizes = series([1, 10], [1, 40]);
    expect(proportionAt(0.4, 'doubleArcsine', sizes)).toBeCloseTo(
      proportionAt(0.4, 'doubleArcsine', series([1, 16])),
      14,
    );
  });
});

describe('edges', () => {
  it.each(SCALES)('nobody, and everybody, on the scale %s', (scale) => {
    const none = poolProportions(series([0, 5], [0, 9]), { scale });
    const all = poolProportions(series([5, 5], [9, 9]), { scale });
    expect(none.estimate).toBeLessThan(0.1);
    expect(none.estimate).toBeGreaterThanOrEqual(0);
    expect(all.estimate + none.estimate).toBeCloseTo(1, 10);
  });

  it('one study of one subject', () => {
    expect(poolProportions(series([1, 1])).estimate).toBeCloseTo(0.75, 12);
  });

  it.each<[string, number | undefined, StudyProportion[]]>([
    ['studies.none', undefined, []],
    ['study.n', 1, series([1, 2], [0, 0])],
    ['study.n', 0, series([1, 2.5])],
    ['study.events', 0, series([3, 2])],
    ['study.events', 1, series([1, 2], [-1, 2])],
    ['study.events', 0, series([Number.NaN, 2])],
  ])('%s at %s is refused', (code, at, wrong) => {
    expect(() => poolProportions(wrong)).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });

  it('without a correction a study without events has no logit', () => {
    expect(() => poolProportions(series([1, 3], [0, 3]), { correction: 0 })).toThrow(
      expect.objectContaining({ code: 'effect.estimate', at: 1 }),
    );
  });
});

describe('properties', () => {
  const one = fc
    .integer({ min: 1, max: 80 })
    .chain((n) => fc.integer({ min: 0, max: n }).map((events) => ({ events, n })));
  const several = fc.array(one, { minLength: 1, maxLength: 10 });

  it('counting the others instead mirrors everything', () => {
    fc.assert(
      fc.property(several, fc.constantFrom(...SCALES), (some, scale) => {
        const others = some.map(({ events, n }) => ({ events: n - events, n }));
        const [there, back] = [poolProportions(some, { scale }), poolProportions(others, { scale })];
        expect(there.estimate + back.estimate).toBeCloseTo(1, 6);
        expect((there.interval?.lower as number) + (back.interval?.upper as number)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('the proportion lies between those of the studies, and within its limits', () => {
    fc.assert(
      fc.property(several, fc.constantFrom('arcsine' as const, 'logit' as const), (some, scale) => {
        const { estimate, interval, prediction } = poolProportions(some, { scale });
        const each = some.map((study) => poolProportions([study], { scale }).estimate);
        expect(estimate).toBeGreaterThanOrEqual(Math.min(...each) - 1e-9);
        expect(estimate).toBeLessThanOrEqual(Math.max(...each) + 1e-9);
        expect(interval?.lower).toBeLessThanOrEqual(estimate);
        expect(prediction?.lower).toBeLessThanOrEqual((interval?.lower as number) + 1e-12);
      }),
    );
  });
});
