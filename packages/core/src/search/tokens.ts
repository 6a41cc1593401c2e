import type { SearchPhrase } from '../protocol/index.ts';
import { isCjk, isHyphen, isWordCode, SPACE } from './characters.ts';
import { normaliseText } from './normalise.ts';

/** A part of a phrase in the alphabet of normalised text. */
export type Token =
  /** letters and figures up to the next blank; `isWhole` where no wildcard stands beside them */
  | { readonly kind: 'word'; readonly text: string; readonly isWhole: boolean }
  /** a Chinese character or a sign */
  | { readonly kind: 'character'; readonly code: number }
  | { readonly kind: 'separator'; readonly isOptional: boolean }
  /** any letters of a word; among Chinese characters a few of them */
  | { readonly kind: 'any'; readonly inWord: boolean }
  | { readonly kind: 'one' };

const ANY = 0xe000;
const ONE = 0xe001;
const PARTING = 0xe002;

/** The tokens of a phrase, in the order of the text. Wildcards at an end that add nothing are dropped. */
export function tokensOf(phrase: SearchPhrase): Token[] {
  const written = phrase
    .map((piece) => {
      if (piece.kind === 'text') return withPartings(piece.text);
      return String.fromCharCode(piece.kind === 'any' ? ANY : ONE);
    })
    .join('')
    .trim();
  const { codes, length } = normaliseText(written);
  const tokens: Token[] = [];
  let at = 0;
  while (at < length) {
    const code = codes[at] as number;
    if (isWordCode(code)) {
      const start = at;
      while (at < length && isWordCode(codes[at] as number)) at += 1;
      const beside = [codes[start - 1], at < length ? codes[at] : undefined];
      tokens.push({
        kind: 'word',
        text: String.fromCharCode(...codes.subarray(start, at)),
        isWhole: !beside.some((other) => other === ANY || other === ONE),
      });
      continue;
    }
    tokens.push(tokenOf(code, codes[at - 1], at + 1 < length ? codes[at + 1] : undefined));
    at += 1;
  }
  return withoutIdleEnds(tokens);
}

function tokenOf(code: number, before: number | undefined, behind: number | undefined): Token {
  if (code === SPACE) return { kind: 'separator', isOptional: false };
  if (code === PARTING) return { kind: 'separator', isOptional: true };
  if (code === ONE) return { kind: 'one' };
  if (code !== ANY) return { kind: 'character', code };
  return { kind: 'any', inWord: [before, behind].some((other) => other !== undefined && isWordCode(other)) };
}

/** A hyphen inside a word may also be a blank, or not be there. */
function withPartings(text: string): string {
  const characters = [...text];
  return characters
    .map((character, index) => {
      if (!isHyphen(character.codePointAt(0) as number)) return character;
      const beside = [characters[index - 1], characters[index + 1]].map((other) => other?.charCodeAt(0) ?? SPACE);
      return beside.every((other) => isWordCode(normalCode(other)) && !isCjk(other))
        ? String.fromCharCode(PARTING)
        : character;
    })
    .join('');
}

function normalCode(code: number): number {
  return normaliseText(String.fromCharCode(code)).codes[0] ?? SPACE;
}

function withoutIdleEnds(tokens: readonly Token[]): Token[] {
  const isIdle = (token: Token | undefined): boolean =>
    token !== undefined && (token.kind === 'separator' || (token.kind === 'any' && !token.inWord));
  let start = 0;
  let end = tokens.length;
  while (start < end && isIdle(tokens[start])) start += 1;
  while (end > start && isIdle(tokens[end - 1])) end -= 1;
  return tokens.slice(start, end);
}
