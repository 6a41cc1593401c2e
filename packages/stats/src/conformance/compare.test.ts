import { describe, expect, it } from 'vitest';
import { compareWithR, type Deviation } from './compare.ts';

const tolerance = { kind: 'closed', rel: 1e-9, abs: 1e-12 };
const paths = (expected: unknown, actual: unknown, deviations: Deviation[] = []) =>
  compareWithR(expected, actual, tolerance, deviations).differences.map(({ path }) => path);

describe('the comparison with R', () => {
  it('counts each value once and finds no fault in an equal answer', () => {
    const found = compareWithR(
      { a: 1, b: [2, 'NaN', null], c: { d: 'text' } },
      { a: 1 + 1e-10, b: [2, null, null], c: { d: 'text' } },
      tolerance,
    );
    expect(found).toMatchObject({ compared: 5, differences: [], deviations: 0 });
    expect(found.maxRelativeError).toBeCloseTo(1e-10, 14);
  });

  it('counts nothing where R said nothing, and an empty list as one value', () => {
    expect(compareWithR({}, {}, tolerance).compared).toBe(0);
    expect(compareWithR({ a: [] }, { a: [] }, tolerance)).toMatchObject({ compared: 1, differences: [] });
    expect(paths({ a: [] }, {})).toEqual(['a']);
    expect(paths({ a: [] }, { a: [1] })).toEqual(['a']);
  });

  it.each([
    ['a digit beyond the tolerance', { a: 1 }, { a: 1 + 2e-9 }, ['a']],
    ['a missing field', { a: 1, b: 2 }, { a: 1 }, ['b']],
    ['a field that R lacks', { a: 1 }, { a: 1, b: 2 }, ['b']],
    ['a row too few', { a: [1, 2] }, { a: [1] }, ['a', 'a.1']],
    ['a row too many', { a: [1] }, { a: [1, 2] }, ['a']],
    ['a number for what cannot be estimated', { a: 'NaN' }, { a: 0 }, ['a']],
    ['nothing for a number', { a: 0 }, { a: null }, ['a']],
    ['NaN', { a: 1 }, { a: Number.NaN }, ['a']],
    ['a list in place of fields', { a: { b: 1 } }, { a: [1] }, ['a.b', 'a.0']],
  ])('finds %s', (_, expected, actual, differences) => {
    expect(paths(expected, actual)).toEqual(differences);
  });

  it('holds a stated deviation to what was stated', () => {
    const deviation: Deviation = { path: 'a.#', applies: (index) => index === 1, ours: null, r: 1 };
    expect(compareWithR({ a: [1, 1] }, { a: [1, null] }, tolerance, [deviation])).toMatchObject({
      differences: [],
      deviations: 1,
    });
    expect(paths({ a: [1, 1] }, { a: [1, 1] }, [deviation])).toEqual(['a.1']);
    expect(paths({ a: [1, 1] }, { a: [null, null] }, [deviation])).toEqual(['a.0']);
  });

  it('holds rough numbers of R to what was stated of them', () => {
    const deviation: Deviation = { path: 'a.#', applies: () => true, agree: (ours, r) => Math.abs(ours - r) < 0.1 };
    const given = compareWithR({ a: [1, 'Infinity'] }, { a: [1.05, null] }, tolerance, [deviation]);
    expect(given).toMatchObject({ compared: 2, differences: [], deviations: 2 });
    expect(paths({ a: [1, 'NaN', 1] }, { a: [1.2, 1, null] }, [deviation])).toEqual(['a.0', 'a.1', 'a.2']);
  });

  it('has no digits for a case of behaviour', () => {
    expect(() => compareWithR({}, {}, { kind: 'behaviour', rel: null })).toThrow('behaviour');
  });
});
