/**
 * The words by which a sentence of a manuscript is known to make a claim, as the study document writes them:
 * `# boys ... # girls`. A `#` stands for a number, `#2` for the second value of the claim, `@` for a date; `...` for any
 * words of the same sentence; a word that ends in `*` for every word that begins so. Case, punctuation and hyphens do
 * not count, and each Chinese character is a word.
 */
export type PatternPiece =
  | { kind: 'word'; word: string; isPrefix: boolean }
  /** `value` counts the values of the claim from 0 */
  | { kind: 'number'; value: number }
  /** the first or the last day of a window */
  | { kind: 'date'; end: 'from' | 'to' }
  | { kind: 'gap' };

const PIECE = /\.\.\.|…|#(\d*)|@|[\u3400-\u9fff\uf900-\ufaff]|[\p{L}\p{N}][\p{L}\p{N}'’-]*\*?/gu;

/** Reads a pattern; slots without a number count on from one another. What is no word, slot or gap is left out. */
export function parseClaimPattern(text: string): PatternPiece[] {
  let next = 0;
  let dates = 0;
  return [...text.matchAll(PIECE)].map((match): PatternPiece => {
    const piece = match[0];
    if (piece === '...' || piece === '…') return { kind: 'gap' };
    if (piece === '@') {
      dates += 1;
      return { kind: 'date', end: dates === 1 ? 'from' : 'to' };
    }
    if (piece.startsWith('#')) {
      const value = match[1] === '' ? next : Number(match[1]) - 1;
      next = value + 1;
      return { kind: 'number', value };
    }
    const isPrefix = piece.endsWith('*');
    return { kind: 'word', word: plainWord(isPrefix ? piece.slice(0, -1) : piece), isPrefix };
  });
}

/** A word as it is compared: small letters, without hyphens and apostrophes. */
export function plainWord(word: string): string {
  return word.toLowerCase().replaceAll(/['’-]/g, '');
}
