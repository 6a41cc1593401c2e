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

/**
 * Reads the plain XML that spreadsheet programs write: elements, attributes in double quotes, texts with the five
 * entities of XML. Several times as fast as a parser, and it judges nothing: what is not plain, be it allowed or not, ends
 * its work, and a parser goes on from there.
 */
export class PlainXml {
  private readonly events: XmlEvents;
  private readonly stack: string[] = [];
  private readonly names = new Map<string, boolean>();
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
        if (text.slice(tag + 2, end) !== this.stack.at(-1)) return text.slice(at);
        if (words !== '') this.events.text(words);
        this.events.close(this.stack.pop() as string);
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

  private tag(text: string, from: number, end: number): { name: string; attributes: Record<string, string> } | null {
    let at = from;
    while (at < end && text.charCodeAt(at) !== SPACE) at += 1;
    const name = text.slice(from, at);
    if (!this.isName(name)) return null;
    const attributes: Record<string, string> = {};
    while (at < end) {
      if (text.charCodeAt(at) !== SPACE) return null;
      at += 1;
      if (at === end) break; // <a />
      const equals = text.indexOf('="', at);
      if (equals < 0 || equals >= end) return null;
      const attribute = text.slice(at, equals);
      const close = text.indexOf('"', equals + 2);
      if (close < 0 || close >= end || !this.isName(attribute) || Object.hasOwn(attributes, attribute)) return null;
      const value = text.slice(equals + 2, close);
      if (/[&<\t\n]/.test(value)) return null;
      attributes[attribute] = value;
      at = close + 1;
    }
    return { name, attributes };
  }

  /** Names are few and come again and again. */
  private isName(text: string): boolean {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    const isOne = NAME.test(text);
    if (this.names.size < 1000) this.names.set(text, isOne);
    return isOne;
  }
}

/** A text with its entities read; null where it is not plain. */
function plainWords(text: string): string | null {
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
