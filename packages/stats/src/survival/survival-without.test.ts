import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type FollowUp, kaplanMeier, survivalQuantile, survivalTime, survivalWithout } from './index.ts';

const subject = fc.record({
  entry: fc.constantFrom(0, 0, 0, 3, 7),
  stay: fc.integer({ min: 1, max: 12 }),
  event: fc.constantFrom(0, 1),
});

function columns(list: readonly { entry: number; stay: number; event: number }[], isLate: boolean): FollowUp {
  const entryOf = (one: { entry: number }) => (isLate ? one.entry : 0);
  return {
    entry: isLate ? Float64Array.from(list, entryOf) : null,
    exit: Float64Array.from(list, (one) => entryOf(one) + one.stay),
    event: Uint8Array.from(list, ({ event }) => event),
  };
}

it('is the curve of all the others to the last digit, whoever is left out, with late entries too', () => {
  fc.assert(
    fc.property(fc.array(subject, { minLength: 1, maxLength: 25 }), fc.boolean(), (list, isLate) => {
      const without = survivalWithout(columns(list, isLate));
      for (const place of list.keys()) {
        const others = kaplanMeier(columns(list.toSpliced(place, 1), isLate));
        const bare = without?.(place);
        expect([...(bare?.time ?? [])]).toEqual([...others.time]);
        expect([...(bare?.survival ?? [])]).toEqual([...others.survival]);
        expect(bare && survivalTime(bare, 0.5)).toBe(survivalQuantile(others, 0.5).time);
      }
    }),
  );
});

it('leaves times that are not whole days, and weights, to the estimate itself', () => {
  const exit = Float64Array.of(1, 2.5);
  const event = Uint8Array.of(1, 0);
  expect(survivalWithout({ exit, event })).toBeNull();
  expect(survivalWithout({ exit: exit.map(Math.ceil), event, weight: Float64Array.of(1, 2) })).toBeNull();
});
