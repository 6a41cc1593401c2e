import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderOf } from './order-of.ts';

it('orders by hand, equal numbers as they came', () => {
  expect([...orderOf(Float64Array.of(3, -1, 0, 3, -2.5, Infinity, -0))]).toEqual([4, 1, 2, 6, 0, 3, 5]);
  expect(orderOf(new Float64Array(0)).length).toBe(0);
});

it('orders as a comparison does', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true })), (list) => {
      const values = Float64Array.from(list, (value) => value + 0);
      const compared = list
        .map((_, index) => index)
        .sort((a, b) => {
          const [x, y] = [values[a] as number, values[b] as number];
          return x < y ? -1 : x > y ? 1 : a - b;
        });
      expect([...orderOf(values)]).toEqual(compared);
    }),
  );
});
