import { cssString } from './escape.ts';

/** About the width of a letter, of the gap between words and of a line, in CSS pixels, as `watermark.css` sets them. */
const LETTER = 9;
const GAP = 120;
const LINE = 190;
/** What the turned words cover: a sheet of A4, and a screen of 2600 by 1600. */
const COVERED = { width: 3060, height: 2640 };

/**
 * The watermark: its words again and again behind the page, in print on every sheet. They are content of the style, so
 * that neither a search in the page nor a screen reader meets them a hundred times; the masthead says it in words.
 * Turned as HTML: what an SVG turns, Chromium prints on the first sheet only.
 */
export function renderWatermark(text: string | null): string {
  if (text === null) return '';
  const letters = [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
  const line = `<p>${'<i></i>'.repeat(Math.ceil(COVERED.width / (letters * LETTER + GAP)) + 1)}</p>`;
  return `<div class="watermark" aria-hidden="true"><div>${line.repeat(Math.ceil(COVERED.height / LINE))}</div></div>`;
}

/** The words of the watermark, for a style of this one page. */
export function watermarkStyle(text: string | null): string {
  return text === null ? '' : `.watermark i::before{content:${cssString(text)}}`;
}
