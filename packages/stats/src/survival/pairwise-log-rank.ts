import { assertFollowUp, type FollowUp, followUpOf } from './follow-up.ts';
import { assertGrouping, type Grouping } from './grouping.ts';
import { type LogRankOptions, type LogRankTest, logRank } from './log-rank.ts';

export type PairwiseComparison = { first: number; second: number; test: LogRankTest };

/**
 * The log-rank test of each two groups, made of their subjects alone. The p values are as they are: whoever looks at
 * several adjusts them.
 *
 * @returns for k groups k (k - 1)/2 tests, of groups 0 and 1, 0 and 2, ..., 1 and 2, ...; a pair without comparison has
 *   null in its test
 * @throws as `logRank`
 */
export function pairwiseLogRank(
  followUp: FollowUp,
  group: Grouping,
  options: LogRankOptions = {},
): PairwiseComparison[] {
  assertFollowUp(followUp);
  assertGrouping(group, followUp.exit.length);
  if (options.stratum) assertGrouping(options.stratum, followUp.exit.length);
  const comparisons: PairwiseComparison[] = [];
  for (let first = 0; first < group.count; first += 1) {
    for (let second = first + 1; second < group.count; second += 1) {
      const isOfPair = (code: number) => code === first || code === second;
      const subjects = Uint32Array.from(group.code.keys()).filter((index) => isOfPair(group.code[index] as number));
      const take = ({ code, count }: Grouping) => ({ code: subjects.map((index) => code[index] as number), count });
      const pair = { code: take(group).code.map((code) => (code === first ? 0 : 1)), count: 2 };
      const stratum = options.stratum ? take(options.stratum) : null;
      comparisons.push({ first, second, test: logRank(followUpOf(followUp, subjects), pair, { ...options, stratum }) });
    }
  }
  return comparisons;
}
