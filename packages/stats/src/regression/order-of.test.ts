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

it('orders numbers whose upper halves are alike by their lower halves', () => {
  // 1 + k 2^-52 differ in the lower 32 bits only; far more of them than may be moved by hand, from the last to the first
  const count = 200;
  const last = (k: number) => 1 + (count - k) * Number.EPSILON;
  const positive = Float64Array.from({ length: count }, (_, k) => last(k));
  expect([...orderOf(positive)]).toEqual(Array.from({ length: count }, (_, k) => count - 1 - k));
  const negative = positive.map((value) => -value);
  expect([...orderOf(negative)]).toEqual(Array.from({ length: count }, (_, k) => k));
  expect([...orderOf(negative.toReversed())]).toEqual(Array.from({ length: count }, (_, k) => count - 1 - k));
  const mixed = Float64Array.from({ length: 2 * count }, (_, k) => (k % 2 === 0 ? last(k) : -last(count - k)));
  const compared = Array.from(mixed.keys()).sort((a, b) => (mixed[a] as number) - (mixed[b] as number) || a - b);
  expect([...orderOf(mixed)]).toEqual(compared);
  const twice = Float64Array.from({ length: 2 * count }, (_, k) => last(k % count));
  expect([...orderOf(twice)].slice(0, 4)).toEqual([count - 1, 2 * count - 1, count - 2, 2 * count - 2]);
});
