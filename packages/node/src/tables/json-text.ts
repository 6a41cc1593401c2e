/** A value of a JSON text, its numbers and texts as they are written. */
export type JsonValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'true' | 'false' }
  | { readonly kind: 'number' | 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly JsonValue[]; readonly start: number; readonly end: number }
  | {
      readonly kind: 'object';
      readonly members: ReadonlyMap<string, JsonValue>;
      readonly start: number;
      readonly end: number;
    };

export type JsonBreak = {
  readonly kind: 'syntax' | 'ends' | 'depth' | 'duplicateKey';
  readonly offset: number;
  readonly key?: string;
};

export class JsonBroken extends Error {
  readonly at: JsonBreak;

  constructor(at: JsonBreak) {
    super(at.kind);
    this.at = at;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;
const PLAIN = /[^"\\\p{Cc}]*/uy;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * Reads a JSON text (RFC 8259) into plain data: objects are maps, so that no key means anything to the program, and
 * numbers keep their digits. A key that stands twice in an object is refused, as each program takes another of the two.
 *
 * @throws JsonBroken
 */
export function parseJson(text: string, depthLimit: number): JsonValue {
  let at = 0;
  let depth = 0;

  const value = readValue();
  space();
  if (at < text.length) broken('syntax');
  return value;

  function readValue(): JsonValue {
    space();
    const char = text[at];
    if (char === undefined) return broken('ends');
    if (char === '{') return readObject();
    if (char === '[') return readList();
    if (char === '"') return { kind: 'text', text: readText() };
    for (const word of ['null', 'true', 'false'] as const) {
      if (!text.startsWith(word, at)) continue;
      at += word.length;
      return { kind: word };
    }
    NUMBER.lastIndex = at;
    const found = NUMBER.exec(text);
    if (!found) return broken(word(text, at) ? 'ends' : 'syntax');
    at = NUMBER.lastIndex;
    return { kind: 'number', text: found[0] };
  }

  function readObject(): JsonValue {
    const start = enter();
    const members = new Map<string, JsonValue>();
    space();
    if (text[at] === '}') return { kind: 'object', members, start, end: leave() };
    for (;;) {
      space();
      const keyAt = at;
      if (text[at] !== '"') broken(at >= text.length ? 'ends' : 'syntax');
      const key = readText();
      if (members.has(key)) throw new JsonBroken({ kind: 'duplicateKey', offset: keyAt, key });
      space();
      expect(':');
      members.set(key, readValue());
      space();
      if (text[at] === '}') return { kind: 'object', members, start, end: leave() };
      expect(',');
    }
  }

  function readList(): JsonValue {
    const start = enter();
    const items: JsonValue[] = [];
    space();
    if (text[at] === ']') return { kind: 'list', items, start, end: leave() };
    for (;;) {
      items.push(readValue());
      space();
      if (text[at] === ']') return { kind: 'list', items, start, end: leave() };
      expect(',');
    }
  }

  function readText(): string {
    at += 1;
    let read = '';
    for (;;) {
      PLAIN.lastIndex = at;
      read += PLAIN.exec(text)?.[0] ?? '';
      at = PLAIN.lastIndex;
      const char = text[at];
      if (char === undefined) broken('ends');
      at += 1;
      if (char === '"') return read;
      if (char !== '\\') {
        if (char < '\u007f') broken('syntax'); // a control character has to be escaped; the later ones need not be
        read += char;
        continue;
      }
      const letter = text[at] ?? broken('ends');
      const hex = letter === 'u' ? /^[0-9a-fA-F]{4}$/.exec(text.slice(at + 1, at + 5)) : null;
      const plain = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
      if (hex) read += String.fromCharCode(Number.parseInt(hex[0], 16));
      else if (plain !== undefined) read += plain;
      else broken(at + 5 > text.length ? 'ends' : 'syntax');
      at += hex ? 5 : 1;
    }
  }

  function enter(): number {
    depth += 1;
    if (depth > depthLimit) broken('depth');
    at += 1;
    return at - 1;
  }

  function leave(): number {
    depth -= 1;
    at += 1;
    return at;
  }

  function space(): void {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    at = SPACE.lastIndex;
  }

  function expect(char: string): void {
    if (text[at] !== char) broken(at >= text.length ? 'ends' : 'syntax');
    at += 1;
  }

  function broken(kind: JsonBreak['kind']): never {
    throw new JsonBroken({ kind, offset: at });
  }
}

/** Whether a text ends in the middle of a word or number. */
function word(text: string, at: number): boolean {
  return /^[-a-z]*$/.test(text.slice(at, at + 6)) && at + 6 > text.length;
}
