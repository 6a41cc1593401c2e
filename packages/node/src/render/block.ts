import type { Block, Section } from '@casewright/core/report';
import type { FrameWords } from '@casewright/core/report-page';
import { escapeHtml } from './escape.ts';
import { renderFigure } from './figure.ts';
import { renderInlines } from './inline.ts';
import { renderTable } from './table.ts';

/** A section under its heading of the second level. */
export function renderSection(
  section: Section,
  id: string,
  words: FrameWords,
  ids: (wanted: string) => string,
): string {
  const heading = ids(`${id}-heading`);
  return [
    `<section id="${id}" aria-labelledby="${heading}">`,
    `<h2 id="${heading}">${escapeHtml(section.title)}</h2>`,
    ...section.blocks.map((block) => renderBlock(block, words, ids)),
    '</section>',
  ].join('\n');
}

function renderBlock(block: Block, words: FrameWords, ids: (wanted: string) => string): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${renderInlines(block.inlines)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((item) => `<li>${renderInlines(item)}</li>`).join('')}</${tag}>`;
    }
    case 'definitions': {
      const entries = block.entries.map(
        ({ term, description }) => `<dt>${renderInlines(term)}</dt><dd>${renderInlines(description)}</dd>`,
      );
      return `<dl>${entries.join('')}</dl>`;
    }
    case 'note':
      return renderNote(block, words);
    case 'table':
      return renderTable(block.table, ids);
    case 'figure':
      return renderFigure(block.figure, words, ids);
  }
}

function renderNote(note: Extract<Block, { kind: 'note' }>, words: FrameWords): string {
  const name = note.tone === 'warning' ? `<strong class="tone">${escapeHtml(words.warning)}</strong> ` : '';
  return `<div class="note ${note.tone}" role="note"><p>${name}${renderInlines(note.inlines)}</p></div>`;
}
