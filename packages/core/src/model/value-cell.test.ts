import { describe, expect, it } from 'vitest';
import { MISSING_REASONS, mergeMissing, missing } from './missing.ts';
import { parsePartialDate } from './partial-date.ts';
import type { Value } from './value.ts';
import { codesInCell, missingInCell, textInCell, valueCell } from './value-cell.ts';

const codes = (present: string[], absent: string[]): Value => ({ kind: 'codes', present, absent });

describe('a value as a cell', () => {
  it.each<[Value, unknown]>([
    [3.25, 3.25],
    [false, false],
    ['R0', 'R0'],
    ['!loud', '!!loud'],
    [parsePartialDate('2019-03') as Value, '2019-03'],
    [{ kind: 'age', value: 8, unit: 'mo' }, '8 mo'],
    [codes(['fever', 'pain'], ['cough']), 'fever|pain|-cough'],
    [missing('notDone'), '!notDone'],
    [mergeMissing(missing('unknown'), missing('imprecise')), '!unknown+imprecise'],
  ])('%j is %j', (value, cell) => {
    expect(valueCell(value)).toBe(cell);
  });

  it('tells every reason from every value, a text that starts like one included', () => {
    for (const reason of MISSING_REASONS) expect(missingInCell(valueCell(missing(reason)))).toEqual([reason]);
    for (const value of [0, false, '', '!notDone', '!!', codes([], [])])
      expect(missingInCell(valueCell(value))).toBeNull();
    expect(missingInCell(null)).toEqual(['notEntered']);
  });

  it('gives texts and codes back', () => {
    for (const text of ['plain', '!notDone', '!!', '!']) expect(textInCell(valueCell(text) as string)).toBe(text);
    expect(codesInCell(valueCell(codes(['a'], ['b', 'c'])) as string)).toEqual({ present: ['a'], absent: ['b', 'c'] });
    expect(codesInCell('')).toEqual({ present: [], absent: [] });
  });
});
