import { type Adjustment, adjustPValues } from '../multiplicity/index.ts';
import { pairwiseLogRank } from '../survival/index.ts';
import type { Deviation } from './compare.ts';
import { type Answer, type FixtureCase, factor, notUnderstood, numbers } from './fixture-case.ts';
import { groupingOf } from './logrank.ts';

const CALL =
  'l <- levels(d$group); cb <- combn(length(l), 2); r <- apply(cb, 2, function(i) { s <- d[d$group %in% l[i], ]; s$group <- droplevels(s$group); f <- survdiff(Surv(time, status) ~ group, data = s); c(f$chisq, pchisq(f$chisq, 1, lower.tail = FALSE)) }); list(a = l[cb[1, ]], b = l[cb[2, ]], chisq = r[1, ], p = r[2, ], p_adjusted = p.adjust(r[2, ], adj))';

/** By R's names. */
const ADJUSTMENTS: Record<string, Adjustment> = {
  holm: 'holm',
  hochberg: 'hochberg',
  hommel: 'hommel',
  bonferroni: 'bonferroni',
  BH: 'benjaminiHochberg',
  fdr: 'benjaminiHochberg',
  BY: 'benjaminiYekutieli',
};

export function pairwiseLogrank(fixture: FixtureCase): Answer {
  if (fixture.r_call !== CALL) notUnderstood(fixture);
  const group = factor(fixture, 'group');
  const pairs = pairwiseLogRank(
    { exit: numbers(fixture, 'time'), event: Uint8Array.from(numbers(fixture, 'status')) },
    groupingOf(group),
  );
  const named = fixture.input.params?.['adj'] as string;
  const adjustment = ADJUSTMENTS[named];
  if (!adjustment && named !== 'none') return notUnderstood(fixture);
  const pValues = pairs.map(({ test }) => test.pValue);
  // R counts a pair in which nothing was compared among the tests
  const counted = pValues.map((p) => p ?? 1);
  const adjusted = adjustment ? adjustPValues(counted, adjustment) : counted;
  return {
    output: {
      a: pairs.map(({ first }) => group.levels[first]),
      b: pairs.map(({ second }) => group.levels[second]),
      chisq: pairs.map(({ test }) => test.chiSquare),
      p: pValues,
      p_adjusted: adjusted.map((p, pair) => (pValues[pair] === null ? null : p)),
    },
    deviations: pValues.flatMap((p, pair) => (p === null ? whereNothingIsCompared(pair) : [])),
  };
}

/** docs/validation.md: a pair without events, or never at risk together, has a chi-square of 0 and p = 1 in R. */
function whereNothingIsCompared(pair: number): Deviation[] {
  return (
    [
      ['chisq', 0],
      ['p', 1],
      ['p_adjusted', 1],
    ] as const
  ).map(([path, r]) => ({ path: `${path}.${pair}`, applies: () => true, ours: null, r }));
}
