import { expect, it } from 'vitest';
import { renderWords } from './words-kept-whole.ts';

const keep = (word: string): string => `<span class="keep">${word}</span>`;

it.each([
  ['Ki-67 and S-100.', `${keep('Ki-67')} and ${keep('S-100')}.`],
  ['原发肿瘤的Ki-67阳性', `原发肿瘤的${keep('Ki-67')}阳性`],
  ['（Ki-67）<5', `（${keep('Ki-67')}）&lt;5`],
  ['(doi 10.3389/fped.2025.1667711)', '(doi\u00a010.3389/fped.2025.1667711)'],
  ['INVENTED-2025-001, INV-01-2, 2019-03-14', 'INVENTED-2025-001, INV-01-2, 2019-03-14'],
])('keeps the words of %j whole', (text, html) => {
  expect(renderWords(text)).toBe(html);
});
