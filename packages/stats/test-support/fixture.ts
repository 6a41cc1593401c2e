import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FixtureCase } from '../src/conformance/index.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** Artificial data only, made by the scripts beside them. */
export const COMMITTED_FIXTURES = join(here, '..', 'fixtures');
/** The full set, with real data sets among its inputs, lies beside the checkout where it is to be had at all. */
export const SHARED_FIXTURES = join(here, '..', '..', '..', '..', 'shared', 'oracles');
export const hasSharedFixtures = existsSync(join(SHARED_FIXTURES, 'km.json'));

/** The cases of a method, big inputs read in; none where the folder has no file of the method. */
export function readFixtures(folder: string, method: string): FixtureCase[] {
  const file = join(folder, `${method}.json`);
  if (!existsSync(file)) return [];
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: FixtureCase[] };
  for (const { input } of cases) {
    if (input.columns_ref) input.columns = JSON.parse(readFileSync(join(folder, input.columns_ref), 'utf8'));
  }
  return cases;
}
