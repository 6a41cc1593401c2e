export { type PageAssets, renderHtml } from './html.ts';
export { visibleText } from './escape.ts';
export { refuseUnsoundReport, type Shown, shownOnPage } from './soundness.ts';
