import { chiSquareUpperTail, normalUpperTail } from '../distributions/index.ts';
import { InputError } from '../input/index.ts';
import { assertCount } from './two-by-two.ts';

export type CochranArmitage = {
  /** above 0 when the proportion rises with the score */
  z: number | null;
  /** two-sided; z squared is chi-square with one degree of freedom */
  pValue: number | null;
  /** what Pearson's test of the same table finds beyond a straight line; degrees of freedom: groups - 2 */
  departure: { statistic: number | null; degreesOfFreedom: number; pValue: number | null };
  /** 'equalProportions': nobody or everybody has the event; 'equalScores': all subjects have one score */
  whyNull: 'equalProportions' | 'equalScores' | null;
};

/**
 * Cochran and Armitage's test for a trend of proportions over ordered groups, without continuity correction and with
 * the variance over N, not N - 1.
 *
 * @param events - in each group
 * @param n - subjects of each group; a group of nobody adds nothing
 * @param scores - of the groups, by default 1, 2, 3 and so on; only their distances count
 * @returns null with the reason where no trend can be seen; `departure` has null where there is no group beyond two
 * @throws InputError `trend.groups` unless there are two groups or more and the lists are equally long, `trend.score`,
 *   `table.count` and `proportion.events`, each with the index of the group
 * @see Armitage (1955) Biometrics 11:375; Cochran (1954) Biometrics 10:417
 */
export function cochranArmitage(
  events: ArrayLike<number>,
  n: ArrayLike<number>,
  scores: ArrayLike<number> = Array.from(n, (_, group) => group + 1),
): CochranArmitage {
  assertGroups(events, n, scores);
  const groups = Array.from(n, (size, k) => ({ events: events[k] as number, n: size, score: scores[k] as number }));
  const used = groups.filter((group) => group.n > 0);
  const total = used.reduce((sum, group) => sum + group.n, 0);
  const share = used.reduce((sum, group) => sum + group.events, 0) / total;
  const meanScore = used.reduce((sum, group) => sum + group.n * group.score, 0) / total;
  let slope = 0;
  let spread = 0;
  let between = 0;
  for (const group of used) {
    const fromMean = group.score - meanScore;
    const excess = group.events - group.n * share;
    slope += fromMean * excess;
    spread += group.n * fromMean ** 2;
    between += excess ** 2 / group.n;
  }
  const degreesOfFreedom = Math.max(0, used.length - 2);
  const nothing = { z: null, pValue: null, departure: { statistic: null, degreesOfFreedom, pValue: null } };
  const variance = share * (1 - share);
  if (!(variance > 0)) return { ...nothing, whyNull: 'equalProportions' };
  if (used.every((group) => group.score === used[0]?.score)) return { ...nothing, whyNull: 'equalScores' };

  const z = slope / Math.sqrt(variance * spread);
  // the straight line and the rest are parts of one sum of squares, so the rest is not below 0
  const rest = Math.max(0, between / variance - z ** 2);
  return {
    z,
    pValue: 2 * normalUpperTail(Math.abs(z)),
    departure:
      degreesOfFreedom === 0
        ? nothing.departure
        : { statistic: rest, degreesOfFreedom, pValue: chiSquareUpperTail(rest, degreesOfFreedom) },
    whyNull: null,
  };
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
    if (!Number.isFinite(scores[k])) {
      throw new InputError(
        'trend.score',
        `A score is a number. That of group ${k + 1} is ${scores[k]}. Give each group its number.`,
        k,
      );
    }
  }
}
