const BY_CHARACTER: ReadonlyMap<string, string> = new Map([
  ...pairs('−–—‐‑﹣－', '-------'),
  ...pairs('～〜∼', '~~~'),
  ...pairs('【〔［｛[{', '(((((('),
  ...pairs('】〕］｝]}', '))))))'),
  ...pairs('﹢≦≧\u00a0\u3000\u2009\u202f', '+≤≥    '),
]);

/**
 * The text with full-width letters, figures and signs as the keyboard writes them, every dash a hyphen and every bracket a
 * parenthesis. Each character stays one character, so places in the result are places in the text.
 */
export function plainWidth(text: string): string {
  return text.replace(/[^\u0020-\u005a\u005c\u005e-\u007a\u4e00-\u9fff]/g, (character) => {
    const known = BY_CHARACTER.get(character);
    if (known !== undefined) return known;
    const code = character.charCodeAt(0);
    return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character;
  });
}

function pairs(from: string, to: string): [string, string][] {
  return [...from].map((character, index) => [character, to[index] as string]);
}
