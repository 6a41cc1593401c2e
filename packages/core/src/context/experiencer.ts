import type { Experiencer, Judgement } from '../model/index.ts';
import { type CuesOfSentence, spanOf } from './scope.ts';
import type { Token } from './tokens.ts';

/** Whose a mention is: the patient's, or somebody else's. */
export function judgeExperiencer(
  tokens: readonly Token[],
  cues: CuesOfSentence<Experiencer>,
  mention: number,
): Judgement<Experiencer> {
  const [nearest] = [...cues.before(mention)];
  const [behind] = cues.after(mention);
  const deciding = nearest?.cue.group.value === 'other' ? nearest : (behind ?? nearest);
  if (deciding === undefined) return { value: 'patient', cue: null, scope: null, rule: 'plain' };
  const { cue } = deciding;
  return {
    value: cue.group.value === 'none' ? 'patient' : cue.group.value,
    cue: spanOf(tokens, cue.start, cue.end),
    scope: spanOf(tokens, Math.min(cue.start, mention), Math.max(cue.end, mention + 1)),
    rule: cue.group.rule,
  };
}
