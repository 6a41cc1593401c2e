import { describe, expect, it } from 'vitest';
import { answer } from '../test-support/answer.ts';
import { compareWithR } from '../test-support/compare.ts';
import { COMMITTED_FIXTURES, hasSharedFixtures, readFixtures, SHARED_FIXTURES } from '../test-support/fixture.ts';

const METHODS = ['descriptive', 'median_ci', 'proportion_ci', 'km', 'reverse_km'];

for (const method of METHODS) {
  describe(`R's ${method}, artificial data`, () => {
    it.each(readFixtures(COMMITTED_FIXTURES, method))('$name', (fixture) => {
      const { output, deviations } = answer(fixture);
      const found = compareWithR(fixture.output, output, fixture.tol, deviations);
      expect(found.differences).toEqual([]);
      expect(found.compared).toBeGreaterThan(0);
    });
  });

  describe.skipIf(!hasSharedFixtures)(`R's ${method}, full set beside the checkout`, () => {
    it.each(hasSharedFixtures ? readFixtures(SHARED_FIXTURES, method) : [])('$name', (fixture) => {
      const { output, deviations } = answer(fixture);
      const found = compareWithR(fixture.output, output, fixture.tol, deviations);
      expect(found.differences).toEqual([]);
      expect(found.compared).toBeGreaterThan(0);
    });
  });
}
