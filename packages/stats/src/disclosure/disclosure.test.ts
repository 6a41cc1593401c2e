import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Characteristic, disclosureRisk } from './index.ts';

describe('six invented children by hand', () => {
  // three girls of 2, two boys of 5, a boy whose age is missing
  const age = [2, 5, 2, null, 2, 5];
  const sex = ['F', 'M', 'F', 'M', 'F', 'M'];
  const site = ['lung', 'lung', 'lung', 'liver', 'liver', 'lung'];

  it('classes of 1, 2 and 3', () => {
    expect(disclosureRisk([age, sex], site, 3)).toEqual({
      records: 6,
      classes: 3,
      classSizes: [1, 2, 3],
      classSizeOfRecord: Uint32Array.of(3, 2, 3, 1, 3, 2),
      smallestClass: 1,
      uniques: 1,
      recordsBelow: 3,
      classesBelow: 2,
      distinctSensitive: [1, 1, 2],
      smallestEntropyDiversity: 1,
      meanRisk: (3 / 3 + 2 / 2 + 1) / 6,
      largestRisk: 1,
    });
  });

  it('sex alone: entropy of 2 to 1 in both', () => {
    const found = disclosureRisk([sex], site, 3);
    expect(found).toMatchObject({ classSizes: [3, 3], recordsBelow: 0, classesBelow: 0, distinctSensitive: [2, 2] });
    const third = 1 / 3;
    expect(found.smallestEntropyDiversity).toBeCloseTo(third ** -third * (2 * third) ** (-2 * third), 12);
  });

  it('a missing value is a category of its own, and no text is taken for it', () => {
    expect(disclosureRisk([[null, 'null', 'NA', null]], [1, null, 1, 2], 2)).toMatchObject({
      classSizes: [1, 1, 2],
      distinctSensitive: [1, 1, 2],
    });
    // what would be one text side by side is not one class
    expect(
      disclosureRisk(
        [
          ['a', 'ab'],
          ['bc', 'c'],
        ],
        [1, 1],
        2,
      ).classes,
    ).toBe(2);
    expect(disclosureRisk([[1, '1', true]], [1, 1, 1], 2).classes).toBe(3);
  });

  it('no records, no risk', () => {
    expect(disclosureRisk([[]], [], 2)).toEqual({
      records: 0,
      classes: 0,
      classSizes: [],
      classSizeOfRecord: new Uint32Array(),
      smallestClass: null,
      uniques: 0,
      recordsBelow: 0,
      classesBelow: 0,
      distinctSensitive: [],
      smallestEntropyDiversity: null,
      meanRisk: null,
      largestRisk: null,
    });
  });
});

describe('what is refused', () => {
  it.each<[string, number | undefined, readonly Characteristic[], number]>([
    ['disclosure.columns', undefined, [], 2],
    ['disclosure.columns', 1, [[1, 2], [1]], 2],
    ['disclosure.k', undefined, [[1, 2]], 1],
    ['disclosure.k', undefined, [[1, 2]], 2.5],
  ])('%s at %s', (code, at, columns, k) => {
    expect(() => disclosureRisk(columns, ['a', 'b'], k)).toThrow(
      expect.objectContaining({ name: 'InputError', code, at }),
    );
  });
});

describe('properties', () => {
  const record = fc.tuple(
    fc.integer({ min: 0, max: 4 }),
    fc.constantFrom('F', 'M', null),
    fc.constantFrom('a', 'b', 'c'),
  );
  const records = fc.array(record, { minLength: 1, maxLength: 60 });
  const columnsOf = (given: readonly (readonly [number, string | null, string])[]) =>
    [given.map(([a]) => a), given.map(([, b]) => b), given.map(([, , c]) => c)] as const;

  it('sizes are counts of equal records', () => {
    fc.assert(
      fc.property(records, (given) => {
        const [a, b, c] = columnsOf(given);
        const found = disclosureRisk([a, b], c, 3);
        const sizes = given.map(([x, y]) => given.filter((other) => other[0] === x && other[1] === y).length);
        expect(Array.from(found.classSizeOfRecord)).toEqual(sizes);
        expect(found.meanRisk).toBeCloseTo(sizes.reduce((sum, size) => sum + 1 / size, 0) / sizes.length, 12);
        expect(found.recordsBelow).toBe(sizes.filter((size) => size < 3).length);
        expect(found.classSizes.reduce((sum, size) => sum + size, 0)).toBe(given.length);
      }),
    );
  });

  it('what others may know besides only adds risk', () => {
    fc.assert(
      fc.property(records, (given) => {
        const [a, b, c] = columnsOf(given);
        const [less, more] = [disclosureRisk([a], c, 2), disclosureRisk([a, b], c, 2)];
        expect(more.meanRisk).toBeGreaterThanOrEqual(less.meanRisk as number);
        expect(more.smallestClass).toBeLessThanOrEqual(less.smallestClass as number);
        expect(more.uniques).toBeGreaterThanOrEqual(less.uniques);
      }),
    );
  });

  it('diversity by entropy lies between 1 and the number of values', () => {
    fc.assert(
      fc.property(records, (given) => {
        const [a, , c] = columnsOf(given);
        const found = disclosureRisk([a], c, 2);
        expect(found.smallestEntropyDiversity).toBeGreaterThanOrEqual(1 - 1e-12);
        expect(found.smallestEntropyDiversity).toBeLessThanOrEqual(3 + 1e-12);
        expect(found.distinctSensitive[0] === 1).toBe((found.smallestEntropyDiversity as number) < 1 + 1e-9);
      }),
    );
  });
});
