import type { Figure } from '@casewright/core/report';
import type { FrameWords } from '@casewright/core/report-page';
import { escapeHtml } from './escape.ts';
import { renderCaption, renderFootnotes, renderTableRegion } from './table.ts';

/** A figure: the drawing in a region that scrolls by itself on a phone, its words for those who cannot see it, its data folded away. */
export function renderFigure(figure: Figure, words: FrameWords, ids: (wanted: string) => string): string {
  const id = ids(`figure-${figure.id}`);
  const alternative = ids(`${id}-alternative`);
  const caption = ids(`${id}-caption`);
  const region = `role="region" tabindex="0" aria-label="${escapeHtml(`${figure.label}${words.scrolls}`)}"`;
  return [
    `<figure class="figure" id="${id}" aria-labelledby="${caption}">`,
    `<p class="unseen" id="${alternative}">${escapeHtml(figure.alternative)}</p>`,
    `<div class="scroll drawing" ${region} aria-describedby="${alternative}">${figure.svg}</div>`,
    `<figcaption id="${caption}">${renderCaption(figure.label, figure.caption)}</figcaption>`,
    renderFootnotes(figure.footnotes),
    `<details class="data"><summary>${escapeHtml(words.figureData)}</summary>`,
    renderTableRegion(figure.data, caption),
    renderFootnotes(figure.data.footnotes),
    '</details></figure>',
  ].join('');
}
