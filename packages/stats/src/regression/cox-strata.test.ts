import { describe, expect, it } from 'vitest';
import {
  baselineHazard,
  type CoxInput,
  concordanceOf,
  coxRegression,
  coxResiduals,
  firthCox,
  martingaleResiduals,
  predictedSurvival,
} from './index.ts';

/** Invented numbers that repeat themselves: whole, from 0 up to a limit. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** Strata one after the other, and the same follow-up without strata, each stratum in a century of its own. */
function bothWays(strata: number, each: number, seed = 7): { stratified: CoxInput; apart: CoxInput } {
  const next = numbersFrom(seed);
  const rows = Array.from({ length: strata * each }, (_, k) => {
    const entry = next(3) === 0 ? 0 : next(20);
    return {
      stratum: k % strata,
      entry,
      exit: entry + 1 + next(25),
      event: next(3) > 0 ? 1 : 0,
      x: next(40) / 10,
      z: next(2),
    };
  });
  const column = (pick: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, pick);
  const event = Uint8Array.from(rows, (row) => row.event);
  const covariates = [column(({ x }) => x), column(({ z }) => z)];
  return {
    stratified: {
      followUp: { entry: column(({ entry }) => entry), exit: column(({ exit }) => exit), event },
      covariates,
      stratum: { code: Uint32Array.from(rows, ({ stratum }) => stratum), count: strata },
    },
    apart: {
      followUp: {
        entry: column(({ entry, stratum }) => 100 * stratum + entry + 0.5),
        exit: column(({ exit, stratum }) => 100 * stratum + exit + 0.5),
        event,
      },
      covariates,
    },
  };
}

describe.each([
  ['two strata', 2, 14],
  ['many small strata with more times than subjects in them', 24, 3],
])('%s are as times that never meet', (_, strata, each) => {
  const { stratified, apart } = bothWays(strata, each);
  // in its own century even who enters at 0 has an entry
  const half = {
    ...stratified,
    followUp: {
      ...stratified.followUp,
      entry: (stratified.followUp.entry as Float64Array).map((t) => t + 0.5),
      exit: stratified.followUp.exit.map((t) => t + 0.5),
    },
  };

  it.each(['efron', 'breslow', 'exact'] as const)('in the likelihood and its top, ties %s', (ties) => {
    const [one, other] = [coxRegression(half, { ties }), coxRegression(apart, { ties })];
    expect(one.nullLogLikelihood).toBeCloseTo(other.nullLogLikelihood, 9);
    expect(one.logLikelihood).toBeCloseTo(other.logLikelihood, 9);
    for (const k of [0, 1]) {
      expect(one.coefficients[k]?.estimate).toBeCloseTo(other.coefficients[k]?.estimate as number, 8);
      expect(one.coefficients[k]?.standardError).toBeCloseTo(other.coefficients[k]?.standardError as number, 8);
    }
  });

  it('in residuals, concordance and the robust variance', () => {
    const [one, other] = [coxRegression(half, { robust: true }), coxRegression(apart, { robust: true })];
    expect(one.variance[1]).toBeCloseTo(other.variance[1] as number, 9);
    const [a, b] = [coxResiduals(one), coxResiduals(other)];
    a.score.forEach((value, at) => {
      expect(value).toBeCloseTo(b.score[at] as number, 8);
    });
    expect([...martingaleResiduals(one)]).toEqual([...a.martingale].map((value) => expect.closeTo(value, 12)));
    const [c, d] = [concordanceOf(one.data, one.linearPredictor), concordanceOf(other.data, other.linearPredictor)];
    expect(c.concordant).toBe(d.concordant);
    expect(c.tiedTimes).toBe(d.tiedTimes);
    expect(c.standardError).toBeCloseTo(d.standardError as number, 10);
  });

  it('in the penalised likelihood', () => {
    const [one, other] = [firthCox(half), firthCox(apart)];
    expect(one.penalisedLogLikelihood).toBeCloseTo(other.penalisedLogLikelihood, 8);
    expect(one.coefficients[0]?.estimate).toBeCloseTo(other.coefficients[0]?.estimate as number, 7);
  });

  it('in how many are at risk, counted one by one', () => {
    const { followUp, stratum } = half;
    for (const curve of predictedSurvival(coxRegression(half), [1, 0])) {
      const counted = Array.from(
        curve.time,
        (time) =>
          [...followUp.exit].filter(
            (exit, k) => stratum?.code[k] === curve.stratum && exit >= time && (followUp.entry?.[k] as number) < time,
          ).length,
      );
      expect([...curve.atRisk]).toEqual(counted);
    }
  });
});

