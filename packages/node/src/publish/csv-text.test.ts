import { describe, expect, it } from 'vitest';
import { csvText } from './csv-text.ts';

/** The cell as it stands in the file, between the header and the end. */
function written(cell: string): string {
  return csvText(['c'], [[cell]]).slice('\uFEFFc\r\n'.length, -2);
}

describe('csvText', () => {
  it('writes UTF-8 with its mark and lines as RFC 4180 has them', () => {
    expect(csvText(['项目', 'n'], [['女', '7']])).toBe('\uFEFF项目,n\r\n女,7\r\n');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['', ''],
  ])('quotes %j', (cell, text) => expect(written(cell)).toBe(text));

  it.each(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '  =1+1', '\t=1', '＝1+1', '－2+3', '=HYPERLINK("http://x","y")'])(
    'keeps a spreadsheet from running %j',
    (cell) => expect(written(cell).replace(/^"/, '')).toMatch(/^'/),
  );

  it.each(['-1.5', '-3', '\u22121.5', '0.05', '–', '3–9', 'a=b'])('leaves %j as it is', (cell) =>
    expect(written(cell)).toBe(cell),
  );
});
