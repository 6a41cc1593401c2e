import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missing, type Value } from '../model/index.ts';
import { rememberedRows } from './remembered-rows.ts';
import type { Row } from './types.ts';

const VALUES: readonly (Value | undefined)[] = [0, 1, '', '1', 'a', true, missing('unknown'), undefined];

const rowOf = (a: Value | undefined, b: Value | undefined): Row => ({
  ...(a === undefined ? {} : { a }),
  ...(b === undefined ? {} : { b }),
});

describe('answers that are remembered for rows', () => {
  test.each([[['a']], [['a', 'b']], [['b', 'a', 'c']]])('are those that each row has by itself, of %j', (items) => {
    const answer = (row: Row): Value => items.map((item) => JSON.stringify(row[item] ?? null)).join(' ');
    const value = fc.constantFrom(...VALUES);
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 30 }), (pairs) => {
        const remembered = rememberedRows(items, answer);
        const rows = pairs.map(([a, b]) => rowOf(a, b));
        const longer = Array.from({ length: 600 }, (_, place) => rows[place % rows.length] as Row);
        expect(longer.map(remembered)).toEqual(longer.map(answer));
      }),
      { numRuns: 20 },
    );
  });

  test('are worked out once for each value when there are many rows, and for each of few', () => {
    let worked = 0;
    const remembered = rememberedRows(['a'], () => {
      worked += 1;
      return true;
    });
    for (let row = 0; row < 200; row += 1) remembered({ a: 'x' });
    expect(worked).toBe(200);
    for (let row = 0; row < 500; row += 1) remembered({ a: row % 2 === 0 ? 'x' : 'y' });
    expect(worked).toBe(202);
  });

  test('are no more than memory can bear, and still right beyond that', () => {
    const remembered = rememberedRows(['a'], (row) => row['a'] as Value);
    const texts = Array.from({ length: 12_000 }, (_, place) => String(place));
    expect(texts.map((a) => remembered({ a }))).toEqual(texts);
  });

  test('do not hide a fault: it is met each time', () => {
    const remembered = rememberedRows(['a'], () => {
      throw new Error('fault');
    });
    for (let row = 0; row < 600; row += 1) expect(() => remembered({ a: 1 })).toThrow('fault');
  });
});
