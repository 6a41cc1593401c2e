import { describe, expect, it } from 'vitest';
import { conditionalOddsRatio } from '../contingency/index.ts';
import { logFactorial } from '../distributions/index.ts';
import { weightedMean } from './cox-data.ts';
import {
  type CoxInput,
  coxRegression,
  martingaleResiduals,
  proportionalHazardsTest,
  referenceValues,
  TIME_SCALES,
} from './index.ts';

const inputOf = (exit: number[], event: number[], ...columns: number[][]): CoxInput => ({
  followUp: { exit: Float64Array.from(exit), event: Uint8Array.from(event) },
  covariates: columns.map((column) => Float64Array.from(column)),
});
const three = inputOf([1, 2, 3], [1, 1, 0], [1, 0, 1]);

describe('what comes in', () => {
  it.each([
    ['an offset for some', 'covariates.length', undefined, { ...three, offset: Float64Array.of(1) }],
    ['an offset that is no number', 'covariates.value', 1, { ...three, offset: Float64Array.of(0, Number.NaN, 0) }],
    ['a first weight of 0', 'cox.weight', 0, { ...three, weight: Float64Array.of(0, 1, 1) }],
  ])('is refused: %s', (_, code, at, input) => {
    expect(() => coxRegression(input)).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });

  it('may have a column of 0 only, which has no estimate and leaves the others theirs', () => {
    const both = coxRegression(inputOf([1, 2, 3], [1, 1, 0], [1, 0, 1], [0, 0, 0]));
    expect(both.coefficients[0]?.estimate).toBeCloseTo(-Math.LN2 / 2, 10);
    expect(both.coefficients[1]?.estimate).toBeNull();
    expect(both.verdict).toBe('converged');
  });

  it('may be one subject, with nothing to compare', () => {
    const one = coxRegression(inputOf([5], [1], [2]));
    expect(one.coefficients[0]?.estimate).toBeNull();
    expect(one.nullLogLikelihood).toBe(0);
  });

  it('has a mean of 0 where nobody is', () => {
    expect(weightedMean(new Float64Array(0), null)).toBe(0);
    expect(weightedMean(Float64Array.of(1, 4), Float64Array.of(1, 2))).toBe(3);
  });

  it('is told from its mean, but for columns of -1, 0 and 1', () => {
    const columns = inputOf([1, 2, 3], [1, 1, 0], [-1, 0, 1], [-1, -1, 1], [1, 2, 6], [-1, -1, 2]);
    expect([...referenceValues(columns)]).toEqual([0, 0, 3, 0]);
    const weighted = { ...inputOf([1, 2], [1, 1], [2, 5]), weight: Float64Array.of(2, 1) };
    expect([...referenceValues(weighted)]).toEqual([3]);
  });
});

it('a separated model is seen while its likelihood gets flat', () => {
  const separated = inputOf([1, 2, 3, 4], [1, 1, 1, 1], [1, 1, 0, 0]);
  expect(coxRegression(separated, { maximumIterations: 24 }).verdict).toBe('separated');
});

it('a model whose full steps go too far still comes to its top', () => {
  // one subject far out: from no effect Newton's step lowers the likelihood
  const x = [0.1, 0.4, -0.3, 0.2, 60, -0.1, 0.5, 0.3];
  const model = coxRegression(inputOf([1, 2, 3, 4, 5, 6, 7, 8], [1, 1, 1, 1, 1, 1, 1, 0], x));
  const slope = (b: number) =>
    x.slice(0, 7).reduce((sum, own, k) => {
      const later = x.slice(k);
      const risks = later.map((value) => Math.exp(b * value));
      const all = risks.reduce((a, r) => a + r, 0);
      return sum + own - later.reduce((a, value, j) => a + value * (risks[j] as number), 0) / all;
    }, 0);
  expect(model.verdict).toBe('converged');
  expect(slope(model.coefficients[0]?.estimate as number)).toBeCloseTo(0, 8);
});

describe('the exact likelihood of one time is that of a table', () => {
  it('with 30 of 60 events, as the conditional odds ratio', () => {
    const counts = [20, 10, 10, 20] as const;
    const cells = counts.flatMap((count, cell) => new Array<number>(count).fill(cell));
    const input = inputOf(
      cells.map(() => 1),
      cells.map((cell) => (cell % 2 === 0 ? 1 : 0)),
      cells.map((cell) => (cell < 2 ? 1 : 0)),
    );
    const model = coxRegression(input, { ties: 'exact' });
    const { estimate } = conditionalOddsRatio(counts);
    expect(model.coefficients[0]?.hazardRatio).toBeCloseTo(estimate as number, 8);
  });

  it('with more sets than a double can count', () => {
    // 340 of 680: a number of 204 digits
    const [n, d] = [680, 340];
    const of = (f: (k: number) => number) => Array.from({ length: n }, (_, k) => f(k));
    const input = inputOf(
      of(() => 1),
      of((k) => (k < d ? 1 : 0)),
      of((k) => k % 2),
    );
    const { nullLogLikelihood } = coxRegression(input, { ties: 'exact', maximumIterations: 0 });
    expect(nullLogLikelihood / (2 * logFactorial(d) - logFactorial(n))).toBeCloseTo(1, 12);
  });
});

