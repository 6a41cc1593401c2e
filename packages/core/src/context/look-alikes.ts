import type { Judgement, Negation, TermHit, TextSpan } from '../model/index.ts';
import { judgedText } from './judged-text.ts';
import type { TermMeaning } from './reading.ts';

/** Where something else than a search term means is named, by the term it is a look-alike of. */
export type LookAlikes = {
  judged: string;
  /** by `id` of the term, in the order of the text */
  places: ReadonlyMap<string, readonly TextSpan[]>;
  /** hits whose abbreviation the text itself spells out as something else, or defines so */
  spelledOtherwise: ReadonlyMap<string, TextSpan>;
};

/** How far from a hit a look-alike's words may stand to be about it. */
const BESIDE = 24;
/** An abbreviation is explained farther away, too. */
const OF_ABBREVIATION = 160;

/** Looks for the look-alikes that a study names, and for abbreviations that a text spells out as something else. */
export function lookAlikesIn(judged: string, hits: readonly TermHit[], terms: readonly TermMeaning[]): LookAlikes {
  const places = new Map<string, TextSpan[]>();
  for (const { term, lookAlikes } of terms) {
    if (lookAlikes === undefined || !hits.some((hit) => hit.term === term)) continue;
    const spans = lookAlikes.flatMap((words) => spansOf(judged, judgedText(words)));
    places.set(
      term,
      spans.sort((a, b) => a.start - b.start),
    );
  }
  return { judged, places, spelledOtherwise: spelledOtherwise(judged, hits) };
}

/** The judgement that a hit means something else; null where nothing says so. */
export function lookAlikeOf(
  hit: TermHit,
  { judged, places, spelledOtherwise }: LookAlikes,
): Judgement<Negation> | null {
  const found = (cue: TextSpan): Judgement<Negation> => ({
    value: 'negated',
    cue,
    scope: { start: Math.min(cue.start, hit.start), end: Math.max(cue.end, hit.end) },
    rule: 'lookAlike',
  });
  const word = judged.slice(hit.start, hit.end);
  const spelled = spelledOtherwise.get(word);
  if (spelled !== undefined) return found(spelled);
  const reach = isAbbreviation(word) ? OF_ABBREVIATION : BESIDE;
  const near = nearest(places.get(hit.term) ?? [], hit);
  if (near === null) return null;
  const gap = near.start >= hit.end ? judged.slice(hit.end, near.start) : judged.slice(near.end, hit.start);
  if (gap.length > reach || (!isAbbreviation(word) && /[.。;；!?\n,]/.test(gap))) return null;
  return found(near);
}

function isAbbreviation(word: string): boolean {
  return /^[a-z]{2,6}$/.test(word);
}

function nearest(spans: readonly TextSpan[], hit: TextSpan): TextSpan | null {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as TextSpan).start < hit.start) low = middle + 1;
    else high = middle;
  }
  const distance = (span: TextSpan | undefined): number =>
    span === undefined ? Number.POSITIVE_INFINITY : Math.max(0, span.start - hit.end, hit.start - span.end);
  const before = spans[low - 1];
  const after = spans[low];
  const best = distance(before) <= distance(after) ? before : after;
  return best ?? null;
}

/** Where some words stand as words, whatever the white space in and between them. */
function spansOf(judged: string, words: string): TextSpan[] {
  const pattern = words
    .trim()
    .split(/[\s-]+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('[\\s-]{0,3}');
  const bounded = new RegExp(`${/^[a-z0-9]/.test(words) ? '(?<![a-z0-9])' : ''}${pattern}`, 'g');
  return [...judged.matchAll(bounded)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
}

/** `intima-media thickness (IMT)`, `IMT (inspiratory muscle training)`: words whose first letters spell the abbreviation. */
function spelledOtherwise(judged: string, hits: readonly TermHit[]): Map<string, TextSpan> {
  const spelled = new Map<string, TextSpan>();
  const asked = new Set<string>();
  for (const hit of hits) {
    const word = judged.slice(hit.start, hit.end);
    if (!isAbbreviation(word) || asked.size > 200) continue;
    asked.add(word);
    const words = expansionBefore(judged, hit, word.length) ?? expansionBehind(judged, hit, word.length);
    if (words === null || initialsOf(judged.slice(words.start, words.end)) !== word) continue;
    if (hits.some((other) => other !== hit && other.start < words.end && words.start < other.end)) continue;
    if (!spelled.has(word)) spelled.set(word, words);
  }
  return spelled;
}

function expansionBefore(judged: string, hit: TextSpan, count: number): TextSpan | null {
  const before = judged.slice(Math.max(0, hit.start - 90), hit.start);
  const found = new RegExp(`((?:[a-z]{1,24}[\\s-]{1,3}){${count - 1}}[a-z]{1,24})\\s?\\(\\s?$`).exec(before);
  if (found === null) return null;
  const end = hit.start - (found[0].length - (found[1] as string).length);
  return { start: end - (found[1] as string).length, end };
}

function expansionBehind(judged: string, hit: TextSpan, count: number): TextSpan | null {
  const behind = judged.slice(hit.end, hit.end + 90);
  const found = new RegExp(`^\\s?[(:=,]\\s?((?:[a-z]{1,24}[\\s-]{1,3}){${count - 1}}[a-z]{1,24})(?=\\s?[),.;]|$)`).exec(
    behind,
  );
  if (found === null) return null;
  const start = hit.end + found[0].length - (found[1] as string).length;
  return { start, end: start + (found[1] as string).length };
}

function initialsOf(words: string): string {
  return words
    .split(/[\s-]+/)
    .map((word) => word[0] ?? '')
    .join('');
}
