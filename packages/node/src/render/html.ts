import { InputError } from '@casewright/core/model';
import type { NumberCard, PatientCard, ReportDocument } from '@casewright/core/report';
import { type FrameWords, frameWords } from '@casewright/core/report-page';
import { renderSection } from './block.ts';
import { renderColophon } from './colophon.ts';
import { elementIds } from './element-ids.ts';
import { cssString, escapeHtml, jsonForScript } from './escape.ts';
import { renderMasthead } from './masthead.ts';
import { pageData } from './page-data.ts';
import { pageHead } from './page-head.ts';
import { refuseUnsoundReport, shownOnPage } from './soundness.ts';
import { renderWatermark, watermarkStyle } from './watermark.ts';
import { renderWords } from './words-kept-whole.ts';

/** What the browser runs and how it looks: `dist/report-page.js` and `dist/report-page.css`. */
export type PageAssets = { readonly script: string; readonly style: string };

/** Ids that the page's frame uses itself. */
const FRAME_IDS = ['text', 'contents', 'card', 'report-data', 'number-title'];

/**
 * Prints a report as one self-contained HTML file: it opens from disk or over HTTP, asks nothing of any network, and
 * runs only the script and the styles whose hashes stand in its policy. Deterministic: the same report gives the same bytes.
 *
 * @param cards - one for each statistic that the document shows; further ones are left out
 * @param patients - what a patient's id opens; empty for a public audience
 * @throws InputError `report.numberWithoutCard` when a number has no card, `report.patientsInPublic` when a public
 *   report was given patients, `report.assets` when an asset could end its own element
 */
export function renderHtml(
  document: ReportDocument,
  cards: readonly NumberCard[],
  patients: readonly PatientCard[],
  assets: PageAssets,
): string {
  const shown = shownOnPage(document);
  refuseUnsoundReport(document, shown, cards, patients);
  const words = frameWords(document.language);
  const script = inlineAsset(assets.script, 'script');
  const ownStyle = pageFootStyle(document.notice) + watermarkStyle(document.watermark);
  const styles = [inlineAsset(assets.style, 'style'), ownStyle].filter((style) => style !== '');
  const ids = elementIds(FRAME_IDS);
  const sections = document.sections.map((section) => ({ section, id: ids(section.id) }));
  const rendered = sections.map(({ section, id }) => renderSection(section, id, words, ids));
  const opened = cards.filter(({ statistic }) => shown.statistics.has(statistic));

  return [
    ...pageHead({
      language: document.language,
      title: document.title,
      program: document.provenance.program,
      scripts: [script],
      styles,
    }),
    `<body class="${document.audience}">`,
    `<a class="skip" href="#text">${escapeHtml(words.skipToText)}</a>`,
    renderMasthead(document, words),
    '<div class="page">',
    renderContents(sections, document.notice, words),
    '<main id="text" tabindex="-1">',
    ...rendered,
    '</main>',
    '</div>',
    renderColophon(document, words, ids),
    renderWatermark(document.watermark),
    `<script type="application/json" id="report-data">${jsonForScript(pageData(document, opened, patients))}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** The table of contents; open as printed, so that it is there without a script, which folds it on a phone. */
function renderContents(
  sections: readonly { section: { title: string }; id: string }[],
  notice: string | null,
  words: FrameWords,
): string {
  const entries = sections.map(({ section, id }) => `<li><a href="#${id}">${escapeHtml(section.title)}</a></li>`);
  const reminder = notice === null ? '' : `<p class="reminder" aria-hidden="true">${renderWords(notice)}</p>`;
  return [
    `<nav class="contents" id="contents" aria-label="${escapeHtml(words.contents)}">`,
    `<details open><summary>${escapeHtml(words.contents)}</summary><ol>${entries.join('')}</ol></details>`,
    reminder,
    '</nav>',
  ].join('');
}

/** The notice small at the foot of every sheet, in the one part of a page that only a style can fill. */
function pageFootStyle(notice: string | null): string {
  return notice === null ? '' : `@page{@bottom-left{content:${cssString(notice)}}}`;
}

/**
 * An asset as it stands in the page. Line ends are those that an HTML parser makes of them, or its hash would be another's.
 * @throws InputError `report.assets`
 */
function inlineAsset(text: string, element: 'script' | 'style'): string {
  const inlined = text.replace(/\r\n?/g, '\n').trim();
  if (inlined === '' || /<\/(script|style)|<!--/i.test(inlined)) {
    throw new InputError(
      'report.assets',
      `The page's ${element} stands inside the page, so it must not be empty or hold an end tag or a comment of HTML. Build it again: node scripts/build-report-page.mjs`,
    );
  }
  return inlined;
}
