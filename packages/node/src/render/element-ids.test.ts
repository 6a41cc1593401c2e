import { expect, test } from 'vitest';
import { elementIds } from './element-ids.ts';

test('each wanted id is given once, and those of the frame never', () => {
  const ids = elementIds(['text']);
  expect([ids('results'), ids('results'), ids('text'), ids('results')]).toEqual([
    'results',
    'results-2',
    'text-2',
    'results-3',
  ]);
});

test('what does not belong into an id becomes a hyphen', () => {
  const ids = elementIds();
  expect([ids('a "b" <c>'), ids('方法'), ids('')]).toEqual(['a-b-c-', '方法', 'part']);
});
