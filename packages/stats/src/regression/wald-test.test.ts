import { describe, expect, it } from 'vitest';
import { InputError } from '../input/index.ts';
import { coxRegression } from './cox-regression.ts';
import { waldTest } from './wald-test.ts';

describe('waldTest', () => {
  // b = (2, 1), V = [[4, 1], [1, 2]]: V^-1 = [[2, -1], [-1, 4]] / 7, so b' V^-1 b = (8 - 4 + 4) / 7
  const variance = Float64Array.of(4, 1, 1, 2);

  it('by hand', () => {
    expect(waldTest([2, 1], variance, [0, 1]).statistic).toBeCloseTo(8 / 7, 12);
    expect(waldTest([2, 1], variance, [0])).toMatchObject({ statistic: 1, degreesOfFreedom: 1 });
    expect(waldTest([2, 1], variance, [0]).pValue).toBeCloseTo(0.31731050786, 10);
  });

  it('passes over columns without an estimate', () => {
    expect(waldTest([2, null], variance, [0, 1])).toMatchObject({ statistic: 1, degreesOfFreedom: 1 });
    expect(waldTest([null, 1], variance, [0])).toEqual({ statistic: 0, degreesOfFreedom: 0, pValue: null });
  });

  it('refuses a column that the model does not have, by its number', () => {
    const call = () => waldTest([2, 1], variance, [0, 2]);
    expect(call).toThrow(InputError);
    expect(call).toThrow('It has 2, and column 2 is asked for. Name columns from 0 to 1.');
  });

  it('of all columns is the test of the model', () => {
    const followUp = { exit: Float64Array.of(1, 2, 3, 4, 5, 6), event: Uint8Array.of(1, 0, 1, 1, 0, 1) };
    const covariates = [Float64Array.of(1, 0, 1, 0, 0, 1), Float64Array.of(3, 1, 4, 1, 5, 2)];
    const model = coxRegression({ followUp, covariates });
    const estimates = model.coefficients.map(({ estimate }) => estimate);
    expect(waldTest(estimates, model.variance, [0, 1]).statistic).toBeCloseTo(model.waldTest.statistic, 10);
  });
});
