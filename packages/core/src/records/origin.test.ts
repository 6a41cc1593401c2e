import { describe, expect, test } from 'vitest';
import { originOf, rememberOrigin } from './origin.ts';

describe('the origin of a record', () => {
  test('is found again, is nothing for a record that was not read, and can be told anew', () => {
    const record = { patient: 'P1' };
    expect(originOf(record)).toEqual({});
    rememberOrigin(record, { file: 'a.csv', row: 1 });
    expect(originOf(record)).toEqual({ file: 'a.csv', row: 1 });
    rememberOrigin(record, { file: 'a.csv', row: 2, line: 3 });
    expect(originOf(record)).toEqual({ file: 'a.csv', row: 2, line: 3 });
  });

  test('is no part of what a record says', () => {
    const record = Object.freeze({ patient: 'P1' });
    rememberOrigin(record, { file: 'a.csv', row: 1 });
    expect(originOf(record)).toEqual({ file: 'a.csv', row: 1 });
    expect(Reflect.ownKeys(record)).toEqual(['patient']);
    expect(JSON.stringify(record)).toBe('{"patient":"P1"}');
    expect(originOf({ ...record })).toEqual({});
  });
});
