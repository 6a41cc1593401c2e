export { visibleText } from './escape.ts';
export { type PageAssets, renderHtml } from './html.ts';
export { refuseUnsoundReport, type Shown, shownOnPage } from './soundness.ts';
