/** Controls that reorder or hide what stands around them: a label may not change how its neighbours read. */
const CONTROL = /[\p{Cc}\p{Bidi_Control}\ufffe\uffff]/u;
const CONTROLS = /(?![\t\n\r])[\p{Cc}\p{Bidi_Control}\ufffe\uffff]/gu;

/** The text with each control character and each bidirectional control shown by its code point, as `[U+202E]`. */
export function visibleText(text: string): string {
  if (!CONTROL.test(text)) return text;
  return text.replace(
    CONTROLS,
    (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Any text as HTML that reads as that text, between tags or inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** JSON that can stand inside a `<script>` element: it cannot end it, open a comment in it, or break a line in it. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A CSS string, quotes included; all but letters, digits and spaces is written as an escape. */
export function cssString(text: string): string {
  const escaped = [...visibleText(text).replace(/\s+/g, ' ')].map((character) =>
    /[A-Za-z0-9 ]/.test(character) ? character : `\\${(character.codePointAt(0) as number).toString(16)} `,
  );
  return `"${escaped.join('')}"`;
}
