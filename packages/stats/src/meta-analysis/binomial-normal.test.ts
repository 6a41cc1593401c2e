import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuadrature } from './gauss-hermite.ts';
import {
  binomialNormal,
  binomialNormalOddsRatio,
  logitProportion,
  type StudyOfTwo,
  type StudyProportion,
} from './index.ts';

const series = (...pairs: [events: number, n: number][]): StudyProportion[] =>
  pairs.map(([events, n]) => ({ events, n }));
const APART = series([1, 25], [12, 31], [7, 20], [3, 40], [30, 48], [2, 9]);

describe('quadrature', () => {
  it.each([
    [1, [0], [1]],
    [2, [-1, 1], [1 / 2, 1 / 2]],
    [3, [-Math.sqrt(3), 0, Math.sqrt(3)], [1 / 6, 2 / 3, 1 / 6]],
  ])('of %s points by hand', (count, points, weights) => {
    const found = normalQuadrature(count);
    expect([...found.points]).toEqual(points.map((point) => expect.closeTo(point, 13)));
    expect([...found.weights]).toEqual(weights.map((weight) => expect.closeTo(weight, 13)));
  });

  it.each([7, 20, 60])('of %s points has the moments of the normal distribution', (count) => {
    const { points, weights } = normalQuadrature(count);
    const moment = (power: number) =>
      points.reduce((sum, point, k) => sum + (weights[k] as number) * point ** power, 0);
    expect([0, 1, 2, 3, 4, 6, 8, 10].map(moment)).toEqual(
      [1, 0, 1, 0, 3, 15, 105, 945].map((value) => expect.closeTo(value, 8)),
    );
  });
});

