export { renderWord } from './document.ts';
export { type FoundRasterizer, findRasterizer } from './raster.ts';
export { element, escapeXml, part } from './xml.ts';
export { zipped } from './zip.ts';
