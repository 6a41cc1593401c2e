import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firthCox } from './index.ts';

const inputOf = (rows: { exit: number; event: number; x: number }[]) => ({
  followUp: { exit: Float64Array.from(rows, ({ exit }) => exit), event: Uint8Array.from(rows, ({ event }) => event) },
  covariates: [Float64Array.from(rows, ({ x }) => x)],
});

describe("Firth's Cox regression by hand", () => {
  // The three children of cox-regression.test.ts: with t = exp(b) the likelihood is t/(2 t + 1) . 1/(1 + t) and the
  // information 2 t/(2 t + 1)^2 + t/(1 + t)^2.
  const model = firthCox(
    inputOf([
      { exit: 1, event: 1, x: 1 },
      { exit: 2, event: 1, x: 0 },
      { exit: 3, event: 0, x: 1 },
    ]),
  );
  const information = (b: number) => {
    const t = Math.exp(b);
    return (2 * t) / (2 * t + 1) ** 2 + t / (1 + t) ** 2;
  };
  const penalised = (b: number) =>
    b - Math.log(2 * Math.exp(b) + 1) - Math.log(1 + Math.exp(b)) + Math.log(information(b)) / 2;
  const [found] = model.coefficients;

  it('is at the top of the penalised likelihood', () => {
    const estimate = found?.estimate as number;
    expect(model.penalisedLogLikelihood).toBeCloseTo(penalised(estimate), 10);
    expect((penalised(estimate + 1e-4) - penalised(estimate - 1e-4)) / 2e-4).toBeCloseTo(0, 7);
    expect(found?.standardError).toBeCloseTo(1 / Math.sqrt(information(estimate)), 8);
    expect(model.nullPenalisedLogLikelihood).toBeCloseTo(penalised(0), 10);
    expect(found?.chiSquare).toBeCloseTo(2 * (penalised(estimate) - penalised(0)), 9);
    expect(model.test.statistic).toBeCloseTo(found?.chiSquare as number, 9);
    expect(model).toMatchObject({ subjects: 3, events: 2, verdict: 'converged' });
  });

  it('has limits where it has come down far enough', () => {
    for (const limit of [found?.lower, found?.upper]) {
      expect(model.penalisedLogLikelihood - penalised(limit as number)).toBeCloseTo(1.959963984540054 ** 2 / 2, 8);
    }
  });

  it('is finite where the likelihood rises for ever', () => {
    const apart = firthCox(
      inputOf([1, 2, 3, 4, 5, 6].map((exit) => ({ exit, event: exit < 4 ? 1 : 0, x: exit < 4 ? 1 : 0 }))),
    );
    expect(apart.verdict).toBe('converged');
    expect(apart.coefficients[0]?.estimate).toBeGreaterThan(0);
    expect(apart.coefficients[0]?.estimate).toBeLessThan(5);
  });

  it('turns its sign with the column', () => {
    const row = fc.record({
      exit: fc.integer({ min: 1, max: 9 }),
      event: fc.constantFrom(0, 1),
      x: fc.integer({ min: -5, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 14 }), (rows) => {
        fc.pre(
          rows.some(({ event, exit, x }) => event === 1 && rows.some((other) => other.exit >= exit && other.x !== x)),
        );
        const turned = firthCox(inputOf(rows.map((one) => ({ ...one, x: -one.x }))));
        const plain = firthCox(inputOf(rows));
        expect(turned.coefficients[0]?.estimate).toBeCloseTo(-(plain.coefficients[0]?.estimate as number), 6);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [
      'firth.events',
      () =>
        firthCox(
          inputOf([
            { exit: 1, event: 0, x: 1 },
            { exit: 2, event: 0, x: 0 },
          ]),
        ),
    ],
    ['firth.weight', () => firthCox({ ...inputOf([{ exit: 1, event: 1, x: 1 }]), weight: Float64Array.of(1) })],
    [
      'covariates.dependent',
      () =>
        firthCox(
          inputOf([
            { exit: 1, event: 1, x: 1 },
            { exit: 2, event: 0, x: 1 },
          ]),
        ),
    ],
    ['level.range', () => firthCox(inputOf([{ exit: 1, event: 1, x: 1 }]), 0)],
  ])('refuses by %s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code }));
  });
});
