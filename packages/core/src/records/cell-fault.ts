import type { Words } from '../model/index.ts';

/** What is wrong with one cell: the rule and the fact in `message`, the remedy in `hint`. */
export type CellFault = { readonly code: string; readonly message: Words; readonly hint: Words };

export type ParsedCell<V> = { value: V; fault: null } | { value: null; fault: CellFault };

export function parsed<V>(value: V): ParsedCell<V> {
  return { value, fault: null };
}

export function faulty(code: string, message: Words, hint: Words): ParsedCell<never> {
  return { value: null, fault: { code, message, hint } };
}

const LONGEST_QUOTE = 40;

/** A text as a message may show it: shortened, and with characters that cannot be seen, or that turn the line around, spelled out. */
export function quoted(text: string): string {
  const characters = [...text];
  const shown = characters.slice(0, LONGEST_QUOTE).map(visible).join('');
  return `"${shown}${characters.length > LONGEST_QUOTE ? '…' : ''}"`;
}

function visible(character: string): string {
  if (!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u00a0\u3000]/u.test(character)) return character;
  const point = character.codePointAt(0) as number;
  return `<U+${point.toString(16).toUpperCase().padStart(4, '0')}>`;
}
