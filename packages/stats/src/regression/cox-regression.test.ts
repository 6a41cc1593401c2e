import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grouping } from '../survival/index.ts';
import {
  baselineHazard,
  type CoxInput,
  type CoxOptions,
  concordanceOf,
  coxRegression,
  coxResiduals,
  proportionalHazardsTest,
  schoenfeldResiduals,
} from './index.ts';

type Subject = {
  entry?: number;
  exit: number;
  event: number;
  x: number;
  z?: number;
  stratum?: number;
  weight?: number;
};

const grouping = (codes: number[]): Grouping => ({ code: Uint32Array.from(codes), count: Math.max(...codes) + 1 });
function inputOf(list: Subject[], hasWeight = false): CoxInput {
  const column = (pick: (one: Subject) => number) => Float64Array.from(list, pick);
  return {
    followUp: {
      entry: list.some(({ entry }) => entry) ? column(({ entry = 0 }) => entry) : null,
      exit: column(({ exit }) => exit),
      event: Uint8Array.from(list, ({ event }) => event),
    },
    covariates: list[0]?.z === undefined ? [column(({ x }) => x)] : [column(({ x }) => x), column(({ z = 0 }) => z)],
    stratum: list[0]?.stratum === undefined ? null : grouping(list.map(({ stratum = 0 }) => stratum)),
    weight: hasWeight ? column(({ weight = 1 }) => weight) : null,
  };
}
const nearly = (value: number) => expect.closeTo(value, 10);

