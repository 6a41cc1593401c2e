/** Hears of a part's elements and texts, as an XML parser tells them. */
export type XmlEvents = {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
};

const DECLARATION =
  /^\ufeff?(?:<\?xml version="1\.0"(?: encoding="[\w-]+")?(?: standalone="(?:yes|no)")? ?\?>[ \t\r\n]*)?(?=<[A-Za-z])/;
const NAME = /^[A-Za-z][\w.-]*(?::[A-Za-z][\w.-]*)?$/;
/** What XML does not allow, turns into something else, or writes in two halves. */
const UNUSUAL = /[^\t\n -\ud7ff\ue000-\ufffd]/;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const SPACE = 0x20;
const SLASH = 0x2f;
const AMPERSAND = 0x26;
const LESS = 0x3c;
const BRACKET = 0x5d;
const TAB = 0x09;
const LINE_FEED = 0x0a;

/**
 * Reads the plain XML that spreadsheet programs write: elements, attributes in double quotes, texts with the five
 * entities of XML. Several times as fast as a parser, and it judges nothing: what is not plain, be it allowed or not, ends
 * its work, and a parser goes on from there.
 */
export class PlainXml {
  private readonly events: XmlEvents;
  private readonly stack: string[] = [];
  /** the name met last of those that begin with the same letter and are as long */
  private readonly names = new Map<number, string>();
  private rest = '';
  private hasBegun = false;
  private hasRoot = false;

  constructor(events: XmlEvents) {
    this.events = events;
  }

  /** Elements that are open, the outermost first; null before the first one, and [] after the last one was closed. */
  get open(): readonly string[] | null {
    return this.hasRoot ? this.stack : null;
  }

  /** What waits for the rest of its tag or text. */
  get left(): string {
    return this.rest;
  }

  /** Whether one element was read from its beginning to its end, and nothing but white space after it. */
  get isWhole(): boolean {
    return this.hasRoot && this.stack.length === 0 && /^[ \t\n]*$/.test(this.rest);
  }

  /** @returns what it left unread because it is not plain, from a place where a parser can go on; null when all is well */
  write(piece: string): string | null {
    const text = this.rest === '' ? piece : this.rest + piece;
    this.rest = '';
    let at = 0;
    if (!this.hasBegun) {
      const declaration = DECLARATION.exec(text);
      if (!declaration) return text;
      this.hasBegun = true;
      at = declaration[0].length;
    }
    return UNUSUAL.test(at === 0 ? piece : text.slice(at)) ? text.slice(at) : this.read(text, at);
  }

  private read(text: string, from: number): string | null {
    let at = from;
    for (;;) {
      const tag = text.indexOf('<', at);
      if (tag < 0) break;
      const end = text.indexOf('>', tag);
      if (end < 0) break;
      const words = tag === at ? '' : plainWords(text.slice(at, tag));
      if (words === null || (words !== '' && this.stack.length === 0)) return text.slice(at);
      const next = text.charCodeAt(tag + 1);
      if (next === SLASH) {
        const { stack } = this;
        const last = stack[stack.length - 1];
        if (last === undefined || end - tag - 2 !== last.length || !text.startsWith(last, tag + 2))
          return text.slice(at);
        if (words !== '') this.events.text(words);
        stack.pop();
        this.events.close(last);
      } else {
        const isEmpty = text.charCodeAt(end - 1) === SLASH;
        const found = this.tag(text, tag + 1, isEmpty ? end - 1 : end);
        if (found === null || (this.hasRoot && this.stack.length === 0)) return text.slice(at);
        if (words !== '') this.events.text(words);
        this.hasRoot = true;
        this.events.open(found.name, found.attributes);
        if (isEmpty) this.events.close(found.name);
        else this.stack.push(found.name);
      }
      at = end + 1;
    }
    this.rest = text.slice(at);
    return null;
  }

  private tag(text: string, from: number, end: number): Tag | null {
    let at = from;
    while (at < end && text.charCodeAt(at) !== SPACE) at += 1;
    const name = this.nameAt(text, from, at);
    if (name === null) return null;
    if (at === end) return { name, attributes: NO_ATTRIBUTES };
    const attributes: Record<string, string> = {};
    while (at < end) {
      if (text.charCodeAt(at) !== SPACE) return null;
      at += 1;
      if (at === end) break; // <a />
      const equals = text.indexOf('="', at);
      if (equals < 0 || equals >= end) return null;
      const attribute = this.nameAt(text, at, equals);
      const close = text.indexOf('"', equals + 2);
      if (close < 0 || close >= end || attribute === null || Object.hasOwn(attributes, attribute)) return null;
      if (!isPlainValue(text, equals + 2, close)) return null;
      attributes[attribute] = text.slice(equals + 2, close);
      at = close + 1;
    }
    return { name, attributes };
  }

  /** The name that stands there, null for what is none. Names are few: one that was met is known by comparing. */
  private nameAt(text: string, from: number, end: number): string | null {
    const look = (text.charCodeAt(from) << 8) | ((end - from) & 0xff); // of nothing: the next character, and length 0
    const known = this.names.get(look);
    if (known !== undefined && known.length === end - from && text.startsWith(known, from)) return known;
    const name = text.slice(from, end);
    if (!NAME.test(name)) return null;
    this.names.set(look, name);
    return name;
  }
}

type Tag = { readonly name: string; readonly attributes: Readonly<Record<string, string>> };

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});

/** Whether the value of an attribute stands for itself: without entities, `<`, and white space that XML turns into spaces. */
function isPlainValue(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === AMPERSAND || code === LESS || code === TAB || code === LINE_FEED) return false;
  }
  return true;
}

/** Most texts are numbers, codes and words; of one as short as these a look at each character is quicker than two searches. */
const SHORT = 32;

function holdsNeither(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === AMPERSAND || code === BRACKET) return false;
  }
  return true;
}

/** A text with its entities read; null where it is not plain. */
function plainWords(text: string): string | null {
  if (text.length < SHORT && holdsNeither(text)) return text;
  if (text.includes(']]>')) return null;
  if (!text.includes('&')) return text;
  let isPlain = true;
  const read = text.replace(/&([a-z]*)(;?)/g, (whole, name: string, end: string) => {
    const character = end === '' ? undefined : ENTITIES[name];
    if (character === undefined) isPlain = false;
    return character ?? whole;
  });
  return isPlain ? read : null;
}
