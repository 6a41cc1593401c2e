import { binomialNormal, logitProportion } from '../meta-analysis/index.ts';
import type { Deviation } from './compare.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { proportionsOf } from './meta-proportion.ts';
import { readCall } from './r-call.ts';
import { argumentsOf, levelOf, pair } from './rma.ts';

/** rma.glmm() stops the search for the maximum early: docs/validation.md. */
export function searchedByR(paths: readonly string[]): Deviation[] {
  const agree = (ours: number, r: number) => Math.abs(ours - r) <= Math.max(1e-8, 5e-5 * Math.abs(r));
  return paths.map((path) => ({ path, applies: () => true, agree }));
}

export function metaProportionGlmm(fixture: FixtureCase): Answer {
  const call = readCall(fixture);
  if (call.of !== 'metafor::rma.glmm') notUnderstood(fixture);
  const given = argumentsOf(fixture, call, ['xi', 'ni'], ['measure', 'method', 'nAGQ', 'level']);
  given.choice('measure', { PLO: null });
  given.choice('method', { ML: null }, 'ML');
  const studies = proportionsOf(fixture, given.name('xi'), given.name('ni'));
  const found = binomialNormal(studies, { points: given.number('nAGQ', 7), level: levelOf(given) });
  const ci = pair(found.interval);
  return {
    output: {
      estimate: found.estimate,
      se: found.standardError,
      ci,
      tau2: found.tauSquared,
      i2: found.iSquared === null ? null : found.iSquared * 100,
      q_wald: found.equality?.wald ?? null,
      q_lrt: found.equality?.likelihoodRatio ?? null,
      back: [found.estimate, ...ci].map((point) => (point === null ? null : logitProportion(point))),
    },
    deviations: searchedByR(['estimate', 'se', 'ci.#', 'tau2', 'i2', 'back.#']),
    warnings: found.whyNull ? [found.whyNull] : studies.length === 1 ? ['oneStudy'] : [],
  };
}
