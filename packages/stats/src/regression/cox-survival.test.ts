import { describe, expect, it } from 'vitest';
import { coxRegression, predictedSurvival } from './index.ts';

const nearly = (value: number) => expect.closeTo(value, 10);

describe('predicted survival by hand', () => {
  // The three children of cox-regression.test.ts, t = exp(b) = 1/sqrt(2): the baseline hazard rises by 1/(2 t + 1) on
  // day 1, when the mean of x among those at risk is 2 t/(2 t + 1), and by 1/(1 + t) on day 2, when it is t/(1 + t).
  const model = coxRegression({
    followUp: { exit: Float64Array.of(1, 2, 3), event: Uint8Array.of(1, 1, 0) },
    covariates: [Float64Array.of(1, 0, 1)],
  });
  const t = Math.SQRT1_2;
  const [first, second] = [1 / (2 * t + 1), 1 / (1 + t)];
  const [mean1, mean2] = [2 * t * first, t * second];
  const variance = model.variance[0] as number;

  it('is exp(-H), its error of the baseline and of the coefficient', () => {
    const [curve] = predictedSurvival(model, [1], 'log');
    expect([...(curve?.time ?? [])]).toEqual([1, 2, 3]);
    expect([...(curve?.atRisk ?? [])]).toEqual([3, 2, 1]);
    expect([...(curve?.survival ?? [])]).toEqual(
      [Math.exp(-t * first), Math.exp(-t * (first + second)), Math.exp(-t * (first + second))].map(nearly),
    );
    const away = first * (1 - mean1) + second * (1 - mean2);
    const error = t * Math.sqrt(first ** 2 + second ** 2 + away ** 2 * variance);
    expect(curve?.logStandardError[1]).toEqual(nearly(error));
    expect(curve?.lower[1]).toEqual(nearly(Math.exp(-t * (first + second) - 1.959963984540054 * error)));
  });

  it('of a subject with 0 in every column goes by the baseline', () => {
    const [curve] = predictedSurvival(model, [0]);
    expect(curve?.survival[0]).toEqual(nearly(Math.exp(-first)));
    expect(curve?.logStandardError[0]).toEqual(nearly(Math.sqrt(first ** 2 + (first * mean1) ** 2 * variance)));
  });

  it('wants a value for each column', () => {
    expect(() => predictedSurvival(model, [])).toThrow(expect.objectContaining({ code: 'covariates.length' }));
  });
});
