import { describe, expect, test } from 'vitest';
import { judgeMentions } from './index.ts';

function judge(text: string, word: string) {
  const start = text.indexOf(word);
  const [mention] = judgeMentions(text, [
    { term: 'name', pattern: word, language: 'en', start, end: start + word.length },
  ]);
  return [mention?.negation.value, mention?.temporality.value, mention?.experiencer.value].join(' ');
}

describe('a mention', () => {
  test.each([
    ['There is no fibroblastoma here.', 'fibroblastoma', 'negated recent patient'],
    ['Fibroblastoma cannot be excluded.', 'Fibroblastoma', 'possible recent patient'],
    ['Her mother has a fibroblastoma.', 'fibroblastoma', 'affirmed recent other'],
    ['Fibroblastoma resected in 2011.', 'Fibroblastoma', 'affirmed historical patient'],
    ['不除外纤维瘤。', '纤维瘤', 'possible recent patient'],
    ['既往纤维瘤切除术后。', '纤维瘤', 'affirmed historical patient'],
  ])('%s', (text, word, expected) => {
    expect(judge(text, word)).toBe(expected);
  });
});
