import { isCjk, MATHEMATICAL, SEPARATORS, UNUSUAL } from './characters.ts';
import { writtenAs } from './han-variants.ts';
import type { Token } from './tokens.ts';
import { LONG_WORD, partingOf, pluralsOf, spellingsOf } from './word-variants.ts';

/** A pattern of a search, its phrases as tokens. */
export type TokenPattern =
  | { readonly kind: 'phrases'; readonly phrases: readonly Token[][] }
  | {
      readonly kind: 'near';
      readonly left: readonly Token[][];
      readonly right: readonly Token[][];
      readonly inOrder: boolean;
    };

/**
 * The regular expressions of a first pass over raw texts: of each phrase its most telling part, in all its variants. They are found in every text in which a term is found once it is
 * normalised, and in others; so no report is missed, and what is found too much is dropped by the second pass. All are of
 * the plainest kind, without flags but that of case: RE2, PostgreSQL and JavaScript read them alike.
 */
export type CoarsePatterns = {
  /** for RE2, as DuckDB has it */
  readonly re2: string;
  /** for PostgreSQL: one for `~*`, null where no term is looked for, and one for `~` */
  readonly posix: { readonly anyCase: string | null; readonly asWritten: string };
  /** terms in texts that hold nothing unusual; linear where it is tried by backtracking, too */
  readonly terms: RegExp;
  /** what has to be normalised before terms can be looked for */
  readonly unusual: RegExp;
};

const GAP = `[${SEPARATORS}]`;
const WORD_START = '(?:^|[^A-Za-z0-9])';
/** A line that ends in a hyphen: the word may go on. */
const HYPHENATION = '[A-Za-z0-9][-\\u2010\\u2011][ \\t]*[\\r\\n]';
/** Words as short as this are looked for where a word begins only. */
const SHORT = 5;
/** More letters than this at its end tell a word. */
const TELLING = 7;
/** Chinese characters that make a part. */
const CHARACTERS = 3;

/** Makes the patterns of the first pass of all patterns of a search. */
export function coarsePatterns(patterns: readonly TokenPattern[]): CoarsePatterns {
  const parts = [...new Set(patterns.flatMap(partsOf))];
  const unusual = `[${UNUSUAL}]|${HYPHENATION}`;
  const anyCase = parts.length === 0 ? null : literally(parts.join('|'));
  // never in any case: the Kelvin sign and the long s are k and s then, and every English text is unusual
  const asWritten = `${literally(`${unusual}|`)}[\u{1d400}-\u{1d7ff}]`;
  return {
    re2: anyCase === null ? asWritten : `(?i:${anyCase})|${asWritten}`,
    posix: { anyCase, asWritten },
    // of nothing to look for, nothing is found
    terms: new RegExp(parts.length === 0 ? '[^\\s\\S]' : parts.join('|'), 'i'),
    unusual: new RegExp(`${unusual}|${MATHEMATICAL}`),
  };
}

/** Escapes as the characters they stand for: the three engines write them differently. */
function literally(pattern: string): string {
  return pattern.replaceAll(/\\u([0-9a-f]{4})/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Of two parts near each other both must stand in the text: the more telling is looked for. */
function partsOf(pattern: TokenPattern): string[] {
  if (pattern.kind === 'phrases') return pattern.phrases.flatMap((tokens) => mostTelling(tokens).sources);
  const side = (phrases: readonly Token[][]): Part[] => phrases.map(mostTelling);
  const [left, right] = [side(pattern.left), side(pattern.right)];
  const least = (parts: readonly Part[]): number => Math.min(...parts.map(({ weight }) => weight));
  return (least(left) >= least(right) ? left : right).flatMap(({ sources }) => sources);
}

/** A part of a phrase: it stands, in one of these forms, wherever the phrase does. */
type Part = { readonly weight: number; readonly sources: readonly string[] };

function mostTelling(tokens: readonly Token[]): Part {
  const parts: Part[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'word') parts.push(wordPart(token, at === tokens.length - 1));
    else if (token.kind === 'character') parts.push(charactersFrom(tokens, at));
  }
  return parts.reduce((best, part) => (part.weight > best.weight ? part : best));
}

function wordPart(token: Token & { kind: 'word' }, isLast: boolean): Part {
  if (!token.isWhole) return { weight: token.text.length, sources: [token.text] };
  const spellings = spellingsOf(token.text);
  const all = isLast ? [...spellings, ...spellings.flatMap(pluralsOf)] : spellings;
  return { weight: token.text.length, sources: [...new Set(all.flatMap(spellingSources))] };
}

/** A word as it is; a long one by its two halves, one of which a slip of the pen leaves whole. */
function spellingSources(word: string): string[] {
  const parting = partingOf(word);
  const written = (from: number, to: number): string =>
    parting > from && parting < to
      ? `${word.slice(from, parting)}${GAP}*${word.slice(parting, to)}`
      : word.slice(from, to);
  if (word.length < LONG_WORD || !/^[a-z]+$/.test(word)) {
    const whole = written(0, word.length);
    return [word.length <= SHORT ? `${WORD_START}${whole}` : whole];
  }
  const half = Math.ceil(word.length / 2);
  const end = written(half + 1, word.length);
  // a short end is that of many words: it counts with the letters by which this one begins
  const mid = parting > 0 && parting <= half + 1 ? `[a-z]{0,${half}}${GAP}*[a-z]{0,${half}}` : `[a-z]{0,${half}}`;
  return [written(0, half), word.length - half > TELLING ? end : `${word.slice(0, 2)}${mid}${end}`];
}

/** A few Chinese characters, as they are written in any way, with blanks between them. */
function charactersFrom(tokens: readonly Token[], at: number): Part {
  const sources: string[] = [];
  let weight = 0;
  for (const token of tokens.slice(at, at + CHARACTERS)) {
    if (token.kind !== 'character') break;
    sources.push(characterSource(token.code));
    weight += isCjk(token.code) ? 4 : 1;
  }
  return { weight, sources: [sources.join(`${GAP}*`)] };
}

function characterSource(code: number): string {
  const character = String.fromCharCode(code);
  if (code > 0x20 && code < 0x7f) return `[\\${character}${String.fromCharCode(code + 0xfee0)}]`;
  const written = writtenAs(character);
  return written.length === 1 ? character : `[${written}]`;
}
