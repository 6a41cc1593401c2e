import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth, wrapText } from './text-measure.ts';

describe('textWidth', () => {
  it.each([
    ['', 0],
    ['n', 6.34],
    ['诊断', 20],
    ['诊断 n', 29.52],
    ['57.3–96.6', 6 * 6.36 + 2 * 3.18 + 5],
    ['e\u0301', 6.15],
  ])('of %j at size 10 is %d', (text, width) => {
    expect(textWidth(text, 10)).toBeCloseTo(width, 6);
  });
  it('is more in bold', () => {
    expect(textWidth('Eligible', 13, true)).toBeGreaterThan(textWidth('Eligible', 13));
  });
});

describe('wrapText', () => {
  it.each<[string, number, string[]]>([
    ['Duplicate of another candidate', 100, ['Duplicate of', 'another', 'candidate']],
    ['诊断时间不在研究时段之内', 60, ['诊断时间不', '在研究时段', '之内']],
    ['病理复核，为其他诊断', 50, ['病理复', '核，为其', '他诊断']],
    ['术后（含活检）', 40, ['术后', '（含活', '检）']],
    ['Pneumonoultramicroscopic', 100, ['Pneumonoultra', 'microscopic']],
    ['', 100, ['']],
  ])('breaks %j', (text, width, lines) => {
    expect(wrapText(text, width, 12)).toEqual(lines);
  });

  it('never goes over its width, loses no letter and begins no line with closing punctuation', () => {
    const word = fc.oneof(
      fc.constantFrom('复发', '切缘阳性', '（R2）', 'R0', 'recurrence', 'of', '，', '。', '12.5%', 'margin;', '“无”'),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.integer({ min: 30, max: 300 }), (words, width) => {
        const text = words.join(' ');
        const lines = wrapText(text, width, 12);
        for (const line of lines) {
          if ([...line].length > 1) expect(textWidth(line, 12)).toBeLessThanOrEqual(width);
        }
        expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      }),
    );
  });
});