describe('proportional hazards', () => {
  const exit = [1, 2, 2, 3, 4, 5, 5, 7, 8, 8];
  const event = [1, 1, 0, 1, 1, 0, 1, 1, 1, 0];
  const x = [0.5, 2, 1, 0, 3, 1, 1.5, 0.2, 2.5, 0.7];
  const z = [1, 0, 1, 0, 0, 1, 1, 0, 1, 0];
  // S just before each time, and the mean rank of each among the ten exits
  const survivalBefore = new Map([
    [1, 1],
    [2, 9 / 10],
    [3, 4 / 5],
    [4, (4 / 5) * (6 / 7)],
    [5, (4 / 5) * (5 / 7)],
    [7, (4 / 5) * (5 / 7) * (4 / 5)],
    [8, (4 / 5) * (5 / 7) * (4 / 5) * (2 / 3)],
  ]);
  const rank = new Map([
    [1, 1],
    [2, 2.5],
    [3, 4],
    [4, 5],
    [5, 6.5],
    [7, 8],
    [8, 9.5],
  ]);
  const onScale = {
    km: (time: number) => 1 - (survivalBefore.get(time) as number),
    identity: (time: number) => time,
    rank: (time: number) => rank.get(time) as number,
    log: Math.log,
  };
  const model = coxRegression(inputOf(exit, event, x), { ties: 'breslow' });

  it.each(TIME_SCALES)('are tested by the slope in an interaction with time: %s', (scale) => {
    const beta = model.coefficients[0]?.estimate as number;
    let [u, ixx, ixg, igg] = [0, 0, 0, 0];
    exit.forEach((time, failed) => {
      if (event[failed] !== 1) return;
      const present = [...exit.keys()].filter((k) => (exit[k] as number) >= time);
      const all = present.reduce((sum, k) => sum + Math.exp(beta * (x[k] as number)), 0);
      const mean = (f: (value: number) => number) =>
        present.reduce((sum, k) => sum + Math.exp(beta * (x[k] as number)) * f(x[k] as number), 0) / all;
      const g = onScale[scale](time);
      const spread = mean((value) => value ** 2) - mean((value) => value) ** 2;
      u += g * ((x[failed] as number) - mean((value) => value));
      ixx += spread;
      ixg += g * spread;
      igg += g * g * spread;
    });
    const found = proportionalHazardsTest(model, scale);
    expect(found.global.chiSquare).toBeCloseTo(u ** 2 / (igg - ixg ** 2 / ixx), 8);
    expect(found.terms[0]).toEqual(found.global);
    expect([...found.scaledTime]).toEqual([...found.time].map((time) => expect.closeTo(onScale[scale](time), 12)));
  });

  it('are tested for each column, unless terms are named', () => {
    const two = coxRegression(inputOf(exit, event, x, z));
    const found = proportionalHazardsTest(two, 'identity');
    expect(found.terms).toEqual(proportionalHazardsTest(two, 'identity', [[0], [1]]).terms);
    expect(proportionalHazardsTest(two, 'identity', [[0, 1]]).terms).toEqual([found.global]);
    expect(found.terms.map(({ degreesOfFreedom }) => degreesOfFreedom)).toEqual([1, 1]);
  });

  it('have no p for a column without an estimate', () => {
    const twice = coxRegression(
      inputOf(
        exit,
        event,
        x,
        x.map((value) => 2 * value),
      ),
    );
    const found = proportionalHazardsTest(twice);
    expect(found.terms[1]).toMatchObject({ degreesOfFreedom: 0, pValue: null });
    expect(found.global).toMatchObject({ degreesOfFreedom: 1 });
    expect(found.global.chiSquare).toBeCloseTo(
      proportionalHazardsTest(coxRegression(inputOf(exit, event, x))).global.chiSquare,
      8,
    );
  });

  it('take times apart that the model took apart', () => {
    const near = inputOf([1, 1 + 1e-12, 2.5, 3.5], [1, 1, 1, 1], [1, 0, 2, 1]);
    const { scaledTime } = proportionalHazardsTest(coxRegression(near, { mergeNearTies: false }));
    expect([...scaledTime]).toEqual([0, 1 / 4, 1 / 2, 3 / 4].map((value) => expect.closeTo(value, 12)));
  });

  it('go with the risk sets of those who enter late', () => {
    const late = { ...three, followUp: { ...three.followUp, entry: Float64Array.of(0, 1, 1.5) } };
    // alone at risk on day 1, so S falls to 0 there
    const { scaledTime } = proportionalHazardsTest(coxRegression(late));
    expect([...scaledTime]).toEqual([0, 1]);
  });
});

it('martingale residuals alone are those of all residuals', () => {
  const model = coxRegression(three);
  const t = Math.SQRT1_2;
  const both = 1 / (2 * t + 1) + 1 / (1 + t);
  expect([...martingaleResiduals(model)]).toEqual(
    [1 - t / (2 * t + 1), 1 - both, -t * both].map((value) => expect.closeTo(value, 10)),
  );
});