describe('Cox by hand', () => {
  // A child with x = 1 relapses on day 1, one with x = 0 on day 2, one with x = 1 is censored on day 3. With t = exp(b)
  //   day 1: t/(2 t + 1)    day 2: 1/(1 + t)
  // and the slope 1 - 2 t/(2 t + 1) - t/(1 + t) is 0 where 2 t^2 = 1.
  const three: Subject[] = [
    { exit: 1, event: 1, x: 1 },
    { exit: 2, event: 1, x: 0 },
    { exit: 3, event: 0, x: 1 },
  ];
  const t = Math.SQRT1_2;
  const model = coxRegression(inputOf(three));
  const information = (2 * t) / (2 * t + 1) ** 2 + t / (1 + t) ** 2;

  it('finds the coefficient, its error and the tests', () => {
    expect(model).toMatchObject({ subjects: 3, events: 2, verdict: 'converged' });
    const [coefficient] = model.coefficients;
    expect(coefficient).toMatchObject({
      estimate: nearly(-Math.LN2 / 2),
      hazardRatio: nearly(t),
      standardError: nearly(1 / Math.sqrt(information)),
    });
    expect(coefficient?.upper).toBeCloseTo(t * Math.exp(1.959963984540054 / Math.sqrt(information)), 10);
    expect(model.nullLogLikelihood).toEqual(nearly(-Math.log(6)));
    expect(model.logLikelihood).toEqual(nearly(Math.log(t / (2 * t + 1) / (1 + t))));
    // at b = 0 the slope is 1 - 2/3 - 1/2 and the information 2/9 + 1/4
    expect(model.scoreTest).toMatchObject({ statistic: nearly(1 / 36 / (17 / 36)), degreesOfFreedom: 1 });
    expect(model.waldTest.statistic).toEqual(nearly((Math.LN2 / 2) ** 2 * information));
  });

  it('has a baseline hazard', () => {
    const { time, hazard } = baselineHazard(model);
    expect([...time]).toEqual([1, 2, 3]);
    const first = 1 / (2 * t + 1);
    expect([...hazard]).toEqual([first, first + 1 / (1 + t), first + 1 / (1 + t)].map(nearly));
  });

  it('has residuals', () => {
    const [first, both] = [1 / (2 * t + 1), 1 / (2 * t + 1) + 1 / (1 + t)];
    const { martingale, deviance, score, dfbeta } = coxResiduals(model);
    expect([...martingale]).toEqual([1 - t * first, 1 - both, -t * both].map(nearly));
    expect(deviance[2]).toEqual(nearly(-Math.sqrt(2 * t * both)));
    expect(deviance[0]).toEqual(nearly(Math.sqrt(-2 * (1 - t * first + Math.log(t * first)))));
    const [mean1, mean2] = [(2 * t) / (2 * t + 1), t / (1 + t)];
    expect([...score]).toEqual(
      [
        1 - mean1 - t * first * (1 - mean1),
        -mean2 + first * mean1 + (both - first) * mean2,
        -t * (first * (1 - mean1) + (both - first) * (1 - mean2)),
      ].map(nearly),
    );
    expect([...dfbeta]).toEqual([...score].map((value) => nearly(value / information)));
    const schoenfeld = schoenfeldResiduals(model);
    expect([[...schoenfeld.time], [...schoenfeld.subject]]).toEqual([
      [1, 2],
      [0, 1],
    ]);
    expect([...schoenfeld.residuals]).toEqual([1 - mean1, -mean2].map(nearly));
  });

  it('has a robust variance: the sum of squared influences', () => {
    const { dfbeta } = coxResiduals(model);
    const robust = coxRegression(inputOf(three), { robust: true });
    expect(robust.variance[0]).toEqual(nearly(dfbeta.reduce((sum, value) => sum + value * value, 0)));
    expect(robust.modelVariance).toEqual(model.variance);
    const clustered = coxRegression(inputOf(three), { cluster: grouping([0, 0, 1]) });
    const [a, b, c] = [...dfbeta] as [number, number, number];
    expect(clustered.variance[0]).toEqual(nearly((a + b) ** 2 + c ** 2));
  });

  it('counts tied events as each way does', () => {
    // two of three have the event on day 1; without effect
    const tied: Subject[] = [
      { exit: 1, event: 1, x: 1 },
      { exit: 1, event: 1, x: 0 },
      { exit: 2, event: 0, x: 1 },
    ];
    const nullOf = (ties: NonNullable<CoxOptions['ties']>) => coxRegression(inputOf(tied), { ties }).nullLogLikelihood;
    expect(nullOf('efron')).toEqual(nearly(-Math.log(3) - Math.log(2)));
    expect(nullOf('breslow')).toEqual(nearly(-2 * Math.log(3)));
    expect(nullOf('exact')).toEqual(nearly(-Math.log(3))); // of the three pairs
    // exact: t/(t + t + t^2) = 1/(2 + t) rises for ever as t falls
    expect(coxRegression(inputOf(tied), { ties: 'exact' }).verdict).toBe('separated');
  });

  it('compares by hand what a score says', () => {
    // pairs: day 1 with both others (x alike with the third), day 2 with the third
    const found = concordanceOf(model.data, Float64Array.of(1, 0, 1));
    expect(found).toMatchObject({ concordant: 1, discordant: 1, tiedScores: 1, concordance: 0.5 });
    // influences, less half the pairs of each: 1/2 . (1, 0, -1)/3
    expect(found.standardError).toEqual(nearly(Math.sqrt(2 / 36)));
  });

  it('says what cannot be estimated', () => {
    const none = coxRegression(inputOf(three.map((one) => ({ ...one, event: 0 }))));
    expect(none.coefficients[0]).toMatchObject({ estimate: null, standardError: null, pValue: null });
    expect(none.likelihoodRatioTest).toEqual({ statistic: 0, degreesOfFreedom: 0, pValue: null });
    expect(concordanceOf(none.data, none.linearPredictor).concordance).toBeNull();
    expect(proportionalHazardsTest(none).global).toMatchObject({ degreesOfFreedom: 0, pValue: null });
    const twice = coxRegression(inputOf(three.map((one) => ({ ...one, z: 2 * one.x }))));
    expect(twice.coefficients[1]?.estimate).toBeNull();
    expect(twice.coefficients[0]?.estimate).toEqual(nearly(-Math.LN2 / 2));
    const separated = [1, 2, 3, 4].map((exit) => ({ exit, event: 1, x: exit < 3 ? 1 : 0 }));
    expect(coxRegression(inputOf(separated)).verdict).toBe('separated');
  });

  it.each([
    ['followUp.event', 0, () => coxRegression(inputOf([{ exit: 1, event: 3, x: 1 }]))],
    [
      'covariates.value',
      1,
      () =>
        coxRegression(
          inputOf([
            { exit: 1, event: 1, x: 1 },
            { exit: 1, event: 1, x: Number.NaN },
          ]),
        ),
    ],
    ['covariates.none', undefined, () => coxRegression({ ...inputOf(three), covariates: [] })],
    ['covariates.length', undefined, () => coxRegression({ ...inputOf(three), covariates: [Float64Array.of(1)] })],
    ['covariates.length', undefined, () => concordanceOf(model.data, Float64Array.of(1))],
    ['cox.weight', 2, () => coxRegression({ ...inputOf(three), weight: Float64Array.of(1, 1, 0) })],
    ['grouping.length', undefined, () => coxRegression({ ...inputOf(three), stratum: grouping([0]) })],
    ['grouping.length', undefined, () => coxRegression(inputOf(three), { cluster: grouping([0]) })],
    ['cox.ties', undefined, () => coxRegression(inputOf(three), { ties: 'exact', robust: true })],
    ['cox.ties', undefined, () => coxResiduals(coxRegression(inputOf(three), { ties: 'exact' }))],
    ['level.range', undefined, () => coxRegression(inputOf(three), { level: 95 })],
  ])('refuses by %s at subject %s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

/** Logarithm of the partial likelihood by its definition, each subject looked at for each event time. */
function byDefinition(list: Subject[], beta: readonly number[], ties: NonNullable<CoxOptions['ties']>): number {
  const riskOf = ({ x, z = 0 }: Subject) => Math.exp(x * (beta[0] as number) + z * (beta[1] ?? 0));
  let sum = 0;
  for (const stratum of new Set(list.map((one) => one.stratum))) {
    const own = list.filter((one) => one.stratum === stratum);
    for (const time of new Set(own.filter(({ event }) => event === 1).map(({ exit }) => exit))) {
      const riskSet = own.filter(({ entry = 0, exit }) => (entry === 0 || entry < time) && exit >= time);
      const failed = riskSet.filter(({ exit, event }) => exit === time && event === 1);
      const total = (set: Subject[]) => set.reduce((all, one) => all + (one.weight ?? 1) * riskOf(one), 0);
      for (const one of failed) sum += (one.weight ?? 1) * Math.log(riskOf(one));
      const meanWeight = failed.reduce((all, { weight = 1 }) => all + weight, 0) / failed.length;
      if (ties === 'exact') {
        const sets = (from: number, left: number): number =>
          left === 0
            ? 1
            : riskSet.slice(from).reduce((all, one, k) => all + riskOf(one) * sets(from + k + 1, left - 1), 0);
        sum -= Math.log(sets(0, failed.length));
      } else {
        failed.forEach((_, k) => {
          const gone = ties === 'efron' ? k / failed.length : 0;
          sum -= meanWeight * Math.log(total(riskSet) - gone * total(failed));
        });
      }
    }
  }
  return sum;
}

describe('properties', () => {
  const subject = fc
    .record({
      entry: fc.integer({ min: 0, max: 4 }),
      stay: fc.integer({ min: 1, max: 6 }),
      event: fc.constantFrom(0, 1, 1),
      x: fc.integer({ min: -20, max: 20 }).map((k) => k / 10),
      z: fc.constantFrom(0, 1),
      stratum: fc.integer({ min: 0, max: 1 }),
      weight: fc.constantFrom(0.5, 1, 2),
    })
    .map(({ stay, ...rest }) => ({ ...rest, exit: rest.entry + stay }));
  const subjects = fc.array(subject, { minLength: 8, maxLength: 16 });
  const anyTies = fc.constantFrom('efron' as const, 'breslow' as const, 'exact' as const);
  const summedTies = fc.constantFrom('efron' as const, 'breslow' as const);

  it('has the likelihood of the definition, its maximum and its curvature', () => {
    fc.assert(
      fc.property(subjects, anyTies, (given, ties) => {
        const list = ties === 'exact' ? given.map((one) => ({ ...one, weight: 1 })) : given;
        const model = coxRegression(inputOf(list, ties !== 'exact'), { ties });
        expect(model.nullLogLikelihood).toBeCloseTo(byDefinition(list, [0, 0], ties), 9);
        const estimates = model.coefficients.map(({ estimate }) => estimate ?? 0);
        const isTame = model.coefficients.every(({ standardError }) => standardError !== null && standardError < 5);
        if (model.verdict !== 'converged' || !isTame) return;
        const at = (b0: number, b1: number) =>
          byDefinition(list, [(estimates[0] as number) + b0, (estimates[1] as number) + b1], ties);
        expect(model.logLikelihood).toBeCloseTo(at(0, 0), 9);
        const h = 1e-3;
        expect((at(h, 0) - at(-h, 0)) / (2 * h)).toBeCloseTo(0, 3);
        expect((at(0, h) - at(0, -h)) / (2 * h)).toBeCloseTo(0, 3);
        const a = -(at(h, 0) + at(-h, 0) - 2 * at(0, 0)) / h ** 2;
        const c = -(at(0, h) + at(0, -h) - 2 * at(0, 0)) / h ** 2;
        const b = -(at(h, h) + at(-h, -h) - at(h, -h) - at(-h, h)) / (4 * h ** 2);
        const determinant = a * c - b * b;
        const relative = (found: number, wanted: number) => Math.abs(found - wanted) / (1 + Math.abs(wanted));
        expect(relative(model.modelVariance[0] as number, c / determinant)).toBeLessThan(1e-3);
        expect(relative(model.modelVariance[1] as number, -b / determinant)).toBeLessThan(1e-3);
      }),
    );
  });

  it('its residuals add up to 0', () => {
    fc.assert(
      fc.property(subjects, summedTies, (list, ties) => {
        const model = coxRegression(inputOf(list, true), { ties });
        if (model.verdict !== 'converged') return;
        const { martingale, score } = coxResiduals(model);
        const weights = list.map(({ weight }) => weight);
        expect(martingale.reduce((sum, value, k) => sum + value * (weights[k] as number), 0)).toBeCloseTo(0, 8);
        const column = (which: number) =>
          list.reduce((sum, { weight }, row) => sum + weight * (score[2 * row + which] as number), 0);
        if (model.coefficients[0]?.estimate !== null) expect(column(0)).toBeCloseTo(0, 6);
        if (model.coefficients[1]?.estimate !== null) expect(column(1)).toBeCloseTo(0, 6);
      }),
    );
  });

  it('its concordance is that of all pairs, and its error that of the slopes in the weights', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const model = coxRegression(inputOf(list, true));
        const scores = list.map(({ x }) => x);
        const found = concordanceOf(model.data, Float64Array.from(scores));
        const pairs = (weights: number[]) => {
          let [concordant, discordant, tied] = [0, 0, 0];
          list.forEach((a, i) => {
            list.forEach((b, j) => {
              const isAtRisk = b.stratum === a.stratum && (b.entry === 0 || b.entry < a.exit);
              const isLater = b.exit > a.exit || (b.exit === a.exit && b.event === 0);
              if (a.event === 0 || i === j || !isAtRisk || !isLater) return;
              const w = (weights[i] as number) * (weights[j] as number);
              if (a.x > b.x) concordant += w;
              else if (a.x < b.x) discordant += w;
              else tied += w;
            });
          });
          return { concordant, discordant, tied, share: (concordant + tied / 2) / (concordant + discordant + tied) };
        };
        const weights = list.map(({ weight }) => weight);
        const all = pairs(weights);
        expect(found.concordant).toBeCloseTo(all.concordant, 10);
        expect(found.discordant).toBeCloseTo(all.discordant, 10);
        expect(found.tiedScores).toBeCloseTo(all.tied, 10);
        if (found.concordance === null) return;
        expect(found.concordance).toBeCloseTo(all.share, 10);
        const h = 1e-4;
        const variance = weights.reduce((sum, weight, k) => {
          const moved = (step: number) => pairs(weights.map((w, i) => (i === k ? w + step : w))).share;
          return sum + (weight * ((moved(h) - moved(-h)) / (2 * h))) ** 2;
        }, 0);
        expect(found.standardError).toBeCloseTo(Math.sqrt(variance), 5);
      }),
    );
  });

  it('neither the order of subjects, nor the units of time and of columns matter', () => {
    fc.assert(
      fc.property(subjects, anyTies, (list, ties) => {
        const model = coxRegression(inputOf(list), { ties });
        const turned = [...list].reverse().map((one) => ({
          ...one,
          entry: one.entry / 365.25,
          exit: one.exit / 365.25,
          x: 1000 * one.x + 5000,
        }));
        const again = coxRegression(inputOf(turned), { ties });
        expect(again.verdict).toBe(model.verdict);
        if (model.verdict !== 'converged' || (model.coefficients[0]?.standardError ?? 9) > 5) return;
        expect(1000 * (again.coefficients[0]?.estimate ?? 0)).toBeCloseTo(model.coefficients[0]?.estimate ?? 0, 6);
        expect(again.logLikelihood).toBeCloseTo(model.logLikelihood, 8);
      }),
    );
  });
});
