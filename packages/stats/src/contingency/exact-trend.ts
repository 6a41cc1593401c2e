import { sampleSums, sampleSumsWork } from '../distributions/index.ts';
import { assertBound, InputError } from '../input/index.ts';
import { assertCount } from './two-by-two.ts';

export type ExactTrend = {
  /** sum of the scores of all subjects with the event */
  readonly statistic: number;
  /** that sum as it would be on average with the events dealt at random */
  readonly expected: number;
  readonly pValue: number | null;
  /** the smallest p value that these sizes and this number of events allowed */
  readonly smallestAttainable: number | null;
  /** 'equalProportions': nobody or everybody has the event; 'equalScores'; 'work': more than the budget */
  readonly whyNull: 'equalProportions' | 'equalScores' | 'work' | null;
};

/** Probabilities that the exact test may compute: about a second of work. */
export const TREND_WORK_BUDGET = 2e8;

/**
 * The exact form of Cochran and Armitage's test for a trend of proportions over ordered groups: over all ways to deal
 * the events that were seen to the subjects, given the sizes of the groups. Two-sided, those count whose sum of scores
 * is at least as far from its expectation as the observed one.
 *
 * @param events - in each group
 * @param n - subjects of each group
 * @param scores - of the groups, whole numbers of 0 or more, ascending; by default 1, 2, 3 and so on
 * @returns null with the reason where no trend can be seen or the work would exceed the budget
 * @throws InputError `trend.groups` unless there are two groups or more and the lists are equally long, `trend.score`,
 *   `table.count` and `proportion.events`, each with the index of the group
 * @see Williams (1988) Biometrics 44:431; Mehta, Patel & Senchaudhuri (1992) J Comput Graph Stat 1:21
 */
export function exactTrend(
  events: ArrayLike<number>,
  n: ArrayLike<number>,
  scores: ArrayLike<number> = Array.from(n, (_, group) => group + 1),
  { workBudget = TREND_WORK_BUDGET }: { workBudget?: number } = {},
): ExactTrend {
  assertGroups(events, n, scores);
  assertBound('work budget', workBudget);
  const groups = Array.from(n, (size, k) => ({ events: events[k] as number, n: size, score: scores[k] as number }));
  const sizeOf = (count: (group: (typeof groups)[number]) => number) =>
    groups.reduce((sum, group) => sum + count(group), 0);
  const subjects = sizeOf((group) => group.n);
  const withEvent = sizeOf((group) => group.events);
  const all = sizeOf((group) => group.n * group.score);
  const statistic = sizeOf((group) => group.events * group.score);
  const about = { statistic, expected: subjects === 0 ? 0 : (withEvent * all) / subjects };
  const nothing = { ...about, pValue: null, smallestAttainable: null };
  if (withEvent === 0 || withEvent === subjects) return { ...nothing, whyNull: 'equalProportions' };
  const used = groups.filter((group) => group.n > 0);
  if (used.every((group) => group.score === used[0]?.score)) return { ...nothing, whyNull: 'equalScores' };

  const each = Float64Array.from(groups.flatMap((group) => Array<number>(group.n).fill(group.score)));
  if (sampleSumsWork(each, withEvent, workBudget) > workBudget) return { ...nothing, whyNull: 'work' };
  const { smallest, weights } = sampleSums(each, withEvent);
  // whole multiples of 1 / subjects are compared, so no tie is lost to rounding
  const distance = (sum: number) => Math.abs(sum * subjects - withEvent * all);
  const asFar = (least: number) =>
    Math.min(
      1,
      weights.reduce((total, weight, at) => (distance(smallest + at) >= least ? total + weight : total), 0),
    );
  const farthest = Math.max(distance(smallest), distance(smallest + weights.length - 1));
  return { ...about, pValue: asFar(distance(statistic)), smallestAttainable: asFar(farthest), whyNull: null };
}

function assertGroups(events: ArrayLike<number>, n: ArrayLike<number>, scores: ArrayLike<number>): void {
  if (n.length < 2 || events.length !== n.length || scores.length !== n.length) {
    throw new InputError(
      'trend.groups',
      `A trend needs two groups or more, each with its events, its subjects and its score. There are ${events.length}, ${n.length} and ${scores.length}. Give three lists of one length.`,
    );
  }
  for (let k = 0; k < n.length; k += 1) {
    assertCount(n[k] as number, k);
    assertCount(events[k] as number, k);
    if ((events[k] as number) > (n[k] as number)) {
      throw new InputError(
        'proportion.events',
        `Events are no more than the ${n[k]} subjects of a group. Group ${k + 1} has ${events[k]}. Count each subject once.`,
        k,
      );
    }
    const score = scores[k] as number;
    if (!(Number.isInteger(score) && score >= 0 && (k === 0 || score >= (scores[k - 1] as number)))) {
      throw new InputError(
        'trend.score',
        `Scores of an exact trend are whole numbers of 0 or more, in ascending order. That of group ${k + 1} is ${score}. Number the groups in their order.`,
        k,
      );
    }
  }
}
