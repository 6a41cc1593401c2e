import type { Inline } from '@casewright/core/report';
import { numberAnchor } from './anchor.ts';
import type { Relationships } from './relationships.ts';
import { element, escapeXml, property } from './xml.ts';

/** What the parts of a document share while they are written. */
export type WordWriting = {
  readonly language: 'en' | 'zh-CN';
  readonly links: Relationships;
  /** the numbers that have a row in the list of numbers */
  readonly listed: ReadonlySet<string>;
  /** how far each counter of captions has come */
  readonly counted: Map<string, number>;
  /** a number that no other bookmark or drawing has */
  nextId(): number;
};

/** A run of text in a named style of characters. */
export function run(text: string, style: string | null, language: 'en' | 'zh-CN'): string {
  return pieces(text, language)
    .map((piece) => {
      const named = piece.raised ? 'Superscript' : style;
      const properties = [
        named === null ? '' : property('w:rStyle', named),
        // which of a style's two faces draws a quotation mark: no style can say it
        piece.wide ? element('w:rFonts', { 'w:hint': 'eastAsia' }) : '',
      ].join('');
      const shown = `<w:t xml:space="preserve">${escapeXml(piece.text)}</w:t>`;
      return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${shown}</w:r>`;
    })
    .join('');
}

/** Inlines as runs; a number leads to its row in the list of numbers, a link to the web. */
export function runs(w: WordWriting, inlines: readonly Inline[]): string {
  return inlines.map((inline) => runOf(w, inline)).join('');
}

function runOf(w: WordWriting, inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return run(inline.text, characterStyle(inline), w.language);
    case 'number': {
      const shown = run(inline.text, 'Number', w.language);
      if (!w.listed.has(inline.statistic)) return shown;
      return element('w:hyperlink', { 'w:anchor': numberAnchor(inline.statistic), 'w:history': 1 }, shown);
    }
    case 'patient':
      return run(inline.text, 'Patient', w.language);
    case 'link': {
      if (!isWebAddress(inline.href)) return run(inline.text, null, w.language);
      const id = w.links.external(inline.href);
      return element('w:hyperlink', { 'r:id': id, 'w:history': 1 }, run(inline.text, 'Hyperlink', w.language));
    }
  }
}

function isWebAddress(href: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(href) && URL.canParse(href);
}

function characterStyle(inline: Extract<Inline, { kind: 'text' }>): string | null {
  if (inline.strong) return 'Strong';
  if (inline.emphasis) return 'Emphasis';
  if (inline.code) return 'Code';
  if (inline.cite) return 'Citation';
  if (inline.verbatim) return 'Verbatim';
  return null;
}

type Piece = { text: string; raised: boolean; wide: boolean };

const RAISED: Readonly<Record<string, string>> = {
  '⁰': '0',
  '¹': '1',
  '²': '2',
  '³': '3',
  '⁴': '4',
  '⁵': '5',
  '⁶': '6',
  '⁷': '7',
  '⁸': '8',
  '⁹': '9',
  '⁺': '+',
  '⁻': '−',
};
const RAISED_DIGITS = /([⁰¹²³⁴-⁹⁺⁻]+)/;
/** Marks that Chinese and Latin share, one code for two shapes; an apostrophe inside a Latin word is the narrow one. */
const SHARED_MARKS = /([“”‘…—]+|(?<![A-Za-z])’|’(?![A-Za-z]))/;

/** A text in pieces: raised digits by style, not by characters that many fonts lack; Chinese quotation marks by themselves. */
function pieces(text: string, language: 'en' | 'zh-CN'): Piece[] {
  return text.split(RAISED_DIGITS).flatMap((part, index): Piece[] => {
    if (part === '') return [];
    if (index % 2 === 1) {
      return [{ text: [...part].map((digit) => RAISED[digit] ?? digit).join(''), raised: true, wide: false }];
    }
    if (language === 'en') return [{ text: part, raised: false, wide: false }];
    return part.split(SHARED_MARKS).flatMap((one, position): Piece[] => {
      return one === '' ? [] : [{ text: one, raised: false, wide: position % 2 === 1 }];
    });
  });
}
