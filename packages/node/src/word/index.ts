export { renderWord } from './document.ts';
export { type FoundRasterizer, findRasterizer } from './raster.ts';
