/** Parts of an SVG as text. Looks are attributes only: the page's policy allows no style attribute. */

export const FONT_FAMILY =
  'Helvetica Neue, Helvetica, Arial, DejaVu Sans, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif';
export const FONT_SIZE = 13;
export const SMALL_SIZE = 12;
/** Width of a figure in its own units, unless it is narrower. */
export const FIGURE_WIDTH = 720;
/** Width of a figure that a journal's column of 85 mm and a phone show whole: its letters are about 6 points there. */
export const COLUMN_WIDTH = 500;

export const INK = '#1a1a1a';
export const QUIET = '#555555';
export const RULE = '#333333';

/** A coordinate with at most two decimals: the same bytes on every machine. */
export function fixed(value: number): string {
  const text = value.toFixed(2).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; numbers are written as coordinates, and attributes that are undefined left out. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? fixed(value) : escapeXml(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

export function text(words: string, attributes: Attributes): string {
  return element('text', attributes, escapeXml(words));
}

export function lineBetween(x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}): string {
  return element('path', {
    d: `M${fixed(x1)} ${fixed(y1)}L${fixed(x2)} ${fixed(y2)}`,
    stroke: RULE,
    fill: 'none',
    ...attributes,
  });
}

const HAN = /\p{Script=Han}/u;

/** A number of a drawing that opens like one in the text; `name` says what it counts, for those who hear it. */
export function numberGroup(
  number: { statistic: string; text: string; name: string },
  at: { x: number; y: number; anchor: 'start' | 'middle' | 'end'; width: number; size: number },
  attributes: Attributes = {},
): string {
  const width = Math.max(at.width + 8, 24);
  const left = at.anchor === 'middle' ? at.x - width / 2 : at.anchor === 'end' ? at.x - width + 4 : at.x - 4;
  return element(
    'g',
    {
      class: 'number',
      'data-statistic': number.statistic,
      tabindex: '0',
      role: 'button',
      'aria-label': `${number.name}${HAN.test(number.name) ? '：' : ': '}${number.text}`,
    },
    element('rect', { x: left, y: at.y - at.size, width, height: at.size + 6, fill: 'none', 'pointer-events': 'all' }),
    text(number.text, { x: at.x, y: at.y, 'text-anchor': at.anchor, ...attributes }),
  );
}

/** The whole drawing with its title and description. `id` begins the ids inside, so it must be unique in a page. */
export function svg(
  drawing: { id: string; title: string; description: string; language: string; height: number; width?: number },
  ...children: readonly string[]
): string {
  const { id, title, description, language, height, width = FIGURE_WIDTH } = drawing;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${fixed(height)}`,
      // a phone shows it whole; a wider figure scrolls there
      class: width < FIGURE_WIDTH ? 'narrow' : undefined,
      role: 'group',
      lang: language,
      'aria-labelledby': `${id}-title`,
      'aria-describedby': `${id}-description`,
      'font-family': FONT_FAMILY,
      'font-size': FONT_SIZE,
      fill: INK,
    },
    element('title', { id: `${id}-title` }, escapeXml(title)),
    element('desc', { id: `${id}-description` }, escapeXml(description)),
    element('rect', { width, height, fill: '#ffffff' }),
    ...children,
  );
}
