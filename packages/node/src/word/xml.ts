import { visibleText } from '../render/index.ts';

/** The parts of a Word file as text. Attributes keep their order, so that the same content has the same bytes. */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Half of a character: XML cannot hold it. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Any text as XML, between tags or inside an attribute; what XML cannot hold is shown by its code point. */
export function escapeXml(text: string): string {
  return visibleText(text)
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] as string);
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element around parts that are XML already; attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes = {}, ...children: readonly string[]): string {
  let written = '';
  for (const key of Object.keys(attributes)) {
    const value = attributes[key];
    if (value !== undefined) written += ` ${key}="${typeof value === 'number' ? value : escapeXml(value)}"`;
  }
  const content = children.join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** A property with one value, as `<w:jc w:val="end"/>`. */
export function property(name: string, value: string | number): string {
  return element(name, { 'w:val': value });
}

/** A whole part. */
export function part(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`;
}
