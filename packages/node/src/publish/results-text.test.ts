import type { AnalysisResult } from '@casewright/core/model';
import { describe, expect, it } from 'vitest';
import { resultsText } from './results-text.ts';

const ids = (count: number) => Array.from({ length: count }, (_, place) => `INV-${place}`);

/** Invented results with as many patients and numbers as asked for, and everything that JSON can hold. */
function resultOf(patients: number, numbers: number): AnalysisResult {
  return {
    id: 'who"s',
    kind: 'describe',
    none: undefined,
    nothing: null,
    isAlone: true,
    inputs: { options: { of: [], by: {}, deep: [[1], { a: 0.5 }] }, words: '肺\n' },
    statistics: Array.from({ length: numbers }, (_, place) => ({ id: `n${place}`, value: place, at: undefined })),
    recordSets: { set1: ids(patients), set2: [] },
    notes: [],
  } as unknown as AnalysisResult;
}

describe('the results as a file', () => {
  it.each([
    ['none', []],
    ['a short one', [resultOf(3, 2)]],
    ['long ones, in pieces', [resultOf(500, 1), resultOf(3, 2), resultOf(201, 50), resultOf(300, 101)]],
  ])('are the JSON of %s', (_what, results) => {
    const notice = { en: 'All invented.', 'zh-CN': '虚构。' };
    const whole = JSON.stringify({ schema: 'casewright.results/1', notice, results }, null, 2);
    expect([...resultsText({ notice, results })].join('')).toBe(`${whole}\n`);
  });

  it('hold no piece that is long, however many the patients and the numbers', () => {
    const pieces = [...resultsText({ notice: null, results: [resultOf(5000, 5000)] })];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(200_000);
  });
});
