import type { Answer, FixtureCase } from './fixture-case.ts';
import { survfit } from './survfit.ts';

export function reverseKm(fixture: FixtureCase): Answer {
  return survfit(fixture);
}
