import { describe, expect, it } from 'vitest';
import { findRoot } from './index.ts';

describe('a root', () => {
  it.each([
    ['of a smooth function', (x: number) => x ** 3 - 2, 0, 2, Math.cbrt(2)],
    ['of one that is flat and then steep', (x: number) => Math.exp(30 * x) - 1.5, -5, 5, Math.log(1.5) / 30],
    ['at an end', (x: number) => x - 3, 3, 9, 3],
    ['given from above', (x: number) => Math.cos(x), 3, 0, Math.PI / 2],
  ])('%s', (_, f, lower, upper, root) => {
    expect(findRoot(f, lower, upper, 1e-14)).toBeCloseTo(root, 12);
  });

  it('of a step function is beside the step', () => {
    expect(findRoot((x) => (x < 0.3 ? -1 : 1), 0, 1, 1e-12)).toBeCloseTo(0.3, 11);
  });

  it('is not made up where the signs are equal or unknown', () => {
    expect(findRoot((x) => x * x + 1, -1, 1, 1e-12)).toBeNull();
    expect(findRoot(() => Number.NaN, -1, 1, 1e-12)).toBeNull();
  });
});
