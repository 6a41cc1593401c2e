import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier, nelsonAalen } from './index.ts';

const nearly = (value: number) => expect.closeTo(value, 12);
const columns = (exit: number[], event: number[]) => ({ exit: Float64Array.from(exit), event: Uint8Array.from(event) });

describe('Nelson-Aalen by hand', () => {
  // The six children of kaplan-meier.test.ts: 1 of 6 on day 2, 1 of 5 on day 5, 2 of 2 on day 9.
  const six = columns([9, 5, 2, 7, 5, 9], [1, 0, 1, 0, 1, 1]);

  it('adds the share of each time', () => {
    const curve = nelsonAalen(six);
    expect([...curve.cumulativeHazard]).toEqual([1 / 6, 11 / 30, 11 / 30, 41 / 30].map(nearly));
    expect([...curve.survival]).toEqual([1 / 6, 11 / 30, 11 / 30, 41 / 30].map((hazard) => nearly(Math.exp(-hazard))));
    // of the last two of two: 2/4
    expect(curve.logStandardError[3]).toEqual(nearly(Math.sqrt(1 / 36 + 1 / 25 + 1 / 2)));
    expect(curve.standardError[1]).toEqual(nearly(Math.exp(-11 / 30) * Math.sqrt(1 / 36 + 1 / 25)));
    expect(curve.lower[3]).not.toBeNull();
  });

  it('takes tied events one by one if asked to', () => {
    const curve = nelsonAalen(six, { ties: 'oneByOne' });
    expect(curve.cumulativeHazard[3]).toEqual(nearly(11 / 30 + 1 / 2 + 1));
    expect(curve.logStandardError[3]).toEqual(nearly(Math.sqrt(1 / 36 + 1 / 25 + 1 / 4 + 1)));
  });
});

it('exp(-H) lies above Kaplan-Meier, and with ties one by one below it otherwise', () => {
  const subject = fc.record({ exit: fc.integer({ min: 0, max: 30 }), event: fc.constantFrom(0, 1) });
  fc.assert(
    fc.property(fc.array(subject, { minLength: 1, maxLength: 40 }), (list) => {
      const given = columns(
        list.map(({ exit }) => exit),
        list.map(({ event }) => event),
      );
      const [km, together, oneByOne] = [
        kaplanMeier(given),
        nelsonAalen(given),
        nelsonAalen(given, { ties: 'oneByOne' }),
      ];
      km.survival.forEach((survival, row) => {
        expect(together.survival[row]).toBeGreaterThanOrEqual(survival - 1e-12);
        expect(oneByOne.survival[row]).toBeLessThanOrEqual((together.survival[row] as number) + 1e-12);
        expect(oneByOne.survival[row]).toBeGreaterThanOrEqual(survival - 1e-12);
      });
    }),
  );
});

it('refuses what Kaplan-Meier refuses', () => {
  expect(() => nelsonAalen(columns([1], [2]))).toThrow(expect.objectContaining({ code: 'followUp.event', at: 0 }));
  expect(() => nelsonAalen(columns([1], [1]), { level: 1 })).toThrow(expect.objectContaining({ code: 'level.range' }));
});

it('takes times that differ by rounding as one, unless told not to', () => {
  const close = columns([0.3, 0.1 + 0.2, 1], [1, 1, 0]);
  expect([...nelsonAalen(close).cumulativeHazard]).toEqual([nearly(2 / 3), nearly(2 / 3)]);
  expect([...nelsonAalen(close, { mergeNearTies: false }).cumulativeHazard].length).toBe(3);
});
