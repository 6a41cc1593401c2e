import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BetweenStudyMethod,
  betweenStudyVariance,
  heterogeneityInterval,
  type PooledEffect,
  type PoolingOptions,
  poolEffects,
  type StudyEffect,
  smallStudyRegression,
} from './index.ts';

const METHODS: BetweenStudyMethod[] = [
  'derSimonianLaird',
  'hedges',
  'sidikJonkman',
  'pauleMandel',
  'empiricalBayes',
  'maximumLikelihood',
  'restrictedMaximumLikelihood',
];
const z = 1.959963984540054;
const t1 = 12.706204736174694; // 97.5% of t on 1 degree of freedom
const t2 = 4.302652729749462; // on 2

const studies = (...pairs: [estimate: number, variance: number][]): StudyEffect[] =>
  pairs.map(([estimate, variance]) => ({ estimate, variance }));

describe('three studies of variance 1 by hand: effects 0, 1 and 3', () => {
  // mean 4/3, squares about it 16/9 + 1/9 + 25/9 = 14/3, so 14/6 is the variance of the effects
  const three = studies([0, 1], [1, 1], [3, 1]);

  it.each<[BetweenStudyMethod, number]>([
    ['derSimonianLaird', 4 / 3], // (14/3 - 2) / (3 - 3/3)
    ['hedges', 4 / 3], // 14/6 - 1
    ['pauleMandel', 4 / 3], // 14/3 / (1 + 4/3) = 2
    ['empiricalBayes', 4 / 3],
    ['restrictedMaximumLikelihood', 4 / 3],
    ['maximumLikelihood', 5 / 9], // 14/9 - 1
    ['sidikJonkman', 98 / 69], // from 14/9: 14/9 * (14/3 / (1 + 14/9)) / 2
  ])('%s', (method, tauSquared) => {
    const found = betweenStudyVariance(three, method);
    expect(found.tauSquared).toBeCloseTo(tauSquared, 10);
    expect(found.verdict).toBe('converged');
  });

  it('has the error of tau squared', () => {
    // P has trace 2, and so has P P: sqrt(2*2 + 4*4/3*2 + 2*16/9*2) / 2 = sqrt(196/9) / 2
    expect(betweenStudyVariance(three, 'derSimonianLaird').standardError).toBeCloseTo(7 / 3, 12);
    expect(betweenStudyVariance(three, 'hedges').standardError).toBeCloseTo(7 / 3, 12);
    // sqrt(2 / sum of squared weights (3/7)^2) for P of rank 2, and for all three of (9/14)^2
    expect(betweenStudyVariance(three, 'restrictedMaximumLikelihood').standardError).toBeCloseTo(7 / 3, 10);
    expect(betweenStudyVariance(three, 'maximumLikelihood').standardError).toBeCloseTo(Math.sqrt(2 / 3) * (14 / 9), 10);
    // sqrt(2 * 9 / 2) / (9/7)
    expect(betweenStudyVariance(three, 'pauleMandel').standardError).toBeCloseTo(7 / 3, 10);
  });

  it('has the pooled effect, its limits and those of a further study', () => {
    const error = Math.sqrt(7 / 9); // (1 + 4/3) / 3
    const spread = Math.sqrt(7 / 9 + 4 / 3);
    const about = (reach: number) => ({
      lower: expect.closeTo(4 / 3 - reach, 10),
      upper: expect.closeTo(4 / 3 + reach, 10),
    });
    const found = poolEffects(three, { betweenStudies: 'derSimonianLaird' });
    expect(found).toMatchObject({
      studies: 3,
      estimate: expect.closeTo(4 / 3, 12),
      standardError: expect.closeTo(error, 12),
      statistic: expect.closeTo(4 / 3 / error, 12),
      degreesOfFreedom: null,
      interval: about(z * error),
      prediction: about(z * spread),
      verdict: 'converged',
    });
    expect(poolEffects(three, { prediction: 'higgins' }).prediction).toEqual(about(t1 * spread));
    // the spread seen, 14/3 over 7/3, is just what 2 degrees of freedom have: the error is the same, on t
    expect(poolEffects(three, { test: 'hartungKnapp' })).toMatchObject({
      standardError: expect.closeTo(error, 10),
      degreesOfFreedom: 2,
      interval: about(t2 * error),
      prediction: about(t2 * spread),
    });
  });

  it('has the heterogeneity', () => {
    // typical variance 2 / (3 - 1) = 1; Q 14/3 on 2: p = e^(-7/3)
    const shares = { iSquared: expect.closeTo(4 / 7, 10), hSquared: expect.closeTo(7 / 3, 10) };
    const q = { q: expect.closeTo(14 / 3, 12), degreesOfFreedom: 2, pValue: expect.closeTo(Math.exp(-7 / 3), 12) };
    expect(poolEffects(three, { betweenStudies: 'hedges' }).heterogeneity).toMatchObject({ ...shares, ...q });
    expect(poolEffects(three, { betweenStudies: 'common' }).heterogeneity).toEqual({
      ...shares,
      ...q,
      tauSquared: 0,
      tauSquaredError: null,
    });
    // 14/3 / (1 + tau squared) is -2 log(0.975) or -2 log(0.025), the quantiles of chi-square on 2
    const upper = 14 / 3 / (-2 * Math.log(0.975)) - 1;
    expect(heterogeneityInterval(three)).toEqual({
      tauSquared: { lower: 0, upper: expect.closeTo(upper, 8) },
      iSquared: { lower: 0, upper: expect.closeTo(upper / (1 + upper), 10) },
      hSquared: { lower: 1, upper: expect.closeTo(1 + upper, 8) },
    });
    expect(heterogeneityInterval(three, 0.5)?.tauSquared.lower).toBeCloseTo(14 / 3 / (-2 * Math.log(0.25)) - 1, 8);
  });
});

