import { InputError } from '../input/index.ts';
import type { Comparison } from './compare.ts';
import { type Adapter, type FixtureCase, UnansweredCall } from './fixture-case.ts';
import { judge } from './judge.ts';

/** What became of one case. */
export type Verdict = {
  name: string;
  method: string;
  /** `unsupported`: the method, the call or the input is not one that the library reads; nothing is said of its numbers */
  verdict: 'pass' | 'fail' | 'unsupported';
  /** how many of R's values were compared, of how many that the case holds */
  compared: number;
  of: number;
  /** the largest relative difference from R's numbers; null where nothing was compared */
  maxRelativeError: number | null;
  /** empty for a pass without deviations; else the first differences, what stands in docs/validation.md, or what is unsupported */
  why: string;
};

const SHOWN = 3;

/**
 * Judges one case. It passes only where every value of R's answer was compared and none differs, and where the
 * library's answer has no value that R's lacks: what a method must give is what its adapter gives.
 * @param adapter - what answers the method's calls; undefined for a method that the library does not have
 */
export function verdictOf(fixture: FixtureCase, adapter: Adapter | undefined): Verdict {
  const { name, method } = fixture;
  const of = fixture.tol.kind === 'behaviour' ? 1 : valuesIn(fixture.output);
  const unsupported = (why: string): Verdict => ({
    name,
    method,
    verdict: 'unsupported',
    compared: 0,
    of,
    maxRelativeError: null,
    why,
  });
  if (!adapter) return unsupported(`the library has no method ${method}`);
  try {
    const found = judge(fixture, adapter);
    const passed = found.differences.length === 0 && found.compared === of && of > 0;
    return {
      name,
      method,
      verdict: passed ? 'pass' : 'fail',
      compared: found.compared,
      of,
      maxRelativeError: found.compared === 0 ? null : found.maxRelativeError,
      why: reasonOf(found, of),
    };
  } catch (error) {
    if (error instanceof UnansweredCall) return unsupported(error.message);
    const said = error instanceof Error ? error.message : String(error);
    const why =
      error instanceof InputError
        ? `the library refuses an input that R answers: ${said}`
        : `the library broke on it, which is a fault of the library: ${said}`;
    return { name, method, verdict: 'fail', compared: 0, of, maxRelativeError: null, why };
  }
}

function reasonOf({ compared, differences, deviations }: Comparison, of: number): string {
  if (differences.length > 0) {
    const more = differences.length - SHOWN;
    return `${differences.slice(0, SHOWN).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
  }
  if (of === 0) return "R's answer has no value";
  if (compared !== of) return `${compared} of ${of} values were compared`;
  if (deviations === 0) return '';
  return `${deviations} ${deviations === 1 ? 'value deviates' : 'values deviate'} from R as docs/validation.md states`;
}

/** How many values an answer holds: the ends of its lists and fields, an empty list being one. */
export function valuesIn(output: unknown): number {
  if (typeof output !== 'object' || output === null) return 1;
  if (Array.isArray(output) && output.length === 0) return 1;
  let count = 0;
  for (const part of Object.values(output)) count += valuesIn(part);
  return count;
}
