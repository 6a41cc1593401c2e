import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coxRegression, fisherExact, InputError, kaplanMeier, survivalQuantile } from '../index.ts';
import { influenceOf, leaveOneOut, subjectsOf } from './index.ts';

const mean = (values: Float64Array) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a mean of five, by hand', () => {
  // 1, 2, 3, 4, 10: the mean is 4; without each of them 4.75, 4.5, 4.25, 4, 2.5
  const values = Float64Array.of(1, 2, 3, 4, 10);
  const found = leaveOneOut(5, (kept) => mean(subjectsOf(values, kept)), { decision: (value) => value > 4 });

  it('without each, and the changes', () => {
    expect(found.all).toBe(4);
    expect(found.without).toEqual([4.75, 4.5, 4.25, 4, 2.5]);
    expect(found.change).toEqual([0.75, 0.5, 0.25, 0, -1.5]);
  });

  it('who moves it most, and in which order', () => {
    expect(found.minimum).toEqual({ value: 2.5, subjects: [4] });
    expect(found.maximum).toEqual({ value: 4.75, subjects: [0] });
    expect(found.largestChange).toEqual({ value: -1.5, subjects: [4] });
    expect([...found.order]).toEqual([4, 0, 1, 2, 3]);
  });

  it('without whom it would be decided otherwise', () => {
    // 4 is not above 4; 4.75, 4.5 and 4.25 are
    expect(found.flips).toEqual([0, 1, 2]);
  });
});

describe('edges', () => {
  it('names each of several who move it alike, to either side', () => {
    const found = influenceOf(2, [1, 3, 2, 3 + 1e-12]);
    expect(found.largestChange).toEqual({ value: -1, subjects: [0, 1, 3] });
    expect(found.maximum).toEqual({ value: 3 + 1e-12, subjects: [1, 3] });
    expect(found.flips).toBeNull();
  });

  it('puts those on whom the result hangs first', () => {
    const found = influenceOf(1, [1.5, null, 0.9], { decision: (value) => value >= 1 });
    expect([...found.order]).toEqual([1, 0, 2]);
    expect(found.notEstimable).toEqual([1]);
    expect(found.change).toEqual([0.5, null, 1 * 0.9 - 1]);
    expect(found.flips).toEqual([2]);
  });

  it('has no change where there is no result with everybody', () => {
    const found = influenceOf(null, [1, null], { decision: () => true });
    expect(found).toMatchObject({
      change: [null, null],
      minimum: { value: 1, subjects: [0] },
      largestChange: { value: null, subjects: [] },
      flips: null,
    });
  });

  it('of nobody and of one', () => {
    expect(leaveOneOut(0, () => null)).toMatchObject({
      all: null,
      without: [],
      minimum: { value: null, subjects: [] },
    });
    expect(leaveOneOut(1, (kept) => mean(subjectsOf(Float64Array.of(3), kept)))).toMatchObject({
      all: 3,
      without: [null],
      notEstimable: [0],
    });
    expect(() => leaveOneOut(1.5, () => 0)).toThrow(InputError);
  });
});

describe('results of other functions', () => {
  const exit = Float64Array.of(3, 5, 8, 9, 12, 14);
  const event = Uint8Array.of(1, 1, 0, 1, 0, 1);

  it('a median survival that one subject takes away', () => {
    const median = (kept: Uint32Array) =>
      survivalQuantile(kaplanMeier({ exit: subjectsOf(exit, kept), event: subjectsOf(event, kept) }), 0.5).time;
    // of six: 5/6, 4/6, 4/9, so 9; without one of the events before 9, or that at 9 itself, the curve stays above a half until 14
    expect(leaveOneOut(6, median)).toMatchObject({ all: 9, maximum: { value: 14, subjects: [0, 1, 3] } });
  });

  it('a hazard ratio, and a p value that falls on the other side of 0.05', () => {
    const x = Float64Array.of(0, 1, 0, 1, 1, 0);
    const ratio = leaveOneOut(6, (kept) => {
      const followUp = { exit: subjectsOf(exit, kept), event: subjectsOf(event, kept) };
      const model = coxRegression({ followUp, covariates: [subjectsOf(x, kept)] });
      return model.verdict === 'converged' ? (model.coefficients[0]?.hazardRatio ?? null) : null;
    });
    expect(ratio.without[2]).toBeCloseTo(
      coxRegression({
        followUp: { exit: Float64Array.of(3, 5, 9, 12, 14), event: Uint8Array.of(1, 1, 1, 0, 1) },
        covariates: [Float64Array.of(0, 1, 1, 1, 0)],
      }).coefficients[0]?.hazardRatio as number,
      12,
    );
    // 5 of 5 against 1 of 5: both sixes of 252 tables are as unlikely
    const group = Uint8Array.of(1, 1, 1, 1, 1, 0, 0, 0, 0, 0);
    const outcome = Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0, 0, 0);
    const p = leaveOneOut(
      10,
      (kept) => {
        const count = (g: number, y: number) => kept.filter((at) => group[at] === g && outcome[at] === y).length;
        return fisherExact([count(1, 1), count(1, 0), count(0, 1), count(0, 0)]).p.twoSided;
      },
      { decision: (value) => value < 0.05 },
    );
    expect(p.all).toBeCloseTo(12 / 252, 12);
    // without the one with the event in the second group 5 of 5 against 0 of 4, without another of it 5 of 5 against 1 of 4
    expect(p.without[5]).toBeCloseTo(1 / 126, 12);
    expect(p.without[6]).toBeCloseTo(6 / 126, 12);
    expect(p.flips).toEqual(p.without.flatMap((value, at) => ((value as number) < 0.05 ? [] : [at])));
  });
});

describe('whatever the values', () => {
  const someNumbers = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 30 });

  it('the mean of the means without each is the mean, and the changes add up to nothing', () => {
    fc.assert(
      fc.property(someNumbers, (drawn) => {
        const values = Float64Array.from(drawn);
        const { change, order, largestChange, minimum, maximum } = leaveOneOut(values.length, (kept) =>
          mean(subjectsOf(values, kept)),
        );
        expect(Math.abs(change.reduce<number>((sum, one) => sum + (one as number), 0))).toBeLessThan(1e-6);
        expect([...order].toSorted((a, b) => a - b)).toEqual(drawn.map((_, at) => at));
        const sizes = [...order].map((at) => Math.abs(change[at] as number));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        expect(Math.abs(largestChange.value as number)).toBeCloseTo(sizes[0] as number, 6);
        expect(minimum.value as number).toBeLessThanOrEqual(maximum.value as number);
      }),
    );
  });

  it('a column keeps its kind', () => {
    fc.assert(
      fc.property(someNumbers, (drawn) => {
        const kept = Uint32Array.from(drawn.flatMap((value, at) => (value > 0 ? [at] : [])));
        expect(subjectsOf(Float64Array.from(drawn), kept)).toEqual(
          Float64Array.from(drawn.filter((value) => value > 0)),
        );
        expect(subjectsOf(new Uint8Array(drawn.length), kept)).toEqual(new Uint8Array(kept.length));
      }),
    );
  });
});
