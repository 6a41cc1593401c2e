/** Characters that have no shape of their own or turn the order of others: controls, joiners, bidirectional marks. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u3164\uffa0]/gu;

/**
 * A text as it can be shown without misleading: characters that cannot be seen, or that turn the order of others, stand as
 * their code point (`‹U+202E›`). Tabs and line ends become a space.
 */
export function visibleText(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replace(UNSEEN, (character) => {
    const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
    return `‹U+${code}›`;
  });
}

/** At most `length` characters of a visible text, in quotes. */
export function quotedText(text: string, length = 40): string {
  const characters = [...visibleText(text)];
  return characters.length > length ? `“${characters.slice(0, length).join('')}…”` : `“${characters.join('')}”`;
}
