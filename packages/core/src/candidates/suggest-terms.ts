import type { SourceReport, TextSpan } from '../model/index.ts';
import { compileSearch, readableText, type Search } from '../search/index.ts';
import { EDGE_CHARACTERS, EDGE_WORDS } from './suggest-stop-words.ts';
import type { UnderstoodReport } from './understood-report.ts';

/** A word, or several, that often stand near hits and seldom elsewhere. Nothing applies it: a person may add it to the search. */
export type SuggestedTerm = {
  /** as texts are compared: small letters, simplified characters */
  term: string;
  language: 'en' | 'zh-CN';
  /** patients near whose hits it stands, of those with a hit that is meant */
  near: number;
  ofNear: number;
  /** patients of the sample of reports without a hit in whose reports it stands */
  background: number;
  ofBackground: number;
};

const MOST_SUGGESTED = 20;
/** Phrases that are compared with one another. */
const MOST_COMPARED = 600;
/** Fewer patients show a habit of one writer, or a name. */
const FEWEST_PATIENTS = 3;
/** Likelihood ratio with one degree of freedom: p of 0.001, because thousands of words are tried. */
const LEAST_RATIO = 10.83;
/** Reports with a hit that are counted: more change nothing and cost time. */
const MOST_REPORTS = 2000;
const WORDS_BESIDE = 10;
const CHARACTERS_BESIDE = 24;
const LONGEST_WORDS = 3;
const LONGEST_CHARACTERS = 8;
/** As much text as holds what is looked at beside a hit. */
const REACH = 160;

/**
 * Words near the hits of a search that the search does not look for: counted by patient within ten words (24 Chinese
 * characters, which need no blanks between them) of a mention that is neither denied nor of somebody else, against the
 * whole text of the sampled reports without a hit, which puts rather too few than too many forward. Ordered by the
 * likelihood ratio of the two shares; of phrases within one another the longest that loses no fifth of its patients.
 *
 * @param background - a random sample of the reports without a hit; nothing is suggested without one
 * @see Dunning (1993) Computational Linguistics 19:61
 */
export function suggestTerms(
  found: readonly UnderstoodReport[],
  background: readonly SourceReport[],
  search: Search,
): SuggestedTerm[] {
  const near = countedByPatient(
    found.slice(0, MOST_REPORTS).flatMap((one) => {
      const texts = textsBeside(one);
      return texts.length === 0 ? [] : [{ patient: one.report.patient, texts }];
    }),
    null,
  );
  const frequent = new Map([...near.counts].filter(([, count]) => count >= FEWEST_PATIENTS));
  const elsewhere = countedByPatient(
    background.map(({ patient, text }) => ({ patient, texts: [text] })),
    frequent,
  );
  if (near.patients === 0 || elsewhere.patients === 0) return [];
  const inRules = rulesOf(search);
  const scored = [...frequent].flatMap(([phrase, count]) => {
    const others = elsewhere.counts.get(phrase) ?? 0;
    const ratio = likelihoodRatio(count, near.patients, others, elsewhere.patients);
    const isMore = count / near.patients > 2 * (others / elsewhere.patients);
    return isMore && ratio >= LEAST_RATIO ? [{ phrase, count, others, ratio }] : [];
  });
  scored.sort((a, b) => b.ratio - a.ratio || b.phrase.length - a.phrase.length || (a.phrase < b.phrase ? -1 : 1));
  const strongest = scored.slice(0, MOST_COMPARED).filter(({ phrase }) => !inRules(phrase));
  return withoutParts(strongest)
    .slice(0, MOST_SUGGESTED)
    .map(({ phrase, count, others }) => ({
      term: phrase,
      language: isChinese(phrase) ? 'zh-CN' : 'en',
      near: count,
      ofNear: near.patients,
      background: others,
      ofBackground: elsewhere.patients,
    }));
}

/** What stands on either side of the mentions that are meant, other hits taken out. */
function textsBeside({ report, mentions }: UnderstoodReport): string[] {
  const meant = mentions.filter(
    ({ negation, experiencer }) => negation.value !== 'negated' && experiencer.value === 'patient',
  );
  if (meant.length === 0) return [];
  const text = withoutSpans(report.text, mentions);
  return meant.flatMap(({ start, end }) => [
    lastOf(text.slice(Math.max(0, start - REACH), start), start > REACH),
    firstOf(text.slice(end, end + REACH), end + REACH < text.length),
  ]);
}

/** A sign that is neither word nor blank, so that no phrase reaches over a hit. */
function withoutSpans(text: string, spans: readonly TextSpan[]): string {
  let left = text;
  for (const { start, end } of spans) left = left.slice(0, start) + '|'.repeat(end - start) + left.slice(end);
  return left;
}

/** The last words before a hit; the first of them may be cut in two. */
function lastOf(text: string, isCut: boolean): string {
  const pieces = piecesOf(readableText(text));
  const kept = isCut ? pieces.slice(1) : pieces;
  return within(kept.reverse()).reverse().join('');
}

function firstOf(text: string, isCut: boolean): string {
  const pieces = piecesOf(readableText(text));
  return within(isCut ? pieces.slice(0, -1) : pieces).join('');
}

const HAN = '\\u3005-\\u3007\\u3400-\\u9fff';

/** Words, single Chinese characters, and what stands between them. */
function piecesOf(text: string): string[] {
  return text.match(new RegExp(`[${HAN}]|[^\\s${HAN}\\p{P}\\p{S}]+|[\\s\\p{P}\\p{S}]+`, 'gu')) ?? [];
}

