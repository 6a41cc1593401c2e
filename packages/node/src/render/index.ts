export { escapeHtml, jsonForScript, visibleText } from './escape.ts';
export { type PageAssets, renderHtml } from './html.ts';
export { contentSecurityPolicy } from './policy.ts';
export { refuseUnsoundReport, type Shown, shownOnPage } from './soundness.ts';
export { renderWatermark, watermarkStyle } from './watermark.ts';
