import type { Inline } from '@casewright/core/report';
import { escapeHtml } from './escape.ts';
import { renderWords } from './words-kept-whole.ts';

/** What stays on the line of a number before it: closing brackets, points, signs of a range. */
const CLINGS_BEHIND = /^[)\]}”’%‰°,.;:!?–—～/×·，。；：！？、）】》」』]+/;
/** What stays on the line of the number behind it. */
const CLINGS_BEFORE = /(?:[([{“‘<>≤≥=±+−–—～/×~（【《「『]|[a-zA-Z]\s?[=<>≤≥]\s?)+$/;

/**
 * Inlines as HTML. A number is a button that reads as text; since a line may break on either side of a button,
 * a number and the punctuation that clings to it are kept on one line.
 */
export function renderInlines(inlines: readonly Inline[]): string {
  let html = '';
  let kept = '';
  let numbers = 0;
  let bare = true;
  const release = () => {
    html += numbers > 0 && !(numbers === 1 && bare) ? `<span class="keep">${kept}</span>` : kept;
    kept = '';
    numbers = 0;
    bare = true;
  };
  const cling = (text: string) => {
    if (text === '') return;
    kept += escapeHtml(text);
    bare = false;
  };

  inlines.forEach((inline, position) => {
    if (inline.kind === 'number') {
      kept += renderNumber(inline.statistic, inline.text);
      numbers += 1;
      return;
    }
    if (inline.kind === 'text' && isPlain(inline)) {
      const behind = numbers > 0 ? (CLINGS_BEHIND.exec(inline.text)?.[0] ?? '') : '';
      const rest = inline.text.slice(behind.length);
      const before = inlines[position + 1]?.kind === 'number' ? (CLINGS_BEFORE.exec(rest)?.[0] ?? '') : '';
      const between = rest.slice(0, rest.length - before.length);
      cling(behind);
      if (between !== '') {
        release();
        html += renderWords(between);
      }
      cling(before);
      return;
    }
    release();
    html += renderUnbound(inline);
  });
  release();
  return html;
}

/** The text of inlines, without marks. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => inline.text).join('');
}

function renderUnbound(inline: Exclude<Inline, { kind: 'number' }>): string {
  switch (inline.kind) {
    case 'link':
      return renderLink(inline.href, inline.text);
    case 'patient':
      return `<button class="patient" data-patient="${escapeHtml(inline.patient)}">${escapeHtml(inline.text)}</button>`;
    case 'text':
      return renderStyled(inline);
  }
}

function renderNumber(statistic: string, text: string): string {
  const id = escapeHtml(statistic);
  return `<button class="number" data-statistic="${id}">${escapeHtml(text)}</button>`;
}

/** A reference with Chinese in it is read out in the language of the page. */
const HAN = /\p{Script=Han}/u;

function isPlain({ strong, emphasis, code, cite, verbatim }: Extract<Inline, { kind: 'text' }>): boolean {
  return !(strong || emphasis || code || cite || verbatim);
}

function renderStyled(inline: Extract<Inline, { kind: 'text' }>): string {
  let html = renderWords(inline.text);
  if (inline.code) html = `<code>${html}</code>`;
  if (inline.cite) html = `<cite${HAN.test(inline.text) ? '' : ' lang="en"'}>${html}</cite>`;
  if (inline.verbatim) html = `<span translate="no">${html}</span>`;
  if (inline.emphasis) html = `<em>${html}</em>`;
  if (inline.strong) html = `<strong>${html}</strong>`;
  return html;
}

/** A link to the web, to mail or inside the page; any other address is printed as text, since it could run something. */
function renderLink(href: string, text: string): string {
  const label = escapeHtml(text);
  if (href.startsWith('#')) return `<a href="${escapeHtml(href)}">${label}</a>`;
  if (!/^(https?:\/\/|mailto:)/i.test(href)) return label;
  const address = escapeHtml(href);
  const shown = text.includes(href.replace(/^(https?:\/\/|mailto:)/i, '')) ? ' class="bare"' : '';
  return `<a href="${address}"${shown} rel="noreferrer">${label}</a>`;
}
