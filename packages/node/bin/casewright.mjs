#!/usr/bin/env node
import { existsSync } from 'node:fs';

const bundle = new URL('../../../dist/casewright.mjs', import.meta.url);

// Freshness is the bootstrap's business (`npm start`, `npm run build`): looking at every source would slow down each call.
if (!existsSync(bundle)) {
  process.stderr.write('casewright: building the command, once\n');
  const { build } = await import('../../../scripts/build.mjs');
  await build();
}
await import(bundle.href);
