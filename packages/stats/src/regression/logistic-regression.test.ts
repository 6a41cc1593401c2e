import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firthLogistic, logisticRegression } from './index.ts';

const nearly = (value: number) => expect.closeTo(value, 10);
const ones = (n: number) => new Float64Array(n).fill(1);
const table = (counts: readonly [number, number, number, number]) => {
  // those without and with the outcome at x = 0, then at x = 1
  const rows = counts.flatMap((count, cell) =>
    Array.from({ length: count }, () => [cell % 2, cell < 2 ? 0 : 1] as const),
  );
  return {
    outcome: Uint8Array.from(rows, ([y]) => y),
    covariates: [ones(rows.length), Float64Array.from(rows, ([, x]) => x)],
  };
};

describe('logistic regression by hand', () => {
  // 1 of 4 without the marker and 3 of 4 with it: odds 1/3 and 3
  const { outcome, covariates } = table([3, 1, 1, 3]);
  const model = logisticRegression(outcome, covariates);

  it('of a table has its odds', () => {
    const [intercept, slope] = model.coefficients;
    expect(intercept).toMatchObject({ estimate: nearly(-Math.log(3)), standardError: nearly(Math.sqrt(1 + 1 / 3)) });
    expect(slope).toMatchObject({
      estimate: nearly(Math.log(9)),
      oddsRatio: nearly(9),
      standardError: nearly(Math.sqrt(8 / 3)),
      upper: nearly(Math.log(9) + 1.959963984540054 * Math.sqrt(8 / 3)),
    });
    expect(model.deviance).toEqual(nearly(-4 * (Math.log(1 / 4) + 3 * Math.log(3 / 4))));
    expect(model.nullDeviance).toEqual(nearly(16 * Math.LN2));
    expect(model).toMatchObject({ residualDegreesOfFreedom: 6, verdict: 'converged' });
    expect(model.akaike).toEqual(nearly(model.deviance + 4));
  });

  it('says when the columns tell all', () => {
    const apart = table([4, 0, 0, 4]);
    expect(logisticRegression(apart.outcome, apart.covariates).verdict).toBe('separated');
    const half = table([4, 0, 2, 2]);
    expect(logisticRegression(half.outcome, half.covariates).verdict).toBe('separated');
    const [first, second] = covariates as [Float64Array, Float64Array];
    const twice = logisticRegression(outcome, [first, second, second.map((x) => 1 - x)]);
    expect(twice.coefficients.map(({ estimate }) => estimate === null)).toEqual([false, false, true]);
    expect(logisticRegression(outcome, covariates, { maximumIterations: 1 }).verdict).toBe('notConverged');
  });

  it.each([
    ['logistic.value', 1, () => logisticRegression(Uint8Array.of(0, 2), [ones(2)])],
    ['logistic.outcome', undefined, () => logisticRegression(Uint8Array.of(0, 0), [ones(2)])],
    ['logistic.outcome', undefined, () => firthLogistic(Uint8Array.of(1, 1), [ones(2)])],
    ['covariates.dependent', undefined, () => firthLogistic(Uint8Array.of(1, 0), [ones(2), ones(2)])],
    ['covariates.none', undefined, () => logisticRegression(Uint8Array.of(0, 1), [])],
    ['covariates.value', 0, () => logisticRegression(Uint8Array.of(0, 1), [Float64Array.of(Number.NaN, 1)])],
    ['level.range', undefined, () => firthLogistic(Uint8Array.of(0, 1), [ones(2)], 2)],
  ])('refuses by %s at subject %s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

it('says whether nobody or everybody has the outcome', () => {
  expect(() => logisticRegression(Uint8Array.of(0, 0), [ones(2)])).toThrow('Nobody among 2');
  expect(() => logisticRegression(Uint8Array.of(1, 1, 1), [ones(3)])).toThrow('Everybody among 3');
});

describe("Firth's logistic regression by hand", () => {
  it('has the variance of the columns as they came', () => {
    // at half a more in each cell the risks are 1.5 of 5 and 3.5 of 5: four of each at p q = 0.21; x is 0 and 10
    const { outcome, covariates } = table([3, 1, 1, 3]);
    const [one, marker] = covariates as [Float64Array, Float64Array];
    const { coefficients, variance } = firthLogistic(outcome, [one, marker.map((x) => 10 * x)]);
    const each = 1 / (4 * 0.21);
    expect([...variance]).toEqual(
      [each, -each / 10, -each / 10, (2 * each) / 100].map((value) => expect.closeTo(value, 8)),
    );
    expect(coefficients[1]?.standardError).toBeCloseTo(Math.sqrt(2 * each) / 10, 8);
  });

  it.each<[string, readonly [number, number, number, number]]>([
    ['of a table', [3, 1, 1, 3]],
    ['of a separated table', [4, 0, 0, 4]],
    ['of a table with an empty cell', [5, 0, 2, 3]],
  ])('%s is that of the table with a half more in each cell', (_, counts) => {
    const { outcome, covariates } = table(counts);
    const { coefficients, verdict } = firthLogistic(outcome, covariates);
    const [a, b, c, d] = counts.map((count) => count + 0.5) as [number, number, number, number];
    expect(verdict).toBe('converged');
    expect(coefficients[0]?.estimate).toEqual(nearly(Math.log(b / a)));
    expect(coefficients[1]?.estimate).toEqual(nearly(Math.log((a * d) / (b * c))));
  });

  it('has limits where the penalised likelihood has come down far enough', () => {
    // one column of ones: with k of n and t the odds, k log t - n log(1 + t) + log(n t/(1 + t)^2)/2
    const { coefficients, penalisedLogLikelihood } = firthLogistic(Uint8Array.of(1, 0, 0, 0, 0), [ones(5)]);
    const penalised = (b: number) =>
      b - 5 * Math.log1p(Math.exp(b)) + (Math.log(5) + b - 2 * Math.log1p(Math.exp(b))) / 2;
    const [found] = coefficients;
    expect(found?.estimate).toEqual(nearly(Math.log(1.5 / 4.5)));
    expect(penalisedLogLikelihood).toEqual(nearly(penalised(found?.estimate as number)));
    for (const limit of [found?.lower, found?.upper]) {
      expect(penalisedLogLikelihood - penalised(limit as number)).toBeCloseTo(1.959963984540054 ** 2 / 2, 8);
    }
    expect(found?.chiSquare).toEqual(nearly(2 * (penalisedLogLikelihood - penalised(0))));
  });

  it('is finite, within its limits, and does not mind the unit of a column', () => {
    const row = fc.record({ y: fc.constantFrom(0, 1), x: fc.integer({ min: -9, max: 9 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 16 }), (rows) => {
        fc.pre(new Set(rows.map(({ y }) => y)).size === 2 && new Set(rows.map(({ x }) => x)).size > 1);
        const outcome = Uint8Array.from(rows, ({ y }) => y);
        const fit = (unit: number) =>
          firthLogistic(outcome, [ones(rows.length), Float64Array.from(rows, ({ x }) => x * unit)]);
        const [small, large] = [fit(1).coefficients[1], fit(1000).coefficients[1]];
        expect(Number.isFinite(small?.estimate)).toBe(true);
        expect(1000 * (large?.estimate as number)).toBeCloseTo(small?.estimate as number, 6);
        if (small?.lower != null) expect(small.lower).toBeLessThan(small.estimate);
        if (small?.upper != null) expect(small.upper).toBeGreaterThan(small.estimate);
      }),
      { numRuns: 30 },
    );
  });
});
