import { InputError } from '../input/index.ts';
import type { Comparison } from './compare.ts';
import { type Adapter, type FixtureCase, UnansweredCall } from './fixture-case.ts';
import { judge } from './judge.ts';
import type { Reason } from './reason.ts';

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
  /** null for a pass without deviations; else what differs or deviates, or what is unsupported */
  why: Reason | null;
};

/**
 * Judges one case. It passes only where every value of R's answer was compared and none differs, and where the
 * library's answer has no value that R's lacks: what a method must give is what its adapter gives.
 * @param adapter - what answers the method's calls; undefined for a method that the library does not have
 */
export function verdictOf(fixture: FixtureCase, adapter: Adapter | undefined): Verdict {
  const { name, method } = fixture;
  const of = fixture.tol.kind === 'behaviour' ? 1 : valuesIn(fixture.output);
  const unsupported = (why: Reason): Verdict => ({
    name,
    method,
    verdict: 'unsupported',
    compared: 0,
    of,
    maxRelativeError: null,
    why,
  });
  if (!adapter) return unsupported({ why: 'noMethod', method });
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
    if (error instanceof UnansweredCall) return unsupported({ why: 'unanswered', unanswered: error.unanswered });
    const message = error instanceof Error ? error.message : String(error);
    const why: Reason =
      error instanceof InputError
        ? { why: 'refused', code: error.code, message, at: error.at }
        : { why: 'broke', message };
    return { name, method, verdict: 'fail', compared: 0, of, maxRelativeError: null, why };
  }
}

function reasonOf({ compared, differences, deviations }: Comparison, of: number): Reason | null {
  if (differences.length > 0) return { why: 'differs', differences };
  if (of === 0) return { why: 'nothingToCompare' };
  if (compared !== of) return { why: 'notAllCompared', compared, of };
  return deviations === 0 ? null : { why: 'deviates', values: deviations };
}

/** How many values an answer holds: the ends of its lists and fields, an empty list being one. */
export function valuesIn(output: unknown): number {
  if (typeof output !== 'object' || output === null) return 1;
  if (Array.isArray(output) && output.length === 0) return 1;
  let count = 0;
  for (const part of Object.values(output)) count += valuesIn(part);
  return count;
}
