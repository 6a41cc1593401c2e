import { MATHEMATICAL, SEPARATORS, UNUSUAL } from './characters.ts';
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
 * The regular expressions of a first pass over raw texts. Each is found in every text in which a term is found once it is
 * normalised, and in others; so no report is missed, and what is found too much is dropped by the second pass. All are of
 * the plainest kind, without flags but that of case: RE2, PostgreSQL and JavaScript read them alike.
 */
export type CoarsePatterns = {
  /** for RE2, as DuckDB has it; `(?i)` stands in front */
  readonly re2: string;
  /** for `~*` of PostgreSQL */
  readonly posix: string;
  /** terms in texts that hold nothing unusual; linear where it is tried by backtracking, too */
  readonly terms: RegExp;
  /** what has to be normalised before terms can be looked for */
  readonly unusual: RegExp;
};

const GAP = `[${SEPARATORS}]`;
const SAME_CLAUSE = '[^.!?。！？;；．]*';
const WORD_START = '(?:^|[^A-Za-z0-9])';
const WORD_END = '(?:[^A-Za-z0-9]|$)';
/** A line that ends in a hyphen: the word may go on. */
const HYPHENATION = '[A-Za-z0-9][-\\u2010\\u2011][ \\t]*[\\r\\n]';

/** Makes the patterns of the first pass of all patterns of a search. */
export function coarsePatterns(patterns: readonly TokenPattern[]): CoarsePatterns {
  const whole = unique(patterns.flatMap(wholeOf));
  const parts = unique(patterns.flatMap(linearPartsOf));
  const unusual = `[${UNUSUAL}]|${HYPHENATION}`;
  const all = [...grouped(whole), unusual].join('|');
  return {
    re2: `(?i)${literally(`${all}|`)}[\u{1d400}-\u{1d7ff}]`,
    posix: `${literally(`${all}|`)}[\u{1d400}-\u{1d7ff}]`,
    // of nothing to look for, nothing is found
    terms: new RegExp(parts.length === 0 ? '[^\\s\\S]' : grouped(parts).join('|'), 'i'),
    unusual: new RegExp(`${unusual}|${MATHEMATICAL}`),
  };
}

/** Escapes as the characters they stand for: the three engines write them differently. */
function literally(pattern: string): string {
  return pattern.replaceAll(/\\u([0-9a-f]{4})/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** A pattern and whether it begins with a letter of a word, before which no other may stand. */
type Part = { readonly source: string; readonly beginsWord: boolean };

function unique(parts: readonly Part[]): Part[] {
  return [...new Map(parts.map((part) => [part.source, part])).values()];
}

/** Alternatives that begin a word share the look at what stands before it. */
function grouped(parts: readonly Part[]): string[] {
  const words = parts.filter(({ beginsWord }) => beginsWord).map(({ source }) => source);
  const others = parts.filter(({ beginsWord }) => !beginsWord).map(({ source }) => source);
  return [...(words.length === 0 ? [] : [`${WORD_START}(?:${words.join('|')})`]), ...others];
}

function wholeOf(pattern: TokenPattern): Part[] {
  if (pattern.kind === 'phrases') return pattern.phrases.map((tokens) => partOf(tokens, true));
  const side = (phrases: readonly Token[][]): string =>
    `(?:${phrases.map((tokens) => partOf(tokens, false).source).join('|')})`;
  const [left, right] = [side(pattern.left), side(pattern.right)];
  const forward = { source: `${left}${SAME_CLAUSE}${right}`, beginsWord: false };
  return pattern.inOrder ? [forward] : [forward, { source: `${right}${SAME_CLAUSE}${left}`, beginsWord: false }];
}

/** Parts that must stand in a text for the pattern to: without any that could be tried in many ways. */
function linearPartsOf(pattern: TokenPattern): Part[] {
  const phrases = pattern.kind === 'phrases' ? pattern.phrases : pattern.left;
  return phrases.map((tokens) => partOf(longestPlain(tokens), pattern.kind === 'phrases'));
}

/** The longest part without a wildcard. */
function longestPlain(tokens: readonly Token[]): Token[] {
  const rows: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'any' || token.kind === 'one') rows.push([]);
    else rows.at(-1)?.push(token);
  }
  return rows.map((row) => trimmed(row)).reduce((best, row) => (weight(row) > weight(best) ? row : best));
}

