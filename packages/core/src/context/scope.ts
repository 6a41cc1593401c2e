import type { TextSpan } from '../model/index.ts';
import type { FoundCue } from './cue.ts';
import { MENTION } from './cue-finder.ts';
import { isHan, type Token } from './tokens.ts';

/** A cue that reaches a mention, with how it does. */
export type Reaching<Value extends string> = {
  cue: FoundCue<Value>;
  /** tokens between cue and mention */
  distance: number;
  /** a comma stands between them */
  acrossComma: boolean;
  /** an "or" stands between them, so that both stand in one list */
  inList: boolean;
};

/** No cue is looked for farther from a mention than this many words and signs. */
const FARTHEST = 60;

/** Words that end what a cue before them governs. */
const CLAUSE_ENDS: ReadonlySet<string> = new Set([
  ...'but however though although except whereas nevertheless nonetheless yet because since despite which who whose whom while unless'.split(
    ' ',
  ),
]);
/** Two words that do. */
const PAIRS_THAT_END: ReadonlySet<string> = new Set([
  'aside from',
  'apart from',
  'other than',
  'secondary to',
  'due to',
  'in contrast',
  'so that',
  'in spite',
  'as well',
  'followed by',
  'at presentation',
  'at diagnosis',
]);
const PAIR_BEGINNINGS: ReadonlySet<string> = new Set([...PAIRS_THAT_END].map((pair) => pair.split(' ')[0] as string));
const NEW_SUBJECTS: ReadonlySet<string> = new Set(
  'he she it they we i there this that these those his her their the patient mother father overall instead rather findings features appearances morphology final diagnosis now currently then subsequently consistent suggestive favour favor favoured favored likely most see please'.split(
    ' ',
  ),
);
/** A comma before one of these closes what was put in: "the lump, which does not ulcerate, is X". */
const VERBS: ReadonlySet<string> = new Set('is are was were represents proved shows'.split(' '));
const HAN_ENDS: ReadonlySet<string> = new Set(['但', '然', '而', '却', '故', '因', '仅', '唯']);
const HAN_END_PHRASES = [
  '但是',
  '然而',
  '而是',
  '不过',
  '可是',
  '因此',
  '所以',
  '现为',
  '仅见',
  '反而',
  '尽管',
  '虽然',
  '故而',
];

/** The sentence as cues see it: its tokens, each mention one of them, and what stands where. */
export type Clause = { tokens: readonly Token[]; judged: string };

/** Whether what stands at a token ends the reach of a cue on its way from left to right, or the other way. */
export function endsReach(tokens: readonly Token[], index: number): 'end' | 'comma' | 'hanComma' | 'no' {
  const text = (tokens[index] as Token).text;
  if (text === ';' || text === '。' || text === '.' || text === '!' || text === '|') return 'end';
  if (text === ',') return isHan(tokens[index - 1]?.text) || isHan(tokens[index + 1]?.text) ? 'hanComma' : 'comma';
  if (CLAUSE_ENDS.has(text)) return 'end';
  const next = tokens[index + 1]?.text ?? '';
  if (PAIR_BEGINNINGS.has(text) && PAIRS_THAT_END.has(`${text} ${next}`)) return 'end';
  if (HAN_ENDS.has(text) && (text === '但' || text === '却' || HAN_END_PHRASES.includes(text + next))) return 'end';
  return 'no';
}

/** The cues of a sentence: those that look ahead or name the mention, and those that look back. */
export type FoundCues<Value extends string> = { forward: FoundCue<Value>[]; backward: FoundCue<Value>[] };