describe('two studies by hand: 0 of variance 1, 2 of variance 1/3', () => {
  const two = studies([0, 1], [2, 1 / 3]);

  it('weighs them one to three where they estimate one effect', () => {
    const found = poolEffects(two, { betweenStudies: 'common' });
    expect(found.estimate).toBeCloseTo(1.5, 12);
    expect(found.standardError).toBeCloseTo(0.5, 12);
    expect([...found.weights]).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)]);
    expect(found.prediction).toBeNull();
    // 1 * 1.5^2 + 3 * 0.5^2
    expect(found.heterogeneity.q).toBeCloseTo(3, 12);
  });

  it.each(METHODS.filter((name) => !['maximumLikelihood', 'sidikJonkman'].includes(name)))('%s', (betweenStudies) => {
    // of two studies these all find half of 2^2 - 1 - 1/3
    const found = poolEffects(two, { betweenStudies });
    expect(found.heterogeneity.tauSquared).toBeCloseTo(4 / 3, 9);
    // weights 3/7 and 3/5
    expect(found.estimate).toBeCloseTo(7 / 6, 9);
  });

  it('never claims a smaller error than sampling leaves, where asked', () => {
    const alike = studies([1, 1], [1.1, 1]);
    // squares 0.005 on 1 degree of freedom shrink the error; not when kept
    expect(poolEffects(alike, { test: 'hartungKnapp' }).standardError).toBeCloseTo(0.05, 12);
    expect(poolEffects(alike, { test: 'hartungKnappNotNarrower' }).standardError).toBeCloseTo(Math.SQRT1_2, 12);
    expect(poolEffects(alike, { prediction: 'higgins' }).prediction).toBeNull();
  });
});

describe("Egger's regression by hand", () => {
  it('finds a line', () => {
    const line = studies([3, 1], [5, 4], [7, 9]); // 1 + 2 standard errors
    expect(smallStudyRegression(line)).toEqual({
      slope: expect.closeTo(2, 12),
      t: null,
      degreesOfFreedom: 1,
      pValue: null,
      limit: expect.closeTo(1, 12),
    });
    expect(smallStudyRegression(line.slice(1))).toMatchObject({ t: null, degreesOfFreedom: 0 });
  });

  it('has the t of the slope', () => {
    // errors 1, 1/2 and 1/3, effects times precision 0, 2, 6: a line through (1, 0), (2, 2), (3, 6) with level -10/3, which is
    // the slope here, and rise 3; residuals 1/3, -2/3, 1/3, so t = -10/3 / sqrt(2/3 * (1/3 + 4/2))
    const found = smallStudyRegression(studies([0, 1], [1, 1 / 4], [2, 1 / 9]));
    expect(found).toMatchObject({
      slope: expect.closeTo(-10 / 3, 12),
      limit: expect.closeTo(3, 12),
      degreesOfFreedom: 1,
    });
    const t = -10 / 3 / Math.sqrt((2 / 3) * (1 / 3 + 2));
    expect(found?.t).toBeCloseTo(t, 12);
    // t on 1 degree of freedom is Cauchy
    expect(found?.pValue).toBeCloseTo(1 - (2 * Math.atan(-t)) / Math.PI, 12);
  });

  it('needs two studies of different errors', () => {
    expect(smallStudyRegression(studies([1, 1]))).toBeNull();
    expect(smallStudyRegression(studies([1, 0.3], [2, 0.3], [5, 0.3]))).toBeNull();
  });
});

