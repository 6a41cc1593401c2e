import type { Inline } from '@casewright/core/report';
import { expect, test } from 'vitest';
import { renderInlines } from './inline.ts';

const text = (value: string): Inline => ({ kind: 'text', text: value });
const number = (value: string): Inline => ({ kind: 'number', statistic: `s${value}`, text: value });
/** The HTML with each number button written as [number] and each span that keeps a line together as {...}. */
const sketch = (inlines: Inline[]) =>
  renderInlines(inlines)
    .replace(/<button class="number" data-statistic="[^"]*">([^<]*)<\/button>/g, '[$1]')
    .replace(/<span class="keep">([^<]*)<\/span>/g, '{$1}');

test.each<[string, Inline[], string]>([
  ['a number alone', [number('16')], '[16]'],
  ['a number among words', [text('Of '), number('30'), text(' candidates')], 'Of [30] candidates'],
  ['a point behind', [text('was '), number('3'), text('. Then')], 'was {[3].} Then'],
  [
    'an interval',
    [number('87.1%'), text(' ('), number('57.3'), text('–'), number('96.6'), text('), and')],
    '[87.1%] {([57.3]–[96.6]),} and',
  ],
  ['a fraction', [number('10'), text('/'), number('16')], '{[10]/[16]}'],
  ['Chinese brackets', [text('比例（'), number('3'), text('）。共'), number('16')], '比例{（[3]）。}共[16]'],
  ['punctuation without a number', [text('(see), then')], '(see), then'],
  ['a size in a heading', [text('Lung (n = '), number('1'), text(')')], 'Lung {(n = [1])}'],
  ['two numbers apart', [number('1'), text(' of '), number('2')], '[1] of [2]'],
  ['strong text behind', [number('1'), { kind: 'text', text: ',', strong: true }], '[1]<strong>,</strong>'],
])('%s keeps its punctuation and nothing more', (_name, inlines, expected) => {
  expect(sketch(inlines)).toBe(expected);
});

test('no text is lost or doubled, whatever stands around numbers', () => {
  const inlines = [text('(('), number('1'), text('),('), number('2'), text(')'), text('.'), number('3'), text(' ')];
  expect(renderInlines(inlines).replace(/<[^>]*>/g, '')).toBe('((1),(2).3 ');
});

test('marks nest and their text is escaped', () => {
  expect(renderInlines([{ kind: 'text', text: '<b>', strong: true, emphasis: true, code: true }])).toBe(
    '<strong><em><code>&lt;b&gt;</code></em></strong>',
  );
});

test.each([
  ['https://doi.org/10.1', 'doi', '<a href="https://doi.org/10.1" rel="noreferrer">doi</a>'],
  [
    'https://doi.org/10.1',
    'doi.org/10.1',
    '<a href="https://doi.org/10.1" class="bare" rel="noreferrer">doi.org/10.1</a>',
  ],
  ['#results', 'Results', '<a href="#results">Results</a>'],
  ['javascript:alert(1)', 'press', 'press'],
  ['data:text/html,x', 'press', 'press'],
  [' javascript:alert(1)', 'press', 'press'],
  ['https://x/"onclick="y', 'x', '<a href="https://x/&quot;onclick=&quot;y" rel="noreferrer">x</a>'],
])('a link to %s', (href, shown, html) => {
  expect(renderInlines([{ kind: 'link', href, text: shown }])).toBe(html);
});

test('a patient is a button that names its id, escaped', () => {
  expect(renderInlines([text('In '), { kind: 'patient', patient: 'P"1<', text: 'P"1<' }, text('.')])).toBe(
    'In <button class="patient" data-patient="P&quot;1&lt;">P&quot;1&lt;</button>.',
  );
});

test.each([
  [{ cite: true } as const, 'Kaplan EL. JASA 1958', '<cite lang="en">Kaplan EL. JASA 1958</cite>'],
  [{ cite: true } as const, '吴圣明. 中国肿瘤临床 2017', '<cite>吴圣明. 中国肿瘤临床 2017</cite>'],
  [{ verbatim: true } as const, 'left <arm>', '<span translate="no">left &lt;arm&gt;</span>'],
])('%o sets apart what is no word of the report', (mark, shown, html) => {
  expect(renderInlines([{ kind: 'text', text: shown, ...mark }])).toBe(html);
});
