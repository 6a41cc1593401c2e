import { expect, it } from 'vitest';
import { askedLanguage } from './asked-language.ts';

it.each([
  ['check study --lang zh-CN', 'zh-CN'],
  ['check --lang=zh-CN study', 'zh-CN'],
  ['check study --lang en', 'en'],
  ['check study', 'en'],
  ['check study --lang', 'en'],
  ['check study --lang fr', 'en'],
  ['check zh-CN', 'en'],
])('casewright %s is answered in %s', (line, language) => {
  expect(askedLanguage(line.split(' '))).toBe(language);
});