/** As many pieces as are looked at beside a hit: a word counts more than a character. */
function within(pieces: string[]): string[] {
  let left = WORDS_BESIDE * CHARACTERS_BESIDE;
  const kept: string[] = [];
  for (const piece of pieces) {
    if (isChinese(piece)) left -= WORDS_BESIDE;
    else if (/[\p{L}\p{N}]/u.test(piece)) left -= CHARACTERS_BESIDE;
    if (left < 0) break;
    kept.push(piece);
  }
  return kept;
}

function isChinese(text: string): boolean {
  return /[\u3400-\u9fff]/.test(text);
}

type Counted = { patients: number; counts: Map<string, number> };

/** In how many patients' texts each phrase stands. @param wanted - only these are counted; null counts all */
function countedByPatient(
  entries: readonly { patient: string; texts: readonly string[] }[],
  wanted: ReadonlyMap<string, number> | null,
): Counted {
  const byPatient = new Map<string, string[]>();
  for (const { patient, texts } of entries) byPatient.set(patient, [...(byPatient.get(patient) ?? []), ...texts]);
  const counts = new Map<string, number>();
  for (const texts of byPatient.values()) {
    const own = new Set<string>();
    for (const text of texts) addPhrases(readableText(text), wanted, own);
    for (const phrase of own) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  return { patients: byPatient.size, counts };
}

function addPhrases(text: string, wanted: ReadonlyMap<string, number> | null, into: Set<string>): void {
  const add = (phrase: string): void => {
    if (wanted === null || wanted.has(phrase)) into.add(phrase);
  };
  for (const [run] of text.matchAll(new RegExp(`[${HAN}]{2,}`, 'g'))) addCharacters(run, add);
  for (const [run] of text.matchAll(new RegExp(`[^\\s${HAN}\\p{P}\\p{S}]+(?: [^\\s${HAN}\\p{P}\\p{S}]+)*`, 'gu')))
    addWords(run.split(' '), add);
}

function addCharacters(run: string, add: (phrase: string) => void): void {
  for (let start = 0; start < run.length; start += 1) {
    if (EDGE_CHARACTERS.has(run[start] as string)) continue;
    for (let length = 2; length <= LONGEST_CHARACTERS && start + length <= run.length; length += 1)
      if (!EDGE_CHARACTERS.has(run[start + length - 1] as string)) add(run.slice(start, start + length));
  }
}

function addWords(words: readonly string[], add: (phrase: string) => void): void {
  for (let start = 0; start < words.length; start += 1) {
    if (!mayEnd(words[start] as string)) continue;
    for (let length = 1; length <= LONGEST_WORDS && start + length <= words.length; length += 1)
      if (mayEnd(words[start + length - 1] as string)) add(words.slice(start, start + length).join(' '));
  }
}

/** Whether a phrase may begin or end with a word: it has three letters or more and carries meaning by itself. */
function mayEnd(word: string): boolean {
  return word.length >= 3 && !/^\d+$/.test(word) && !EDGE_WORDS.has(word);
}

/** Whether the search looks for a phrase already, or names it among its look-alikes. */
function rulesOf(search: Search): (phrase: string) => boolean {
  const compiled = compileSearch(search);
  const written = (search.terms ?? []).flatMap(({ patterns, lookAlikes = {} }) =>
    [...Object.values(patterns), ...Object.values(lookAlikes)].flat(),
  );
  const texts = written.map((pattern) => ` ${readableText(pattern.replaceAll(/[()|*?"]/g, ''))} `);
  const whole = written.map((pattern) => ` ${readableText(pattern.replaceAll(/\([^)]*\)|[*?"]/g, ''))} `);
  return (phrase) => {
    if (compiled.findHits(phrase).length > 0) return true;
    const sought = isChinese(phrase) ? phrase : ` ${phrase} `;
    return texts.some((text) => text.includes(sought)) || whole.some((text) => text.includes(sought));
  };
}

type Scored = { phrase: string; count: number; others: number; ratio: number };

/** Without what a longer phrase says as well, and without longer ones that add nothing to a shorter. */
function withoutParts(scored: readonly Scored[]): Scored[] {
  const isPart = (one: Scored): boolean =>
    scored.some(
      (other) =>
        other.phrase.length > one.phrase.length && contains(other.phrase, one.phrase) && other.count >= 0.8 * one.count,
    );
  const whole = scored.filter((one) => !isPart(one));
  const kept: Scored[] = [];
  for (const one of whole) {
    const isSaid = kept.some((other) => contains(one.phrase, other.phrase) || overlaps(one.phrase, other.phrase));
    if (!isSaid) kept.push(one);
  }
  return kept;
}

function contains(whole: string, part: string): boolean {
  return isChinese(part) ? whole.includes(part) : ` ${whole} `.includes(` ${part} `);
}

/** Pieces cut from one long Chinese phrase at different places. */
function overlaps(one: string, other: string): boolean {
  if (!isChinese(one) || !isChinese(other)) return false;
  for (let shared = Math.min(one.length, other.length) - 1; shared >= 3; shared -= 1)
    if (one.endsWith(other.slice(0, shared)) || other.endsWith(one.slice(0, shared))) return true;
  return false;
}

/** Twice the logarithm of the likelihood ratio of two shares against one share for both. */
function likelihoodRatio(a: number, ofA: number, b: number, ofB: number): number {
  const share = (a + b) / (ofA + ofB);
  const of = (count: number, total: number, p: number): number =>
    (count === 0 ? 0 : count * Math.log(p)) + (count === total ? 0 : (total - count) * Math.log(1 - p));
  return 2 * (of(a, ofA, a / ofA) + of(b, ofB, b / ofB) - of(a, ofA, share) - of(b, ofB, share));
}
