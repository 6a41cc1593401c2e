import { type PatternPiece, plainWord } from '../protocol/index.ts';
import type { TextToken } from './text-tokens.ts';

type NumberToken = Extract<TextToken, { kind: 'number' }>;
type DateToken = Extract<TextToken, { kind: 'date' }>;

/** Where a sentence makes a claim: which token stands in which slot. */
export type Match = {
  /** places of the tokens, the first and the one after the last */
  from: number;
  to: number;
  numbers: ReadonlyMap<number, NumberToken>;
  dates: ReadonlyMap<'from' | 'to', DateToken>;
};

/** Every place at which the tokens of a sentence fit a pattern, none overlapping; the tightest where several begin. */
export function matchesOf(tokens: readonly TextToken[], pattern: readonly PatternPiece[]): Match[] {
  const found: Match[] = [];
  let from = 0;
  for (;;) {
    const match = tightest(tokens, pattern, from);
    if (!match) return found;
    found.push(match);
    from = match.to;
  }
}

function tightest(tokens: readonly TextToken[], pattern: readonly PatternPiece[], from: number): Match | null {
  let best: Match | null = null;
  for (let start = from; start < tokens.length; start += 1) {
    const match = matchAt(tokens, segmentsOf(pattern), start);
    if (match && (!best || match.to - match.from < best.to - best.from)) best = match;
    if (best && start >= best.to) break;
  }
  return best;
}

function segmentsOf(pattern: readonly PatternPiece[]): PatternPiece[][] {
  const segments: PatternPiece[][] = [[]];
  for (const piece of pattern) {
    if (piece.kind === 'gap') segments.push([]);
    else segments.at(-1)?.push(piece);
  }
  return segments.filter((segment) => segment.length > 0);
}

/** The first segment at `start`, each further one at its first place after the one before. */
function matchAt(tokens: readonly TextToken[], segments: readonly PatternPiece[][], start: number): Match | null {
  const numbers = new Map<number, NumberToken>();
  const dates = new Map<'from' | 'to', DateToken>();
  let at = start;
  for (const [index, segment] of segments.entries()) {
    const last = index === 0 ? start : tokens.length - segment.length;
    while (at <= last && !fits(tokens, segment, at)) at += 1;
    if (at > last || !fits(tokens, segment, at)) return null;
    for (const [offset, piece] of segment.entries()) {
      const token = tokens[at + offset];
      if (piece.kind === 'number' && token?.kind === 'number') numbers.set(piece.value, token);
      if (piece.kind === 'date' && token) {
        const date = asDate(token);
        if (date) dates.set(piece.end, date);
      }
    }
    at += segment.length;
  }
  return segments.length === 0 ? null : { from: start, to: at, numbers, dates };
}

function fits(tokens: readonly TextToken[], segment: readonly PatternPiece[], at: number): boolean {
  return segment.every((piece, offset) => {
    const token = tokens[at + offset];
    if (!token || !fitsOne(token, piece)) return false;
    // "one" far from the words of a pattern is hardly the number that it asks for
    return piece.kind !== 'number' || token.kind !== 'number' || !token.isWeak || segment.length > 1;
  });
}

function fitsOne(token: TextToken, piece: PatternPiece): boolean {
  switch (piece.kind) {
    case 'number':
      return token.kind === 'number';
    case 'date':
      return asDate(token) !== null;
    case 'gap':
      return false;
    case 'word': {
      const word = token.kind === 'word' ? token.word : plainWord(token.text);
      if (piece.isPrefix ? word.startsWith(piece.word) : word === piece.word) return true;
      return token.kind === 'number' && /^\d/.test(piece.word) && token.value === Number(piece.word);
    }
  }
}

/** A date, or a number that can be nothing but a year. */
function asDate(token: TextToken): DateToken | null {
  if (token.kind === 'date') return token;
  if (token.kind !== 'number' || !/^(?:19|20)\d\d$/.test(token.text)) return null;
  const { text, start, end } = token;
  const year = Number(text);
  const day = (month: number, date: number): number => Date.UTC(year, month, date) / 86_400_000;
  return {
    kind: 'date',
    text,
    start,
    end,
    date: { kind: 'date', text, precision: 'year', earliest: day(0, 1), latest: day(11, 31) },
  };
}
