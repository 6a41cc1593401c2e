import { describe, expect, it } from 'vitest';
import { displayWidth, wrapText } from './text-layout.ts';

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['复发', 4],
    ['RFS 无复发', 10],
    ['e\u0301', 1],
    ['“margin”', 8],
  ])('%s takes %i columns', (text, width) => expect(displayWidth(text)).toBe(width));
});

describe('wrapText', () => {
  it('breaks at spaces and keeps within the width', () => {
    expect(wrapText('A date must name a day that exists.', 12)).toEqual(['A date must', 'name a day', 'that exists.']);
  });

  it('does not cut a long word', () => {
    expect(wrapText('see https://example.org/a/long/path now', 10)).toEqual([
      'see',
      'https://example.org/a/long/path',
      'now',
    ]);
  });

  it('breaks Chinese between characters, and not before its punctuation', () => {
    const lines = wrapText('日期必须是真实存在的一天。请更正。', 10);
    expect(lines.join('')).toBe('日期必须是真实存在的一天。请更正。');
    for (const line of lines) {
      expect(displayWidth(line)).toBeLessThanOrEqual(12);
      expect(line).not.toMatch(/^[，。]/);
    }
  });

  it('leaves no opening bracket at the end of a line', () => {
    expect(wrapText('发热（4）、“腹痛”（6）', 6)).toEqual(['发热', '（4）、', '“腹痛”', '（6）']);
  });

  it('gives one empty line for an empty text', () => expect(wrapText('', 10)).toEqual(['']));
});
