import type { Judgement, Negation } from '../model/index.ts';
import type { FoundCue } from './cue.ts';
import { MENTION } from './cue-finder.ts';
import { type CuesOfSentence, endsReach, type Reaching, spanOf } from './scope.ts';
import { isWord, type Token } from './tokens.ts';

/** Words between an outer denial and what it denies: "not felt to be consistent with". */
const FARTHEST_OUTER = 4;
const HAN_DIFFERENTIAL_REACH = 16;
/** What the name of a diagnosis ends in. */
const DIAGNOSIS =
  /(?:oma|omas|omata|itis|osis|oses|sarcoma|tumou?rs?|neoplasms?|cancer|lymphoproliferation|hyperplasia|fibromatosis|gist|cysts?|polyp|metastas[ie]s|granulation|abscess|lesion|process)$/;

/** How a mention is denied, hedged or stated: of the cues that reach it, by the one that has the last word. */
export function judgeNegation(
  tokens: readonly Token[],
  cues: CuesOfSentence<Negation>,
  mention: number,
): Judgement<Negation> {
  const around = cues.around(mention);
  if (around !== null) return judged(tokens, around, mention);
  const asked = questionMark(tokens, mention);
  const differential = asked ?? differentialAround(tokens, mention);
  const [forward, ...farther] = cues.before(mention);
  const [backward] = cues.after(mention);
  const hasLastWord = backward !== undefined && outweighs(backward, forward);
  if (hasLastWord) {
    // "not ruled out": of a hedge before it the later word is kept, too
    return judged(tokens, backward.cue, mention);
  }
  if (forward !== undefined) {
    const value = forward.cue.group.value as Negation;
    if (value === 'affirmed' && forward.cue.group.rule !== 'noDoubt') {
      const outer = outerDenial(forward, farther);
      if (outer !== undefined) return judged(tokens, outer.cue, mention);
      const hedge = farther.find(
        ({ cue, acrossComma }) => cue.group.value === 'possible' && !acrossComma && forward.cue.start - cue.end <= 3,
      );
      if (hedge !== undefined) return judged(tokens, hedge.cue, mention);
    }
    if (value === 'possible' && forward.cue.group.rule === 'possible') {
      const outer = outerDenial(forward, farther);
      if (outer !== undefined) return judged(tokens, outer.cue, mention);
    }
    if (differential !== null && value === 'affirmed' && forward.cue.group.rule !== 'noDoubt') return differential;
    return judged(tokens, forward.cue, mention);
  }
  return differential ?? { value: 'affirmed', cue: null, scope: null, rule: 'plain' };
}

/** A denial just before a cue takes it in: "not suggestive of". */
function outerDenial(
  inner: Reaching<Negation>,
  farther: readonly Reaching<Negation>[],
): Reaching<Negation> | undefined {
  return farther.find(
    ({ cue, acrossComma }) =>
      cue.group.value === 'negated' &&
      cue.group.rule === 'negated' &&
      acrossComma === inner.acrossComma &&
      inner.cue.start - cue.end <= FARTHEST_OUTER,
  );
}

/** Whether a cue behind a mention says more than the one before it. */
function outweighs(backward: Reaching<Negation>, forward: Reaching<Negation> | undefined): boolean {
  if (forward === undefined) return true;
  // "it cannot be excluded that X is possible" says no more than the first half
  if (forward.cue.group.rule === 'notExcluded' && backward.cue.group.rule === 'possible') return false;
  if (backward.cue.group.value === 'affirmed')
    return forward.acrossComma && !forward.inList && forward.cue.group.value === 'negated';
  // "no X identified", "no X was suspected": the denial holds for what is said of X
  if (forward.cue.group.value === 'negated' && !forward.acrossComma)
    return backward.cue.group.rule === 'notExcluded' && backward.acrossComma;
  return true;
}

function judged(tokens: readonly Token[], cue: FoundCue<Negation>, mention: number): Judgement<Negation> {
  const { value, rule } = cue.group;
  return {
    value: value === 'none' ? 'affirmed' : value,
    cue: spanOf(tokens, cue.start, cue.end),
    scope: spanOf(tokens, Math.min(cue.start, mention), Math.max(cue.end, mention + 1)),
    rule,
  };
}