describe('edges', () => {
  it.each(['common', ...METHODS] as const)('one study gives itself back: %s', (betweenStudies) => {
    const found = poolEffects(studies([0.3, 0.04]), { betweenStudies });
    expect(found).toMatchObject({ estimate: expect.closeTo(0.3, 15), standardError: 0.2, verdict: 'oneStudy' });
    expect(found.heterogeneity).toMatchObject({ tauSquared: 0, tauSquaredError: null, iSquared: 0, q: 0, pValue: 1 });
    expect([...found.weights]).toEqual([1]);
    expect(heterogeneityInterval(studies([0.3, 0.04]))).toBeNull();
  });

  it('one study has no t', () => {
    expect(poolEffects(studies([0.3, 0.04]), { test: 'hartungKnapp' })).toMatchObject({
      statistic: null,
      pValue: null,
      interval: null,
      prediction: null,
    });
  });

  it('equal effects leave no error by Hartung and Knapp', () => {
    const found = poolEffects(studies([2, 1], [2, 3], [2, 0.5]), { test: 'hartungKnapp' });
    expect(found).toMatchObject({ estimate: 2, standardError: 0, statistic: null, pValue: 0 });
    expect(poolEffects(studies([0, 1], [0, 3]), { test: 'hartungKnapp' }).pValue).toBeNull();
  });

  it('effects closer than sampling would have them: no tau squared fits', () => {
    const close = studies([1, 1], [1.001, 1], [0.999, 1], [1, 1]);
    expect(heterogeneityInterval(close)?.tauSquared).toEqual({ lower: 0, upper: 0 });
  });

  it('a likelihood with a lower top beside 0 has its maximum at 0', () => {
    // 1.4 of variance 0.01 and -1.3 of 1: twice the log likelihood is -(7.218 - 4.605) at 0 and -(2.195 + 0.921) at 1.156
    const uneven = studies([1.4, 0.01], [-1.3, 1]);
    expect(betweenStudyVariance(uneven, 'maximumLikelihood').tauSquared).toBe(0);
  });

  it('says when a search was cut short', () => {
    const apart = studies([-2.5, 0.2], [3, 1.1], [1, 0.6], [8, 2], [-4, 0.9]);
    expect(poolEffects(apart, { maximumIterations: 1 }).verdict).toBe('notConverged');
  });
});

describe('wrong input is refused', () => {
  it.each<[string, number | undefined, StudyEffect[], PoolingOptions]>([
    ['effects.none', undefined, [], {}],
    ['effect.estimate', 1, studies([0, 1], [Number.NEGATIVE_INFINITY, 1]), {}],
    ['effect.variance', 0, studies([0, 0]), {}],
    ['effect.variance', 2, studies([0, 1], [1, 1], [2, Number.NaN]), {}],
    ['level.range', undefined, studies([0, 1]), { level: 95 }],
  ])('%s at %s', (code, at, wrong, options) => {
    expect(() => poolEffects(wrong, options)).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
    if (code.startsWith('effect')) {
      expect(() => heterogeneityInterval(wrong)).toThrow(expect.objectContaining({ code, at }));
      expect(() => smallStudyRegression(wrong)).toThrow(expect.objectContaining({ code, at }));
    }
  });
});

