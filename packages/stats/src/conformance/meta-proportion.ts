import { type ProportionScale, proportionAt, proportionEffects, type StudyProportion } from '../meta-analysis/index.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { readCall } from './r-call.ts';
import { correctionOf, counts, poolingOptions, rmaAnswer, rmaArguments } from './rma.ts';

const SCALES: Record<string, ProportionScale> = { PLO: 'logit', PAS: 'arcsine', PFT: 'doubleArcsine', PR: 'plain' };

export function metaProportion(fixture: FixtureCase): Answer {
  const call = readCall(fixture);
  if (call.of !== 'metafor::rma') notUnderstood(fixture);
  const given = rmaArguments(fixture, call, ['xi', 'ni'], ['measure', 'add', 'to']);
  const scale = given.choice('measure', SCALES);
  // named, the correction is added on the scales of arcsines too, which are left alone otherwise
  if (given.has('add') && scale !== 'logit' && scale !== 'plain') notUnderstood(fixture);
  const studies = proportionsOf(fixture, given.name('xi'), given.name('ni'));
  const effects = proportionEffects(studies, scale, correctionOf(given));
  const back = scale === 'plain' ? null : (point: number) => proportionAt(point, scale, studies);
  return rmaAnswer(effects, poolingOptions(fixture, given), back);
}

export function proportionsOf(fixture: FixtureCase, events: string, n: string): StudyProportion[] {
  const sizes = counts(fixture, n);
  return counts(fixture, events).map((count, study) => ({ events: count, n: sizes[study] as number }));
}
