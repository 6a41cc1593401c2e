import { describe, expect, it } from 'vitest';
import { faultsOfChinese } from './chinese.ts';

describe('what tests ask of Chinese sentences', () => {
  it.each([
    '请补充 label:，写明研究所用的各种语言。',
    '“when”须为文本。此处为数值 5。',
    '是否应为“sex”？',
    '请由日期派生出数值（如用 yearsBetween(a, b)）。',
    '病例记录应放在 records/*.csv 中。',
    '请写 measures: [percent, kappa, ac1]，或删去“measures”。',
    '请写成 { variable: ..., public: omit }。',
  ])('passes %s', (sentence) => {
    expect(faultsOfChinese(sentence)).toEqual([]);
  });

  it.each([
    ['An id stands once.', 'no Chinese'],
    ['编号不得重复', 'no full stop'],
    ['编号不得重复.', 'no full stop'],
    ['编号不得重复, 请更正。', 'punctuation: 复,'],
    ['编号不得重复。 请更正。', 'punctuation: 。 '],
    ['编号 id 须 unique。', 'English: unique'],
    ['编号不得重复。Give another id。', 'English: Give another id'],
  ])('refuses %s', (sentence, fault) => {
    expect(faultsOfChinese(sentence, (word) => word === 'id')).toContain(fault);
  });
});