/** Cues of one sentence by where they end and begin, so that a mention is asked in bounded work. */
export class CuesOfSentence<Value extends string> {
  private readonly byEnd = new Map<number, FoundCue<Value>>();
  private readonly byStart = new Map<number, FoundCue<Value>>();
  private readonly forwardStarts = new Set<number>();
  private readonly within = new Map<number, FoundCue<Value>>();
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[], { forward, backward }: FoundCues<Value>) {
    this.tokens = tokens;
    for (const cue of forward) {
      this.byEnd.set(cue.end, cue);
      if (cue.group.value !== 'none') this.forwardStarts.add(cue.start);
      for (let at = cue.start; at < cue.end; at += 1)
        if ((tokens[at] as Token).text === MENTION) this.within.set(at, cue);
    }
    for (const cue of backward) this.byStart.set(cue.start, cue);
  }

  /** The cue that names the mention in its phrase, if any. */
  around(mention: number): FoundCue<Value> | null {
    const cue = this.within.get(mention);
    return cue !== undefined && cue.group.value !== 'none' ? cue : null;
  }

  /** The cues before a mention that reach it, the nearest first; none behind a second of the same reach. */
  before(mention: number): Reaching<Value>[] {
    const reaching: Reaching<Value>[] = [];
    if (this.byEnd.size === 0) return reaching;
    let acrossComma = false;
    let acrossHanComma = false;
    let inList = false;
    let depth = 0;
    for (let at = mention - 1, distance = 0; at >= 0 && distance <= FARTHEST; at -= 1, distance += 1) {
      const cue = this.byEnd.get(at + 1);
      if (cue !== undefined) {
        if (cue.group.value !== 'none' && cue.group.direction === 'forward' && depth <= 0) {
          const allowed =
            (cue.group.reach === undefined || distance <= cue.group.reach) &&
            (!acrossHanComma || cue.group.crossesChineseComma === true);
          if (allowed) reaching.push({ cue, distance, acrossComma: acrossComma || acrossHanComma, inList });
        }
        distance += cue.end - cue.start - 1;
        at = cue.start;
        continue;
      }
      const text = (this.tokens[at] as Token).text;
      if (text === ')') depth += 1;
      else if (text === '(' && depth > 0) depth -= 1;
      // what a bracket holds is its own
      if (depth > 0) continue;
      if (text === ':' && this.byEnd.get(at) === undefined) break;
      const end = endsReach(this.tokens, at);
      if (end === 'end') break;
      if (end === 'comma') {
        acrossComma = true;
        if (this.beginsClause(at + 1) || VERBS.has(this.tokens[at + 1]?.text ?? '')) break;
      }
      if (end === 'hanComma') acrossHanComma = true;
      if (text === 'or' || text === 'nor' || text === '或') inList = true;
      if (text === 'and' && this.beginsClause(at + 1)) break;
      if (this.isSpacedDash(at) && this.byEnd.get(at) === undefined) break;
    }
    return reaching;
  }

  /** The cues behind a mention that reach it, the nearest first. */
  after(mention: number): Reaching<Value>[] {
    const reaching: Reaching<Value>[] = [];
    if (this.byStart.size === 0) return reaching;
    let acrossComma = false;
    let depth = 0;
    for (let at = mention + 1, distance = 0; at < this.tokens.length && distance <= FARTHEST; at += 1, distance += 1) {
      const cue = this.byStart.get(at);
      if (cue !== undefined) {
        if (cue.group.value !== 'none' && cue.group.direction === 'backward' && depth <= 0) {
          const allowed = cue.group.reach === undefined || distance <= cue.group.reach;
          if (allowed && !this.startsNext(cue) && (!acrossComma || this.sharesList(mention, cue.start)))
            reaching.push({ cue, distance, acrossComma, inList: acrossComma });
        }
        distance += cue.end - cue.start - 1;
        at = cue.end - 1;
        continue;
      }
      const text = (this.tokens[at] as Token).text;
      if (this.forwardStarts.has(at) && depth === 0) break;
      if (text === '(' && at > mention + 1) depth += 1;
      else if (text === ')' && depth > 0) depth -= 1;
      if (depth > 0) continue;
      const end = endsReach(this.tokens, at);
      if (end === 'end' || text === 'with' || text === 'without') break;
      if (end === 'comma' || end === 'hanComma') acrossComma = true;
    }
    return reaching;
  }

  /** `，除外` with something behind it is of what follows: it looks back only where the clause ends with it. */
  private startsNext({ group, start, end }: FoundCue<Value>): boolean {
    if (group.rule === 'overturned') return false;
    const next = this.tokens[end]?.text;
    return (this.tokens[start] as Token).text === ',' && next !== undefined && (isHan(next) || next === MENTION);
  }

  /** Whether a clause with a subject of its own begins at a token. */
  private beginsClause(index: number): boolean {
    const text = this.tokens[index]?.text;
    if (text === undefined) return false;
    if (text === 'and' || text === 'or' || text === 'nor') return text === 'and' && this.beginsSubject(index + 1);
    return this.beginsSubject(index);
  }

  private beginsSubject(index: number): boolean {
    const text = this.tokens[index]?.text ?? '';
    return text !== MENTION && NEW_SUBJECTS.has(text);
  }

  /** A comma between mention and cue is that of a list only if the list goes on: `A, B and C are excluded`. */
  private sharesList(mention: number, cue: number): boolean {
    let commas = 0;
    let conjunction = false;
    for (let at = mention + 1; at < cue; at += 1) {
      const text = (this.tokens[at] as Token).text;
      if (text === ',') commas += 1;
      if (text === 'and' || text === 'or' || text === '和' || text === '及' || text === '与' || text === '或')
        conjunction = true;
    }
    const between = cue - mention - 1;
    return between === commas || conjunction;
  }

  private isSpacedDash(index: number): boolean {
    const token = this.tokens[index] as Token;
    if (token.text !== '-') return false;
    const before = this.tokens[index - 1];
    const after = this.tokens[index + 1];
    return before !== undefined && after !== undefined && before.end < token.start && token.end < after.start;
  }
}

/** From the first to the last character of some tokens. */
export function spanOf(tokens: readonly Token[], start: number, end: number): TextSpan {
  const first = tokens[Math.max(0, start)] as Token;
  const last = tokens[Math.min(tokens.length, end) - 1] as Token;
  return { start: first.start, end: Math.max(last.end, first.end) };
}