function trimmed(row: readonly Token[]): Token[] {
  const isSeparator = (token: Token | undefined): boolean => token?.kind === 'separator';
  const from = isSeparator(row[0]) ? 1 : 0;
  return row.slice(from, isSeparator(row.at(-1)) ? -1 : undefined);
}

function weight(row: readonly Token[]): number {
  return row.reduce(
    (sum, token) => sum + (token.kind === 'word' ? token.text.length : token.kind === 'character' ? 3 : 0),
    0,
  );
}

function partOf(tokens: readonly Token[], closes: boolean): Part {
  let source = '';
  let before: Token | undefined;
  for (const [index, token] of tokens.entries()) {
    const isLast = index === tokens.length - 1;
    // blanks beside Chinese characters do not count
    if (before !== undefined && token.kind !== 'separator' && before.kind !== 'separator') source += `${GAP}*`;
    source += sourceOf(token, isLast);
    before = token;
  }
  const [first, last] = [tokens[0], tokens.at(-1)];
  const endsShort = closes && last?.kind === 'word' && last.isWhole && last.text.length < LONG_WORD;
  return {
    source: endsShort ? source + WORD_END : source,
    beginsWord: first?.kind === 'word' && first.isWhole,
  };
}

function sourceOf(token: Token, isLast: boolean): string {
  switch (token.kind) {
    case 'word':
      return token.isWhole ? wordSource(token.text, isLast) : token.text;
    case 'character':
      return characterSource(token.code);
    case 'separator':
      return `${GAP}${token.isOptional ? '*' : '+'}`;
    case 'one':
      return '[^.,;:。，；：]';
    case 'any':
      return '[^.,;:。，；：]*';
  }
}

function wordSource(word: string, isLast: boolean): string {
  const spellings = spellingsOf(word);
  const all = isLast ? [...spellings, ...spellings.flatMap(pluralsOf)] : spellings;
  const sources = [...new Set(all.flatMap(spellingSources))];
  return sources.length === 1 ? (sources[0] as string) : `(?:${sources.join('|')})`;
}

/** A word as it is; a long one by its first half or by its first letters and second half, one of which a slip leaves whole. */
function spellingSources(word: string): string[] {
  const parting = partingOf(word);
  const written = (from: number, to: number): string =>
    parting > from && parting < to
      ? `${word.slice(from, parting)}${GAP}*${word.slice(parting, to)}`
      : parting === from && from > 0
        ? `${GAP}*${word.slice(from, to)}`
        : word.slice(from, to);
  if (word.length < LONG_WORD || !/^[a-z]+$/.test(word)) return [written(0, word.length)];
  const half = Math.ceil(word.length / 2);
  // a slip behind the first half may fall before the parting, which then stands among the letters that follow
  const rest = parting >= half ? `[a-z]*(?:${GAP}+[a-z]*)?` : '[a-z]*';
  const middle = parting > 0 && parting <= half + 1 ? `[a-z]*(?:${GAP}+[a-z]*)?` : '[a-z]*';
  return [`${written(0, half)}${rest}`, `${word.slice(0, 2)}${middle}${written(half + 1, word.length)}`];
}

function characterSource(code: number): string {
  const character = String.fromCharCode(code);
  if (code > 0x20 && code < 0x7f) return `[\\${character}${String.fromCharCode(code + 0xfee0)}]`;
  const written = writtenAs(character);
  return written.length === 1 ? character : `[${written}]`;
}
