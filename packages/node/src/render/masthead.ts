import type { ReportDocument } from '@casewright/core/report';
import type { FrameWords } from '@casewright/core/report-page';
import { escapeHtml } from './escape.ts';
import { renderWords } from './words-kept-whole.ts';

/** The head of the page: the notice that nobody may miss, the title, the authors, and which study and data it is about. */
export function renderMasthead(document: ReportDocument, words: FrameWords): string {
  return [
    '<header class="masthead">',
    renderNotice(document.notice, words),
    '<div class="title">',
    `<p class="kicker">${escapeHtml(words.kicker)} <span>${escapeHtml(words.audience[document.audience])}</span></p>`,
    `<h1>${escapeHtml(document.title)}</h1>`,
    renderAuthors(document.authors, words),
    renderFacts(document, words),
    `<noscript><p class="without-script">${escapeHtml(words.withoutScript)}</p></noscript>`,
    '</div>',
    '</header>',
  ].join('\n');
}

function renderNotice(notice: string | null, words: FrameWords): string {
  if (notice === null) return '';
  return `<div class="notice" role="note" aria-label="${escapeHtml(words.notice)}"><p>${renderWords(notice)}</p></div>`;
}

/** Names in one line; affiliations under them, each once, tied to its authors by a raised number. */
function renderAuthors(authors: ReportDocument['authors'], words: FrameWords): string {
  if (authors.length === 0) return '';
  const affiliations = [...new Set(authors.flatMap(({ affiliation }) => (affiliation === null ? [] : [affiliation])))];
  const names = authors.map(({ name, orcid, affiliation }) => {
    const mark =
      affiliation === null || affiliations.length < 2 ? '' : `<sup>${affiliations.indexOf(affiliation) + 1}</sup>`;
    return `<span class="author">${escapeHtml(name)}${mark}${renderOrcid(name, orcid, words)}</span>`;
  });
  const places = affiliations.map((affiliation, index) => {
    const mark = affiliations.length < 2 ? '' : `<sup>${index + 1}</sup> `;
    return `<span>${mark}${escapeHtml(affiliation)}</span>`;
  });
  const affiliated = places.length === 0 ? '' : `<p class="affiliations">${places.join('')}</p>`;
  return `<p class="authors">${names.join(words.betweenNames)}</p>${affiliated}`;
}

function renderOrcid(name: string, orcid: string | null, words: FrameWords): string {
  const id = orcid === null ? null : /\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.exec(orcid)?.[0];
  if (!id) return '';
  const label = escapeHtml(`${words.orcid} ${name}`);
  return ` <a class="orcid" href="https://orcid.org/${id}" rel="noreferrer" aria-label="${label}">iD</a>`;
}

function renderFacts({ provenance }: ReportDocument, words: FrameWords): string {
  const facts: [string, string][] = [
    [words.study, provenance.study],
    ...(provenance.studyVersion === null ? [] : [[words.studyVersion, provenance.studyVersion] as [string, string]]),
    ...(provenance.dataLock === null ? [] : [[words.dataLock, provenance.dataLock] as [string, string]]),
    [words.snapshotShort, provenance.snapshot.slice(0, 12)],
    [words.program, provenance.program],
  ];
  const entries = facts.map(
    ([term, description]) =>
      `<div><dt>${escapeHtml(term)}</dt><dd translate="no">${escapeHtml(description)}</dd></div>`,
  );
  return `<dl class="facts">${entries.join('')}</dl>`;
}
