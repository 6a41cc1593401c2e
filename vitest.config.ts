import { defineConfig } from 'vitest/config';
import { findChromium } from './scripts/set-up/chromium.mjs';

const chromium = findChromium();
const long = process.env['CASEWRIGHT_LONG'] === '1';

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'tests/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', ...(long ? [] : ['**/*.long.test.ts'])],
    setupFiles: ['./tests/support/property-runs.ts'],
    testTimeout: long ? 600_000 : 30_000,
    hookTimeout: 120_000,
    reporters: [['default', { summary: false }], './tests/support/plain-reporter.ts'],
    env: chromium ? { CHROMIUM_PATH: chromium } : {},
  },
});
