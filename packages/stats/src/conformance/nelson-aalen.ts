import type { Answer, FixtureCase } from './fixture-case.ts';
import { survfit } from './survfit.ts';

export function nelsonAalen(fixture: FixtureCase): Answer {
  return survfit(fixture);
}
