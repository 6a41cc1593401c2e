import type { Figure } from '@casewright/core/report';
import { caption } from './caption.ts';
import type { WordWriting } from './inline.ts';
import { paragraph } from './paragraph.ts';
import { KEEP_NEXT } from './styles.ts';
import { notes } from './table.ts';
import { element } from './xml.ts';

/** A figure as its two pictures: the drawing, and the points of it for a reader whose program cannot draw. */
export type Pictures = { readonly svg: string; readonly png: Uint8Array };

/** Where a picture of the figure stands in the file, for the document to refer to. */
export type PlacedPictures = { readonly svgId: string; readonly pngId: string };

/** Units of length of a drawing in Word: English metric units. */
const EMU_PER_MM = 36_000;
/** What a figure may take of a page, with room for its caption and notes. */
const LARGEST = { width: 160, height: 178 } as const;
/** Millimetres of a unit of the drawing: its letters of 13 units are 9 points high. */
const MM_PER_UNIT = 0.25;

/** The width and height in millimetres at which a drawing stands on the page. */
export function printedSize(svg: string): { width: number; height: number } {
  const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  const units = { width: Number(width ?? 500), height: Number(height ?? 500) };
  const scale = Math.min(MM_PER_UNIT, LARGEST.width / units.width, LARGEST.height / units.height);
  return { width: units.width * scale, height: units.height * scale };
}

/** The drawing, its caption below it, and its notes; its words for those who cannot see it go with the drawing. */
export function figureBlocks(w: WordWriting, figure: Figure, placed: PlacedPictures): string {
  return [
    paragraph('Figure', element('w:r', {}, drawing(w, figure, placed))),
    caption(w, figure.label, figure.caption, 'FigureCaption', figure.footnotes.length > 0 ? KEEP_NEXT : ''),
    ...notes(w, figure.footnotes),
  ].join('');
}

function drawing(w: WordWriting, figure: Figure, { svgId, pngId }: PlacedPictures): string {
  const { width, height } = printedSize(figure.svg);
  const extent = { cx: Math.round(width * EMU_PER_MM), cy: Math.round(height * EMU_PER_MM) };
  const id = w.nextId();
  const named = { id, name: figure.label, descr: figure.alternative };
  const sharp = element(
    'a:extLst',
    {},
    element(
      'a:ext',
      { uri: '{96DAC541-7B7A-43D3-8B79-37D633B846F1}' },
      element('asvg:svgBlip', {
        'xmlns:asvg': 'http://schemas.microsoft.com/office/drawing/2016/SVG/main',
        'r:embed': svgId,
      }),
    ),
  );
  const picture = element(
    'pic:pic',
    { 'xmlns:pic': 'http://schemas.openxmlformats.org/drawingml/2006/picture' },
    element(
      'pic:nvPicPr',
      {},
      element('pic:cNvPr', named),
      '<pic:cNvPicPr><a:picLocks noChangeAspect="1"/></pic:cNvPicPr>',
    ),
    element('pic:blipFill', {}, element('a:blip', { 'r:embed': pngId }, sharp), '<a:stretch><a:fillRect/></a:stretch>'),
    element(
      'pic:spPr',
      {},
      element('a:xfrm', {}, '<a:off x="0" y="0"/>', element('a:ext', extent)),
      '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
    ),
  );
  return element(
    'w:drawing',
    {},
    element(
      'wp:inline',
      { distT: 0, distB: 0, distL: 0, distR: 0 },
      element('wp:extent', extent),
      '<wp:effectExtent l="0" t="0" r="0" b="0"/>',
      element('wp:docPr', named),
      '<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" noChangeAspect="1"/></wp:cNvGraphicFramePr>',
      element(
        'a:graphic',
        { 'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main' },
        element('a:graphicData', { uri: 'http://schemas.openxmlformats.org/drawingml/2006/picture' }, picture),
      ),
    ),
  );
}

/** What only a page in a browser understands; and the faces, which Word looks for by the first name only. */
const FOR_THE_PAGE = / (?:tabindex|class|role|lang|pointer-events|aria-[a-z]+|data-[a-z-]+)="[^"]*"/g;

/** The drawing as Word takes it. */
export function drawingForWord(svg: string, language: 'en' | 'zh-CN'): string {
  const face =
    language === 'zh-CN'
      ? 'Microsoft YaHei, Noto Sans CJK SC, Arial, sans-serif'
      : 'Arial, Liberation Sans, sans-serif';
  return svg.replace(FOR_THE_PAGE, '').replace(/font-family="[^"]*"/g, `font-family="${face}"`);
}
