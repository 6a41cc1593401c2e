import type { Judgement, Temporality } from '../model/index.ts';
import type { FoundCue } from './cue.ts';
import { type CuesOfSentence, spanOf } from './scope.ts';
import type { Token } from './tokens.ts';

/** How far before a mention a word such as "recurrent" belongs to it. */
const BESIDE = 3;

/** Whether a mention is of now, of the past, or of what may come. */
export function judgeTemporality(
  tokens: readonly Token[],
  cues: CuesOfSentence<Temporality>,
  mention: number,
): Judgement<Temporality> {
  const around = cues.around(mention);
  if (around !== null) return judged(tokens, around, mention);
  const before = cues.before(mention);
  const after = cues.after(mention);
  const hypothetical = [...before, ...after].find(({ cue }) => cue.group.value === 'hypothetical');
  if (hypothetical !== undefined) return judged(tokens, hypothetical.cue, mention);
  const againBehind = after.find(({ cue }) => cue.group.value === 'recent');
  if (againBehind !== undefined) return judged(tokens, againBehind.cue, mention);
  const [nearest] = before;
  const againBefore = nearest?.cue.group.value === 'recent' && nearest.distance <= BESIDE ? nearest : undefined;
  const past = before.find(({ cue }) => cue.group.value === 'historical');
  // "history of recurrent X" stays history
  if (past !== undefined && againBefore !== undefined && againBefore.cue.start - past.cue.end <= BESIDE)
    return judged(tokens, past.cue, mention);
  if (againBefore !== undefined) return judged(tokens, againBefore.cue, mention);
  const pastBehind = after.find(({ cue }) => cue.group.value === 'historical');
  if (pastBehind !== undefined) return judged(tokens, pastBehind.cue, mention);
  if (past !== undefined && nearest === past) return judged(tokens, past.cue, mention);
  if (nearest !== undefined && nearest.cue.group.value === 'recent') return judged(tokens, nearest.cue, mention);
  return { value: 'recent', cue: null, scope: null, rule: 'plain' };
}

function judged(tokens: readonly Token[], cue: FoundCue<Temporality>, mention: number): Judgement<Temporality> {
  const { value, rule } = cue.group;
  return {
    value: value === 'none' ? 'recent' : value,
    cue: spanOf(tokens, cue.start, cue.end),
    scope: spanOf(tokens, Math.min(cue.start, mention), Math.max(cue.end, mention + 1)),
    rule,
  };
}
