import { element } from './xml.ts';

/** Measures of paper in twentieths of a point, as Word counts: A4 with a margin of 25 mm, or 22 mm where it is turned. */
export const PAPER = { width: 11906, height: 16838 } as const;
export type Turned = 'portrait' | 'landscape';
const MARGIN = { portrait: 1417, landscape: 1247 } as const;

/** The width that text may have. */
export function textWidthOf(turned: Turned): number {
  return (turned === 'portrait' ? PAPER.width : PAPER.height) - 2 * MARGIN[turned];
}

/** The end of a section of pages: how they stand, and the ids of their head and foot. */
export function sectionEnd(turned: Turned, ids: { header: string; footer: string }): string {
  const margin = MARGIN[turned];
  const [width, height] = turned === 'portrait' ? [PAPER.width, PAPER.height] : [PAPER.height, PAPER.width];
  return element(
    'w:sectPr',
    {},
    element('w:headerReference', { 'w:type': 'default', 'r:id': ids.header }),
    element('w:footerReference', { 'w:type': 'default', 'r:id': ids.footer }),
    element('w:type', { 'w:val': 'nextPage' }),
    element('w:pgSz', {
      'w:w': width,
      'w:h': height,
      'w:orient': turned === 'landscape' ? 'landscape' : undefined,
    }),
    element('w:pgMar', {
      'w:top': 1417,
      'w:right': margin,
      'w:bottom': 1417,
      'w:left': margin,
      'w:header': 680,
      'w:footer': 567,
      'w:gutter': 0,
    }),
  );
}
