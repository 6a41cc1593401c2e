/** What a reader of an HTML page sees or hears, told apart from what the page marks as no words of its own. */

export type Said = { text: string; where: string };

const VOID = new Set(['meta', 'link', 'br', 'hr', 'img', 'input', 'col', 'wbr']);
const SPOKEN = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'alt',
  'placeholder',
];
const TAG =
  /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([A-Za-z][\w:-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*(\/?)>/gi;
const ATTRIBUTE = /([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g;

/**
 * Texts and spoken attributes in the order of the page. Left out is what is marked: `<code>`, `<cite>`, `lang` of
 * another language than the page's, and `translate="no"`; and scripts and styles.
 */
export function saidBy(html: string, language: string): Said[] {
  const said: Said[] = [];
  const open: { tag: string; isMarked: boolean }[] = [];
  const isMarked = (): boolean => open.some((element) => element.isMarked);
  const path = (): string => open.map(({ tag }) => tag).join(' ');
  let from = 0;
  for (const match of html.matchAll(TAG)) {
    const [whole, closing, name = '', attributes = '', selfClosing] = match;
    text(html.slice(from, match.index));
    from = match.index + whole.length;
    if (name === '') continue;
    const tag = name.toLowerCase();
    if (closing) {
      const at = open.findLastIndex((element) => element.tag === tag);
      if (at >= 0) open.length = at;
      continue;
    }
    const given = new Map(
      [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', a, b, c]) => [
        key.toLowerCase(),
        decoded(a ?? b ?? c ?? ''),
      ]),
    );
    const own = given.get('lang') ?? given.get('xml:lang');
    const marked =
      ['code', 'cite', 'script', 'style'].includes(tag) ||
      given.get('translate') === 'no' ||
      (own !== undefined && own !== language);
    if (!marked && !isMarked()) {
      for (const key of SPOKEN) {
        const value = given.get(key);
        if (value !== undefined) said.push({ text: value, where: `${path()} ${tag}[${key}]` });
      }
    }
    if (!VOID.has(tag) && !selfClosing) open.push({ tag, isMarked: marked });
  }
  text(html.slice(from));
  return said;

  function text(raw: string): void {
    if (isMarked()) return;
    const words = decoded(raw).replaceAll(/\s+/g, ' ').trim();
    if (words !== '') said.push({ text: words, where: path() });
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) =>
    decimal
      ? String.fromCodePoint(Number(decimal))
      : hex
        ? String.fromCodePoint(Number.parseInt(hex, 16))
        : (ENTITIES[name] ?? whole),
  );
}

/** The JSON block of a page. */
export function pageDataOf(html: string): unknown {
  const json = /<script[^>]* id="report-data"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1];
  if (json === undefined) throw new Error('the page has no data block');
  return JSON.parse(json);
}
