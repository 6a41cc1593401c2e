import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TextToken, textTokens } from './text-tokens.ts';

function spelled(token: TextToken): string {
  if (token.kind === 'word') return token.word;
  if (token.kind === 'date') return `<${token.date.text}>`;
  return `[${Number(token.value.toPrecision(12))}${token.isWeak ? '?' : ''}]`;
}

const read = (sentence: string): string => textTokens(sentence).map(spelled).join(' ');

describe('the tokens of a sentence', () => {
  it.each([
    ['Sixteen children, 10 boys', '[16] children [10] boys'],
    ['twenty-one of 1,234 (18.8%)', '[21] of [1234] [0.188]'],
    ['18.8 per cent; 12 ％', '[0.188] [0.12]'],
    ['a three-year survival and a 5-year one', 'a [3] year survival and a [5] year [1?]'],
    ['ALK-1, R0, Ki-67 and CD34 of p10', 'alk1 r0 ki67 and cd34 of p10'],
    ['The 16th of 100th and 2nd', 'the th of th and nd'],
    ['Disease-free; re-operation', 'diseasefree reoperation'],
    ['between January 2016 and 30 June 2024', 'between <2016-01> and <2024-06-30>'],
    ['on Sept. 3rd, 2020 or 2020-09', 'on <2020-09-03> or <2020-09>'],
    ['on 2020-02-31', 'on 20200231'],
    ['2016年1月至2024年6月30日', '<2016-01> 至 <2024-06-30>'],
    ['男10例，女六例', '男 [10] 例 女 [6] 例'],
    ['一期手术，二十一例，两例', '一 期 手 术 [21] 例 [2] 例'],
    ['see https://example.org/2020 and doi:10.1234/x5 [12, 13–15]', 'see and'],
    ['(95% CI 4.0 to 45.6; 95%置信区间)', 'ci [4] to [45.6] 置 信 区 间'],
  ])('%s', (sentence, expected) => expect(read(sentence)).toBe(expected));

  it('carries how exactly a number is written', () => {
    const halves = textTokens('5.0 years, 16 children, 18.75%').flatMap((token) =>
      token.kind === 'number' ? [token.halfUnit] : [],
    );
    expect(halves).toEqual([0.05, 0.5, 0.00005]);
  });

  it('keeps the places of what it reads, in order, whatever it is given', () => {
    const pieces = fc.constantFrom(
      '16',
      '2020-01-0',
      '5%',
      ' ',
      '一例',
      'May 20',
      '10.1234/',
      'ALK-',
      '[',
      '1',
      'th',
      '.',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 12 }), (parts) => {
        const sentence = parts.join('');
        let last = 0;
        for (const token of textTokens(sentence)) {
          expect(token.start).toBeGreaterThanOrEqual(last);
          expect(sentence.slice(token.start, token.end).trim()).toBe(token.text);
          last = token.end;
        }
      }),
    );
  });
});