/** `? X`, `X?`, and a question that a mention stands in. */
function questionMark(tokens: readonly Token[], mention: number): Judgement<Negation> | null {
  const found = (at: number): Judgement<Negation> => ({
    value: 'possible',
    cue: spanOf(tokens, at, at + 1),
    scope: spanOf(tokens, Math.min(at, mention), Math.max(at, mention) + 1),
    rule: 'question',
  });
  if (tokens[mention - 1]?.text === '?') return found(mention - 1);
  if (tokens[mention - 2]?.text === '?' && (tokens[mention - 1] as Token).text !== ')') {
    const between = tokens[mention - 1] as Token;
    if (isWord(between.text) && tokens[mention - 3]?.end !== tokens[mention - 2]?.start) return found(mention - 2);
  }
  for (let at = mention + 1; at < tokens.length && at <= mention + 40; at += 1) {
    const { text } = tokens[at] as Token;
    if (text === '?') return found(at);
    if (endsReach(tokens, at) === 'end') return null;
  }
  return null;
}

/** `X vs Y`, `X or Y`, `X/Y` with another diagnosis, and 与X鉴别, whatever the words between. */
function differentialAround(tokens: readonly Token[], mention: number): Judgement<Negation> | null {
  const found = (start: number, end: number): Judgement<Negation> => ({
    value: 'possible',
    cue: spanOf(tokens, start, end),
    scope: spanOf(tokens, Math.min(start, mention), Math.max(end, mention + 1)),
    rule: 'differential',
  });
  for (let at = mention + 1; at < tokens.length && at <= mention + 8; at += 1) {
    const { text } = tokens[at] as Token;
    if (/^(?:or|versus|vs|\/|或)$/.test(text) && otherDiagnosis(tokens, at + 1, 1)) return found(at, at + 1);
    if (text === '或' && tokens[at + 1]?.text !== MENTION) return found(at, at + 1);
    if (endsReach(tokens, at) !== 'no' || text === '(' || text === ')') break;
  }
  for (let at = mention - 1; at >= 0 && at >= mention - 6; at -= 1) {
    const { text } = tokens[at] as Token;
    if (/^(?:or|versus|vs|\/|或)$/.test(text) && otherDiagnosis(tokens, at - 1, -1)) return found(at, at + 1);
    if (text === '或' && at > 0 && tokens[at - 1]?.text !== MENTION) return found(at, at + 1);
    if (endsReach(tokens, at) !== 'no' || text === '(' || text === ')') break;
  }
  return hanDifferential(tokens, mention, found);
}

function hanDifferential(
  tokens: readonly Token[],
  mention: number,
  found: (start: number, end: number) => Judgement<Negation>,
): Judgement<Negation> | null {
  let opens = -1;
  for (let at = mention - 1; at >= 0 && at >= mention - HAN_DIFFERENTIAL_REACH * 2; at -= 1) {
    const end = endsReach(tokens, at);
    if (end === 'end' || end === 'hanComma') break;
    if (/^[与和同跟]$/.test((tokens[at] as Token).text)) opens = at;
  }
  if (opens < 0) return null;
  for (let at = mention + 1; at < tokens.length && at <= mention + HAN_DIFFERENTIAL_REACH * 2; at += 1) {
    const pair = `${(tokens[at] as Token).text}${tokens[at + 1]?.text ?? ''}`;
    if (pair === '鉴别' || pair === '区别' || pair === '区分' || pair === '混淆') return found(at, at + 2);
    const end = endsReach(tokens, at);
    if (end === 'end' || end === 'hanComma') break;
  }
  return null;
}

/** Whether another diagnosis is named within a few words, and not the same one by another name. */
function otherDiagnosis(tokens: readonly Token[], from: number, step: 1 | -1): boolean {
  for (let count = 0, at = from; count < 8; count += 1, at += step) {
    const text = tokens[at]?.text;
    if (text === undefined) return false;
    if (text === MENTION) return false;
    if (DIAGNOSIS.test(text) || /^[瘤癌炎病症]$/.test(text)) return true;
    if (endsReach(tokens, at) !== 'no') return false;
  }
  return false;
}
