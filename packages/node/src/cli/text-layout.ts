/** Full-width characters of East Asian scripts take two columns of a terminal; combining marks take none. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const NO_WIDTH = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** How many columns of a terminal a text takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (WIDE.test(character)) width += 2;
    else if (!NO_WIDTH.test(character)) width += 1;
  }
  return width;
}

/**
 * Breaks a text into lines of at most `width` columns: at spaces, and on either side of a full-width character, which
 * is where Chinese breaks. A word longer than a line stands alone and is not cut, so that it can be copied whole.
 */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    const joined = line + piece;
    if (line === '' || displayWidth(joined.trimEnd()) <= width) line = joined;
    else {
      lines.push(line.trimEnd());
      line = piece;
    }
  }
  return [...lines, line.trimEnd()];
}

/** Words with the space after them, and single full-width characters. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let word = '';
  const close = (): void => {
    if (word !== '') found.push(word);
    word = '';
  };
  for (const character of text.replace(/\s+/gu, ' ').trim()) {
    if (WIDE.test(character) && !isClosing(character) && !isOpening(word)) close();
    word += character;
    if (character === ' ' || (WIDE.test(character) && !isOpening(character))) close();
  }
  close();
  return mergeClosing(found);
}

/** Punctuation that must not begin a line. */
function isClosing(character: string): boolean {
  return '，。、；：？！）」』”’》】'.includes(character);
}

/** Whether a text ends in punctuation that must not end a line. */
function isOpening(text: string): boolean {
  return /[（「『“‘《【]$/u.test(text);
}

function mergeClosing(found: readonly string[]): string[] {
  const merged: string[] = [];
  for (const piece of found) {
    const last = merged.at(-1);
    if (last !== undefined && !last.endsWith(' ') && isClosing([...piece][0] ?? ''))
      merged[merged.length - 1] = last + piece;
    else merged.push(piece);
  }
  return merged;
}
