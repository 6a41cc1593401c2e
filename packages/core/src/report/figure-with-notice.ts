import { element, fixed, SMALL_SIZE, text } from './svg.ts';
import { wrapText } from './text-measure.ts';

const MARGIN = 8;
const LINE = SMALL_SIZE + 4;

/**
 * A figure as a file of its own: what must be said wherever it goes (that the patients are invented) stands below the
 * drawing, since a file travels without its page.
 */
export function figureWithNotice(svg: string, notice: string): string {
  const size = /^<svg [^>]*? height="([\d.]+)" viewBox="0 0 ([\d.]+) [\d.]+"/.exec(svg);
  if (!size) return svg;
  const [height, width] = [Number(size[1]), Number(size[2])];
  const lines = wrapText(notice, width - 2 * MARGIN, SMALL_SIZE, true);
  const taller = fixed(height + lines.length * LINE + 2 * MARGIN);
  const opening = size[0]
    .replace(/ height="[\d.]+"/, ` height="${taller}"`)
    .replace(/viewBox="0 0 ([\d.]+) [\d.]+"/, `viewBox="0 0 $1 ${taller}"`);
  const band = element('rect', {
    x: 0,
    y: height,
    width,
    height: Number(taller) - height,
    fill: '#fdeecb',
  });
  const words = lines.map((line, index) =>
    text(line, {
      x: MARGIN,
      y: height + MARGIN + (index + 0.8) * LINE,
      'font-size': SMALL_SIZE,
      'font-weight': 'bold',
    }),
  );
  return `${opening}${svg.slice(size[0].length, -'</svg>'.length)}${band}${words.join('')}</svg>`;
}
