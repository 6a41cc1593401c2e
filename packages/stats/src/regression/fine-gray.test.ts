import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail } from '../distributions/index.ts';
import { coxRegression, fineGray, fineGrayLikelihood, fineGrayRows } from './index.ts';

const nearly = (value: number) => expect.closeTo(value, 9);
const inputOf = (exit: number[], cause: number[], ...columns: number[][]) => ({
  exit: Float64Array.from(exit),
  cause: Uint8Array.from(cause),
  covariates: columns.map((column) => Float64Array.from(column)),
});

describe('Fine-Gray by hand', () => {
  // An infant with x = 1 relapses on day 1, one with x = 1 dies on day 2, one with x = 0 is censored on day 3, one with
  // x = 0 relapses on day 4. The dead one stays at risk, on day 4 by the share not censored on day 3: 1 of 2. t = exp(b):
  //   day 1: t/(2 t + 2)    day 4: 1/(1 + t/2)
  // The slope 1 - 2 t/(2 t + 2) - (t/2)/(1 + t/2) is 0 where 2/(2 + 2 t) = t/(2 + t): t^2 = 2.
  const model = fineGray(inputOf([1, 2, 3, 4], [1, 2, 0, 1], [1, 1, 0, 0]));
  const t = Math.SQRT2;

  it('weighs those who had another event by who is not censored', () => {
    expect(model.coefficients[0]?.estimate).toEqual(nearly(Math.LN2 / 2));
    expect(model.logLikelihood).toEqual(nearly(Math.log(t / (2 * t + 2)) - Math.log(1 + t / 2)));
    expect(model.nullLogLikelihood).toEqual(nearly(-Math.log(4) - Math.log(3 / 2)));
    expect(model).toMatchObject({ subjects: 4, events: 2, verdict: 'converged' });
    expect([...model.baseline.time]).toEqual([1, 4]);
    expect([...model.baseline.jump]).toEqual([1 / (2 * t + 2), 1 / (1 + t / 2)].map(nearly));
  });

  it('has its likelihood at any coefficients', () => {
    // at b = 0, where t = 1: slope 1 - 2/4 - (1/2)/(3/2), information 1/2 . 1/2 + 1/3 . 2/3
    const input = inputOf([1, 2, 3, 4], [1, 2, 0, 1], [1, 1, 0, 0]);
    const at = fineGrayLikelihood(input, [0]);
    expect(at.logLikelihood).toEqual(nearly(-Math.log(4) - Math.log(3 / 2)));
    expect([...at.score, ...at.information]).toEqual([1 / 6, 1 / 4 + 2 / 9].map(nearly));
    expect(fineGrayLikelihood(input, [Math.LN2 / 2]).score[0]).toBeCloseTo(0, 12);
    expect(() => fineGrayLikelihood(input, [])).toThrow('There are 0 for 1 columns');
    expect(() => fineGrayLikelihood(input, [Number.NaN])).toThrow('The one at index 0 is NaN');
  });

  it('counts that the weights were estimated', () => {
    // means of x: on day 1 2 t/(2 t + 2), on day 4 (t/2)/(1 + t/2); hazards 1/(2 t + 2) and 1/(1 + t/2)
    const [m1, m2] = [(2 * t) / (2 * t + 2), t / 2 / (1 + t / 2)];
    const [h1, h2] = [1 / (2 * t + 2), 1 / (1 + t / 2)];
    const own = [
      1 - m1 - t * (1 - m1) * h1,
      -t * ((1 - m1) * h1 + ((1 - m2) * h2) / 2),
      m1 * h1,
      -m2 + m1 * h1 + m2 * h2,
    ];
    // the censoring on day 3, one of two: q = t/2 (1 - m2) h2, half of it for each of the two
    const q = (t / 2) * (1 - m2) * h2;
    const all = [own[0], own[1], (own[2] as number) + q / 2 - q / 4, (own[3] as number) - q / 4] as number[];
    const information = model.information[0] as number;
    expect(information).toEqual(nearly((2 * t * 2) / (2 * t + 2) ** 2 + t / 2 / (1 + t / 2) ** 2));
    expect(model.variance[0]).toEqual(nearly(all.reduce((sum, value) => sum + value ** 2, 0) / information ** 2));
  });

  it('writes its weights out as rows', () => {
    // censored on days 3 to 6; the death on day 1 stays until day 3, and then for the events of days 5 and 7
    const rows = fineGrayRows(
      Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
      Uint8Array.of(2, 1, 0, 0, 1, 0, 1, 0, 0, 0),
    );
    const ofFirst = [...rows.subject.keys()].filter((row) => rows.subject[row] === 0);
    expect(ofFirst.map((row) => [rows.entry[row], rows.exit[row], rows.event[row], rows.weight[row]])).toEqual([
      [0, 3, 0, 1],
      [4, 6, 0, nearly(0.75)], // 7/8 . 6/7
      [6, 8, 0, nearly(0.6)], // . 4/5
    ]);
    expect(rows.subject.length).toBe(12);
  });

  it('says when the columns tell all', () => {
    expect(fineGray(inputOf([1, 2, 3, 4], [1, 1, 0, 2], [1, 1, 0, 0])).verdict).toBe('separated');
  });

  it('has limits, z and p of a normal estimate, and the test of one column is that of its z', () => {
    const [found] = model.coefficients;
    const [estimate, error] = [Math.LN2 / 2, Math.sqrt(model.variance[0] as number)];
    expect(found).toMatchObject({
      standardError: nearly(error),
      hazardRatio: nearly(t),
      lower: nearly(Math.exp(estimate - 1.959963984540054 * error)),
      upper: nearly(Math.exp(estimate + 1.959963984540054 * error)),
      z: nearly(estimate / error),
    });
    expect(found?.pValue).toEqual(nearly(chiSquareUpperTail((estimate / error) ** 2, 1)));
    expect(model.waldTest).toEqual({
      statistic: nearly((estimate / error) ** 2),
      degreesOfFreedom: 1,
      pValue: nearly(found?.pValue as number),
    });
    const narrow = fineGray(inputOf([1, 2, 3, 4], [1, 2, 0, 1], [1, 1, 0, 0]), { level: 0.5 });
    expect(narrow.coefficients[0]?.upper).toEqual(nearly(Math.exp(estimate + 0.6744897501960817 * error)));
  });

  it('takes any cause for that of interest, in its likelihood too', () => {
    const swapped = inputOf([1, 2, 3, 4], [2, 1, 0, 2], [1, 1, 0, 0]);
    const input = inputOf([1, 2, 3, 4], [1, 2, 0, 1], [1, 1, 0, 0]);
    expect(fineGray(swapped, { cause: 2 })).toEqual(fineGray(input));
    expect(fineGrayLikelihood(swapped, [0.3], { cause: 2 })).toEqual(fineGrayLikelihood(input, [0.3]));
  });

  it('makes one time of times that differ by rounding, unless told not to', () => {
    const near = inputOf([0.3, 0.1 + 0.2, 1.5, 2.5], [1, 1, 0, 1], [1, 0, 0, 1]);
    const same = inputOf([0.3, 0.3, 1.5, 2.5], [1, 1, 0, 1], [1, 0, 0, 1]);
    const at = (input: typeof near, mergeNearTies?: boolean) =>
      fineGrayLikelihood(input, [0.2], mergeNearTies === undefined ? {} : { mergeNearTies }).logLikelihood;
    expect(at(near)).toBe(at(same));
    expect(fineGray(near).logLikelihood).toBe(fineGray(same).logLikelihood);
    expect(at(near, false)).not.toBeCloseTo(at(same), 6);
  });

  it('goes on while any column still moves', () => {
    // each twice, with z = 1 and z = -1: z has no effect from the first step on, x one as without z
    const [exit, cause, x] = [
      [1, 2, 3, 4, 5, 6],
      [1, 2, 0, 1, 1, 0],
      [2, 1, 0, 0, 1, 3],
    ];
    const twice = (list: number[]) => [...list, ...list];
    const z = [...exit.map(() => 1), ...exit.map(() => -1)];
    const [alone, both] = [
      fineGray(inputOf(twice(exit), twice(cause), twice(x))),
      fineGray(inputOf(twice(exit), twice(cause), twice(x), z)),
    ];
    expect(both.coefficients[0]?.estimate).toEqual(nearly(alone.coefficients[0]?.estimate as number));
    expect(both.coefficients[1]?.estimate).toEqual(nearly(0));
    expect(both.waldTest.statistic).toEqual(nearly(alone.waldTest.statistic));
    expect(both.waldTest.degreesOfFreedom).toBe(2);
  });

  it('comes to its top where full steps go too far', () => {
    // without another cause it is Cox regression
    const x = [0.1, 0.4, -0.3, 0.2, 60, -0.1, 0.5, 0.3];
    const [exit, event] = [
      [1, 2, 3, 4, 5, 6, 7, 8],
      [1, 1, 1, 1, 1, 1, 1, 0],
    ];
    const plain = coxRegression({
      followUp: { exit: Float64Array.from(exit), event: Uint8Array.from(event) },
      covariates: [Float64Array.from(x)],
    });
    const found = fineGray(inputOf(exit, event, x));
    expect(found.verdict).toBe('converged');
    expect(found.coefficients[0]?.estimate).toBeCloseTo(plain.coefficients[0]?.estimate as number, 8);
  });

  it.each([
    ['competing.cause', undefined, () => fineGrayRows(Float64Array.of(1), Uint8Array.of(1), 0)],
    ['covariates.dependent', undefined, () => fineGray(inputOf([1, 2], [1, 0], [0, 0]))],
    ['competing.cause', undefined, () => fineGray(inputOf([1, 2], [1, 1], [0, 1]), { cause: 0 })],
    ['competing.cause', undefined, () => fineGrayRows(Float64Array.of(1), Uint8Array.of(1), 1.5)],
    ['fineGray.events', undefined, () => fineGray(inputOf([1, 2], [1, 0], [0, 1]), { cause: 2 })],
    ['covariates.dependent', undefined, () => fineGray(inputOf([1, 2], [1, 0], [1, 1]))],
    ['covariates.length', undefined, () => fineGray(inputOf([1, 2], [1, 0], [1]))],
    ['followUp.time', 1, () => fineGray(inputOf([1, -2], [1, 0], [1, 0]))],
    ['level.range', undefined, () => fineGray(inputOf([1, 2], [1, 0], [1, 0]), { level: 1 })],
  ])('refuses by %s at subject %s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

describe('properties', () => {
  const subject = fc.record({
    exit: fc.integer({ min: 1, max: 12 }),
    cause: fc.integer({ min: 0, max: 2 }),
    x: fc.integer({ min: -20, max: 20 }).map((k) => k / 10),
  });
  const subjects = fc.array(subject, { minLength: 8, maxLength: 20 });
  const fit = (list: { exit: number; cause: number; x: number }[], unit = 1) =>
    fineGray(
      inputOf(
        list.map(({ exit }) => exit * unit),
        list.map(({ cause }) => cause),
        list.map(({ x }) => x),
      ),
    );
  const cox = (list: { exit: number; event: number; x: number }[]) =>
    coxRegression(
      {
        followUp: {
          exit: Float64Array.from(list, ({ exit }) => exit),
          event: Uint8Array.from(list, ({ event }) => event),
        },
        covariates: [Float64Array.from(list, ({ x }) => x)],
      },
      { ties: 'breslow', robust: true },
    );
  const isUsable = (list: { exit: number; cause: number; x: number }[]) =>
    list.some(({ exit, cause, x }) => cause === 1 && list.some((other) => other.exit >= exit && other.x !== x));

  it('without other causes it is Cox regression, with its robust variance', () => {
    fc.assert(
      fc.property(subjects, (given) => {
        const list = given.map((one) => ({ ...one, cause: Math.min(one.cause, 1) }));
        fc.pre(isUsable(list));
        const [found, plain] = [fit(list), cox(list.map((one) => ({ ...one, event: one.cause })))];
        if (plain.verdict !== 'converged') return;
        expect(found.coefficients[0]?.estimate).toBeCloseTo(plain.coefficients[0]?.estimate as number, 7);
        expect(found.logLikelihood).toBeCloseTo(plain.logLikelihood, 8);
        expect(found.variance[0]).toBeCloseTo(plain.variance[0] as number, 6);
      }),
    );
  });

  it('without censoring it is Cox regression in which other causes end nobody', () => {
    fc.assert(
      fc.property(subjects, (given) => {
        const list = given.map((one) => ({ ...one, cause: Math.max(one.cause, 1) }));
        fc.pre(isUsable(list));
        const stays = list.map(({ exit, cause, x }) => ({
          exit: cause === 1 ? exit : 99,
          event: cause === 1 ? 1 : 0,
          x,
        }));
        const [found, plain] = [fit(list), cox(stays)];
        if (plain.verdict !== 'converged') return;
        expect(found.coefficients[0]?.estimate).toBeCloseTo(plain.coefficients[0]?.estimate as number, 7);
        expect(found.variance[0]).toBeCloseTo(plain.variance[0] as number, 6);
      }),
    );
  });

  it('neither the order of subjects nor the unit of time matters', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        fc.pre(isUsable(list));
        const [found, turned] = [fit(list), fit([...list].reverse(), 1 / 365.25)];
        expect(turned.verdict).toBe(found.verdict);
        if (found.verdict !== 'converged' || (found.coefficients[0]?.standardError as number) > 9) return;
        expect(turned.coefficients[0]?.estimate).toBeCloseTo(found.coefficients[0]?.estimate as number, 7);
        expect(turned.variance[0]).toBeCloseTo(found.variance[0] as number, 6);
      }),
    );
  });
});
