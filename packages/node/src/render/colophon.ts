import type { ReportDocument } from '@casewright/core/report';
import type { FrameWords } from '@casewright/core/report-page';
import { escapeHtml } from './escape.ts';
import { renderWords } from './words-kept-whole.ts';

/** The foot of the page: the whole hashes of what the numbers were made from. */
export function renderColophon(
  { provenance, notice }: ReportDocument,
  words: FrameWords,
  ids: (wanted: string) => string,
): string {
  const heading = ids('provenance');
  const facts: [string, string | null][] = [
    [words.study, provenance.study],
    [words.studyVersion, provenance.studyVersion],
    [words.dataLock, provenance.dataLock],
    [words.studyHash, provenance.studyHash],
    [words.planHash, provenance.planHash],
    [words.snapshot, provenance.snapshot],
    [words.program, provenance.program],
  ];
  const entries = facts
    .filter(([, description]) => description !== null)
    .map(
      ([term, description]) =>
        `<div><dt>${escapeHtml(term)}</dt><dd translate="no">${escapeHtml(description as string)}</dd></div>`,
    );
  return [
    `<footer class="colophon" aria-labelledby="${heading}">`,
    `<h2 id="${heading}">${escapeHtml(words.provenance)}</h2>`,
    `<dl>${entries.join('')}</dl>`,
    notice === null ? '' : `<p class="again">${renderWords(notice)}</p>`,
    '</footer>',
  ].join('\n');
}
