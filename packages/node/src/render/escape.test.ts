import { expect, test } from 'vitest';
import { cssString, escapeHtml, jsonForScript, visibleText } from './escape.ts';

test.each([
  ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  [`a "b" & 'c'`, 'a &quot;b&quot; &amp; &#39;c&#39;'],
  ['&lt;', '&amp;lt;'],
  ['炎性肌纤维母细胞瘤 ≥ 3', '炎性肌纤维母细胞瘤 ≥ 3'],
])('escapeHtml: %j reads as itself', (text, html) => {
  expect(escapeHtml(text)).toBe(html);
});

test.each([
  ['INV\u202e70', 'INV[U+202E]70'],
  ['a\u2066b\u2069', 'a[U+2066]b[U+2069]'],
  ['\u200fx\u061c', '[U+200F]x[U+061C]'],
  ['nul\u0000bell\u0007', 'nul[U+0000]bell[U+0007]'],
  ['one\ttwo\nthree', 'one\ttwo\nthree'],
])('visibleText: controls of %j are shown', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test('JSON in a script cannot end it and gives back what went in', () => {
  const value = { text: '</script><!-- <script> \u2028\u2029 "\\', list: [1, null] };
  const json = jsonForScript(value);
  expect(json).not.toMatch(/[<\u2028\u2029]/);
  expect(JSON.parse(json)).toEqual(value);
});

test('a CSS string cannot be left', () => {
  const text = cssString('虚 "}</style>\\');
  expect(text).toMatch(/^"[A-Za-z0-9 \\]*"$/);
  expect(text).toBe(String.raw`"\865a  \22 \7d \3c \2f style\3e \5c "`);
});
