/** What the browser runs inside a report page, minified: the assets that `renderHtml` takes. */
export function bundleReportPage(): Promise<{ script: string; style: string }>;
/** What the browser runs inside the evidence page: the assets that `renderEvidencePage` takes. */
export function bundleEvidencePage(): Promise<{ script: string; style: string }>;
/** Writes `report-page.js` and `report-page.css` into a folder (by default `dist`) and gives the files written. */
export function buildReportPage(folder?: string): Promise<string[]>;
