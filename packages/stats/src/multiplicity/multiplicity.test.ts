import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Adjustment, adjustPValues } from './index.ts';

const METHODS: Adjustment[] = ['bonferroni', 'holm', 'hochberg', 'hommel', 'benjaminiHochberg', 'benjaminiYekutieli'];

describe('five p values by hand, one of a test without any', () => {
  const given = [0.04, null, 0.01, 0.5, 0.03];
  it.each<[Adjustment, (number | null)[]]>([
    // ascending 0.01 0.03 0.04 0.5
    ['bonferroni', [0.16, null, 0.04, 1, 0.12]],
    ['holm', [0.09, null, 0.04, 0.5, 0.09]], // 4 x 0.01, 3 x 0.03, 2 x 0.04 raised, 1 x 0.5
    ['hochberg', [0.08, null, 0.04, 0.5, 0.08]], // 0.5, 2 x 0.04, 3 x 0.03 lowered, 4 x 0.01
    // Simes of the largest 1 to 4: 0.5, 2 x 0.04, 3 x 0.03 or 3 x 0.04 / 2, 4 x 0.01: 0.5, 0.08, 0.06, 0.04
    ['hommel', [0.08, null, 0.04, 0.5, 0.06]],
    ['benjaminiHochberg', [(4 * 0.04) / 3, null, 0.04, 0.5, (4 * 0.04) / 3]],
    ['benjaminiYekutieli', [((25 / 12) * (4 * 0.04)) / 3, null, (25 / 12) * 0.04, 1, ((25 / 12) * (4 * 0.04)) / 3]],
  ])('%s', (method, expected) => {
    expect(adjustPValues(given, method)).toEqual(expected.map((p) => (p === null ? null : expect.closeTo(p, 12))));
  });

  it.each(METHODS)('%s of none and of one', (method) => {
    expect(adjustPValues([], method)).toEqual([]);
    expect(adjustPValues([null, 0.3], method)).toEqual([null, 0.3]);
  });
});

describe('what is refused', () => {
  it.each([-0.1, 1.5, Number.NaN])('%s', (p) => {
    expect(() => adjustPValues([0.1, null, p], 'holm')).toThrow(
      expect.objectContaining({ name: 'InputError', code: 'pValues.range', at: 2 }),
    );
  });
});

describe('properties', () => {
  const pValue = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 0.02, 0.05, 1));
  const pValues = fc.array(pValue, { minLength: 1, maxLength: 30 });

  it('methods are ordered as their power is, and none goes below the p value or above 1', () => {
    fc.assert(
      fc.property(pValues, (given) => {
        const by = Object.fromEntries(METHODS.map((method) => [method, adjustPValues(given, method) as number[]]));
        const at = (method: Adjustment, index: number) => by[method]?.[index] as number;
        for (const [index, p] of given.entries()) {
          const fromStrict: Adjustment[][] = [
            ['bonferroni', 'holm', 'hochberg', 'hommel', 'benjaminiHochberg'],
            ['benjaminiYekutieli', 'benjaminiHochberg'],
          ];
          for (const order of fromStrict) {
            const adjusted = [1, ...order.map((method) => at(method, index)), p];
            for (const [place, value] of adjusted.slice(1).entries()) {
              expect(value).toBeLessThanOrEqual((adjusted[place] as number) * (1 + 1e-12));
            }
          }
        }
      }),
    );
  });

  it("Hommel's are the largest Simes p of all sets that hold the hypothesis", () => {
    const few = fc.array(pValue, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(few, (given) => {
        const worst = given.map(() => 0);
        for (let set = 1; set < 2 ** given.length; set += 1) {
          const members = given.filter((_, index) => set & (1 << index)).sort((a, b) => a - b);
          const simes = Math.min(...members.map((p, rank) => (members.length * p) / (rank + 1)));
          for (const index of given.keys()) {
            if (set & (1 << index)) worst[index] = Math.max(worst[index] as number, simes);
          }
        }
        expect(adjustPValues(given, 'hommel')).toEqual(worst.map((p) => expect.closeTo(p, 12)));
      }),
    );
  });

  it('order does not matter', () => {
    fc.assert(
      fc.property(pValues, fc.constantFrom(...METHODS), (given, method) => {
        const there = adjustPValues(given, method) as number[];
        const back = adjustPValues([...given].reverse(), method) as number[];
        expect([...back].reverse()).toEqual(there.map((p) => expect.closeTo(p, 12)));
      }),
    );
  });
});
