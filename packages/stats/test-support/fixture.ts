import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One call of R with its input and its answer. Numbers that JSON lacks are the strings NaN, Infinity, -Infinity. */
export type FixtureCase = {
  name: string;
  method: string;
  r_call: string;
  tol: { kind: string; rel: number | null; abs?: number };
  input: {
    columns?: Record<string, (number | string | null)[]>;
    columns_ref?: string;
    levels?: Record<string, string[]>;
    params?: Record<string, unknown>;
  };
  output: unknown;
};

const here = dirname(fileURLToPath(import.meta.url));

/** Artificial data only, made by the scripts beside them. */
export const COMMITTED_FIXTURES = join(here, '..', 'fixtures');
/** The full set, with real data sets among its inputs, lies beside the checkout where it is to be had at all. */
export const SHARED_FIXTURES = join(here, '..', '..', '..', '..', 'shared', 'oracles');
export const hasSharedFixtures = existsSync(join(SHARED_FIXTURES, 'km.json'));

/** The cases of a method, big inputs read in. */
export function readFixtures(folder: string, method: string): FixtureCase[] {
  const { cases } = JSON.parse(readFileSync(join(folder, `${method}.json`), 'utf8')) as { cases: FixtureCase[] };
  for (const { input } of cases) {
    if (input.columns_ref) input.columns = JSON.parse(readFileSync(join(folder, input.columns_ref), 'utf8'));
  }
  return cases;
}
