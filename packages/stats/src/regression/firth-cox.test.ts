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

it('comes to rest where the plain information is far below the curvature', () => {
  // five events among late entries, invented: steps by that information alone go to and fro over the top for ever
  const followUp = {
    entry: Float64Array.of(
      2.9,
      10.62,
      10.26,
      5.15,
      44.88,
      0,
      38.71,
      12.73,
      1.45,
      0,
      7.88,
      33.63,
      10.46,
      72.46,
      0,
      10.02,
      2.65,
      9.26,
      25.31,
      22.26,
    ),
    exit: Float64Array.of(
      7.9,
      12.62,
      15.26,
      11.15,
      52.88,
      3.01,
      42.71,
      15.73,
      2.45,
      0.83,
      9.88,
      35.63,
      12.46,
      78.46,
      0.38,
      13.02,
      7.65,
      17.26,
      26.31,
      28.26,
    ),
    event: Uint8Array.of(0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0),
  };
  const x = Float64Array.of(
    0.18,
    1.22,
    -0.52,
    0.95,
    -1.4,
    0.49,
    -1.88,
    -1.88,
    1.56,
    -0.76,
    0.91,
    2.25,
    0.9,
    -0.57,
    -0.76,
    -0.67,
    -0.44,
    1.04,
    -1.28,
    -0.5,
  );
  const z = Float64Array.of(1, 0, 0, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0);
  const model = firthCox({ followUp, covariates: [x, z] });
  expect(model.verdict).toBe('converged');
  const [ofX, ofZ] = model.coefficients.map(({ estimate }) => estimate) as [number, number];
  // the same model told by other columns, b x + c z = (b - c) x + c (x + z), has its steps elsewhere and the same top
  const sum = x.map((value, row) => value + (z[row] as number));
  const mixed = firthCox({ followUp, covariates: [x, sum] }).coefficients.map(({ estimate }) => estimate);
  expect(mixed[0]).toBeCloseTo(ofX - ofZ, 9);
  expect(mixed[1]).toBeCloseTo(ofZ, 9);
});
