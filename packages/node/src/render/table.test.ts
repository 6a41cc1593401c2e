import type { Inline, Table } from '@casewright/core/report';
import { expect, test } from 'vitest';
import { elementIds } from './element-ids.ts';
import { renderTable } from './table.ts';

const cell = (text: string): Inline[] => [{ kind: 'text', text }];
const table: Table = {
  id: 'table1',
  label: 'Table 1.',
  caption: cell('At <diagnosis>'),
  columns: [
    { id: 'name', title: [], align: 'start' },
    { id: 'n', title: cell('n'), align: 'end' },
    { id: 'share', title: cell('%'), align: 'center' },
  ],
  rows: [
    { kind: 'data', indent: 0, cells: [cell('All'), cell('16')] },
    { kind: 'heading', indent: 0, cells: [cell('Sex')] },
    { kind: 'data', indent: 1, cells: [cell('Girls'), cell('6'), cell('37.5')] },
    { kind: 'data', indent: 1, cells: [cell('Boys'), cell('10'), cell('62.5')] },
    { kind: 'data', indent: 0, cells: [cell('Missing'), cell('0'), []] },
  ],
  footnotes: [cell('First.'), cell('Second.')],
};
const html = renderTable(table, elementIds());

test('the caption stands above the table and names it and its region', () => {
  expect(html).toContain(
    '<figcaption id="table-table1-caption"><span class="label">Table 1.</span> At &lt;diagnosis&gt;',
  );
  expect(html.indexOf('<figcaption')).toBeLessThan(html.indexOf('<table'));
  expect(html).toContain('<div class="scroll" role="region" tabindex="0" aria-labelledby="table-table1-caption">');
  expect(html).toContain('<table aria-labelledby="table-table1-caption">');
});

test('headers say what they head; a column without a title has no empty header', () => {
  expect(html).toContain(
    '<thead><tr><td></td><th scope="col" class="end">n</th><th scope="col" class="center">%</th></tr>',
  );
  expect(html).toContain('<th scope="rowgroup" colspan="3">Sex</th>');
  expect(html).toContain('<th scope="row">Girls</th><td>6</td><td class="center">37.5</td>');
});

test('rows under a heading make a body; the rest make others', () => {
  const bodies = [...html.matchAll(/<tbody[^>]*>(.*?)<\/tbody>/g)].map(
    ([, body]) => (body as string).match(/<tr>/g)?.length,
  );
  expect(bodies).toEqual([1, 3, 1]);
  expect(html.match(/<tbody[^>]*>/g)).toEqual(['<tbody>', '<tbody class="under">', '<tbody>']);
});

test('a short row is filled up', () => {
  expect(html).toContain('<th scope="row">All</th><td>16</td><td class="center"></td>');
});

test('footnotes stand below', () => {
  expect(html).toMatch(/<\/table><\/div><div class="footnotes"><p>First\.<\/p> <p>Second\.<\/p><\/div><\/figure>$/);
});

test.each([
  [16, false, false],
  [17, true, false],
  [151, true, true],
])('a table of %i rows may break on paper: %s; scrolls by itself: %s', (length, tall, long) => {
  const rows = Array.from({ length }, () => table.rows[2] as Table['rows'][number]);
  const printed = renderTable({ ...table, rows }, elementIds());
  expect([printed.includes('class="table tall"'), printed.includes('class="scroll long"')]).toEqual([tall, long]);
});

test('a remark spans the table under its heading, and is read as words of it', () => {
  const remark: Table['rows'][number] = { kind: 'remark', indent: 1, cells: [cell('Complete: age & size')] };
  const printed = renderTable({ ...table, rows: [...table.rows.slice(0, 3), remark] }, elementIds());
  expect(printed).toContain('<tr><td colspan="3" class="remark"><div>Complete: age &amp; size</div></td></tr></tbody>');
  expect(printed.match(/<tbody[^>]*>/g)).toEqual(['<tbody>', '<tbody class="under">']);
});

test('sentences of a row stand under it over the whole width, and are no column', () => {
  const columns: Table['columns'] = [
    { id: 'no', title: cell('No.'), align: 'start' },
    { id: 'n', title: cell('n'), align: 'end' },
    { id: 'why', title: cell('Why'), align: 'start', under: true },
  ];
  const rows: Table['rows'] = [
    { kind: 'data', indent: 0, cells: [cell('1'), cell('4'), cell('It was so.')] },
    { kind: 'data', indent: 0, cells: [cell('2'), cell('5'), cell('–')] },
  ];
  const printed = renderTable({ ...table, columns, rows }, elementIds());
  expect(printed).not.toContain('Why');
  expect(printed).toContain(
    '<tr class="continued"><th scope="row">1</th><td>4</td></tr><tr><td colspan="2" class="remark"><div>It was so.</div></td></tr>',
  );
  expect(printed).toContain('<tr><th scope="row">2</th><td>5</td></tr></tbody>');
  // names of a few characters need no room of their own
  expect(printed).toContain('<table class="short" aria-labelledby');
});
