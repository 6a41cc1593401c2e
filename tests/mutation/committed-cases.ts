import { describe, expect, it } from 'vitest';
import { ADAPTERS, judge } from '../../packages/stats/src/conformance/index.ts';
import { COMMITTED_FIXTURES, readFixtures } from '../../packages/stats/test-support/fixture.ts';
import { mutatedFolder } from './folders.mjs';

const folder = mutatedFolder();

for (const method of folder.methods) {
  const adapter = ADAPTERS[method];
  if (!adapter) throw new Error(`nothing answers ${method}`);
  const cases = readFixtures(COMMITTED_FIXTURES, method).filter(({ input }) =>
    Object.values(input.columns ?? {}).every((column) => !Array.isArray(column) || column.length <= folder.rows),
  );
  describe(`R's ${method}`, () => {
    it.each(cases)('$name', (fixture) => {
      expect(judge(fixture, adapter).differences).toEqual([]);
    });
  });
}
