import type { TableLimits } from '../limits.ts';
import type { Archive } from './archive.ts';
import { readXmlPart } from './xml-part.ts';

/** The formats that a workbook need not write down (ECMA-376 part 1, 18.8.30; from 27 on those of Chinese). */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: 'h"时"mm"分"',
  35: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0 ;(#,##0)',
  38: '#,##0 ;[Red](#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;[Red](#,##0.00)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** What a cell style says, by the number that cells carry. */
export type CellStyles = {
  /** undefined for General */
  readonly formats: readonly (string | undefined)[];
  /** the colour of its ground or of its letters, in the words of the file; undefined for the usual black on white */
  readonly colours: readonly (string | undefined)[];
};

export async function readCellStyles(archive: Archive, part: string, limits: TableLimits): Promise<CellStyles> {
  const own = new Map<number, string>();
  const styles: { format: number; font: number; fill: number }[] = [];
  const fonts: (string | undefined)[] = [];
  const fills: (string | undefined)[] = [];
  let inside: 'fonts' | 'fills' | 'cellXfs' | null = null;
  await readXmlPart(archive, part, limits, {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'fonts' || name === 'fills' || name === 'cellXfs') inside = name;
      else if (name === 'font' && inside === 'fonts') fonts.push(undefined);
      else if (name === 'fill' && inside === 'fills') fills.push(undefined);
      else if (name === 'color' && inside === 'fonts') fonts[fonts.length - 1] = colourOf(attributes);
      else if (name === 'fgColor' && inside === 'fills') fills[fills.length - 1] = colourOf(attributes);
      else if (name === 'xf' && inside === 'cellXfs')
        styles.push({
          format: Number(attributes['numFmtId'] ?? 0),
          font: Number(attributes['fontId'] ?? 0),
          fill: Number(attributes['fillId'] ?? 0),
        });
    },
    close: (name) => {
      if (name === inside) inside = null;
    },
  });
  return {
    formats: styles.map(({ format: id }) => {
      const format = own.get(id) ?? BUILT_IN[id];
      return format === undefined || /^general$/i.test(format) ? undefined : format;
    }),
    colours: styles.map(({ font, fill }) => fills[fill] ?? fonts[font]),
  };
}

/** Black and white, by number, by theme or as the system has them, are no colours that say something. */
function colourOf({ rgb, theme, indexed }: Readonly<Record<string, string>>): string | undefined {
  if (rgb !== undefined) return /^(?:[0-9a-f]{2})?(?:000000|ffffff)$/i.test(rgb) ? undefined : rgb;
  if (theme !== undefined) return theme === '0' || theme === '1' ? undefined : `theme ${theme}`;
  return indexed === undefined || ['0', '1', '8', '9', '64', '65'].includes(indexed) ? undefined : `indexed ${indexed}`;
}
