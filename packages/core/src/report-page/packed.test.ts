import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PACKABLE, packNumbers, packPlaces, packRows, unpackNumbers, unpackPlaces, unpackRow } from './packed.ts';

it('gives the same numbers back, in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: PACKABLE - 1 })), (numbers) => {
      const text = packNumbers(numbers);
      expect(text).toHaveLength(3 * numbers.length);
      expect(unpackNumbers(text)).toEqual(numbers);
    }),
  );
});

it('gives the same places back, ascending', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 3000 })), (places) => {
      expect(unpackPlaces(packPlaces(places))).toEqual([...places].sort((a, b) => a - b));
    }),
  );
});

it('gives the same rows back, and takes no room for what is the same in all', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }).chain((width) =>
        fc.array(
          fc.array(fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: PACKABLE - 1 })), {
            minLength: width,
            maxLength: width,
          }),
          { minLength: 1, maxLength: 80 },
        ),
      ),
      (rows) => {
        const packed = packRows(rows);
        expect(packed.rows.map((row) => unpackRow(packed.held, row))).toEqual(rows);
      },
    ),
  );
  expect(
    packRows([
      [7, 1],
      [7, 2],
    ]).rows,
  ).toEqual(['0', '1']);
  const many = Array.from({ length: 5000 }, (_, value) => [value]);
  const packed = packRows(many);
  expect(packed.rows.map((row) => unpackRow(packed.held, row))).toEqual(many);
});

it('takes a character for six places', () => {
  expect(packPlaces(Array.from({ length: 2000 }, (_, place) => place))).toHaveLength(334);
});
