import type { Experiencer, Mention, Negation, Temporality, TermHit, TextSpan } from '../model/index.ts';
import type { CueGroup } from './cue.ts';
import { cueFinder, MENTION } from './cue-finder.ts';
import { judgeExperiencer } from './experiencer.ts';
import { EXPERIENCER_CUES } from './experiencer-cues.ts';
import { judgedText } from './judged-text.ts';
import { lookAlikeOf, lookAlikesIn } from './look-alikes.ts';
import { judgeNegation } from './negation.ts';
import { CHINESE_NEGATION_CUES } from './negation-cues-chinese.ts';
import { ENGLISH_NEGATION_CUES } from './negation-cues-english.ts';
import type { JudgeOptions } from './reading.ts';
import { CuesOfSentence, type FoundCues } from './scope.ts';
import { findSections, SECTION_DEFAULTS, type Section, sectionAt } from './sections.ts';
import { splitSentences } from './sentences.ts';
import { judgeTemporality } from './temporality.ts';
import { TEMPORALITY_CUES } from './temporality-cues.ts';
import { type Token, tokensOf } from './tokens.ts';

type Finders<Value extends string> = (tokens: readonly Token[]) => FoundCues<Value>;
let finders: {
  negation: Finders<Negation>;
  temporality: Finders<Temporality>;
  experiencer: Finders<Experiencer>;
} | null = null;

/** Made when first asked for: whoever judges nothing pays nothing. */
function cueFinders(): NonNullable<typeof finders> {
  finders ??= {
    negation: bothWays([...ENGLISH_NEGATION_CUES, ...CHINESE_NEGATION_CUES]),
    temporality: bothWays(TEMPORALITY_CUES),
    experiencer: bothWays(EXPERIENCER_CUES),
  };
  return finders;
}

/** Cues that look ahead and cues that look back take no words from each other; what is no cue at all takes them from both. */
function bothWays<Value extends string>(groups: readonly CueGroup<Value>[]): Finders<Value> {
  const forward = cueFinder(groups.filter(({ direction }) => direction !== 'backward'));
  const backward = cueFinder(groups.filter(({ direction, value }) => direction === 'backward' || value === 'none'));
  return (tokens) => ({ forward: forward(tokens), backward: backward(tokens) });
}

/**
 * Judges every hit in a text: denied, hedged or stated; of now, of the past or of what may come; the patient's or somebody
 * else's. Each judgement names its cue, its scope and its rule.
 * @returns one mention for each hit, in the order of the text
 */
export function judgeMentions(text: string, hits: readonly TermHit[], options: JudgeOptions = {}): Mention[] {
  if (hits.length === 0) return [];
  const sections = findSections(text);
  return judgeIn(text, hits, { sections, sentences: splitSentences(text, sections, hits) }, options);
}

/** The same where sections and sentences are known. */
export function judgeIn(
  text: string,
  hits: readonly TermHit[],
  { sections, sentences }: { sections: readonly Section[]; sentences: readonly TextSpan[] },
  options: JudgeOptions,
): Mention[] {
  const judged = judgedText(text);
  const sorted = [...hits].sort((a, b) => a.start - b.start || b.end - a.end || (a.term < b.term ? -1 : 1));
  const lookAlikes = lookAlikesIn(judged, sorted, options.terms ?? []);
  const mentions: Mention[] = [];
  let at = 0;
  for (const sentence of sentences) {
    const here: TermHit[] = [];
    for (; at < sorted.length && (sorted[at] as TermHit).start < sentence.end; at += 1)
      here.push(sorted[at] as TermHit);
    if (here.length > 0)
      for (const mention of judgeSentence(judged, sentence, here, sectionAt(sections, (here[0] as TermHit).start)))
        mentions.push(mention);
  }
  return mentions.map((mention) => {
    const found = lookAlikeOf(mention, lookAlikes);
    return found === null ? mention : { ...mention, negation: found };
  });
}

function judgeSentence(
  judged: string,
  sentence: TextSpan,
  hits: readonly TermHit[],
  section: Section | null,
): Mention[] {
  const places = clustersOf(hits);
  const tokens = tokensWithMentions(judged, sentence, places);
  const { negation, temporality, experiencer } = cueFinders();
  const cues = {
    negation: new CuesOfSentence(tokens, negation(tokens)),
    temporality: new CuesOfSentence(tokens, temporality(tokens)),
    experiencer: new CuesOfSentence(tokens, experiencer(tokens)),
  };
  const at = new Map(
    tokens.flatMap((token, index): [number, number][] => (token.text === MENTION ? [[token.start, index]] : [])),
  );
  let current = 0;
  return hits.map((hit) => {
    while ((places[current] as TextSpan).end < hit.end) current += 1;
    const index = at.get((places[current] as TextSpan).start) as number;
    return withSection(
      {
        ...hit,
        sentence,
        section: section?.kind ?? null,
        negation: judgeNegation(tokens, cues.negation, index),
        temporality: judgeTemporality(tokens, cues.temporality, index),
        experiencer: judgeExperiencer(tokens, cues.experiencer, index),
      },
      section,
    );
  });
}

/** A section has its say where the sentence has none. */
function withSection(mention: Mention, section: Section | null): Mention {
  const defaults = section === null ? undefined : SECTION_DEFAULTS[section.kind];
  if (section === null || defaults === undefined) return mention;
  const bySection = { cue: { start: section.start, end: section.body }, scope: mention.sentence, rule: 'section' };
  const plain = (rule: string): boolean => rule === 'plain' || rule === 'confirmed';
  return {
    ...mention,
    negation:
      defaults.negation !== undefined && plain(mention.negation.rule)
        ? { value: defaults.negation, ...bySection }
        : mention.negation,
    temporality:
      defaults.temporality !== undefined && plain(mention.temporality.rule)
        ? { value: defaults.temporality, ...bySection }
        : mention.temporality,
    experiencer:
      defaults.experiencer !== undefined && plain(mention.experiencer.rule)
        ? { value: defaults.experiencer, ...bySection }
        : mention.experiencer,
  };
}

/** Hits that overlap stand in one place and are judged alike. */
function clustersOf(hits: readonly TermHit[]): TextSpan[] {
  const places: TextSpan[] = [];
  for (const { start, end } of hits) {
    const last = places.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else places.push({ start, end });
  }
  return places;
}

/** The tokens of a sentence, those of each place of a mention made one. */
function tokensWithMentions(judged: string, sentence: TextSpan, places: readonly TextSpan[]): Token[] {
  const tokens: Token[] = [];
  let from = sentence.start;
  for (const place of places) {
    for (const token of tokensOf(judged, { start: from, end: place.start })) tokens.push(token);
    tokens.push({ text: MENTION, start: place.start, end: place.end });
    from = place.end;
  }
  for (const token of tokensOf(judged, { start: from, end: Math.max(from, sentence.end) })) tokens.push(token);
  return tokens;
}
