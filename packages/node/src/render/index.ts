export { escapeHtml, jsonForScript, visibleText } from './escape.ts';
export { type PageAssets, renderHtml } from './html.ts';
export { pageHead } from './page-head.ts';
export { refuseUnsoundReport, type Shown, shownOnPage } from './soundness.ts';
export { renderWatermark, watermarkStyle } from './watermark.ts';
