import { escapeHtml } from './escape.ts';

const LETTER = 9;
const LINE = 190;

/**
 * The watermark: its words again and again behind the page, in print on every sheet. Drawn, not a background, since
 * browsers leave backgrounds out of print. Readers of the screen's words hear it once, in the masthead.
 */
export function renderWatermark(text: string | null): string {
  if (text === null) return '';
  const width =
    [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e7f ? 2 : 1), 0) * LETTER + 120;
  const words = escapeHtml(text);
  return [
    '<svg class="watermark" aria-hidden="true" focusable="false" width="100%" height="100%"><defs>',
    `<pattern id="watermark" width="${width}" height="${LINE * 2}" patternUnits="userSpaceOnUse" patternTransform="rotate(-28)">`,
    `<text x="0" y="${LINE * 0.6}">${words}</text><text x="${Math.round(width / 2)}" y="${LINE * 1.6}">${words}</text>`,
    `<text x="${Math.round(-width / 2)}" y="${LINE * 1.6}">${words}</text>`,
    '</pattern></defs><rect width="100%" height="100%" fill="url(#watermark)"/></svg>',
  ].join('');
}