describe('properties', () => {
  const effect = fc.record({
    estimate: fc.double({ min: -3, max: 3, noNaN: true }),
    variance: fc.double({ min: 0.02, max: 2, noNaN: true }),
  });
  const several = fc.array(effect, { minLength: 2, maxLength: 12 });
  const options = fc.record({
    betweenStudies: fc.constantFrom('common' as const, ...METHODS),
    test: fc.constantFrom('normal' as const, 'hartungKnapp' as const, 'hartungKnappNotNarrower' as const),
  });
  const numbers = ({ estimate, standardError, heterogeneity }: PooledEffect) => [
    estimate,
    standardError,
    heterogeneity.tauSquared,
    heterogeneity.q,
    heterogeneity.iSquared,
  ];
  const close = (values: number[]) => values.map((value) => expect.closeTo(value, 6));

  it('the order of the studies does not matter', () => {
    fc.assert(
      fc.property(several, options, (some, how) => {
        expect(numbers(poolEffects([...some].reverse(), how))).toEqual(close(numbers(poolEffects(some, how))));
      }),
    );
  });

  it('a shift and a turn of the scale go through', () => {
    fc.assert(
      fc.property(several, options, fc.constantFrom(-1, 0.5, 3), (some, how, factor) => {
        const moved = some.map(({ estimate, variance }) => ({
          estimate: estimate * factor + 7,
          variance: variance * factor ** 2,
        }));
        const [from, to] = [poolEffects(some, how), poolEffects(moved, how)];
        expect(to.estimate).toBeCloseTo(from.estimate * factor + 7, 6);
        expect(to.standardError).toBeCloseTo(from.standardError * Math.abs(factor), 6);
        expect(to.heterogeneity.tauSquared).toBeCloseTo(from.heterogeneity.tauSquared * factor ** 2, 5);
        expect(to.heterogeneity.iSquared).toBeCloseTo(from.heterogeneity.iSquared, 6);
      }),
    );
  });

  it('every study twice: one common effect with half the variance, and twice the Q', () => {
    fc.assert(
      fc.property(several, (some) => {
        const [once, twice] = [some, [...some, ...some]].map((given) =>
          poolEffects(given, { betweenStudies: 'common' }),
        );
        expect(twice?.estimate).toBeCloseTo(once?.estimate as number, 9);
        expect(twice?.standardError).toBeCloseTo((once?.standardError as number) / Math.SQRT2, 9);
        expect(twice?.heterogeneity.q).toBeCloseTo(2 * (once?.heterogeneity.q as number), 7);
      }),
    );
  });

  it('tau squared of 0 gives the common effect', () => {
    fc.assert(
      fc.property(several, fc.constantFrom(...METHODS), (some, betweenStudies) => {
        const [random, common] = [
          poolEffects(some, { betweenStudies }),
          poolEffects(some, { betweenStudies: 'common' }),
        ];
        if (random.heterogeneity.tauSquared > 1e-11) {
          expect(random.standardError).toBeGreaterThan(common.standardError);
          return;
        }
        expect(random.estimate).toBeCloseTo(common.estimate, 8);
        expect(random.standardError).toBeCloseTo(common.standardError, 8);
      }),
    );
  });

  // one study apart from five that agree, and the most precise: steps by the expected information overshoot for ever
  const SLOW = [
    0.03425142985284637, 0.09650718900571127, 0.09171267683188099, 0.09506644169089369, 0.256806323732829, 0.02,
  ].map((variance, k) => ({ estimate: k < 5 ? 0 : -0.31684000861709416, variance }));

  it('each iteration ends where its own equation holds, or at 0', () => {
    fc.assert(
      fc.property(several, (some) => {
        const at = (tauSquared: number) => {
          const weights = some.map(({ variance }) => 1 / (variance + tauSquared));
          const sum = weights.reduce((total, weight) => total + weight, 0);
          const mean = some.reduce((total, { estimate }, k) => total + (weights[k] as number) * estimate, 0) / sum;
          const squares = some.map(({ estimate }) => (estimate - mean) ** 2);
          const total = (power: number) =>
            squares.reduce((q, square, k) => q + (weights[k] as number) ** power * square, 0);
          const own = weights.reduce((squared, weight) => squared + weight ** 2, 0);
          return { q: total(1), slope: total(2), sum, trace: sum - own / sum };
        };
        const equations: [BetweenStudyMethod, (found: ReturnType<typeof at>) => number][] = [
          ['pauleMandel', ({ q }) => q - (some.length - 1)],
          ['empiricalBayes', ({ q }) => q - (some.length - 1)],
          ['maximumLikelihood', ({ slope, sum }) => slope - sum],
          ['restrictedMaximumLikelihood', ({ slope, trace }) => slope - trace],
        ];
        for (const [method, equation] of equations) {
          const { tauSquared, verdict } = betweenStudyVariance(some, method);
          expect(verdict).toBe('converged');
          if (tauSquared > 1e-9) expect(Math.abs(equation(at(tauSquared)))).toBeLessThan(1e-5);
        }
      }),
      { examples: [[SLOW]] },
    );
  });

  it('the interval of tau squared holds that of Paule and Mandel, and its limits are as unlikely as said', () => {
    fc.assert(
      fc.property(several, fc.constantFrom(0.5, 0.8, 0.95), (some, level) => {
        const limits = heterogeneityInterval(some, level)?.tauSquared as { lower: number; upper: number };
        const narrower = heterogeneityInterval(some, level - 0.1)?.tauSquared as { lower: number; upper: number };
        expect(limits.lower).toBeLessThanOrEqual(narrower.lower + 1e-12);
        expect(limits.upper).toBeGreaterThanOrEqual(narrower.upper - 1e-12);
      }),
    );
  });
});
