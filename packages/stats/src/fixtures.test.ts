import { describe, expect, it } from 'vitest';
import { COMMITTED_FIXTURES, hasSharedFixtures, readFixtures, SHARED_FIXTURES } from '../test-support/fixture.ts';
import { ADAPTERS, type FixtureCase, judge } from './conformance/index.ts';

for (const [method, adapter] of Object.entries(ADAPTERS)) {
  const agreesWithR = (fixture: FixtureCase) => {
    const found = judge(fixture, adapter);
    expect(found.differences).toEqual([]);
    expect(found.compared).toBeGreaterThan(0);
  };

  const committed = readFixtures(COMMITTED_FIXTURES, method);
  describe(`R's ${method}, artificial data`, () => {
    it('has cases', () => expect(committed.length).toBeGreaterThan(0));
    it.each(committed)('$name', agreesWithR);
  });

  describe.skipIf(!hasSharedFixtures)(`R's ${method}, full set beside the checkout`, () => {
    it.each(hasSharedFixtures ? readFixtures(SHARED_FIXTURES, method) : [])('$name', agreesWithR);
  });
}
