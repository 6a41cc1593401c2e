import { describe, expect, it } from 'vitest';
import { sampleSumsWork } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';
import { cochranArmitage } from './cochran-armitage.ts';
import { exactTrend } from './exact-trend.ts';
import { fisherExact } from './fisher-exact.ts';

/** Every way to deal the events to the subjects, one after the other. */
function byHand(events: readonly number[], n: readonly number[], scores: readonly number[]) {
  const each = n.flatMap((size, k) => Array<number>(size).fill(scores[k] as number));
  const size = events.reduce((a, b) => a + b, 0);
  const sums: number[] = [];
  const choose = (at: number, chosen: number, sum: number): void => {
    if (chosen > size || each.length - at < size - chosen) return;
    if (at === each.length) sums.push(sum);
    else {
      choose(at + 1, chosen + 1, sum + (each[at] as number));
      choose(at + 1, chosen, sum);
    }
  };
  choose(0, 0, 0);
  const mean = sums.reduce((a, b) => a + b, 0) / sums.length;
  const far = (sum: number) => Math.abs(sum - mean);
  const share = (least: number) => sums.filter((sum) => far(sum) >= least - 1e-9).length / sums.length;
  const observed = events.reduce((sum, x, k) => sum + x * (scores[k] as number), 0);
  return { p: share(far(observed)), smallest: share(Math.max(...sums.map(far))), mean };
}

describe('the exact trend', () => {
  it.each([
    [
      [0, 1, 2, 3],
      [5, 5, 4, 4],
      [1, 2, 3, 4],
    ],
    [
      [2, 0, 1],
      [6, 3, 5],
      [1, 2, 3],
    ],
    [
      [0, 0, 3],
      [7, 2, 6],
      [0, 1, 5],
    ],
    [
      [1, 1, 1, 1],
      [4, 4, 4, 4],
      [1, 2, 3, 4],
    ],
    [
      [4, 0, 2],
      [5, 0, 6],
      [1, 2, 3],
    ],
  ])('is what counting every way to deal the events gives: %j of %j', (events, n, scores) => {
    const hand = byHand(events, n, scores);
    const found = exactTrend(events, n, scores);
    expect(found.pValue).toBeCloseTo(hand.p, 12);
    expect(found.smallestAttainable).toBeCloseTo(hand.smallest, 12);
    expect(found.expected).toBeCloseTo(hand.mean, 12);
  });

  it('of two groups of one size is Fisher’s exact test', () => {
    const { p } = fisherExact([1, 9, 6, 4]);
    expect(exactTrend([1, 6], [10, 10]).pValue).toBeCloseTo(p.twoSided, 12);
  });

  it('does not see by what the scores are shifted, and comes near the approximation where there are many', () => {
    expect(exactTrend([1, 2, 6], [9, 9, 9], [3, 4, 5]).pValue).toBe(exactTrend([1, 2, 6], [9, 9, 9]).pValue);
    const many: [number[], number[]] = [
      [30, 38, 51],
      [100, 100, 100],
    ];
    expect(exactTrend(...many).pValue).toBeCloseTo(cochranArmitage(...many).pValue as number, 2);
  });

  it('says why there is none', () => {
    expect(exactTrend([0, 0], [4, 5])).toMatchObject({ pValue: null, whyNull: 'equalProportions' });
    expect(exactTrend([4, 5], [4, 5])).toMatchObject({ pValue: null, whyNull: 'equalProportions' });
    expect(exactTrend([1, 0], [4, 0])).toMatchObject({ pValue: null, whyNull: 'equalScores' });
    expect(exactTrend([5, 9], [40, 50], [1, 2], { workBudget: 10 })).toMatchObject({ pValue: null, whyNull: 'work' });
  });

  it('without anybody expects no event', () => {
    expect(exactTrend([0, 0], [0, 0])).toMatchObject({ statistic: 0, expected: 0, whyNull: 'equalProportions' });
  });

  it('takes a budget that is just enough', () => {
    const work = sampleSumsWork(Float64Array.of(1, 1, 1, 2, 2, 2, 2), 3, 1e6);
    expect(exactTrend([1, 2], [3, 4], [1, 2], { workBudget: work }).whyNull).toBeNull();
    expect(exactTrend([1, 2], [3, 4], [1, 2], { workBudget: work - 1 }).whyNull).toBe('work');
  });

  it('takes groups of one score for one group', () => {
    expect(exactTrend([1, 2, 4], [5, 6, 7], [1, 1, 2])).toEqual(exactTrend([3, 4], [11, 7], [1, 2]));
  });

  it('counts groups from 1 where it names one', () => {
    expect(() => exactTrend([1, 3], [2, 2])).toThrow('Group 2 has 3');
    expect(() => exactTrend([1, 1], [2, 2], [1, 0.5])).toThrow('That of group 2 is 0.5');
  });

  it.each([
    [[1], [2], [1], 'trend.groups'],
    [[1, 2, 1], [2, 2], [1, 2], 'trend.groups'],
    [[1, 2], [2, 2], [1, 2, 3], 'trend.groups'],
    [[1, 1], [2, 2], [-1, 1], 'trend.score'],
    [[1, 2], [2, 1], [1, 2], 'proportion.events'],
    [[1, 1], [2, 2], [2, 1], 'trend.score'],
    [[1, 1], [2, 2], [1, 1.5], 'trend.score'],
    [[1, 1], [2, -2], [1, 2], 'table.count'],
  ])('refuses %j of %j with scores %j', (events, n, scores, code) => {
    expect(() => exactTrend(events, n, scores)).toThrow(InputError);
    expect(() => exactTrend(events, n, scores)).toThrow(expect.objectContaining({ code }));
  });
});
