import { escapeHtml } from './escape.ts';

/**
 * What is one word though a browser would break it: a short name with its number behind a hyphen (Ki-67, S-100), and
 * "doi" with the number that it names.
 */
const ONE_WORD = /(?<![A-Za-z\d-])(?:[A-Za-z]{1,4}-\d{1,4}(?![A-Za-z\d-]))/g;
const DOI = /\bdoi (?=10\.\d)/g;

/** Text as HTML in which no line ends inside such a word. Its letters stay, so that it is found and copied as it is. */
export function renderWords(given: string): string {
  const text = given.replace(DOI, 'doi\u00a0');
  let html = '';
  let end = 0;
  for (const match of text.matchAll(ONE_WORD)) {
    html += `${escapeHtml(text.slice(end, match.index))}<span class="keep">${escapeHtml(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escapeHtml(text.slice(end));
}
