import type { Inline, Table, TableRow } from '@casewright/core/report';
import { escapeHtml } from './escape.ts';
import { plainText, renderInlines } from './inline.ts';

/** Rows beyond which nobody reads a table through, so that it scrolls in a box of its own on a screen; on paper it stands whole. */
const LONG = 150;
/** Rows beyond which a table may go over two sheets of paper, between its groups. */
const TALL = 16;

/** Characters of a name that needs no more room than a number. */
const SHORT = 4;
/** Characters of a Chinese cell that stands in one line. */
const ONE_WORD = 6;

type Alignment = Table['columns'][number]['align'];

/** A table as journals set it: caption above, footnotes below, in a region that scrolls by itself where it is too wide. */
export function renderTable(table: Table, ids: (wanted: string) => string): string {
  const id = ids(`table-${table.id}`);
  const caption = ids(`${id}-caption`);
  return [
    `<figure class="table${table.rows.length > TALL ? ' tall' : ''}" id="${id}">`,
    `<figcaption id="${caption}">${renderCaption(table.label, table.caption)}</figcaption>`,
    renderTableRegion(table, caption),
    renderFootnotes(table.footnotes),
    '</figure>',
  ].join('');
}

/** The table itself inside its region, named by the element that holds its caption. */
export function renderTableRegion(table: Table, labelledBy: string): string {
  const beside = table.columns.filter(({ under }) => !under);
  const head = beside.map((column) => renderColumnTitle(column.title, column.align)).join('');
  const groups = rowGroups(table.rows).map(
    (rows) =>
      `<tbody${rows.some((row) => row.indent === 1) ? ' class="under"' : ''}>${rows.map((row) => renderRow(row, table.columns)).join('')}</tbody>`,
  );
  const long = table.rows.length > LONG ? ' long' : '';
  return [
    `<div class="scroll${long}" role="region" tabindex="0" aria-labelledby="${labelledBy}">`,
    `<table${hasShortNames(table) ? ' class="short"' : ''} aria-labelledby="${labelledBy}"><thead><tr>${head}</tr></thead>${groups.join('')}</table>`,
    '</div>',
  ].join('');
}

/** 'Table 1' and its title. */
export function renderCaption(label: string, caption: readonly Inline[]): string {
  return `<span class="label">${escapeHtml(label)}</span> ${renderInlines(caption)}`;
}

export function renderFootnotes(footnotes: readonly Inline[][]): string {
  if (footnotes.length === 0) return '';
  return `<div class="footnotes">${footnotes.map((footnote) => `<p>${renderInlines(footnote)}</p>`).join(' ')}</div>`;
}

/** Rows under one heading, or set off under one row, make a body of their own, so that a printer can keep them together. */
function rowGroups(rows: readonly TableRow[]): TableRow[][] {
  const groups: TableRow[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    const isPlain = group?.every(({ kind, indent }) => kind === 'data' && indent === 0) ?? false;
    if (group && row.kind !== 'heading' && (row.indent === 1 || isPlain)) group.push(row);
    else groups.push([row]);
  }
  return groups;
}

function renderRow(row: TableRow, columns: Table['columns']): string {
  const first = renderInlines(row.cells[0] ?? []);
  const width = columns.filter(({ under }) => !under).length;
  if (row.kind === 'heading') return `<tr><th scope="rowgroup" colspan="${width}">${first}</th></tr>`;
  if (row.kind === 'remark') return renderRemark(first, width);
  const values = columns.flatMap(({ align, under }, index) => {
    if (under || index === 0) return [];
    const cell = row.cells[index] ?? [];
    const classes = align === 'end' ? '' : ` class="${align}${isOneWord(cell) ? ' keep' : ''}"`;
    return [`<td${classes}>${renderInlines(cell)}</td>`];
  });
  const sentences = columns.flatMap(({ under }, index) => {
    const cell = under ? (row.cells[index] ?? []) : [];
    return isBlank(cell) ? [] : [renderInlines(cell)];
  });
  const cells = `<th scope="row"${alignmentClass(columns[0]?.align ?? 'start')}>${first}</th>${values.join('')}`;
  if (sentences.length === 0) return `<tr>${cells}</tr>`;
  return `<tr class="continued">${cells}</tr>${renderRemark(sentences.join(' '), width)}`;
}

/** Words over the whole width of a table. */
function renderRemark(words: string, width: number): string {
  return `<tr><td colspan="${width}" class="remark"><div>${words}</div></td></tr>`;
}

/** A cell that says only that there is nothing to say. */
function isBlank(cell: readonly Inline[]): boolean {
  return ['', '–'].includes(cell.map(({ text }) => text).join(''));
}

/** Chinese may break after any character: what is one word to its reader is told by its length. */
function isOneWord(cell: readonly Inline[]): boolean {
  const text = plainText(cell);
  return text.length <= ONE_WORD && /\p{Script=Han}/u.test(text);
}

/** Names of a few characters, such as numbers, need no room of their own. */
function hasShortNames({ rows }: Table): boolean {
  const names = rows.flatMap(({ kind, cells }) => (kind === 'data' ? [cells[0] ?? []] : []));
  return names.length > 0 && names.every((name) => name.map(({ text }) => text).join('').length <= SHORT);
}

function renderColumnTitle(title: readonly Inline[], align: Alignment): string {
  if (title.length === 0) return '<td></td>';
  return `<th scope="col"${alignmentClass(align)}>${renderInlines(title)}</th>`;
}

/** Headers stand at the start unless told otherwise, values at the end. */
function alignmentClass(align: Alignment): string {
  return align === 'start' ? '' : ` class="${align}"`;
}
