import { escapeHtml } from './escape.ts';

const LETTER = 9;
const GAP = 120;
const LINE = 190;
/** What the words cover, turned as they are: a sheet of A4 and a screen of 2600 by 1600. */
const COVERED = { left: -760, right: 2300, bottom: 2640 };

/**
 * The watermark: its words again and again behind the page, in print on every sheet. Drawn, not a background, since
 * browsers leave backgrounds out of print; a row of words is drawn once and used for every line. Readers of the
 * screen's words hear whom the page is for in the masthead.
 */
export function renderWatermark(text: string | null): string {
  if (text === null) return '';
  const letters = [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
  const width = letters * LETTER + GAP;
  const words = escapeHtml(text);
  const row = steps(COVERED.left - width, COVERED.right, width).map((x) => `<text x="${x}">${words}</text>`);
  const rows = steps(LINE / 2, COVERED.bottom, LINE).map(
    (y, index) => `<use href="#watermark" x="${index % 2 === 0 ? 0 : Math.round(width / 2)}" y="${y}"/>`,
  );
  return [
    '<svg class="watermark" aria-hidden="true" focusable="false" width="100%" height="100%">',
    `<defs><g id="watermark">${row.join('')}</g></defs>`,
    `<g transform="rotate(-28)">${rows.join('')}</g></svg>`,
  ].join('');
}

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}
