import { InputError } from '../input/index.ts';
import { type Comparison, compareWithR } from './compare.ts';
import type { Adapter, FixtureCase } from './fixture-case.ts';
import type { Difference } from './reason.ts';

/**
 * Answers a case and compares every value of R's answer. A case of behaviour, where R errs or warns, has no digits:
 * there the library must refuse the input or warn as well, which counts as one value.
 */
export function judge(fixture: FixtureCase, adapter: Adapter): Comparison {
  if (fixture.tol.kind === 'behaviour') {
    const differences: Difference[] = refusesOrWarns(fixture, adapter) ? [] : [{ is: 'noWarning', path: '' }];
    return { compared: 1, maxRelativeError: 0, differences, deviations: 0 };
  }
  const { output, deviations } = adapter(fixture);
  return compareWithR(fixture.output, output, fixture.tol, deviations);
}

function refusesOrWarns(fixture: FixtureCase, adapter: Adapter): boolean {
  try {
    return (adapter(fixture).warnings ?? []).length > 0;
  } catch (error) {
    if (error instanceof InputError) return true;
    throw error;
  }
}
