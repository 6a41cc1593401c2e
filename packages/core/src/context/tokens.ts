import type { TextSpan } from '../model/index.ts';

/** A word of letters and figures, one Chinese character, or one sign; its text as rules read it. */
export type Token = TextSpan & { text: string };

/** What every year from 1900 on is read as, so that a phrase can name one. */
export const ANY_YEAR = 'yyyy';
const YEAR = /^(?:19|20)\d{2}$/;
/** The 's of a relative stands apart, so that her mother's is her mother. */
const TOKEN = /[a-z0-9à-öø-ÿα-ω]+(?:'(?!s(?![a-z]))[a-z]+)?|[^\s]/gu;

/** The words and signs of a stretch of a judged text; white space separates and is none. */
export function tokensOf(judged: string, { start, end }: TextSpan): Token[] {
  const tokens: Token[] = [];
  for (const found of judged.slice(start, end).matchAll(TOKEN)) {
    const at = start + found.index;
    const text = YEAR.test(found[0]) ? ANY_YEAR : found[0];
    tokens.push({ text, start: at, end: at + found[0].length });
  }
  return tokens;
}

export function isHan(text: string | undefined): boolean {
  return text !== undefined && /^[\u3400-\u9fff]/.test(text);
}

export function isWord(text: string | undefined): boolean {
  return text !== undefined && /^[a-z0-9à-öø-ÿα-ω]/.test(text);
}

/** How many of the tokens end at or before a place: the index of the first that reaches beyond it. */
export function firstTokenAfter(tokens: readonly Token[], place: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as Token).end <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
