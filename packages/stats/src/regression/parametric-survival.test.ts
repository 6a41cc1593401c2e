import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail } from '../distributions/index.ts';
import { parametricSurvival, SURVIVAL_DISTRIBUTIONS } from './index.ts';

const nearly = (value: number) => expect.closeTo(value, 9);
const ones = (n: number) => new Float64Array(n).fill(1);
const followUp = (exit: number[], event: number[]) => ({
  exit: Float64Array.from(exit),
  event: Uint8Array.from(event),
});

describe('parametric survival by hand', () => {
  it('exponential: events over time, in each group', () => {
    // 2 events in 10 years, and 3 in 30
    const exit = [3, 4, 3, 12, 8, 10];
    const event = [1, 0, 1, 1, 1, 1];
    const x = Float64Array.of(0, 0, 0, 1, 1, 1);
    const model = parametricSurvival(followUp(exit, event), [ones(6), x], 'exponential');
    expect(model.coefficients[0]).toMatchObject({ estimate: nearly(Math.log(5)), standardError: nearly(Math.SQRT1_2) });
    expect(model.coefficients[1]).toMatchObject({
      estimate: nearly(Math.log(2)),
      standardError: nearly(Math.sqrt(1 / 2 + 1 / 3)),
    });
    expect(model.logLikelihood).toEqual(nearly(-2 * Math.log(5) - 2 - 3 * Math.log(10) - 3));
    expect(model.nullLogLikelihood).toEqual(nearly(-5 * Math.log(8) - 5));
    expect(model).toMatchObject({ scale: 1, logScale: null, events: 5, verdict: 'converged' });
  });

  it('lognormal without censoring: mean and spread of the logarithms', () => {
    const exit = [1, Math.E, Math.E ** 2, Math.E ** 5];
    const model = parametricSurvival(followUp(exit, [1, 1, 1, 1]), [ones(4)], 'lognormal');
    expect(model.coefficients[0]?.estimate).toEqual(nearly(2));
    expect(model.scale).toEqual(nearly(Math.sqrt(14 / 4)));
    expect(model.coefficients[0]?.standardError).toEqual(nearly(Math.sqrt(14 / 4 / 4)));
    expect(model.likelihoodRatioTest).toEqual({ statistic: 0, degreesOfFreedom: 0, pValue: null });
  });

  it('Weibull at its top: the slopes are 0', () => {
    const exit = [2, 3, 5, 8, 9, 12];
    const event = [1, 1, 0, 1, 1, 0];
    const { coefficients, scale, logLikelihood } = parametricSurvival(followUp(exit, event), [ones(6)]);
    const at = (b: number, s: number) =>
      exit.reduce((sum, time, k) => {
        const z = (Math.log(time) - b) / s;
        return sum - Math.exp(z) + (event[k] === 1 ? z - Math.log(s) - Math.log(time) : 0);
      }, 0);
    const b = coefficients[0]?.estimate as number;
    expect(logLikelihood).toEqual(nearly(at(b, scale)));
    const h = 1e-4;
    expect((at(b + h, scale) - at(b - h, scale)) / h).toBeCloseTo(0, 6);
    expect((at(b, scale + h) - at(b, scale - h)) / h).toBeCloseTo(0, 6);
  });

  it('tests a column by twice the rise of the likelihood', () => {
    // 2 events in 10 years, and 3 in 30, against 5 in 40
    const x = Float64Array.of(0, 0, 0, 1, 1, 1);
    const model = parametricSurvival(followUp([3, 4, 3, 12, 8, 10], [1, 0, 1, 1, 1, 1]), [ones(6), x], 'exponential');
    const statistic = 2 * (5 * Math.log(8) - 2 * Math.log(5) - 3 * Math.log(10));
    expect(model.likelihoodRatioTest).toEqual({
      statistic: nearly(statistic),
      degreesOfFreedom: 1,
      pValue: nearly(chiSquareUpperTail(statistic, 1)),
    });
  });

  it.each([
    ['far', 60, 5],
    ['so far that the chance to stay is below the smallest double', 2_000, 60],
  ])('lognormal with one censored %s beyond the others', (_, events, logTime) => {
    const logs = Array.from({ length: events }, (_, k) => (k % 2 === 0 ? 0.1 : -0.1));
    const input = followUp([...logs.map(Math.exp), Math.exp(logTime)], [...logs.map(() => 1), 0]);
    const { coefficients, scale, logLikelihood, verdict } = parametricSurvival(input, [ones(events + 1)], 'lognormal');
    const logDensity = (z: number) => -Math.log(2 * Math.PI) / 2 - (z * z) / 2;
    // the continued fraction of Mills's ratio, good for z well above 0
    const logTail = (z: number) => {
      let fraction = z;
      for (let k = 400; k > 0; k -= 1) fraction = z + k / fraction;
      return logDensity(z) - Math.log(fraction);
    };
    const at = (b: number, s: number) =>
      logs.reduce((sum, log) => sum + logDensity((log - b) / s) - Math.log(s) - log, logTail((logTime - b) / s));
    const b = coefficients[0]?.estimate as number;
    expect(verdict).toBe('converged');
    expect(Math.abs(logLikelihood - at(b, scale))).toBeLessThan(5e-8);
    const h = 1e-5 * scale;
    expect(((at(b + h, scale) - at(b - h, scale)) / (2 * h)) * scale).toBeCloseTo(0, 3);
    expect(((at(b, scale + h) - at(b, scale - h)) / (2 * h)) * scale).toBeCloseTo(0, 3);
  });

  const two = followUp([1, 2], [1, 0]);
  it.each([
    ['parametric.time', 0, () => parametricSurvival(followUp([0, 1], [1, 1]), [ones(2)])],
    [
      'parametric.entry',
      1,
      () => parametricSurvival({ ...followUp([3, 4], [1, 1]), entry: Float64Array.of(0, 2) }, [ones(2)]),
    ],
    [
      'parametric.entry',
      0,
      () => parametricSurvival({ ...followUp([3, 4], [1, 1]), entry: Float64Array.of(2, 0) }, [ones(2)]),
    ],
    ['parametric.events', undefined, () => parametricSurvival(followUp([1, 2], [0, 0]), [ones(2)])],
    ['parametric.weight', undefined, () => parametricSurvival({ ...two, weight: ones(2) }, [ones(2)])],
    ['covariates.length', undefined, () => parametricSurvival(two, [ones(3)])],
    ['covariates.dependent', undefined, () => parametricSurvival(followUp([1, 2, 4], [1, 1, 1]), [ones(3), ones(3)])],
  ])('refuses by %s at subject %s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

it('the unit of time moves the intercept alone', () => {
  const subject = fc.record({
    exit: fc.integer({ min: 1, max: 40 }),
    event: fc.constantFrom(0, 1, 1),
    x: fc.integer({ min: -5, max: 5 }),
  });
  fc.assert(
    fc.property(
      fc.array(subject, { minLength: 8, maxLength: 20 }),
      fc.constantFrom(...SURVIVAL_DISTRIBUTIONS),
      (list, distribution) => {
        fc.pre(list.filter(({ event }) => event === 1).length > 4 && new Set(list.map(({ x }) => x)).size > 2);
        const fit = (unit: number) =>
          parametricSurvival(
            followUp(
              list.map(({ exit }) => exit * unit),
              list.map(({ event }) => event),
            ),
            [ones(list.length), Float64Array.from(list, ({ x }) => x)],
            distribution,
          );
        const [days, years] = [fit(1), fit(1 / 365.25)];
        if (days.verdict !== 'converged' || years.verdict !== 'converged' || days.scale < 1e-3) return;
        const [a, b] = [days.coefficients, years.coefficients];
        expect(b[1]?.estimate).toBeCloseTo(a[1]?.estimate as number, 5);
        expect((b[0]?.estimate as number) + Math.log(365.25)).toBeCloseTo(a[0]?.estimate as number, 5);
        expect(years.scale).toBeCloseTo(days.scale, 6);
      },
    ),
    { numRuns: 40 },
  );
});
