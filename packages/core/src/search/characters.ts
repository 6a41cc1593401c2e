/** Marks that a text carries without being read: they are taken out. */
const UNSEEN =
  '\\u0001-\\u0008\\u000e-\\u001f\\u007f\\u00ad\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff\\ufff9-\\ufffb';
/** Letters and figures of another width, ligatures, accents, and characters that stand for another one. */
const OTHER_FORMS =
  '\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0300-\\u036f\\u1e00-\\u1eff\\u212a\\u212b\\u2f00-\\u2fdf\\uf900-\\ufaff\\ufb00-\\ufb06\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a';
/** White space, dashes and the low line: what stands between words. */
export const SEPARATORS =
  '\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2010-\\u2015\\u2028\\u2029\\u202f\\u205f\\u2212\\u3000\\ufe58\\ufe63\\uff0d_\\-';

/** The inside of a character class of what is not read as it stands, in the syntax of JavaScript without the flag `u`. */
export const UNUSUAL = UNSEEN + OTHER_FORMS;
/** First halves of the letters of U+1D400 to U+1D7FF. */
export const MATHEMATICAL = '\\ud835';

export const SPACE = 0x20;
/** Where a line ends in a hyphen: the word may go on, or another may begin. */
export const SOFT = 0xad;

const HYPHENS = new Set([0x2d, 0x2010, 0x2011]);

export function isHyphen(code: number): boolean {
  return HYPHENS.has(code);
}

/** Chinese characters and kana: words without blanks between them. */
export function isCjk(code: number): boolean {
  return (
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3005 && code <= 0x3007)
  );
}

/** What a character is to the reader of texts. */
export const ORDINARY = 0;
export const SEPARATOR = 1;
export const ODD = 2;
export const WORD = 4;

let kinds: Uint8Array | null = null;

/** Kind of each UTF-16 unit; made when first asked for. */
export function characterKinds(): Uint8Array {
  if (kinds !== null) return kinds;
  const made = new Uint8Array(0x10000);
  const odd = new RegExp(`[${UNUSUAL}${MATHEMATICAL}]`);
  const separator = new RegExp(`[${SEPARATORS}]`);
  for (let code = 0; code < 0x10000; code += 1) {
    const character = String.fromCharCode(code);
    if (odd.test(character)) made[code] = ODD;
    else if (separator.test(character)) made[code] = SEPARATOR;
    else if (!isCjk(code) && /[\p{L}\p{N}]/u.test(character)) made[code] = WORD;
  }
  kinds = made;
  return made;
}

/** A letter or figure of a word with blanks around it. */
export function isWordCode(code: number): boolean {
  return characterKinds()[code] === WORD;
}
