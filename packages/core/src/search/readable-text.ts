import { SOFT } from './characters.ts';
import { normaliseText, textOf } from './normalise.ts';

/** A text as terms are compared with it, as a string: small letters, plain width, simplified characters, lines joined. */
export function readableText(text: string): string {
  return textOf(normaliseText(text)).replaceAll(String.fromCharCode(SOFT), '');
}
