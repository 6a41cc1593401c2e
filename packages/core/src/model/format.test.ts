import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDecimal,
  formatDuration,
  formatExact,
  formatP,
  formatPercent,
  formatRange,
  formatWhyNull,
  inTimeUnit,
  numberToFile,
  timeUnitWord,
} from './format.ts';

describe('formatDecimal rounds the decimal a reader sees, half away from zero', () => {
  it.each([
    [0.285, 2, '0.29'], // the double is 0.284999...; toFixed gives 0.28
    [1.005, 2, '1.01'],
    [2.5, 0, '3'],
    [-2.5, 0, '−3'],
    [0.5, 0, '1'],
    [0.49999999999999994, 0, '0'],
    [-0.04, 1, '0.0'],
    [-0.05, 1, '−0.1'],
    [-0, 1, '0.0'],
    [0, 0, '0'],
    [9.95, 1, '10.0'],
    [99.995, 2, '100.00'],
    [0.005, 2, '0.01'],
    [0.0049, 2, '0.00'],
    [1e-7, 3, '0.000'],
    [5e-7, 6, '0.000001'],
    [4.4e-7, 6, '0.000000'],
    [1.5e21, 0, '1,500,000,000,000,000,000,000'],
    [1234.5, 0, '1235'],
    [12345.6, 1, '12,345.6'],
    [-12345, 0, '−12,345'],
    [123456789, 0, '123,456,789'],
    [76.1, 1, '76.1'],
  ])('%d to %d places is %s', (value, decimals, expected) => {
    expect(formatDecimal(value, decimals, 'en')).toBe(expected);
    expect(formatDecimal(value, decimals, 'zh-CN')).toBe(expected);
  });

  it('is never further than half a unit of the last place from the value', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 0, max: 6 }),
        (value, decimals) => {
          const text = formatDecimal(value, decimals, 'en').replaceAll(',', '').replace('−', '-');
          expect(text).toMatch(/^-?\d+(\.\d+)?$/);
          expect(text).not.toMatch(/^-0(\.0*)?$/);
          expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-9);
        },
      ),
    );
  });

  it('refuses what is not a number instead of printing it', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => formatDecimal(value, 1, 'en')).toThrowError(expect.objectContaining({ code: 'number.notFinite' }));
      expect(() => numberToFile(value)).toThrowError(expect.objectContaining({ code: 'number.notFinite' }));
    }
  });
});

describe('formatPercent', () => {
  it.each([
    [0.8712, '87.1%'],
    [0.57345, '57.3%'],
    [0.0005, '0.1%'], // 0.0005 * 100 is 0.05 exactly only in decimals
    [0.2865, '28.7%'], // 0.2865 * 100 is 28.650000000000002
    [0.0115, '1.2%'],
    [0, '0.0%'],
    [1, '100.0%'],
    [0.99951, '100.0%'],
    [1 / 3, '33.3%'],
    [3 / 16, '18.8%'], // 18.75
  ])('%d is %s', (value, expected) => {
    expect(formatPercent(value, 'en')).toBe(expected);
  });
  it('takes other decimals', () => {
    expect(formatPercent(0.1875, 'zh-CN', 0)).toBe('19%');
    expect(formatPercent(0.123456, 'en', 2)).toBe('12.35%');
  });
});

describe('other printed forms', () => {
  it.each([
    [0.0001, '<0.001'],
    [0.00099, '<0.001'],
    [0.001, '0.001'],
    [0.012, '0.012'],
    [0.1756, '0.176'],
    [0.05, '0.050'],
    [0.9996, '>0.999'],
    [1, '1.000'],
    [0, '<0.001'],
  ])('p = %d is %s', (p, expected) => {
    expect(formatP(p)).toBe(expected);
  });

  it('joins ranges by an en dash, and by a word where a minus sign stands', () => {
    expect(formatRange('57.3', '96.6', 'en')).toBe('57.3–96.6');
    expect(formatRange('−2.0', '3.1', 'en')).toBe('−2.0 to 3.1');
    expect(formatRange('−2.0', '3.1', 'zh-CN')).toBe('−2.0 至 3.1');
  });

  it('shows days as whole days, months and years with one decimal', () => {
    expect(formatDuration(365.25, 'month', 'en')).toBe('12.0');
    expect(formatDuration(335, 'month', 'en')).toBe('11.0');
    expect(formatDuration(335, 'day', 'en')).toBe('335');
    expect(formatDuration(1826.25, 'year', 'en')).toBe('5.0');
    expect(inTimeUnit(30.4375, 'month')).toBe(1);
    expect([
      timeUnitWord('month', 'en', 1),
      timeUnitWord('month', 'en', 12),
      timeUnitWord('month', 'zh-CN', 12),
    ]).toEqual(['month', 'months', '个月']);
  });

  it('says why there is no number', () => {
    expect(formatWhyNull('notReached', 'en')).toBe('not reached');
    expect(formatWhyNull('notEstimable', 'zh-CN')).toBe('无法估计');
    expect(formatExact(null, 'tooFewEvents', 'en')).toBe('too few events');
  });

  it('writes 12 significant digits, as a number and as text', () => {
    expect(numberToFile(0.1 + 0.2)).toBe(0.3);
    expect(numberToFile(1 / 3)).toBe(0.333333333333);
    expect(Object.is(numberToFile(-0), 0)).toBe(true);
    expect(Object.is(numberToFile(-1e-320), -1e-320)).toBe(true);
    expect(formatExact(1 / 3, undefined, 'en')).toBe('0.333333333333');
    expect(formatExact(-0.5, undefined, 'en')).toBe('−0.5');
    expect(formatCount(16, 'zh-CN')).toBe('16');
  });
});