describe('by hand', () => {
  it('weighs studies by what each says of the mean', () => {
    // alike: each says n p (1 - p), so 10 and 40 of 50
    expect([...(binomialNormal(series([1, 10], [4, 40])).weights ?? [])]).toEqual([
      expect.closeTo(0.2, 7),
      expect.closeTo(0.8, 7),
    ]);
    // far apart: the spread is common to all, so that a study ten times as large no longer weighs ten times as much
    const [small = 0, large = 0] = binomialNormal(series([2, 10], [60, 100], [1, 12], [9, 14])).weights ?? [];
    expect(large).toBeGreaterThan(small);
    expect(large).toBeLessThan(2 * small);
    expect(binomialNormal(APART).weights?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(binomialNormal(series([0, 4], [0, 9])).weights).toBeNull();
  });

  it('studies of one proportion are one study', () => {
    // 1 of 10 and 4 of 40: log odds log(1/9), information 50 * 0.1 * 0.9
    expect(binomialNormal(series([1, 10], [4, 40]))).toMatchObject({
      estimate: expect.closeTo(-Math.log(9), 8),
      standardError: expect.closeTo(1 / Math.sqrt(4.5), 7),
      tauSquared: 0,
      iSquared: 0,
      whyNull: null,
      equality: { wald: expect.closeTo(0, 12), likelihoodRatio: expect.closeTo(0, 12) },
    });
    expect(binomialNormal(series([5, 50]))).toMatchObject({
      estimate: expect.closeTo(-Math.log(9), 8),
      standardError: expect.closeTo(1 / Math.sqrt(4.5), 7),
      tauSquared: 0,
      equality: null,
    });
  });

  it('the tests that all have one proportion', () => {
    // 1 of 4 and 3 of 4: log odds -+log 3 of weight 3/4 each; likelihood ratio 2 * (2 log(1/2) + 6 log(3/2))
    const { equality } = binomialNormal(series([1, 4], [3, 4]));
    expect(equality?.wald).toBeCloseTo(1.5 * Math.log(3) ** 2, 12);
    expect(equality?.likelihoodRatio).toBeCloseTo(2 * (2 * Math.log(1 / 2) + 6 * Math.log(3 / 2)), 12);
  });
});

/** The likelihood again, each integral as a sum over a fine grid, without any of the code that is tested. */
function naiveLogLikelihood(studies: readonly StudyProportion[], effect: number, tau: number): number {
  let total = 0;
  for (const { events, n } of studies) {
    let integral = 0;
    for (let u = -9; u <= 9; u += 0.005) {
      const p = 1 / (1 + Math.exp(-(effect + tau * u)));
      integral += p ** events * (1 - p) ** (n - events) * Math.exp((-u * u) / 2) * 0.005;
    }
    total += Math.log(integral / Math.sqrt(2 * Math.PI));
  }
  return total;
}

describe('the maximum', () => {
  it.each([
    ['of studies apart', APART],
    ['with studies without events', series([0, 12], [9, 30], [0, 8], [14, 41], [1, 16])],
    // whole Newton steps to the likeliest deviation go to and fro here
    ['of which one is steep', series([0, 13], [1, 59], [20, 57], [0, 5])],
  ])('%s is one of the likelihood summed over a fine grid', (_, studies) => {
    const { estimate, tauSquared, standardError } = binomialNormal(studies, { points: 40 });
    const [effect, tau] = [estimate as number, Math.sqrt(tauSquared as number)];
    const at = (a: number, b: number) => naiveLogLikelihood(studies, effect + a, tau + b);
    const h = 1e-3;
    expect((at(h, 0) - at(-h, 0)) / (2 * h)).toBeCloseTo(0, 4);
    expect((at(0, h) - at(0, -h)) / (2 * h)).toBeCloseTo(0, 4);
    const second = (a: number, b: number) => (at(a, b) - 2 * at(0, 0) + at(-a, -b)) / h ** 2;
    const [ee, tt] = [second(h, 0), second(0, h)];
    const et = (second(h, h) - ee - tt) / 2;
    expect(standardError).toBeCloseTo(Math.sqrt(-tt / (ee * tt - et ** 2)), 4);
  });

  it('hardly moves with more points', () => {
    const [seven, forty] = [binomialNormal(APART), binomialNormal(APART, { points: 40 })];
    expect(seven.estimate).toBeCloseTo(forty.estimate as number, 3);
    expect(seven.estimate).not.toBe(forty.estimate);
  });
});

describe('limits', () => {
  it('are those of z, and of a further study t on studies less 2', () => {
    const { estimate, standardError, tauSquared, interval, prediction } = binomialNormal(APART, {
      prediction: 'higgins',
    });
    expect(interval?.upper).toBeCloseTo((estimate as number) + 1.959963984540054 * (standardError as number), 10);
    const spread = Math.sqrt((standardError as number) ** 2 + (tauSquared as number));
    expect(prediction?.lower).toBeCloseTo((estimate as number) - 2.7764451051977987 * spread, 10);
    expect(binomialNormal(APART.slice(0, 2), { prediction: 'higgins' }).prediction).toBeNull();
    expect(binomialNormal(APART.slice(0, 2)).prediction).not.toBeNull();
  });
});

describe('edges', () => {
  it('nobody or everybody', () => {
    expect(binomialNormal(series([0, 4], [0, 9]))).toMatchObject({
      estimate: null,
      interval: null,
      whyNull: 'noEvents',
    });
    expect(binomialNormal(series([4, 4], [9, 9]))).toMatchObject({
      estimate: null,
      tauSquared: null,
      whyNull: 'allEvents',
    });
  });

  it('studies of nobody and of everybody', () => {
    expect(binomialNormal(series([0, 6], [6, 6], [0, 6]))).toMatchObject({ estimate: null, whyNull: 'unbounded' });
    // some of another kind bound their spread
    expect(binomialNormal(series([0, 6], [6, 6], [2, 6], [3, 6])).tauSquared).toBeGreaterThan(1);
    const opposite = { first: { events: 0, n: 9 }, second: { events: 9, n: 9 } };
    const studies = [opposite, { first: opposite.second, second: opposite.first }];
    for (const model of ['fixedLevels', 'conditional'] as const) {
      expect(binomialNormalOddsRatio(studies, model)).toMatchObject({ estimate: null, whyNull: 'unbounded' });
    }
  });

  it.each<[string, number | undefined, StudyProportion[], object]>([
    ['studies.none', undefined, [], {}],
    ['study.events', 1, series([1, 2], [3, 2]), {}],
    ['quadrature.points', undefined, series([1, 2]), { points: 0 }],
    ['quadrature.points', undefined, series([1, 2]), { points: 2.5 }],
    ['level.range', undefined, series([1, 2]), { level: 1 }],
  ])('%s at %s is refused', (code, at, wrong, options) => {
    expect(() => binomialNormal(wrong, options)).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

describe('properties', () => {
  const one = fc
    .integer({ min: 2, max: 60 })
    .chain((n) => fc.integer({ min: 0, max: n }).map((events) => ({ events, n })));
  const several = fc
    .array(one, { minLength: 2, maxLength: 6 })
    .filter((some) => some.some(({ events, n }) => events > 0 && events < n));
  const runs = { numRuns: 30 };

  it('the order does not matter, and counting the others turns the sign', () => {
    fc.assert(
      fc.property(several, (some) => {
        const found = binomialNormal(some);
        const turned = binomialNormal(some.map(({ events, n }) => ({ events: n - events, n })).reverse());
        expect(turned.estimate).toBeCloseTo(-(found.estimate as number), 4);
        expect(turned.tauSquared as number).toBeCloseTo(found.tauSquared as number, 2);
        expect(turned.equality?.likelihoodRatio).toBeCloseTo(found.equality?.likelihoodRatio as number, 8);
      }),
      runs,
    );
  });

  it('tau squared of 0 gives the proportion of all subjects', () => {
    fc.assert(
      fc.property(several, (some) => {
        const found = binomialNormal(some);
        if (found.tauSquared !== 0) return;
        const [events, n] = [some.reduce((sum, s) => sum + s.events, 0), some.reduce((sum, s) => sum + s.n, 0)];
        expect(logitProportion(found.estimate as number)).toBeCloseTo(events / n, 6);
      }),
      runs,
    );
  });

  it('groups that change places turn the sign, in both models', () => {
    const group = fc
      .integer({ min: 4, max: 30 })
      .chain((n) => fc.integer({ min: 1, max: n - 1 }).map((events) => ({ events, n })));
    fc.assert(
      fc.property(
        fc.array(fc.record({ first: group, second: group }), { minLength: 2, maxLength: 4 }),
        fc.constantFrom('fixedLevels' as const, 'conditional' as const),
        (some: StudyOfTwo[], model) => {
          const found = binomialNormalOddsRatio(some, model);
          const turned = binomialNormalOddsRatio(
            some.map(({ first, second }) => ({ first: second, second: first })),
            model,
          );
          expect(turned.estimate).toBeCloseTo(-(found.estimate as number), 4);
          expect(turned.standardError).toBeCloseTo(found.standardError as number, 3);
        },
      ),
      { numRuns: 12 },
    );
  });
});
