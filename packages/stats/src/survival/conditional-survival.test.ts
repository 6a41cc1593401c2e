import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionalSurvival, kaplanMeier, survivalAt } from './index.ts';

const nearly = (value: number) => expect.closeTo(value, 12);
const columns = (exit: number[], event: number[]) => ({ exit: Float64Array.from(exit), event: Uint8Array.from(event) });

describe('conditional survival by hand', () => {
  // The six children of kaplan-meier.test.ts: S is 5/6 from day 2 on, 5/6 . 4/5 from day 5 on, 0 from day 9 on.
  const curve = kaplanMeier(columns([9, 5, 2, 7, 5, 9], [1, 0, 1, 0, 1, 1]));

  it('is given survival beyond a day', () => {
    const found = conditionalSurvival(curve, 2, 6);
    expect(found).toMatchObject({ survival: nearly(4 / 5), logStandardError: nearly(Math.sqrt(1 / 20)), atRisk: 3 });
    const shift = (1.959963984540054 * Math.sqrt(1 / 20)) / -Math.log(4 / 5);
    expect(found.lower).toEqual(nearly((4 / 5) ** Math.exp(shift)));
    expect(found.standardError).toEqual(nearly((4 / 5) * Math.sqrt(1 / 20)));
  });

  it('or up to just before it, so that its events count', () => {
    const found = conditionalSurvival(curve, 2, 6, { countsEventsAtStart: true });
    expect(found).toMatchObject({ survival: nearly(2 / 3), logStandardError: nearly(Math.sqrt(1 / 12)) });
  });

  it('says what cannot be estimated', () => {
    expect(conditionalSurvival(curve, 9, 10)).toMatchObject({ survival: null, standardError: null, lower: null });
    expect(conditionalSurvival(curve, 5, 9)).toMatchObject({ survival: 0, standardError: null, upper: null });
    expect(conditionalSurvival(curve, 5, 7)).toMatchObject({ survival: 1, standardError: 0, lower: null });
    expect(() => conditionalSurvival(curve, 5, 2)).toThrow(expect.objectContaining({ code: 'survival.time' }));
    expect(() => conditionalSurvival(curve, Number.NaN, 2)).toThrow(expect.objectContaining({ code: 'survival.time' }));
  });
});

it('is the ratio of the two probabilities', () => {
  const subject = fc.record({ exit: fc.integer({ min: 1, max: 30 }), event: fc.constantFrom(0, 1) });
  const day = fc.integer({ min: 0, max: 15 });
  fc.assert(
    fc.property(fc.array(subject, { minLength: 1, maxLength: 40 }), day, day, (list, from, more) => {
      const curve = kaplanMeier(
        columns(
          list.map(({ exit }) => exit),
          list.map(({ event }) => event),
        ),
      );
      const [a, b] = [survivalAt(curve, from).survival, survivalAt(curve, from + more).survival];
      const found = conditionalSurvival(curve, from, from + more).survival;
      if (a === 0) expect(found).toBeNull();
      else expect(found).toBeCloseTo(b / a, 12);
    }),
  );
});