it('forgets those who have left the risk set, however small the risk of the others is', () => {
  // All of the later four enter after the first three have left, whose risk is far smaller than what rounding leaves of
  // a sum that is taken off again. Their share of the likelihood does not depend on a factor of their risks.
  const followUp = {
    entry: Float64Array.of(0, 0, 0, 10, 10, 10, 10),
    exit: Float64Array.of(1, 2, 3, 11, 12, 13, 14),
    event: Uint8Array.of(1, 1, 1, 1, 1, 1, 1),
  };
  const covariates = [Float64Array.of(0.3, 1.1, 0.2, 0.7, 1.3, 0.1, 0.9)];
  const with40 = { followUp, covariates, offset: Float64Array.of(-40, -40, -40, 0.1, 0.7, 0.3, 0.2) };
  const with0 = { followUp, covariates, offset: Float64Array.of(0, 0, 0, 0.1, 0.7, 0.3, 0.2) };
  const [small, plain] = [coxRegression(with40), coxRegression(with0)];
  expect(small.nullLogLikelihood).toBeCloseTo(plain.nullLogLikelihood, 9);
  expect(small.coefficients[0]?.estimate).toBeCloseTo(plain.coefficients[0]?.estimate as number, 8);
  const [score, scoreOfPlain] = [coxResiduals(small).score, coxResiduals(plain).score];
  score.slice(0, 3).forEach((value, at) => {
    expect(value).toBeCloseTo(scoreOfPlain[at] as number, 8);
  });
  const hazard = baselineHazard(small).hazard;
  expect((hazard[0] as number) / (baselineHazard(plain).hazard[0] as number) / Math.exp(40)).toBeCloseTo(1, 8);
});

describe.each([1, 2, 3, 4, 5])('with %i columns and many at one time', (p) => {
  const next = numbersFrom(11 + p);
  const subjects = 40;
  const exit = Float64Array.from({ length: subjects }, () => 1 + next(4));
  const event = Uint8Array.from({ length: subjects }, () => (next(2) === 0 ? 1 : 0));
  const covariates = Array.from({ length: p }, () => Float64Array.from({ length: subjects }, () => next(30) / 10));
  const model = coxRegression({ followUp: { exit, event }, covariates }, { ties: 'breslow' });

  it('the information is the spread of the covariates at each event, and its inverse the variance', () => {
    const beta = model.coefficients.map(({ estimate }) => estimate as number);
    const x = (k: number, subject: number) => covariates[k]?.[subject] as number;
    const risk = Array.from({ length: subjects }, (_, subject) =>
      Math.exp(beta.reduce((sum, b, k) => sum + b * x(k, subject), 0)),
    );
    const information = Array.from({ length: p }, () => new Array<number>(p).fill(0));
    for (let failed = 0; failed < subjects; failed += 1) {
      if (event[failed] !== 1) continue;
      const present = [...exit.keys()].filter((k) => (exit[k] as number) >= (exit[failed] as number));
      const mean = (f: (subject: number) => number) =>
        present.reduce((sum, k) => sum + (risk[k] as number) * f(k), 0) /
        present.reduce((sum, k) => sum + (risk[k] as number), 0);
      information.forEach((row, i) => {
        row.forEach((value, j) => {
          row[j] = value + mean((k) => x(i, k) * x(j, k)) - mean((k) => x(i, k)) * mean((k) => x(j, k));
        });
      });
    }
    for (let i = 0; i < p; i += 1) {
      for (let j = 0; j < p; j += 1) {
        const product = information[i]?.reduce(
          (sum, value, k) => sum + value * (model.variance[k * p + j] as number),
          0,
        );
        expect(product).toBeCloseTo(i === j ? 1 : 0, 8);
      }
    }
  });
});
