import { describe, expect, test } from 'vitest';
import { parseBoundedNumber, parseDuration, parseSize } from './measure-text.ts';
import { missingWord } from './missing-words.ts';

describe('parseBoundedNumber', () => {
  test.each([
    ['12', { value: 12, bound: 'exact', unit: '' }],
    ['约10%', { value: 10, bound: 'about', unit: '%' }],
    ['＞100', { value: 100, bound: 'above', unit: '' }],
    ['<0.5 mg/L', { value: 0.5, bound: 'below', unit: 'mg/L' }],
    ['≥ 5', { value: 5, bound: 'above', unit: '' }],
    ['3.2cm', { value: 3.2, bound: 'exact', unit: 'cm' }],
    ['about 40', { value: 40, bound: 'about', unit: '' }],
  ])('%s', (text, number) => expect(parseBoundedNumber(text)).toEqual(number));

  test.each(['', '高', '3,5', '1,234', '12 (high)', '3-5', '10-15%', '2×3', '+', '5 6'])('%s is none', (text) =>
    expect(parseBoundedNumber(text)).toBeNull(),
  );
});

describe('parseSize', () => {
  test.each([
    ['3×2×2cm', { axes: [3, 2, 2], unit: 'cm', bound: 'exact' }],
    ['3.5cm×2cm', { axes: [3.5, 2], unit: 'cm', bound: 'exact' }],
    ['约3*2 厘米', { axes: [3, 2], unit: 'cm', bound: 'about' }],
    ['35 mm', { axes: [35], unit: 'mm', bound: 'exact' }],
    ['4 x 3 x 2', { axes: [4, 3, 2], unit: null, bound: 'exact' }],
    ['5.2', { axes: [5.2], unit: null, bound: 'exact' }],
  ])('%s', (text, size) => expect(parseSize(text)).toEqual(size));

  test.each(['3×2×2×1cm', '3cm×20mm', '3,5×2cm', '鸡蛋大小', '3-4cm', '多发，最大3cm', ''])('%s is none', (text) =>
    expect(parseSize(text)).toBeNull(),
  );
});

describe('parseDuration', () => {
  test.each([
    ['2岁3月', { value: 27, unit: 'mo', bound: 'exact' }],
    ['2岁3个月', { value: 27, unit: 'mo', bound: 'exact' }],
    ['12mo', { value: 12, unit: 'mo', bound: 'exact' }],
    ['5y', { value: 5, unit: 'a', bound: 'exact' }],
    ['1y2m', { value: 14, unit: 'mo', bound: 'exact' }],
    ['2 years 3 months', { value: 27, unit: 'mo', bound: 'exact' }],
    ['5岁半', { value: 66, unit: 'mo', bound: 'exact' }],
    ['半年', { value: 6, unit: 'mo', bound: 'exact' }],
    ['3周', { value: 3, unit: 'wk', bound: 'exact' }],
    ['约10天', { value: 10, unit: 'd', bound: 'about' }],
    ['7.5 years', { value: 7.5, unit: 'a', bound: 'exact' }],
  ])('%s', (text, duration) => expect(parseDuration(text)).toEqual(duration));

  test.each(['5', '5m', '3/12', '2岁多', '1岁14月', '', '岁', '十岁'])('%s is none', (text) =>
    expect(parseDuration(text)).toBeNull(),
  );
});

describe('missingWord', () => {
  test.each([
    ['未做', 'notDone', true],
    ['Not Done', 'notDone', true],
    ['不详', 'unknown', true],
    ['？', 'unknown', true],
    ['(unknown)', 'unknown', true],
    ['未报告', 'notReported', true],
    ['不适用', 'notApplicable', true],
    ['拒绝', 'refused', true],
    ['NA', 'notReported', false],
    ['－', 'notReported', false],
    ['/', 'notReported', false],
  ] as const)('%s', (text, reason, isPlain) => expect(missingWord(text)).toEqual({ reason, isPlain }));

  test.each(['', '(-)', '无', 'no', '+', '0', 'negative', 'not done yet in 2019'])('%s is a word of its own', (text) =>
    expect(missingWord(text)).toBeNull(),
  );
});
