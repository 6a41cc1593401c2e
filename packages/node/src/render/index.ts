export { type PageAssets, renderHtml } from './html.ts';
