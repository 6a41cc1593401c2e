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
  const againBefore = nearest?.cue.group.rule === 'recentAgain' && nearest.distance <= BESIDE ? nearest : undefined;
  const past = before.find(({ cue }) => cue.group.value === 'historical');
  // "history of recurrent X" stays history
  if (past !== undefined && againBefore !== undefined && againBefore.cue.start - past.cue.end <= BESIDE)
    return judged(tokens, past.cue, mention);
  if (againBefore !== undefined) return judged(tokens, againBefore.cue, mention);
  const later = recursLater(tokens, mention);
  if (later !== null && (past !== undefined || after.some(({ cue }) => cue.group.value === 'historical'))) return later;
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

const RECURRED = /^(?:recurred|relapsed|regrown|recurs)$/;
const DENIED =
  /^(?:no|not|never|without|nor|free|if|should|for|risk|whether|until|[未无没防若如否是不免警险预有])$|n't$/;
const FREE_AGAIN = /^(?:free|remission|ned|well|no|without|无|未)$/;
const AS_FAR_BACK = 6;
const AS_FAR_AHEAD = 30;

/** "resected in 2014, but has recurred": disease that came back is of now, unless it is gone again. */
function recursLater(tokens: readonly Token[], mention: number): Judgement<Temporality> | null {
  const end = Math.min(tokens.length, mention + AS_FAR_AHEAD);
  for (let at = mention + 1; at < end; at += 1) {
    const text = (tokens[at] as Token).text;
    const isHan = (text === '复' || text === '再') && tokens[at + 1]?.text === '发';
    if (!isHan && !RECURRED.test(text)) continue;
    const last = isHan ? at + 2 : at + 1;
    if (isHan && /^[率风可危机性]$/.test(tokens[last]?.text ?? '')) return null;
    const before = tokens.slice(Math.max(mention + 1, at - AS_FAR_BACK), at);
    if (before.some((token) => DENIED.test(token.text))) return null;
    if (tokens.slice(last, last + AS_FAR_AHEAD).some((token) => FREE_AGAIN.test(token.text))) return null;
    return {
      value: 'recent',
      cue: spanOf(tokens, at, last),
      scope: spanOf(tokens, mention, last),
      rule: 'recentAgain',
    };
  }
  return null;
}
