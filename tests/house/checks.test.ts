import { describe, expect, it } from 'vitest';
import { checks } from '../../scripts/check/checks.mjs';

// One test for each check of `npm run check`, so that `npm test` proves them too.
describe('npm run check', () => {
  it.each(checks)('$name', { timeout: 180_000 }, async ({ run }) => {
    expect((await run()).join('\n')).toBe('');
  });
});
