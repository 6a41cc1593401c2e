import { describe, expect, it } from 'vitest';
import { compileBesideWall } from './wall.mjs';

// That the wall stands is one of the checks (tests/house/checks.test.ts); here: that its fall would be seen.
describe('compileBesideWall', { timeout: 60_000 }, () => {
  it('finds process and Buffer missing, and nothing else wrong', () => {
    const { notFound, leaks } = compileBesideWall('stats', ['process', 'Buffer']);
    expect({ notFound, leaks }).toEqual({ notFound: ['process', 'Buffer'], leaks: [] });
  });

  it('sees it when the types of Node come in', () => {
    const { notFound, leaks } = compileBesideWall('stats', ['process', 'Buffer'], ['node']);
    expect(notFound).toEqual([]);
    expect(leaks.join('\n')).toMatch(/node_modules\/@types\/node\/index\.d\.ts for/);
  });
});
